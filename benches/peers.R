# One-factor maximum likelihood of correlation matrices by R's own `factanal`: the step of the unobserved components
# model that public software also has. Prints the CPU seconds of the fits alone, twenty rounds of them.
files <- commandArgs(trailingOnly = TRUE)
tables <- lapply(files, function(file) as.matrix(read.csv(file)))
failed <- 0
one <- function(table) {
  tryCatch(factanal(covmat = table, factors = 1, n.obs = 200), error = function(e) failed <<- failed + 1)
}
spent <- system.time(for (round in 1:20) for (table in tables) one(table))
cat(sprintf("{\"fits\": %d, \"failed\": %d, \"rounds\": 20, \"cpu_seconds\": %.4f}\n",
            length(tables), failed %/% 20, sum(spent[1:2]) / 20))
