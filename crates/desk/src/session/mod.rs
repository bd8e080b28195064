//! Sessions: a random token in a cookie, of which only the digest is kept. A session ends half an hour after it was last
//! used and twelve hours after it began; forms carry a token derived from it, so that no other site can send one.

use crate::Trouble;
use crate::people::access::{self, AccessKind};
use crate::people::account::{self, Account, AccountState, COLUMNS, WIDTH};
use crate::people::settings::{self, after, instant, text};
use crate::people::{Denied, People, Randomness, Secret};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use probity_store::sql::{Row, Tx};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// What a session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// To set up a password and a device, and nothing else.
    SettingUp,
    /// To work.
    Full,
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::SettingUp => "setting-up",
            Self::Full => "full",
        }
    }

    fn of(name: &str) -> Self {
        if name == "full" { Self::Full } else { Self::SettingUp }
    }
}

/// A session that has just begun.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// For the cookie.
    pub token: Secret,
    /// What the session is for.
    pub stage: Stage,
    /// When it ends at the latest.
    pub until: Timestamp,
}

/// A session that counts now.
#[derive(Debug, Clone)]
pub struct Session {
    token: Secret,
    /// Whose it is.
    pub account: Account,
    /// What it is for.
    pub stage: Stage,
    /// When it began.
    pub created: Timestamp,
    /// When it ends at the latest.
    pub until: Timestamp,
}

/// A session as its owner sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number, which opens nothing.
    pub id: String,
    /// What it is for.
    pub stage: Stage,
    /// When it began.
    pub created: Timestamp,
    /// When it was used last, to the minute.
    pub seen: Timestamp,
    /// When it ends at the latest.
    pub until: Timestamp,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// What the token of forms is for, so that the same key can serve for something else one day.
const FORMS: &[u8] = b"probity/desk/form/v1";

/// How many digits of a digest name a session in lists.
const ID_DIGITS: usize = 16;

impl Session {
    /// What every form of this session carries.
    pub fn form_token(&self) -> String {
        // HMAC takes a key of any length; an empty token would fit no form.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.token.reveal().as_bytes()) else { return String::new() };
        mac.update(FORMS);
        mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether a form carries it. The time it takes tells nothing.
    pub fn is_form_token(&self, given: &str) -> bool {
        let own = self.form_token();
        !own.is_empty() && bool::from(own.as_bytes().ct_eq(given.as_bytes()))
    }

    /// What the browser of this session holds.
    pub(crate) fn holder(&self) -> &Secret {
        &self.token
    }

    fn hash(&self) -> String {
        self.token.digest()
    }

    /// What the cookie holds.
    #[cfg(test)]
    pub(crate) fn reveal_for_tests(&self) -> &str {
        self.token.reveal()
    }
}

/// Begins a session.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    account: &str,
    stage: Stage,
    settings: &settings::Session,
    now: Timestamp,
    random: &mut dyn Randomness,
) -> Result<SignedIn, Denied> {
    let token = Secret::draw("", settings.random_bytes, random)?;
    let until = after(now, u64::from(settings.absolute_hours) * 3600);
    let at = text(now);
    tx.execute("DELETE FROM sessions WHERE until <= $1", &[at.as_str().into()])?;
    let columns = [&token.digest(), account, stage.name(), &at, &text(until)].map(Into::into);
    let sql = "INSERT INTO sessions (hash, account, stage, created, seen, until) VALUES ($1, $2, $3, $4, $4, $5)";
    tx.execute(sql, &columns)?;
    tx.execute("UPDATE accounts SET seen = $2 WHERE id = $1", &[account.into(), at.into()])?;
    Ok(SignedIn { token, stage, until })
}

/// Whether a session was not ended since it was looked up.
pub(crate) fn still(tx: &mut Tx<'_>, session: &Session) -> Result<(), Denied> {
    let rows = tx.query("SELECT stage FROM sessions WHERE hash = $1", &[session.hash().into()])?;
    if rows.is_empty() { Err(Denied::Session) } else { Ok(()) }
}

/// Ends every other session of the same account.
pub(crate) fn end_others(tx: &mut Tx<'_>, session: &Session) -> Result<(), Denied> {
    let values = [session.account.id.as_str().into(), session.hash().into()];
    tx.execute("DELETE FROM sessions WHERE account = $1 AND hash <> $2", &values)?;
    Ok(())
}

fn listed(row: &Row, own: &str) -> Result<Listed, Trouble> {
    let hash = row.text(0)?;
    Ok(Listed {
        id: hash.chars().take(ID_DIGITS).collect(),
        stage: Stage::of(row.text(1)?),
        created: instant(row.text(2)?)?,
        seen: instant(row.text(3)?)?,
        until: instant(row.text(4)?)?,
        is_this: hash == own,
    })
}

impl People {
    /// The session of a cookie, if it counts now. That it was used is noted about once a minute.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn session(&self, token: &str, now: Timestamp) -> Result<Option<Session>, Trouble> {
        let token = Secret::given(token);
        let hash = token.digest();
        let sql = format!(
            "SELECT {COLUMNS}, s.stage, s.created, s.seen, s.until FROM sessions s \
             JOIN accounts a ON a.id = s.account WHERE s.hash = $1"
        );
        let rows = self.database.query(&sql, &[hash.as_str().into()])?;
        let Some(row) = rows.first() else { return Ok(None) };
        let account = account::read(row)?;
        let (created, seen) = (instant(row.text(WIDTH + 1)?)?, instant(row.text(WIDTH + 2)?)?);
        let until = instant(row.text(WIDTH + 3)?)?;
        let idle = after(seen, u64::from(self.settings.session.idle_minutes) * 60);
        if until <= now || idle <= now || account.state != AccountState::Active {
            self.database.execute("DELETE FROM sessions WHERE hash = $1", &[hash.into()])?;
            return Ok(None);
        }
        if after(seen, self.settings.session.noted_every_seconds.into()) <= now {
            self.note_seen(&hash, &account.id, now)?;
        }
        Ok(Some(Session { token, account, stage: Stage::of(row.text(WIDTH)?), created, until }))
    }

    fn note_seen(&self, hash: &str, account: &str, now: Timestamp) -> Result<(), Trouble> {
        self.database.transaction(|tx| {
            tx.execute("UPDATE sessions SET seen = $2 WHERE hash = $1", &[hash.into(), text(now).into()])?;
            tx.execute("UPDATE accounts SET seen = $2 WHERE id = $1", &[account.into(), text(now).into()])?;
            Ok(())
        })
    }

    /// Ends the session of a cookie, if there is one.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn sign_out(&self, token: &str, now: Timestamp) -> Result<(), Denied> {
        let hash = Secret::given(token).digest();
        self.database.transaction(|tx| {
            let rows = tx.query("SELECT account FROM sessions WHERE hash = $1", &[hash.clone().into()])?;
            let Some(row) = rows.first() else { return Ok(()) };
            tx.execute("DELETE FROM sessions WHERE hash = $1", &[hash.into()])?;
            access::note(tx, Some(row.text(0)?), AccessKind::SignedOut, None, now)
        })
    }

    /// Ends all sessions of whoever asks, this one too.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn sign_out_everywhere(&self, session: &Session, now: Timestamp) -> Result<(), Denied> {
        let id = session.account.id.as_str();
        self.database.transaction(|tx| {
            still(tx, session)?;
            tx.execute("DELETE FROM sessions WHERE account = $1", &[id.into()])?;
            access::note(tx, Some(id), AccessKind::SessionEnded, Some("all"), now)
        })
    }

    /// Ends another session of one's own, by the number in the list.
    ///
    /// # Errors
    /// When there is none with this number.
    pub fn end_session(&self, session: &Session, id: &str, now: Timestamp) -> Result<(), Denied> {
        let account = session.account.id.as_str();
        self.database.transaction(|tx| {
            still(tx, session)?;
            let sql = "DELETE FROM sessions WHERE account = $1 AND substr(hash, 1, 16) = $2";
            if tx.execute(sql, &[account.into(), id.into()])? == 0 {
                return Err(Denied::Nothing);
            }
            access::note(tx, Some(account), AccessKind::SessionEnded, Some(id), now)
        })
    }

    /// The sessions of whoever asks that still count, latest first.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn sessions(&self, session: &Session, now: Timestamp) -> Result<Vec<Listed>, Trouble> {
        let idle = u64::from(self.settings.session.idle_minutes) * 60;
        let own = session.hash();
        let sql = "SELECT hash, stage, created, seen, until FROM sessions WHERE account = $1 AND until > $2 \
                   ORDER BY seen DESC, hash";
        let rows = self.database.query(sql, &[session.account.id.as_str().into(), text(now).into()])?;
        let all = rows.iter().map(|row| listed(row, &own));
        all.filter(|found| found.as_ref().map_or(true, |found| now < after(found.seen, idle))).collect()
    }
}
