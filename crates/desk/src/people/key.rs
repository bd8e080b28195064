//! Keys for programs that record through the interface: bearer tokens of an account, with a name, an end, and no more rights
//! than their owner. They are shown once and can be revoked.

use super::access::{self, AccessKind};
use super::account::{self, Account, AccountState, COLUMNS, WIDTH};
use super::secret::{self, Secret};
use super::settings::{days_after, instant, text};
use super::{Denied, People, Randomness};
use crate::Trouble;
use crate::session::{self, Session, Stage};
use jiff::Timestamp;
use probity_store::sql::Row;

/// A key as its owner sees it later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its number.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// Until when it is good.
    pub until: Timestamp,
    /// When it was used last, to the minute.
    pub used: Option<Timestamp>,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

/// So that a key in a public place is recognised as one.
const PREFIX: &str = "probity_key_";

fn read(row: &Row) -> Result<Key, Trouble> {
    Ok(Key {
        id: row.text(0)?.to_owned(),
        name: row.text(1)?.to_owned(),
        created: instant(row.text(2)?)?,
        until: instant(row.text(3)?)?,
        used: row.optional(4)?.map(instant).transpose()?,
        revoked: row.optional(5)?.map(instant).transpose()?,
    })
}

impl People {
    /// Makes a key that is good until an instant.
    ///
    /// # Errors
    /// When the session is not a full one, the name cannot be one, or the end is before now or too far away.
    pub fn make_key(
        &self,
        session: &Session,
        name: &str,
        until: Timestamp,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<(Secret, Key), Denied> {
        let (settings, name) = (&self.settings.key, name.trim());
        if session.stage != Stage::Full {
            return Err(Denied::Session);
        }
        if name.is_empty() || name.chars().count() > 64 || name.chars().any(char::is_control) {
            return Err(Denied::Name(name.to_owned()));
        }
        if until <= now || days_after(now, settings.longest_days) < until {
            return Err(Denied::End { days: settings.longest_days });
        }
        let token = Secret::draw(PREFIX, settings.random_bytes, random)?;
        let id = secret::name(random)?;
        let account = session.account.id.as_str();
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            let columns = [id.as_str(), &token.digest(), account, name, &text(now), &text(until)].map(Into::into);
            let sql = "INSERT INTO keys (id, hash, account, name, created, until) VALUES ($1, $2, $3, $4, $5, $6)";
            tx.execute(sql, &columns)?;
            access::note(tx, Some(account), AccessKind::KeyMade, Some(name), now)
        })?;
        Ok((token, Key { id, name: name.to_owned(), created: now, until, used: None, revoked: None }))
    }

    /// The keys of an account, latest first.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn keys(&self, account: &str) -> Result<Vec<Key>, Trouble> {
        let sql =
            "SELECT id, name, created, until, used, revoked FROM keys WHERE account = $1 ORDER BY created DESC, id";
        self.database.query(sql, &[account.into()])?.iter().map(read).collect()
    }

    /// Revokes a key of one's own.
    ///
    /// # Errors
    /// When there is none with this number that still counts.
    pub fn revoke_key(&self, session: &Session, id: &str, now: Timestamp) -> Result<(), Denied> {
        let account = session.account.id.as_str();
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            let sql = "UPDATE keys SET revoked = $3 WHERE id = $1 AND account = $2 AND revoked IS NULL";
            if tx.execute(sql, &[id.into(), account.into(), text(now).into()])? == 0 {
                return Err(Denied::Nothing);
            }
            access::note(tx, Some(account), AccessKind::KeyRevoked, Some(id), now)
        })
    }

    /// Whose key this is, when it counts now. What its owner may do is for [`crate::Person::of`].
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn bearer(&self, token: &str, now: Timestamp) -> Result<Option<Account>, Trouble> {
        let token = Secret::given(token);
        if !token.reveal().starts_with(PREFIX) {
            return Ok(None);
        }
        let sql = format!(
            "SELECT {COLUMNS}, k.id, k.until, k.used FROM keys k JOIN accounts a ON a.id = k.account \
             WHERE k.hash = $1 AND k.revoked IS NULL"
        );
        let rows = self.database.query(&sql, &[token.digest().into()])?;
        let Some(row) = rows.first() else { return Ok(None) };
        let account = account::read(row)?;
        if account.state != AccountState::Active || instant(row.text(WIDTH + 1)?)? <= now {
            return Ok(None);
        }
        let used = row.optional(WIDTH + 2)?.map(instant).transpose()?;
        let every = i64::from(self.settings.session.noted_every_seconds);
        if used.is_none_or(|used| used.as_second().saturating_add(every) <= now.as_second()) {
            let values = [row.text(WIDTH)?.into(), text(now).into()];
            self.database.execute("UPDATE keys SET used = $2 WHERE id = $1", &values)?;
        }
        Ok(Some(account))
    }
}
