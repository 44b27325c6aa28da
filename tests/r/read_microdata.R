# Reads a file of SPSS with haven and says, a line each and with tabs between: `label`, a variable and its label; `value`, a variable, a value and
# its label; `count`, a variable, a value and how often it comes, without what is missing.
#
# usage: Rscript read_microdata.R FILE

file <- commandArgs(trailingOnly = TRUE)[1]
data <- haven::read_sav(file, user_na = TRUE, encoding = "UTF-8")
say <- function(...) {
  # What breaks lines and columns is told by its number.
  texts <- vapply(list(...), function(text) gsub("\n", "\\n", gsub("\t", "\\t", enc2utf8(as.character(text)), fixed = TRUE), fixed = TRUE), "")
  writeLines(paste(texts, collapse = "\t"), useBytes = TRUE)
}
for (name in names(data)) {
  column <- data[[name]]
  label <- attr(column, "label")
  say("label", name, if (is.null(label)) "" else label)
  labels <- attr(column, "labels")
  for (value in names(labels)) say("value", name, labels[[value]], value)
  given <- unclass(column)
  given <- given[!is.na(given) & given != ""]
  counts <- table(given)
  for (value in names(counts)) say("count", name, value, counts[[value]])
}
