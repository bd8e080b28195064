# Cumulative incidence of competing outcomes by year of start, by the package survival: what `stats funnel` also gives.
suppressMessages(library(survival))
cases <- read.csv(commandArgs(trailingOnly = TRUE)[1], na.strings = "")
start <- as.Date(cases$start)
end <- as.Date(cases$end)
cut <- max(start, end, na.rm = TRUE)
days <- as.numeric(ifelse(is.na(end), cut, end) - as.numeric(start))
outcome <- factor(ifelse(is.na(cases$outcome), "open", cases$outcome), levels = c("open", sort(unique(na.omit(cases$outcome)))))
cohort <- c(format(start, "%Y"), rep("_T", length(start)))
# survfit computes its standard errors by the infinitesimal jackknife unless told otherwise; the times are those asked for.
fit <- survfit(Surv(rep(days, 2), rep(outcome, 2)) ~ cohort, se.fit = TRUE)
result <- summary(fit, times = c(30, 90, 180, 365, 730, 1095), extend = TRUE)
cat(sprintf("{\"rows\": %d}\n", length(result$pstate)))
