//! The desk: where staff, delegations and NGOs sign in and record what they may. It knows people, forms and queues; it
//! knows neither HTTP (the server turns requests into [`Asked`] and [`Answered`] into responses) nor files (the log is
//! asked through [`Records`]). What may be recorded is decided by the rules of the log alone: a form can only be kinder.

mod exchange;
pub mod people;
mod records;
pub mod session;

pub use exchange::{Answered, Asked, Cookie, Verb};
pub use people::{Denied, People, Person};
pub use records::{EventRow, Filter, Records, Refusal, Snapshot, Trouble};
pub use session::Session;
