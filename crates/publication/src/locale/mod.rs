//! Numbers, dates and alphabetical order as readers of each language expect them on a page. Files and interfaces for
//! machines never use this module: there the decimal mark is a point, always.

mod date;
mod number;
mod order;

pub use date::{Day, NotADay, day, month, weekdays};
pub use number::{integer, number, range, signed};
pub use order::sort_by_name;
