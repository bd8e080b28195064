//! The desk: where staff, delegations and NGOs sign in and record what they may. It knows people, forms and queues; it
//! knows neither HTTP (the server turns requests into [`Asked`] and [`Answered`] into responses) nor files (the log is
//! asked through [`Records`]). What may be recorded is decided by the rules of the log alone: a form can only be kinder.

mod acts;
mod audit;
mod exchange;
mod file;
mod front;
mod pages;
pub mod people;
mod person;
mod queue;
mod reader;
mod record;
mod records;
mod say;
pub mod session;
mod settings;
mod work;

pub use exchange::{Answered, Asked, Attached, Cookie, Told, Verb};
pub use front::{Desk, Receiving};
pub use people::{Denied, People};
pub use person::Person;
pub use probity_commitments::view::Snapshot;
pub use records::{EventRow, Filter, Records, Refusal, Shelf, Trouble};
pub use session::Session;
pub use work::{Work, answer};
