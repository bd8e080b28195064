//! People of the desk: accounts, first sign-in tokens, passwords, second factors, keys of programs, and what happened at the
//! door. An account opens the door and gives no role: what somebody may record stands in the log alone ([`crate::Person`]).
//!
//! Every call takes the time and the source of randomness as values. Calls wait for the database and for hashing (a good
//! part of a second): make them from a thread that may block.

pub(crate) mod access;
pub(crate) mod account;
mod attempts;
pub mod credential;
mod denied;
mod key;
pub mod random;
mod secret;
mod set_up;
pub(crate) mod settings;
mod sign_in;
#[cfg(test)]
pub(crate) mod tests;
mod token;

pub use access::{Access, AccessKind};
pub use account::{Account, AccountState};
pub use credential::code::Enrolment;
pub use denied::Denied;
pub use key::Key;
pub use random::{Randomness, System};
pub use secret::Secret;
pub use settings::Settings;
pub use token::Issued;

use crate::Trouble;
use probity_store::sql::{Database, Migration};
use std::sync::{Arc, Mutex};

/// The steps of the tables of people.
const MIGRATIONS: &[Migration] =
    &[Migration { name: "0001_people", sql: include_str!("../../migrations/0001_people.sql") }];

/// The people of a desk.
#[derive(Debug)]
pub struct People {
    pub(crate) database: Arc<Database>,
    pub(crate) settings: Settings,
    pub(crate) hashing: Mutex<()>,
}

impl People {
    /// The people in a database, whose tables are made if there are none.
    ///
    /// # Errors
    /// When the database was made by a newer program, or cannot be asked.
    pub fn open(database: impl Into<Arc<Database>>) -> Result<Self, Trouble> {
        Self::with(database.into(), Settings::shipped()?)
    }

    fn with(database: Arc<Database>, settings: Settings) -> Result<Self, Trouble> {
        database.migrate("desk", MIGRATIONS)?;
        Ok(Self { database, settings, hashing: Mutex::new(()) })
    }
}
