//! Accounts: who may sign in. An account says nothing about what somebody may do; it names an actor of the log, and the log
//! says the rest.

use super::access::{self, AccessKind};
use super::secret;
use super::settings::{instant, text};
use super::{Denied, People, Randomness};
use crate::Trouble;
use jiff::Timestamp;
use probity_core::Language;
use probity_store::sql::{Row, Tx};
use unicode_normalization::UnicodeNormalization as _;

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccountState {
    /// It may.
    Active,
    /// Not for now.
    Locked,
    /// Its owner has left.
    Left,
}

impl AccountState {
    /// As the database and files of messages write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Locked => "locked",
            Self::Left => "left",
        }
    }

    /// A state nobody knows is no reason to let somebody in.
    fn of(name: &str) -> Self {
        match name {
            "active" => Self::Active,
            "left" => Self::Left,
            _ => Self::Locked,
        }
    }
}

/// Who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number, which never changes.
    pub id: String,
    /// The name its owner signs in with.
    pub login: String,
    /// What its owner is called.
    pub name: String,
    /// The id of the `actor` record its owner acts as.
    pub actor: Option<String>,
    /// The language its owner reads.
    pub language: Language,
    /// Whether it may be used.
    pub state: AccountState,
    /// When it was made.
    pub created: Timestamp,
    /// When its owner was seen last.
    pub seen: Option<Timestamp>,
    /// Whether there is a password.
    pub has_password: bool,
    /// Whether there is a second factor.
    pub has_code: bool,
}

/// The columns of an account, in the order in which [`read`] takes them.
pub(crate) const COLUMNS: &str = "a.id, a.login, a.name, a.actor, a.language, a.state, a.created, a.seen, \
     CASE WHEN a.password IS NULL THEN 0 ELSE 1 END, CASE WHEN a.code_secret IS NULL THEN 0 ELSE 1 END";

/// How many columns these are.
pub(crate) const WIDTH: usize = 10;

/// The account in a row that begins with [`COLUMNS`].
pub(crate) fn read(row: &Row) -> Result<Account, Trouble> {
    Ok(Account {
        id: row.text(0)?.to_owned(),
        login: row.text(1)?.to_owned(),
        name: row.text(2)?.to_owned(),
        actor: row.optional(3)?.map(str::to_owned),
        language: row.text(4)?.parse().map_err(Trouble)?,
        state: AccountState::of(row.text(5)?),
        created: instant(row.text(6)?)?,
        seen: row.optional(7)?.map(instant).transpose()?,
        has_password: row.integer(8)? == 1,
        has_code: row.integer(9)? == 1,
    })
}

/// One spelling for every way of typing a name.
pub(crate) fn folded(name: &str) -> String {
    name.trim().nfc().collect::<String>().to_lowercase()
}

/// A name to sign in with.
fn checked(name: &str) -> Result<String, Denied> {
    let login = folded(name);
    let fits = |letter: char| letter.is_alphanumeric() || " .-_@'".contains(letter);
    let length = login.chars().count();
    if (1..=64).contains(&length) && login.chars().all(fits) { Ok(login) } else { Err(Denied::Name(name.to_owned())) }
}

/// The account with this name, made if there is none. It acts as the actor of the same name until somebody says otherwise.
pub(crate) fn named(
    tx: &mut Tx<'_>,
    name: &str,
    now: Timestamp,
    random: &mut dyn Randomness,
) -> Result<Account, Denied> {
    let login = checked(name)?;
    let find = format!("SELECT {COLUMNS} FROM accounts a WHERE a.login = $1");
    if let Some(row) = tx.query(&find, &[login.clone().into()])?.first() {
        return Ok(read(row)?);
    }
    let id = secret::name(random)?;
    let shown: String = name.trim().nfc().collect();
    let language = Language::En.code().into();
    let state = AccountState::Active.name().into();
    let values = [
        id.clone().into(),
        login.clone().into(),
        shown.clone().into(),
        shown.into(),
        language,
        state,
        text(now).into(),
    ];
    let sql = "INSERT INTO accounts (id, login, name, actor, language, state, created, code_step) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
    tx.execute(sql, &values)?;
    access::note(tx, Some(&id), AccessKind::AccountMade, None, now)?;
    let made = tx.query(&find, &[login.into()])?;
    made.first().map(read).transpose()?.ok_or(Denied::Nothing)
}

impl People {
    /// All accounts, by name.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn accounts(&self) -> Result<Vec<Account>, Trouble> {
        let sql = format!("SELECT {COLUMNS} FROM accounts a ORDER BY a.login");
        self.database.query(&sql, &[])?.iter().map(read).collect()
    }

    /// An account by its number.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn account(&self, id: &str) -> Result<Option<Account>, Trouble> {
        let sql = format!("SELECT {COLUMNS} FROM accounts a WHERE a.id = $1");
        self.database.query(&sql, &[id.into()])?.first().map(read).transpose()
    }

    /// Locks, unlocks or closes an account. Whoever is not active is signed out everywhere, and its keys do nothing.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn set_state(&self, id: &str, state: AccountState, now: Timestamp) -> Result<(), Denied> {
        self.database.transaction(|tx| {
            change(tx, "UPDATE accounts SET state = $2 WHERE id = $1", id, Some(state.name()))?;
            if state != AccountState::Active {
                tx.execute("DELETE FROM sessions WHERE account = $1", &[id.into()])?;
                tx.execute("DELETE FROM tokens WHERE account = $1 AND used IS NULL", &[id.into()])?;
                tx.execute("DELETE FROM ceremonies WHERE account = $1", &[id.into()])?;
            }
            access::note(tx, Some(id), AccessKind::StateSet, Some(state.name()), now)
        })
    }

    /// Says as which actor of the log an account acts.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn set_actor(&self, id: &str, actor: Option<&str>, now: Timestamp) -> Result<(), Denied> {
        self.database.transaction(|tx| {
            change(tx, "UPDATE accounts SET actor = $2 WHERE id = $1", id, actor)?;
            access::note(tx, Some(id), AccessKind::ActorSet, actor, now)
        })
    }

    /// Says which language somebody reads.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn set_language(&self, id: &str, language: Language) -> Result<(), Denied> {
        let sql = "UPDATE accounts SET language = $2 WHERE id = $1";
        self.database.transaction(|tx| change(tx, sql, id, Some(language.code())))
    }
}

fn change(tx: &mut Tx<'_>, sql: &str, id: &str, value: Option<&str>) -> Result<(), Denied> {
    match tx.execute(sql, &[id.into(), value.into()])? {
        0 => Err(Denied::Nothing),
        _ => Ok(()),
    }
}
