//! Months, working days, ends of months: how the rules of procedures turn one date into another.
