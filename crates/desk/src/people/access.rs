//! What happened at the door: every sign-in that succeeded or failed, every token, password and key that was made or taken
//! back. Rows are only ever added, and none holds a secret, not even the name somebody typed who is nobody.

use super::settings::{instant, text};
use super::{Denied, People};
use crate::Trouble;
use jiff::Timestamp;
use probity_store::sql::{Row, Tx, Value};

/// Makes the kinds and their names.
macro_rules! kinds {
    ($($(#[$meta:meta])* $kind:ident = $name:literal,)*) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum AccessKind { $($(#[$meta])* $kind,)* }

        impl AccessKind {
            /// As the database and files of messages write it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            fn of(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$kind),)* _ => None }
            }
        }
    };
}

kinds! {
    /// An account was made.
    AccountMade = "account-made",
    /// A first sign-in token was issued.
    TokenIssued = "token-issued",
    /// It was used.
    TokenUsed = "token-used",
    /// A token was presented that is unknown, used or over.
    TokenRefused = "token-refused",
    /// A password was set or changed.
    PasswordSet = "password-set",
    /// A second factor was set or changed.
    SecondFactorSet = "second-factor-set",
    /// Somebody signed in.
    SignedIn = "signed-in",
    /// Somebody signed in with a recovery code.
    RecoveryUsed = "recovery-used",
    /// Name, password or code were wrong.
    Refused = "refused",
    /// An attempt was not looked at because of earlier failures; noted once a waiting time.
    Waited = "waited",
    /// Somebody signed out.
    SignedOut = "signed-out",
    /// Somebody ended a session of theirs, or all.
    SessionEnded = "session-ended",
    /// A key for a program was made.
    KeyMade = "key-made",
    /// It was revoked.
    KeyRevoked = "key-revoked",
    /// A passkey was made.
    PasskeyMade = "passkey-made",
    /// It was removed.
    PasskeyRemoved = "passkey-removed",
    /// The issuer of a single sign-on may open an account.
    IdentityLinked = "identity-linked",
    /// It may no longer.
    IdentityUnlinked = "identity-unlinked",
    /// An account was locked, unlocked or closed.
    StateSet = "state-set",
    /// An account acts as somebody else.
    ActorSet = "actor-set",
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Whose account, when it was anybody's.
    pub account: Option<String>,
    /// What.
    pub kind: AccessKind,
    /// What belongs to it, such as the name of a key.
    pub note: Option<String>,
}

/// Adds a row.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    account: Option<&str>,
    kind: AccessKind,
    note: Option<&str>,
    now: Timestamp,
) -> Result<(), Denied> {
    let values = [text(now).into(), account.into(), kind.name().into(), note.into()];
    let sql = "INSERT INTO access (seq, at, account, kind, note) \
               VALUES ((SELECT COALESCE(MAX(seq) + 1, 0) FROM access), $1, $2, $3, $4)";
    tx.execute(sql, &values)?;
    Ok(())
}

impl People {
    /// What happened, latest first: of one account or of all, before a number, at most so many.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn access(&self, account: Option<&str>, before: Option<u64>, limit: usize) -> Result<Vec<Access>, Trouble> {
        let most = |number: u64| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let mut values = vec![most(before.unwrap_or(u64::MAX)), most(limit as u64)];
        let of = if account.is_some() { "AND account = $3" } else { "" };
        values.extend(account.map(Value::from));
        let sql =
            format!("SELECT seq, at, account, kind, note FROM access WHERE seq < $1 {of} ORDER BY seq DESC LIMIT $2");
        self.database.query(&sql, &values)?.iter().map(read).collect()
    }
}

fn read(row: &Row) -> Result<Access, Trouble> {
    let name = row.text(3)?;
    Ok(Access {
        seq: u64::try_from(row.integer(0)?).unwrap_or_default(),
        at: instant(row.text(1)?)?,
        account: row.optional(2)?.map(str::to_owned),
        kind: AccessKind::of(name).ok_or_else(|| Trouble(format!("`{name}` is nothing that happens at the door")))?,
        note: row.optional(4)?.map(str::to_owned),
    })
}
