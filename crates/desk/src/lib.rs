//! The desk: where staff, delegations and NGOs sign in and record what they may. It knows people, forms and queues; it
//! knows neither HTTP (the server turns requests into [`Asked`] and [`Answered`] into responses) nor files (the log is
//! asked through [`Records`]). What may be recorded is decided by the rules of the log alone: a form can only be kinder.

mod exchange;
pub mod people;
mod records;
pub mod session;

pub use exchange::{Answered, Asked, Cookie, Told, Verb};
pub use people::{Denied, People};
pub use probity_commitments::view::Snapshot;
pub use records::{EventRow, Filter, Records, Refusal, Trouble};
pub use session::Session;
