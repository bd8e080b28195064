//! The passkeys of people: made by somebody who is signed in, named, removed, and used to sign in. A passkey whose device knew
//! its owner is both factors; after any other a code is still asked for.

use super::access::{self, AccessKind};
use super::ceremony::{self, Begun, Ceremony};
use super::credential::passkey::{Place, Presented};
use super::credential::{code, recovery};
use super::secret::{self, Secret};
use super::settings::{instant, text};
use super::{Denied, People, Randomness, attempts};
use crate::Trouble;
use crate::session::{self, Session, SignedIn, Stage};
use jiff::Timestamp;
use probity_store::sql::{Row, Tx};
use serde_json::Value;

/// A passkey as its owner sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its number.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was used last.
    pub used: Option<Timestamp>,
}

/// What a right passkey leads to.
#[derive(Debug, Clone)]
pub enum Opened {
    /// Into the desk.
    In(SignedIn),
    /// To the question for a code, because the device did not know its owner.
    Code,
}

/// What is kept of the passkey somebody presents.
struct Kept {
    id: String,
    account: String,
    public: String,
    dynamic: String,
}

fn read(row: &Row) -> Result<Passkey, Trouble> {
    Ok(Passkey {
        id: row.text(0)?.to_owned(),
        name: row.text(1)?.to_owned(),
        created: instant(row.text(2)?)?,
        used: row.optional(3)?.map(instant).transpose()?,
    })
}

impl People {
    fn place(&self) -> Result<&Place, Denied> {
        self.place.as_ref().ok_or(Denied::NoPasskeys)
    }

    /// Whether passkeys are offered: only at an address that the observatory says is its own.
    pub fn has_passkeys(&self) -> bool {
        self.place.is_some()
    }

    /// The passkeys of an account, latest first.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn passkeys(&self, account: &str) -> Result<Vec<Passkey>, Trouble> {
        let sql = "SELECT id, name, created, used FROM passkeys WHERE account = $1 ORDER BY created DESC, id";
        self.database.query(sql, &[account.into()])?.iter().map(read).collect()
    }

    /// Asks the browser of a session for a new passkey; gives what `navigator.credentials.create` wants.
    ///
    /// # Errors
    /// When passkeys are not offered, or the session is not a full one.
    pub fn ask_new_passkey(&self, session: &Session, now: Timestamp) -> Result<Value, Denied> {
        let place = self.place()?;
        if session.stage != Stage::Full {
            return Err(Denied::Session);
        }
        let account = &session.account;
        let sql = "SELECT credential FROM passkeys WHERE account = $1 ORDER BY created, id";
        let rows = self.database.query(sql, &[account.id.as_str().into()])?;
        let own: Vec<String> = rows.iter().map(|row| row.text(0).map(str::to_owned)).collect::<Result<_, _>>()?;
        if own.len() >= self.settings.passkey.most {
            return Err(Denied::Many { most: self.settings.passkey.most });
        }
        let (asked, state) = place.ask_new(&account.id, (&account.login, &account.name), &own)?;
        let begun = Begun { account: Some(account.id.clone()), state };
        let seconds = self.settings.passkey.valid_seconds;
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            ceremony::begin(tx, session.holder(), Ceremony::AddPasskey, &begun, seconds, now)
        })?;
        Ok(asked)
    }

    /// Keeps the passkey that a browser made.
    ///
    /// # Errors
    /// When it was not asked for in this session, is not right, is known already, or its name cannot be one.
    pub fn add_passkey(
        &self,
        session: &Session,
        name: &str,
        answer: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<(), Denied> {
        let (place, name) = (self.place()?, name.trim());
        if name.is_empty() || name.chars().count() > 64 || name.chars().any(char::is_control) {
            return Err(Denied::Name(name.to_owned()));
        }
        let begun = self.take(session.holder(), Ceremony::AddPasskey, now)?;
        let account = session.account.id.as_str();
        if begun.account.as_deref() != Some(account) {
            return Err(Denied::Late);
        }
        let made = place.take_new(&begun.state, answer)?;
        let id = secret::name(random)?;
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            let known = "SELECT id FROM passkeys WHERE credential = $1";
            if !tx.query(known, &[made.credential.as_str().into()])?.is_empty() {
                return Err(Denied::Known);
            }
            let columns =
                [id.as_str(), &made.credential, account, name, &made.public, &made.dynamic, &text(now)].map(Into::into);
            let sql = "INSERT INTO passkeys (id, credential, account, name, public, dynamic, created) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
            tx.execute(sql, &columns)?;
            access::note(tx, Some(account), AccessKind::PasskeyMade, Some(name), now)
        })
    }

    /// Removes a passkey of one's own.
    ///
    /// # Errors
    /// When there is none with this number.
    pub fn remove_passkey(&self, session: &Session, id: &str, now: Timestamp) -> Result<(), Denied> {
        let account = session.account.id.as_str();
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            let sql = "DELETE FROM passkeys WHERE id = $1 AND account = $2";
            if tx.execute(sql, &[id.into(), account.into()])? == 0 {
                return Err(Denied::Nothing);
            }
            access::note(tx, Some(account), AccessKind::PasskeyRemoved, Some(id), now)
        })
    }

    /// Asks a browser for any passkey of this desk; gives what `navigator.credentials.get` wants, and what the browser has to
    /// hold until it answers.
    ///
    /// # Errors
    /// When passkeys are not offered.
    pub fn ask_passkey(&self, now: Timestamp, random: &mut dyn Randomness) -> Result<(Value, Secret), Denied> {
        let (asked, state) = self.place()?.ask()?;
        let holder = Secret::draw("", self.settings.session.random_bytes, random)?;
        let (begun, seconds) = (Begun { account: None, state }, self.settings.passkey.valid_seconds);
        self.database.transaction(|tx| ceremony::begin(tx, &holder, Ceremony::Passkey, &begun, seconds, now))?;
        Ok((asked, holder))
    }

    /// Signs somebody in with what a passkey signed. Whoever holds `holder` asked for it.
    ///
    /// # Errors
    /// When it was not asked for, was answered before, or is not right; [`Denied::Copied`] when its counter went back.
    pub fn sign_in_with_passkey(
        &self,
        holder: &str,
        answer: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<Opened, Denied> {
        let (place, holder) = (self.place()?, Secret::given(holder));
        let begun = self.take(&holder, Ceremony::Passkey, now)?;
        let presented = Presented::read(answer)?;
        let unknown = || Denied::Passkey("nobody here has this passkey".to_owned());
        let kept = self.presented(&presented.credential())?.ok_or_else(unknown)?;
        let signed = match place.take(&begun.state, &presented, &kept.account, (&kept.public, &kept.dynamic)) {
            Ok(signed) => signed,
            Err(denied) => {
                // Whoever keeps the observatory reads here what strangers are not told.
                let why = format!("passkey: {denied}");
                let note =
                    |tx: &mut Tx<'_>| access::note(tx, Some(&kept.account), AccessKind::Refused, Some(&why), now);
                self.database.transaction(note)?;
                return Err(denied);
            }
        };
        self.database.transaction(|tx| {
            // Only as long as nobody else used the same answer or removed the passkey.
            let sql = "UPDATE passkeys SET dynamic = $2, used = $3 WHERE id = $1 AND dynamic = $4";
            let values = [kept.id.as_str(), &signed.dynamic, &text(now), &kept.dynamic].map(Into::into);
            let open = "SELECT id FROM accounts WHERE id = $1 AND state = 'active'";
            if tx.execute(sql, &values)? == 0 || tx.query(open, &[kept.account.as_str().into()])?.is_empty() {
                access::note(tx, Some(&kept.account), AccessKind::Refused, Some("passkey"), now)?;
                return Ok(Err(Denied::Refused));
            }
            if !signed.verified {
                let begun = Begun { account: Some(kept.account.clone()), state: kept.id.clone() };
                let seconds = self.settings.passkey.valid_seconds;
                ceremony::begin(tx, &holder, Ceremony::Code, &begun, seconds, now)?;
                return Ok(Ok(Opened::Code));
            }
            access::note(tx, Some(&kept.account), AccessKind::SignedIn, Some("passkey"), now)?;
            session::begin(tx, &kept.account, Stage::Full, &self.settings.session, now, random).map(Opened::In).map(Ok)
        })?
    }

    fn presented(&self, credential: &str) -> Result<Option<Kept>, Trouble> {
        let sql = "SELECT id, account, public, dynamic FROM passkeys WHERE credential = $1";
        let rows = self.database.query(sql, &[credential.into()])?;
        let Some(row) = rows.first() else { return Ok(None) };
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Some(Kept { id: text(0)?, account: text(1)?, public: text(2)?, dynamic: text(3)? }))
    }

    /// Signs somebody in with a code, after a passkey whose device did not know its owner. Wrong codes slow down the next try
    /// as they do beside a password.
    ///
    /// # Errors
    /// When no passkey came before, the code is wrong, or there were too many wrong ones.
    pub fn sign_in_with_code(
        &self,
        holder: &str,
        given: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<SignedIn, Denied> {
        let holder = Secret::given(holder);
        let begun = self.database.transaction(|tx| ceremony::look(tx, &holder, Ceremony::Code, now))?;
        let account = begun.account.as_deref().and_then(|id| self.account(id).transpose()).ok_or(Denied::Late)??;
        self.reserve(&account.login, now)?;
        let id = account.id.as_str();
        self.database.transaction(|tx| {
            let sql = "SELECT a.code_secret FROM accounts a JOIN passkeys p ON p.account = a.id \
                       WHERE a.id = $1 AND a.state = 'active' AND p.id = $2";
            let rows = tx.query(sql, &[id.into(), begun.state.as_str().into()])?;
            let kept = rows.first().map(|row| row.optional(0)).transpose()?.flatten();
            if !second(tx, id, kept, given, now, &self.settings.code)? {
                access::note(tx, Some(id), AccessKind::Refused, Some("code"), now)?;
                return Ok(Err(Denied::Refused));
            }
            ceremony::end(tx, &holder, Ceremony::Code)?;
            attempts::forget(tx, &account.login)?;
            access::note(tx, Some(id), AccessKind::SignedIn, Some("passkey and code"), now)?;
            session::begin(tx, id, Stage::Full, &self.settings.session, now, random).map(Ok)
        })?
    }
}

/// Uses up a code of the device or of the paper.
fn second(
    tx: &mut Tx<'_>,
    account: &str,
    kept: Option<&str>,
    given: &str,
    now: Timestamp,
    settings: &super::settings::Code,
) -> Result<bool, Denied> {
    if kept.is_none() {
        return Ok(false);
    }
    match code::step(kept, given, now, settings)? {
        Some(step) => {
            let sql = "UPDATE accounts SET code_step = $2 WHERE id = $1 AND code_step < $2";
            Ok(tx.execute(sql, &[account.into(), step.into()])? == 1)
        }
        None => recovery::take(tx, account, given),
    }
}
