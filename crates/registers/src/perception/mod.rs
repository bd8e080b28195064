//! Readers of perception data: typed records, each with the place it was read from, and diagnostics a statistician
//! can act on. A bad row is rejected and the others are kept; a bad header or structure rejects the file.

mod book;
pub(crate) mod checks;
mod codes;
mod governance;
pub(crate) mod header;
mod labels;
pub(crate) mod names;
pub(crate) mod number;
mod panel;
mod published;
mod published_book;
mod published_old;
pub(crate) mod report;
mod scores;
mod scores_book;
pub(crate) mod simple;

pub use codes::{Country, CountryCode, countries};
pub use governance::{GovernanceCell, GovernanceTable, PlanRow, governance, governance_into, governance_tables, plan};
pub use labels::{Label, labels, labels_into};
pub use names::{column_role, nearest, source_code};
pub use panel::panel;
pub use published::{Published, published, published_into};
pub use report::{Reading, Report};
pub use scores::{ScoreCell, raw, raw_into, scores, scores_into};
pub use simple::{Estimate, Truth, estimates, truth, truth_into};
