# The table that the benchmark times, with R's survey package: Rscript time_survey.R d10_sipas_5000.csv
suppressMessages(library(survey))
data <- read.csv(commandArgs(trailingOnly = TRUE)[1])
time <- system.time({
  for (item in c("q_overall", "q1", "q2", "q3", "q4", "q5")) {
    data$y <- ifelse(data[[item]] %in% 1:5, as.numeric(data[[item]] >= 4), NA)
    design <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = data)
    svymean(~y, design, na.rm = TRUE)
    for (by in list(~province, ~sector, ~province + sector)) svyby(~y, by, design, svymean, na.rm = TRUE)
  }
  margins <- list(c(F = 2112695, M = 2046153), c(998123, 1289243, 1122889, 748593), c(1289242, 1954659, 914947))
  totals <- c(4158848, M = 2046153, 1289243, 1122889, 748593, 1954659, 914947)
  raked <- calibrate(design, ~sex + age + edu, population = setNames(totals, colnames(model.matrix(~sex + age + edu, data))), calfun = "raking")
  svymean(~y, raked, na.rm = TRUE)
})
cat(sprintf("survey %s: %.3f s\n", packageVersion("survey"), time["elapsed"]))
