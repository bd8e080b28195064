//! What was begun and waits for its answer. It belongs to the browser that began it (by the digest of its cookie), ends after
//! a few minutes, and is gone with the first answer, so that nothing that was sent once can be sent again.

use super::settings::{after, instant, text};
use super::{Denied, People, Secret};
use jiff::Timestamp;
use probity_store::sql::Tx;

/// What was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ceremony {
    /// A new passkey for an account.
    AddPasskey,
    /// Signing in with one.
    Passkey,
    /// A passkey was right and a code is still asked for.
    Code,
    /// A visit to the issuer of a single sign-on.
    SignOn,
}

impl Ceremony {
    fn name(self) -> &'static str {
        match self {
            Self::AddPasskey => "add-passkey",
            Self::Passkey => "passkey",
            Self::Code => "code",
            Self::SignOn => "sign-on",
        }
    }
}

/// What is kept of it.
#[derive(Debug, Clone)]
pub(crate) struct Begun {
    /// Whose account it is about, where that is known.
    pub account: Option<String>,
    /// What the answer is compared with.
    pub state: String,
}

/// Remembers what was begun; of the same kind there is one for each browser.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    holder: &Secret,
    kind: Ceremony,
    begun: &Begun,
    seconds: u32,
    now: Timestamp,
) -> Result<(), Denied> {
    tx.execute("DELETE FROM ceremonies WHERE until <= $1", &[text(now).into()])?;
    let (holder, until) = (holder.digest(), text(after(now, seconds.into())));
    let values =
        [holder.into(), kind.name().into(), begun.account.clone().into(), begun.state.clone().into(), until.into()];
    let sql = "INSERT INTO ceremonies (holder, kind, account, state, until) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (holder, kind) DO UPDATE SET account = excluded.account, state = excluded.state, \
               until = excluded.until";
    tx.execute(sql, &values)?;
    Ok(())
}

/// What waits, without using it up.
pub(crate) fn look(tx: &mut Tx<'_>, holder: &Secret, kind: Ceremony, now: Timestamp) -> Result<Begun, Denied> {
    let sql = "SELECT account, state, until FROM ceremonies WHERE holder = $1 AND kind = $2";
    let rows = tx.query(sql, &[holder.digest().into(), kind.name().into()])?;
    let row = rows.first().ok_or(Denied::Late)?;
    if instant(row.text(2)?)? <= now {
        return Err(Denied::Late);
    }
    Ok(Begun { account: row.optional(0)?.map(str::to_owned), state: row.text(1)?.to_owned() })
}

/// Ends what was begun.
pub(crate) fn end(tx: &mut Tx<'_>, holder: &Secret, kind: Ceremony) -> Result<(), Denied> {
    let sql = "DELETE FROM ceremonies WHERE holder = $1 AND kind = $2";
    match tx.execute(sql, &[holder.digest().into(), kind.name().into()])? {
        // Somebody else answered in between.
        0 => Err(Denied::Late),
        _ => Ok(()),
    }
}

impl People {
    /// Uses up what waits, before the answer is looked at: a wrong answer ends it too.
    pub(crate) fn take(&self, holder: &Secret, kind: Ceremony, now: Timestamp) -> Result<Begun, Denied> {
        self.database.transaction(|tx| {
            let begun = look(tx, holder, kind, now)?;
            end(tx, holder, kind)?;
            Ok(begun)
        })
    }
}
