//! Setting up a password and a device, the first time in a session that can do nothing else, later in any session of one's
//! own. What was set up ends every other session of the account.

use super::access::{self, AccessKind};
use super::credential::code::{self, Enrolment};
use super::credential::{password, recovery};
use super::{Denied, People, Randomness};
use crate::Trouble;
use crate::session::{self, Session, SignedIn, Stage};
use jiff::Timestamp;
use probity_store::sql::Tx;
use std::sync::PoisonError;

impl People {
    /// Sets the first password, in a session that is for setting up.
    ///
    /// # Errors
    /// When the session is another, or the password too short, too long or well known.
    pub fn set_password(
        &self,
        session: &Session,
        new: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<(), Denied> {
        if session.stage != Stage::SettingUp {
            return Err(Denied::Session);
        }
        self.write_password(session, new, now, random)
    }

    /// Changes the password of somebody who is signed in and knows the old one.
    ///
    /// # Errors
    /// When the old one is wrong (which counts as a failure to sign in), or the new one is too short, too long or well known.
    pub fn change_password(
        &self,
        session: &Session,
        old: &str,
        new: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<(), Denied> {
        if session.stage != Stage::Full {
            return Err(Denied::Session);
        }
        let account = &session.account;
        password::acceptable(new, &account.login, &self.settings.password)?;
        self.reserve(&account.login, now)?;
        let rows = self.database.query("SELECT password FROM accounts WHERE id = $1", &[account.id.as_str().into()])?;
        let kept = rows.first().map(|row| row.optional(0)).transpose()?.flatten();
        if !self.compare(old, kept, random)?.0 {
            let note = |tx: &mut Tx<'_>| access::note(tx, Some(&account.id), AccessKind::Refused, None, now);
            self.database.transaction(note)?;
            return Err(Denied::Refused);
        }
        self.database.transaction(|tx| super::attempts::forget(tx, &account.login))?;
        self.write_password(session, new, now, random)
    }

    fn write_password(
        &self,
        session: &Session,
        new: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<(), Denied> {
        let account = &session.account;
        password::acceptable(new, &account.login, &self.settings.password)?;
        let hash = {
            let _turn = self.hashing.lock().unwrap_or_else(PoisonError::into_inner);
            password::hash(new, &self.settings.password, random)?
        };
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            let values = [account.id.as_str().into(), hash.into()];
            tx.execute("UPDATE accounts SET password = $2 WHERE id = $1", &values)?;
            session::end_others(tx, session)?;
            access::note(tx, Some(&account.id), AccessKind::PasswordSet, None, now)
        })
    }

    /// Draws a secret for a new device. The one in use stays until [`People::confirm_code`] shows that the new one works.
    ///
    /// # Errors
    /// When the session has ended.
    pub fn begin_code(&self, session: &Session, random: &mut dyn Randomness) -> Result<Enrolment, Denied> {
        let account = &session.account;
        let drawn = code::draw(&account.login, &self.settings.code, random)?;
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            let values = [account.id.as_str().into(), drawn.secret.as_str().into()];
            tx.execute("UPDATE accounts SET code_pending = $2 WHERE id = $1", &values)?;
            Ok::<_, Denied>(())
        })?;
        Ok(drawn)
    }

    /// The secret for a new device: the one that was drawn and not confirmed yet, so that a mistyped code or a page that is
    /// loaded again does not ask for another device, or else a new one.
    ///
    /// # Errors
    /// When the session has ended.
    pub fn enrolment(&self, session: &Session, random: &mut dyn Randomness) -> Result<Enrolment, Denied> {
        let account = &session.account;
        let sql = "SELECT code_pending FROM accounts WHERE id = $1";
        let rows = self.database.query(sql, &[account.id.as_str().into()])?;
        match rows.first().map(|row| row.optional(0)).transpose()?.flatten() {
            Some(pending) => Ok(code::again(pending, &account.login, &self.settings.code)?),
            None => self.begin_code(session, random),
        }
    }

    /// How many recovery codes of an account were not used.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn recovery_left(&self, account: &str) -> Result<usize, Trouble> {
        let sql = "SELECT hash FROM recovery WHERE account = $1";
        Ok(self.database.query(sql, &[account.into()])?.len())
    }

    /// Takes the new device into use and gives ten recovery codes, to be shown once.
    ///
    /// # Errors
    /// When no secret was drawn, or the code is not that of the new device at this moment.
    pub fn confirm_code(
        &self,
        session: &Session,
        given: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<Vec<String>, Denied> {
        let account = &session.account;
        self.reserve(&account.login, now)?;
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            let sql = "SELECT code_pending FROM accounts WHERE id = $1";
            let rows = tx.query(sql, &[account.id.as_str().into()])?;
            let pending = rows.first().map(|row| row.optional(0)).transpose()?.flatten().ok_or(Denied::Code)?;
            let step = code::first_step(pending, given, now, &self.settings.code)?;
            let sql = "UPDATE accounts SET code_secret = $2, code_pending = NULL, code_step = $3 WHERE id = $1";
            tx.execute(sql, &[account.id.as_str().into(), pending.into(), step.into()])?;
            session::end_others(tx, session)?;
            super::attempts::forget(tx, &account.login)?;
            access::note(tx, Some(&account.id), AccessKind::SecondFactorSet, None, now)?;
            recovery::replace(tx, &account.id, &self.settings.recovery, random)
        })
    }

    /// Exchanges a session that was for setting up for a full one, once password and device are there.
    ///
    /// # Errors
    /// When one of them is missing, or the session is not for setting up.
    pub fn finish_set_up(
        &self,
        session: &Session,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<SignedIn, Denied> {
        if session.stage != Stage::SettingUp {
            return Err(Denied::Session);
        }
        let id = session.account.id.as_str();
        self.database.transaction(|tx| {
            session::still(tx, session)?;
            let sql = "SELECT id FROM accounts WHERE id = $1 AND password IS NOT NULL AND code_secret IS NOT NULL";
            if tx.query(sql, &[id.into()])?.is_empty() {
                return Err(Denied::Session);
            }
            tx.execute("DELETE FROM sessions WHERE account = $1", &[id.into()])?;
            access::note(tx, Some(id), AccessKind::SignedIn, None, now)?;
            session::begin(tx, id, Stage::Full, &self.settings.session, now, random)
        })
    }
}
