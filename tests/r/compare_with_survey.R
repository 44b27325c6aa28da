# Compares `hailong analyse` with R's survey package on generated samples.
#
#   Rscript compare_with_survey.R path/to/hailong [number of samples]
#
# Every sample draws its own number of strata, clusters and second-stage clusters, policy for lonely PSUs, population
# counts, weights (some zero), blanks, answers (all, none, mixed) and domains; some measure a ratio. Cluster names repeat
# across strata. The value of the programme must equal that of the package to 1e-8.
suppressMessages({ library(survey) })

arguments <- commandArgs(trailingOnly = TRUE)
program <- arguments[1]
samples <- if (length(arguments) > 1) as.integer(arguments[2]) else 200
compared <- 0
failures <- 0

generate <- function(seed) {
  set.seed(seed)
  policy <- sample(c("fail", "adjust", "remove", "certainty", "average"), 1)
  stages <- sample(1:2, 1)
  counts <- sample(c(TRUE, FALSE), 1)
  rows <- list()
  for (h in seq_len(sample(1:6, 1))) {
    clusters <- if (policy == "fail") sample(2:5, 1) else sample(1:4, 1)
    population <- clusters + sample(c(0, 1, 20), 1)
    for (i in seq_len(clusters)) {
      inner <- if (stages == 1) 1 else if (policy %in% c("fail", "average")) sample(2:4, 1) else sample(1:4, 1)
      inner_population <- inner + sample(c(0, 1, 7), 1)
      for (j in seq_len(inner)) {
        n <- sample(1:8, 1)
        rows[[length(rows) + 1]] <- data.frame(
          stratum = paste0("s", h), psu = paste0("c", i), ssu = paste0("g", j),
          N = population, M = inner_population,
          weight = round(runif(n, 0, 20), 2) * rbinom(n, 1, 0.95),
          answer = sample(c(1:5, 9, NA), n, TRUE, c(1, 1, 2, 4, 4, 1, 1)),
          a = rpois(n, 3), b = 3 + rpois(n, 3),
          d = sample(c("x", "y", "z"), n, TRUE, c(5, 3, 1)))
      }
    }
  }
  data <- do.call(rbind, rows)
  kind <- sample(c("mixed", "mixed", "mixed", "all", "none"), 1)
  if (kind == "all") data$answer[data$answer %in% 1:3] <- 4
  if (kind == "none") data$answer[data$answer %in% 4:5] <- 2
  implied <- counts && runif(1) < 0.3
  list(data = data[sample(nrow(data)), ], policy = policy, stages = stages, counts = counts,
       implied = implied, ratio = runif(1) < 0.25)
}

design_of <- function(case) {
  id <- if (case$stages == 2) ~psu + ssu else ~psu
  fpc <- if (!case$counts) NULL else if (case$stages == 2) ~N + M else ~N
  weights <- if (case$implied) NULL else ~weight
  suppressWarnings(svydesign(id = id, strata = ~stratum, weights = weights, fpc = fpc, data = case$data, nest = TRUE))
}

same <- function(name, found, wanted, seed, tolerance = 1e-8) {
  compared <<- compared + 1
  found <- if (is.null(found) || length(found) == 0) NA else found
  ok <- if (is.na(wanted)) is.na(found) else !is.na(found) && abs(found - wanted) <= tolerance * abs(wanted) + 1e-12
  if (!ok) {
    failures <<- failures + 1
    cat(sprintf("sample %d, %s: %.15g instead of %.15g\n", seed, name, as.numeric(found), as.numeric(wanted)))
  }
}

run <- function(case, file, toml) {
  write.csv(case$data, file, row.names = FALSE, na = "")
  lines <- c(
    if (case$ratio) c('numerator = "a"', 'denominator = "b"')
    else c('value = "answer"', "satisfied = [4, 5]", "valid = [1, 2, 3, 4, 5]"),
    if (!case$implied) 'weight = "weight"', 'strata = "stratum"', 'psu = "psu"',
    if (case$stages == 2) 'ssu = "ssu"',
    if (case$counts) 'fpc = "N"', if (case$counts && case$stages == 2) 'fpc2 = "M"',
    sprintf('lonely_psu = "%s"', case$policy), 'domains = [["d"]]', "targets = [80.0]")
  writeLines(lines, toml)
  output <- suppressWarnings(system2(program, c("analyse", file, "--design", toml, "--format", "csv"), stdout = TRUE, stderr = TRUE))
  if (!is.null(attr(output, "status"))) return(NULL)
  read.csv(text = output)
}

for (seed in seq_len(samples)) {
  case <- generate(seed)
  options(survey.lonely.psu = case$policy)
  found <- run(case, tempfile(fileext = ".csv"), tempfile(fileext = ".toml"))
  design <- tryCatch(design_of(case), error = function(e) NULL)
  if (is.null(design)) next
  for (domain in c("all", "d=x", "d=y", "d=z")) {
    inside <- if (domain == "all") rep(TRUE, nrow(case$data)) else case$data$d == sub("d=", "", domain)
    weights <- weights(design)
    valid <- inside & weights > 0 & (case$ratio | case$data$answer %in% 1:5)
    row <- found[found$domain == domain, ]
    if (sum(valid) == 0) next
    design$variables$y <- as.numeric(case$data$answer %in% 4:5)
    part <- design[valid, ]
    estimate <- tryCatch(
      suppressWarnings(if (case$ratio) svyratio(~a, ~b, part) else svymean(~y, part, deff = "replace")),
      error = function(e) NULL)
    if (is.null(estimate)) {
      if (!is.null(found)) cat(sprintf("sample %d, %s: the package refuses\n", seed, domain))
      next
    }
    if (is.null(found)) {
      failures <- failures + 1
      cat(sprintf("sample %d: refused\n", seed))
      break
    }
    p <- as.numeric(coef(estimate))
    v <- as.numeric(vcov(estimate))
    if (!case$ratio && (p < 1e-12 || p > 1 - 1e-12)) v <- 0
    if (is.nan(v)) v <- NA
    same("n", row$n, sum(valid), seed)
    same("p", row$p, p, seed)
    same("se", row$se, sqrt(v), seed)
    df <- length(unique(paste(case$data$stratum, case$data$psu)[valid])) - length(unique(case$data$stratum[valid]))
    same("df", row$df, df, seed)
    if (!case$ratio && !is.na(v)) {
      n <- sum(valid)
      extreme <- p < 1e-12 || p > 1 - 1e-12
      n_e <- if (extreme) n else p * (1 - p) / v
      for (level in c(0.95, 0.90)) {
        lower <- upper <- NA
        if (df >= 1 && n >= 2) {
          size <- min(n, n_e * (qt((1 + level) / 2, n - 1) / qt((1 + level) / 2, df))^2)
          k <- if (extreme) round(p) * size else p * size
          lower <- if (k == 0) 0 else qbeta((1 - level) / 2, k, size - k + 1)
          upper <- if (extreme && p > 0.5) 1 else qbeta((1 + level) / 2, k + 1, size - k)
        }
        names <- if (level == 0.95) c("ci_lower", "ci_upper") else c("one_sided_95_lower", "one_sided_95_upper")
        same(names[1], row[[names[1]]], lower, seed)
        same(names[2], row[[names[2]]], upper, seed)
      }
      if (!extreme && n >= 2) same("deff", row$deff, v / (p * (1 - p) / (n - 1)), seed)
      w <- weights[valid]
      same("kish_deff", row$kish_deff, n * sum(w^2) / sum(w)^2, seed)
    }
  }
}
cat(sprintf("%d values compared, %d differ\n", compared, failures))
quit(status = if (failures > 0) 1 else 0)
