//! How long, how many, how slow: the numbers of signing in, as data.

use crate::Trouble;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

/// `data/sign-in.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub(crate) password: Password,
    pub(crate) token: Token,
    pub(crate) code: Code,
    pub(crate) recovery: Recovery,
    pub(crate) session: Session,
    pub(crate) waiting: Waiting,
    pub(crate) passkey: Passkey,
    pub(crate) sign_on: SignOn,
    pub(crate) key: Key,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Password {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
    pub shortest_characters: usize,
    pub longest_characters: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Token {
    pub random_bytes: usize,
    pub valid_days: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    pub digits: u8,
    pub step_seconds: u64,
    pub steps_either_side: u16,
    pub secret_bytes: usize,
    pub issuer: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recovery {
    pub codes: usize,
    pub random_bytes: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Session {
    pub random_bytes: usize,
    pub idle_minutes: u32,
    pub absolute_hours: u32,
    pub noted_every_seconds: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Waiting {
    pub free: u32,
    pub first_seconds: u32,
    pub longest_seconds: u32,
    pub forgotten_after_hours: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Passkey {
    pub valid_seconds: u32,
    pub most: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignOn {
    pub random_bytes: usize,
    pub valid_seconds: u32,
    pub leeway_seconds: u32,
    pub known_seconds: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Key {
    pub random_bytes: usize,
    pub longest_days: u32,
}

impl Settings {
    /// Those that ship with the program.
    ///
    /// # Errors
    /// Never in a program that passed its tests.
    pub fn shipped() -> Result<Self, Trouble> {
        toml::from_str(include_str!("../../data/sign-in.toml"))
            .map_err(|error| Trouble(format!("the settings of signing in cannot be read: {error}")))
    }

    /// The same with passwords that cost next to nothing, for tests.
    #[cfg(test)]
    pub(crate) fn quick() -> Self {
        let mut settings = Self::shipped().unwrap();
        (settings.password.memory_kib, settings.password.passes) = (16, 1);
        settings
    }
}

/// So many seconds after an instant.
pub(crate) fn after(now: Timestamp, seconds: u64) -> Timestamp {
    let span = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    now.checked_add(span).unwrap_or(Timestamp::MAX)
}

/// So many days after an instant.
pub(crate) fn days_after(now: Timestamp, days: u32) -> Timestamp {
    after(now, u64::from(days) * 24 * 3600)
}

/// An instant as the database keeps it: always as many characters, so that texts are in the order of times.
pub(crate) fn text(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// An instant the database kept.
pub(crate) fn instant(text: &str) -> Result<Timestamp, Trouble> {
    text.parse().map_err(|_| Trouble(format!("the database holds `{text}` where a time is expected")))
}
