//! Steps that make a schema, each done once and remembered by the digest of its text. A step is never changed: what it
//! made is already out there; a later step adds to it. Each part of the program that keeps tables has steps of its own.

use super::error::SqlError;
use super::{Database, Tx};
use probity_core::Digest;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// Its name, which gives its place: `0001_people`.
    pub name: &'static str,
    /// Its text, which both databases read.
    pub sql: &'static str,
}

const REMEMBER: &str = "CREATE TABLE IF NOT EXISTS migrations (part TEXT NOT NULL, name TEXT NOT NULL, \
                        sha256 TEXT NOT NULL, PRIMARY KEY (part, name))";

impl Database {
    /// Does the steps of a part that were not done yet, all or none.
    ///
    /// # Errors
    /// When a step is not the one that was done, or one was done that is not in the list.
    pub fn migrate(&self, part: &str, steps: &[Migration]) -> Result<(), SqlError> {
        self.transaction(|tx| {
            tx.batch(REMEMBER)?;
            let done = tx.query("SELECT name, sha256 FROM migrations WHERE part = $1", &[part.into()])?;
            for row in &done {
                known(tx, steps, row.text(0)?, row.text(1)?)?;
            }
            let mut sorted = steps.to_vec();
            sorted.sort_by_key(|step| step.name);
            for step in sorted {
                let mut is_done = false;
                for row in &done {
                    is_done |= row.text(0)? == step.name;
                }
                if !is_done {
                    tx.batch(step.sql)?;
                    let values = [part.into(), step.name.into(), digest(step.sql).into()];
                    tx.execute("INSERT INTO migrations (part, name, sha256) VALUES ($1, $2, $3)", &values)?;
                }
            }
            Ok(())
        })
    }
}

fn digest(sql: &str) -> String {
    Digest::of(sql.as_bytes()).to_string()
}

fn known(tx: &Tx<'_>, steps: &[Migration], name: &str, sha256: &str) -> Result<(), SqlError> {
    let (place, name) = (tx.place().to_owned(), name.to_owned());
    match steps.iter().find(|step| step.name == name) {
        None => Err(SqlError::Newer { place, name }),
        Some(step) if digest(step.sql) != sha256 => Err(SqlError::Changed { place, name }),
        Some(_) => Ok(()),
    }
}
