//! Whom an issuer means: its address and its name for somebody (`sub`), tied to one account by that person or by whoever keeps
//! the observatory. Names of people and addresses of mail are never compared: they can be given to somebody else.

use crate::Trouble;
use crate::people::access::{self, AccessKind};
use crate::people::account::folded;
use crate::people::settings::{instant, text};
use crate::people::{Denied, People, Randomness, secret};
use crate::session::{self, Session, Stage};
use jiff::Timestamp;
use probity_store::sql::Tx;

/// An identity that opens an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its number.
    pub id: String,
    /// Who says so.
    pub issuer: String,
    /// What the issuer calls the person.
    pub subject: String,
    /// Since when.
    pub created: Timestamp,
}

fn tie(
    tx: &mut Tx<'_>,
    account: &str,
    (issuer, subject): (&str, &str),
    now: Timestamp,
    random: &mut dyn Randomness,
) -> Result<(), Denied> {
    let sql = "SELECT account FROM identities WHERE issuer = $1 AND subject = $2";
    if let Some(row) = tx.query(sql, &[issuer.into(), subject.into()])?.first() {
        return if row.text(0)? == account { Ok(()) } else { Err(Denied::Taken) };
    }
    let columns = [secret::name(random)?.as_str(), issuer, subject, account, &text(now)].map(Into::into);
    let sql = "INSERT INTO identities (id, issuer, subject, account, created) VALUES ($1, $2, $3, $4, $5)";
    tx.execute(sql, &columns)?;
    access::note(tx, Some(account), AccessKind::IdentityLinked, Some(issuer), now)
}

impl People {
    /// The identities that open an account.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn identities(&self, account: &str) -> Result<Vec<Identity>, Trouble> {
        let sql = "SELECT id, issuer, subject, created FROM identities WHERE account = $1 ORDER BY created DESC, id";
        let rows = self.database.query(sql, &[account.into()])?;
        let read = |row: &probity_store::sql::Row| {
            let text = |column| row.text(column).map(str::to_owned);
            Ok(Identity { id: text(0)?, issuer: text(1)?, subject: text(2)?, created: instant(row.text(3)?)? })
        };
        rows.iter().map(read).collect()
    }

    /// Ties an identity to the account of whoever is signed in.
    pub(super) fn link(
        &self,
        session: &Session,
        issuer: &str,
        subject: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<(), Denied> {
        if session.stage != Stage::Full {
            return Err(Denied::Session);
        }
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            tie(tx, &session.account.id, (issuer, subject), now, random)
        })
    }

    /// Ties an identity to the account of this name; for whoever keeps the observatory.
    ///
    /// # Errors
    /// When there is no such account, or the identity opens another one.
    pub fn link_for(
        &self,
        name: &str,
        issuer: &str,
        subject: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<(), Denied> {
        self.database.transaction(|tx| {
            let rows = tx.query("SELECT id FROM accounts a WHERE a.login = $1", &[folded(name).into()])?;
            let account = rows.first().map(|row| row.text(0)).transpose()?.ok_or(Denied::Nothing)?;
            tie(tx, account, (issuer, subject), now, random)
        })
    }

    /// Takes an identity of one's own away.
    ///
    /// # Errors
    /// When there is none with this number.
    pub fn unlink(&self, session: &Session, id: &str, now: Timestamp) -> Result<(), Denied> {
        let account = session.account.id.as_str();
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            let sql = "DELETE FROM identities WHERE id = $1 AND account = $2";
            if tx.execute(sql, &[id.into(), account.into()])? == 0 {
                return Err(Denied::Nothing);
            }
            access::note(tx, Some(account), AccessKind::IdentityUnlinked, Some(id), now)
        })
    }
}
