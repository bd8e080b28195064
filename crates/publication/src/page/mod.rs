//! The pages: one file a page type, each a plain view and a function from the view to HTML. The rules every page
//! keeps (one heading, captions, labels, no inline style or script) live in the parts they share.

pub mod compare;
pub mod corrections;
pub mod country;
pub mod dataset;
mod dataset_parts;
pub mod diary;
pub mod drawing;
pub mod embed;
pub mod error;
pub mod feeds;
pub mod figure;
pub mod funnel;
pub mod home;
pub mod indicator;
pub mod layout;
pub mod map;
pub mod method;
pub mod methods;
pub mod observation;
pub mod ranking;
pub mod recorded;
pub mod region;
#[cfg(test)]
pub(crate) mod rules;
pub mod search;
pub mod status;
pub mod table;
pub mod value;
pub mod verify;

pub use crate::plot::{Cell, Plot, Table};
pub use figure::Figure;
pub use layout::{Frame, House, NavItem, foot};
pub use value::{Named, Number, RankRange, Reading, Verdict};
