//! The token a member of staff is handed to sign in for the first time, or again after losing password and device. It opens
//! a session that can do one thing: set both up.

use super::access::{self, AccessKind};
use super::account::{Account, AccountState, named};
use super::secret::Secret;
use super::settings::{days_after, instant, text};
use super::{Denied, People, Randomness};
use crate::session::{self, SignedIn, Stage};
use jiff::Timestamp;

/// A token, to be shown once.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The token.
    pub token: Secret,
    /// Until when it is good.
    pub until: Timestamp,
    /// For whom.
    pub account: Account,
}

impl People {
    /// A first sign-in token for somebody, with an account if there is none yet. A new account acts as the actor of the same
    /// name; [`People::set_actor`] says otherwise.
    ///
    /// # Errors
    /// When the name cannot be one.
    pub fn issue_token(&self, name: &str, now: Timestamp, random: &mut dyn Randomness) -> Result<Issued, Denied> {
        let settings = &self.settings.token;
        let (token, until) = (Secret::draw("", settings.random_bytes, random)?, days_after(now, settings.valid_days));
        let account = self.database.transaction(|tx| {
            let account = named(tx, name, now, random)?;
            tx.execute("DELETE FROM tokens WHERE account = $1 AND used IS NULL", &[account.id.as_str().into()])?;
            let values = [token.digest().into(), account.id.as_str().into(), text(until).into()];
            tx.execute("INSERT INTO tokens (hash, account, until) VALUES ($1, $2, $3)", &values)?;
            access::note(tx, Some(&account.id), AccessKind::TokenIssued, None, now)?;
            Ok::<_, Denied>(account)
        })?;
        Ok(Issued { token, until, account })
    }

    /// Uses a token up. Password, device, recovery codes, passkeys, identities and sessions the account had are gone: whoever
    /// holds a token has lost them, never had any, or does not know who else has them.
    ///
    /// # Errors
    /// When the token is unknown, was used or is over, or the account is not active.
    pub fn redeem(&self, token: &str, now: Timestamp, random: &mut dyn Randomness) -> Result<SignedIn, Denied> {
        let hash = Secret::given(token).digest();
        self.database.transaction(|tx| {
            let sql = "SELECT t.account, t.until, t.used, a.state FROM tokens t JOIN accounts a ON a.id = t.account \
                       WHERE t.hash = $1";
            let rows = tx.query(sql, &[hash.clone().into()])?;
            let Some(row) = rows.first() else {
                access::note(tx, None, AccessKind::TokenRefused, None, now)?;
                return Ok(Err(Denied::Token));
            };
            let id = row.text(0)?;
            let good = row.optional(2)?.is_none() && now < instant(row.text(1)?)?;
            if !good || row.text(3)? != AccountState::Active.name() {
                access::note(tx, Some(id), AccessKind::TokenRefused, None, now)?;
                return Ok(Err(Denied::Token));
            }
            tx.execute("UPDATE tokens SET used = $2 WHERE hash = $1", &[hash.into(), text(now).into()])?;
            let clear = "UPDATE accounts SET password = NULL, code_secret = NULL, code_pending = NULL WHERE id = $1";
            tx.execute(clear, &[id.into()])?;
            for table in ["recovery", "sessions", "passkeys", "identities", "ceremonies"] {
                tx.execute(&format!("DELETE FROM {table} WHERE account = $1"), &[id.into()])?;
            }
            access::note(tx, Some(id), AccessKind::TokenUsed, None, now)?;
            session::begin(tx, id, Stage::SettingUp, &self.settings.session, now, random).map(Ok)
        })?
    }
}
