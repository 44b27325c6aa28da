# The table that the benchmark times, with R's survey package.
#
#   Rscript time_survey.R d10_sipas_5000.csv [repetitions] [table.csv]
#
# Prints the time of each part and repetition as the benchmark does, reading not included. table.csv holds the figures
# of the benchmark: they must be those computed here, or the script fails.
suppressMessages(library(survey))

arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(arguments[1])
repetitions <- if (length(arguments) > 1) as.integer(arguments[2]) else 3
wanted <- if (length(arguments) > 2) read.csv(arguments[3])

items <- c("q1", "q2", "q3", "q4", "q5")
targets <- c(0.80, 0.85, 0.90)
totals <- c(4158848, M = 2046153, 1289243, 1122889, 748593, 1954659, 914947)

now <- function() proc.time()[["elapsed"]]

satisfied <- function(item) ifelse(data[[item]] %in% 1:5, as.numeric(data[[item]] >= 4), NA)

# Cases and degrees of freedom of each domain: clusters with a case minus strata with one.
counted <- function(valid, key) {
  key <- key[valid]
  distinct <- function(column) tapply(data[[column]][valid], key, function(values) length(unique(values)))
  data.frame(n = as.vector(table(key)), df = as.vector(distinct("psu") - distinct("stratum")), row.names = names(table(key)))
}

korn_graubard <- function(p, v, n, df, level) {
  extreme <- p < 1e-12 | p > 1 - 1e-12
  n_e <- ifelse(extreme, n, p * (1 - p) / v)
  size <- pmin(n, n_e * (qt((1 + level) / 2, n - 1) / qt((1 + level) / 2, df))^2)
  k <- ifelse(extreme, round(p), p) * size
  lower <- ifelse(k == 0, 0, qbeta((1 - level) / 2, k, size - k + 1))
  upper <- ifelse(extreme & p > 0.5, 1, qbeta((1 + level) / 2, k + 1, size - k))
  none <- df < 1 | n < 2
  list(lower = ifelse(none, NA, lower), upper = ifelse(none, NA, upper), n_e = n_e)
}

# Intervals, verdicts, design effects and the publication gate of shares.
judged <- function(place, p, se, deff, y, key, kish = TRUE) {
  counts <- counted(!is.na(y), key)
  n <- counts$n
  df <- counts$df
  se <- ifelse(p < 1e-12 | p > 1 - 1e-12, 0, se)
  two_sided <- suppressWarnings(korn_graubard(p, se^2, n, df, 0.95))
  one_sided <- suppressWarnings(korn_graubard(p, se^2, n, df, 0.90))
  verdicts <- lapply(targets, function(target) {
    ifelse(is.na(one_sided$lower), "no_verdict",
           ifelse(one_sided$lower >= target, "met", ifelse(one_sided$upper < target, "missed", "not_enough_evidence")))
  })
  w <- data$weight[!is.na(y)]
  kish <- n * tapply(w^2, key[!is.na(y)], sum) / tapply(w, key[!is.na(y)], sum)^2
  width <- two_sided$upper - two_sided$lower
  withheld <- df < 1 | n < 30 | two_sided$n_e < 30 | width >= 0.30 | (width > 0.05 & width / p > 1.30)
  status <- ifelse(withheld, "suppress", ifelse(df < 8 | p == 0 | p == 1, "review", "publish"))
  list(figures = data.frame(place = paste0(place, rownames(counts)), n, p, se, df, lower = two_sided$lower, upper = two_sided$upper),
       rest = list(one_sided, verdicts, deff, kish, status))
}

share <- function(place, design, y, name) {
  estimate <- svymean(~y, design, na.rm = TRUE, deff = "replace")
  judged(place, as.numeric(coef(estimate)), as.numeric(SE(estimate)), deff(estimate), y, rep(name, length(y)))$figures
}

keyed <- function(columns) do.call(paste, c(unname(as.list(columns)), sep = "|"))

shares <- function(place, design, y, by, columns) {
  estimates <- svyby(~y, by, design, svymean, na.rm = TRUE, deff = "replace")
  estimates <- estimates[order(keyed(estimates[columns])), ]
  judged(place, estimates$y, estimates$se, estimates$DEff.y, y, keyed(data[columns]))$figures
}

symmetric <- function(place, p, se, valid, key) {
  counts <- counted(valid, key)
  half <- qt(0.975, counts$df) * se
  data.frame(place = paste0(place, rownames(counts)), n = counts$n, p, se, df = counts$df, lower = p - half, upper = p + half)
}

indices <- function(place, design, by, column) {
  estimates <- svyby(~a, by, denominator = ~b, design, svyratio)
  estimates <- estimates[order(estimates[[column]]), ]
  symmetric(place, estimates[[2]], estimates[[3]], data$b > 0, data[[column]])
}

compute <- function() {
  begun <- last <- now()
  laps <- c()
  lap <- function(part) {
    laps[part] <<- now() - last
    last <<- now()
  }
  tables <- list()
  add <- function(rows) tables[[length(tables) + 1]] <<- rows
  design <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = data)
  lap("design")
  overall <- satisfied("q_overall")
  design$variables$y <- overall
  add(share("/", design, overall, "overall"))
  lap("overall")
  add(shares("by_province/", design, overall, ~province, "province"))
  lap("provinces")
  add(shares("by_sector/", design, overall, ~sector, "sector"))
  lap("sectors")
  add(shares("by_province_sector/", design, overall, ~province + sector, c("province", "sector")))
  lap("cells")
  for (item in items) {
    design$variables$y <- satisfied(item)
    add(share("items/", design, design$variables$y, item))
  }
  lap("factors")
  answered <- sapply(items, function(item) data[[item]] %in% 1:5)
  data$b <<- design$variables$b <- rowSums(answered)
  design$variables$a <- rowSums(answered & data[items] >= 4, na.rm = TRUE)
  ratio <- svyratio(~a, ~b, design)
  add(symmetric("sipas_index/", as.numeric(coef(ratio)), as.numeric(SE(ratio)), data$b > 0, rep("overall", nrow(data))))
  add(indices("sipas_index/by_province/", design, ~province, "province"))
  add(indices("sipas_index/by_sector/", design, ~sector, "sector"))
  lap("ratio index")
  design$variables$y <- overall
  columns <- colnames(model.matrix(~sex + age + edu, data))
  raked <- calibrate(design, ~sex + age + edu, population = setNames(totals, columns), calfun = "raking", epsilon = 1e-10)
  add(share("/", raked, overall, "raked"))
  lap("raking")
  list(laps = c(laps, "full table" = last - begun), table = do.call(rbind, tables))
}

compare <- function(found) {
  if (nrow(found) != nrow(wanted) || !setequal(found$place, wanted$place)) stop("the tables have other rows")
  found <- found[match(wanted$place, found$place), ]
  tolerance <- ifelse(found$place == "/raked", 1e-6, 1e-8)
  for (column in c("n", "p", "se", "df", "lower", "upper")) {
    a <- found[[column]]
    b <- wanted[[column]]
    same <- ifelse(is.na(a) | is.na(b), is.na(a) & is.na(b), abs(a - b) <= tolerance * abs(b))
    if (!all(same)) stop(sprintf("%s of %s differs: %.15g here, %.15g there", column, found$place[!same], a[!same], b[!same]))
  }
}

runs <- lapply(seq_len(repetitions), function(repetition) compute())
if (!is.null(wanted)) compare(runs[[1]]$table)
for (part in names(runs[[1]]$laps)) {
  seconds <- sapply(runs, function(run) run$laps[[part]])
  cat(sprintf('{"part":"%s","seconds":[%s]}\n', part, paste(format(seconds, digits = 6), collapse = ",")))
}
cat(sprintf('{"version":"%s"}\n', packageVersion("survey")))
