//! The pages: one file a page type, each a plain view and a function from the view to HTML. The rules every page
//! keeps (one heading, captions, labels, no inline style or script) live in the parts they share.

pub mod compare;
pub mod country;
pub mod dataset;
pub mod drawing;
pub mod error;
pub mod figure;
pub mod home;
pub mod indicator;
pub mod layout;
pub mod map;
pub mod method;
pub mod methods;
pub mod observation;
pub mod ranking;
#[cfg(test)]
mod rules;
pub mod status;
pub mod table;
pub mod value;

pub use crate::plot::{Cell, Plot, Table};
pub use figure::Figure;
pub use layout::{Frame, House, NavItem, foot};
pub use value::{Named, Number, RankRange, Reading, Verdict};
