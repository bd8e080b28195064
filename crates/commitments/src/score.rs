//! Scores of published methods, exact to the fraction, with the trace of every rule.
