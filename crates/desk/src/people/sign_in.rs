//! Signing in with name, password and code. The work and the answer are the same whatever is wrong: an unknown name is
//! hashed against too, and only afterwards is it said that something was not right.

use super::access::{self, AccessKind};
use super::account::{AccountState, folded};
use super::credential::{code, password, recovery};
use super::{Denied, People, Randomness, attempts};
use crate::Trouble;
use crate::session::{self, SignedIn, Stage};
use jiff::Timestamp;
use probity_store::sql::Tx;
use std::sync::PoisonError;

/// What is kept to compare with.
struct Kept {
    id: String,
    state: AccountState,
    password: Option<String>,
    code: Option<String>,
}

/// What was found right.
enum Second {
    Code,
    Recovery,
}

impl People {
    /// Signs somebody in. `given` is the code of the device, or a recovery code. A session the browser had before should be
    /// ended with [`People::sign_out`].
    ///
    /// # Errors
    /// [`Denied::Refused`] whatever is wrong, [`Denied::Wait`] after too many failures.
    pub fn sign_in(
        &self,
        name: &str,
        password: &str,
        given: &str,
        now: Timestamp,
        random: &mut dyn Randomness,
    ) -> Result<SignedIn, Denied> {
        let login = folded(name);
        self.reserve(&login, now)?;
        let kept = self.kept(&login)?;
        let known = kept.as_ref().and_then(|kept| kept.password.as_deref());
        let (right, renewed) = self.compare(password, known, random)?;
        let step = code::step(kept.as_ref().and_then(|kept| kept.code.as_deref()), given, now, &self.settings.code)?;
        self.database.transaction(|tx| {
            let Some((kept, second)) = second(tx, kept.as_ref(), right, step, given)? else {
                access::note(tx, kept.as_ref().map(|kept| kept.id.as_str()), AccessKind::Refused, None, now)?;
                return Ok(Err(Denied::Refused));
            };
            attempts::forget(tx, &login)?;
            if let Some(renewed) = renewed {
                let values = [kept.id.as_str().into(), renewed.into()];
                tx.execute("UPDATE accounts SET password = $2 WHERE id = $1", &values)?;
            }
            let kind = match second {
                Second::Code => AccessKind::SignedIn,
                Second::Recovery => AccessKind::RecoveryUsed,
            };
            access::note(tx, Some(&kept.id), kind, None, now)?;
            session::begin(tx, &kept.id, Stage::Full, &self.settings.session, now, random).map(Ok)
        })?
    }

    fn kept(&self, login: &str) -> Result<Option<Kept>, Trouble> {
        let sql = "SELECT a.id, a.state, a.password, a.code_secret FROM accounts a WHERE a.login = $1";
        let rows = self.database.query(sql, &[login.into()])?;
        let Some(row) = rows.first() else { return Ok(None) };
        let active = row.text(1)? == AccountState::Active.name();
        let state = if active { AccountState::Active } else { AccountState::Locked };
        let (password, code) = (row.optional(2)?.map(str::to_owned), row.optional(3)?.map(str::to_owned));
        Ok(Some(Kept { id: row.text(0)?.to_owned(), state, password, code }))
    }

    /// Whether the password is right, and its new hash when the old one was made with other parameters.
    pub(crate) fn compare(
        &self,
        password: &str,
        kept: Option<&str>,
        random: &mut dyn Randomness,
    ) -> Result<(bool, Option<String>), Trouble> {
        // One at a time: each takes 64 MiB, and a crowd at the door must not take all there is.
        let _turn = self.hashing.lock().unwrap_or_else(PoisonError::into_inner);
        let settings = &self.settings.password;
        let right = password::fits(password, kept, settings)?;
        let old = right && kept.is_some_and(|kept| password::is_old(kept, settings));
        let renewed = if old { Some(password::hash(password, settings, random)?) } else { None };
        Ok((right, renewed))
    }
}

/// Uses up a code of the device or of the paper, when everything else is right.
fn second<'a>(
    tx: &mut Tx<'_>,
    kept: Option<&'a Kept>,
    right: bool,
    step: Option<i64>,
    given: &str,
) -> Result<Option<(&'a Kept, Second)>, Denied> {
    let Some(kept) = kept.filter(|kept| right && kept.state == AccountState::Active && kept.code.is_some()) else {
        return Ok(None);
    };
    // The password is compared again because it may have been changed while it was being hashed.
    let same = "a.id = $1 AND a.password = $2";
    let unchanged = format!("SELECT a.id FROM accounts a WHERE {same} AND a.state = 'active'");
    let values = [kept.id.as_str().into(), kept.password.as_deref().into()];
    if tx.query(&unchanged, &values)?.is_empty() {
        return Ok(None);
    }
    if let Some(step) = step {
        let sql = "UPDATE accounts SET code_step = $2 WHERE id = $1 AND code_step < $2";
        let taken = tx.execute(sql, &[kept.id.as_str().into(), step.into()])? == 1;
        return Ok(taken.then_some((kept, Second::Code)));
    }
    let taken = recovery::take(tx, &kept.id, given)?;
    Ok(taken.then_some((kept, Second::Recovery)))
}
