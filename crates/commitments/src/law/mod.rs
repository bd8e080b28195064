//! The library of legal instruments: what the law says, on which day, in which language, and how it is found.

pub mod search;
pub mod stem;
