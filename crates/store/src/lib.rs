//! An append-only log of signed events in one file, each chained to the one before by its hash. What an event means is
//! the business of the rooms above; here it is written all or none, survives a crash, and every later change is found.
//! Beside it the files that events name by their digest ([`attachments`]), and the one database of an observatory
//! ([`sql`]), which holds what is not public and what can be rebuilt.

pub mod attachments;
pub mod checkpoint;
mod disk;
pub mod end;
pub mod event;
pub mod glance;
pub mod key;
pub mod lines;
pub mod log;
pub mod note;
mod pending;
pub mod signed;
pub mod sql;
pub mod stamp;
pub mod tail;
pub mod tlog;
pub mod verify;

pub use attachments::{Attachments, Incoming, Waiting};
pub use checkpoint::{Checkpoint, NoCheckpoint};
pub use end::End;
pub use event::{Draft, Event, NotAnEvent};
pub use glance::Glance;
pub use key::{KeyError, PublicKey, SigningKey};
pub use lines::{Line, Lines};
pub use log::{Appended, Log, LogError, Recovered, Writer};
pub use signed::SignedCheckpoint;
pub use stamp::Stamp;
pub use tail::Tail;
pub use verify::{Code, Defect, Signer, Signers, Summary, Verifier, verify};
