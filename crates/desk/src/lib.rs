//! The desk: where staff, delegations and NGOs sign in and record what they may. It knows people, forms and queues; it
//! knows neither HTTP (the server turns requests into [`Asked`] and [`Answered`] into responses) nor files (the log is
//! asked through [`Records`]). What may be recorded is decided by the rules of the log alone: a form can only be kinder.

mod acts;
mod audit;
mod exchange;
mod pages;
mod person;
mod queue;
mod reader;
mod record;
mod records;
mod say;
mod settings;
mod work;

pub use exchange::{Answered, Asked, Cookie, Verb};
pub use pages::{
    AccountPage, KeyRow, SessionRow, SignInPage, TokenPage, account_page, codes_page, sign_in_page, token_page,
};
pub use person::Person;
pub use records::{EventRow, Filter, Records, Refusal, Snapshot, Trouble};
pub use work::{Work, answer};
