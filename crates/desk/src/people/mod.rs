//! People of the desk: accounts, first sign-in tokens, passwords, second factors, keys of programs, and what happened at the
//! door. An account opens the door and gives no role: what somebody may record stands in the log alone ([`crate::Person`]).
//!
//! Every call takes the time and the source of randomness as values. Calls wait for the database and for hashing (a good
//! part of a second): make them from a thread that may block.

pub(crate) mod access;
pub(crate) mod account;
mod attempts;
mod ceremony;
pub mod credential;
mod denied;
mod key;
mod passkey;
pub mod random;
mod secret;
mod set_up;
pub(crate) mod settings;
mod sign_in;
mod sign_on;
#[cfg(test)]
pub(crate) mod tests;
mod token;

pub use access::{Access, AccessKind};
pub use account::{Account, AccountState};
pub use credential::code::Enrolment;
pub use denied::Denied;
pub use key::Key;
pub use passkey::{Opened, Passkey};
pub use random::{Randomness, System};
pub use secret::Secret;
pub use settings::Settings;
pub use sign_on::{Arrived, Client, Fault, Identity, Returned, Wire};
pub use token::Issued;

use crate::Trouble;
use probity_store::sql::{Database, Migration};
use std::sync::{Arc, Mutex};

/// The steps of the tables of people.
const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_people", sql: include_str!("../../migrations/0001_people.sql") },
    Migration { name: "0002_passkeys", sql: include_str!("../../migrations/0002_passkeys.sql") },
];

/// The people of a desk.
#[derive(Debug)]
pub struct People {
    pub(crate) database: Arc<Database>,
    pub(crate) settings: Settings,
    pub(crate) hashing: Mutex<()>,
    /// Where passkeys belong to; without it there are none.
    pub(crate) place: Option<credential::passkey::Place>,
    /// Who else may say who somebody is.
    pub(crate) sign_on: Option<sign_on::SignOn>,
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
        Ok(Self { database, settings, hashing: Mutex::new(()), place: None, sign_on: None })
    }

    /// The same at the address people reach the desk at, such as `https://desk.example.org`: with passkeys, unless the
    /// address is a number, to which none can belong.
    #[must_use]
    pub fn at(self, origin: &str) -> Self {
        Self { place: credential::passkey::Place::of(origin), ..self }
    }

    /// The same with a single sign-on at that address.
    #[must_use]
    pub fn signed_on_by(self, client: Client, origin: &str, wire: Box<dyn Wire>) -> Self {
        Self { sign_on: Some(sign_on::SignOn::new(client, origin, wire)), ..self }
    }
}
