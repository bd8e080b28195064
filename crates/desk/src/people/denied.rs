//! Why somebody is not let in or something is not done. Who tries to sign in learns one thing whatever was wrong, so that
//! names cannot be found out by trying; who is signed in learns exactly what was wrong.

use super::sign_on::Fault;
use crate::Trouble;
use jiff::Timestamp;
use probity_store::sql::SqlError;

/// A refusal, or trouble with the database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Denied {
    /// Name, password or code are wrong, or the account is not active: which of them is not said.
    #[error("name, password and code do not belong together")]
    Refused,
    /// Too many failures with this name, whether or not it is anybody's.
    #[error("too many attempts; try again at {until}")]
    Wait {
        /// When the next attempt is looked at.
        until: Timestamp,
    },
    /// A first sign-in token that is unknown, used or over.
    #[error("this token was not issued, was used or is over; ask for a new one")]
    Token,
    /// A code that is not the one of this moment, or was used.
    #[error("this is not the code of this moment; wait for the next one and look at the clock of the device")]
    Code,
    /// A password that is too short.
    #[error("the password has fewer than {least} characters")]
    Short {
        /// How many there must be.
        least: usize,
    },
    /// A password that is too long.
    #[error("the password has more than {most} characters")]
    Long {
        /// How many there may be.
        most: usize,
    },
    /// A password that everybody tries first.
    #[error("this password is on every list of well-known passwords; choose one that nobody would try")]
    Common,
    /// The password was typed in two ways.
    #[error("the two passwords differ")]
    Different,
    /// The session may not do this: it is for setting up only, or not for that.
    #[error("this session may not do that; sign in again")]
    Session,
    /// A name that cannot be one.
    #[error("`{0}` cannot be a name: use 1 to 64 letters, digits, spaces and . - _ @ '")]
    Name(String),
    /// An end that is before now or too far away.
    #[error("a key ends after today and within {days} days")]
    End {
        /// How far away it may be.
        days: u32,
    },
    /// There is no such thing.
    #[error("there is no such account, session or key")]
    Nothing,
    /// What was begun is over, was answered already, or was begun in another browser.
    #[error("this took too long, was used already or was begun elsewhere; begin again")]
    Late,
    /// No passkeys are offered here.
    #[error("passkeys need `[desk] origin` in probity.toml, with a host name")]
    NoPasskeys,
    /// A passkey that is not right.
    #[error("the passkey is not accepted: {0}")]
    Passkey(String),
    /// A passkey whose counter went back: somebody may have a copy.
    #[error("the counter of this passkey went back, so there may be a copy of it")]
    Copied,
    /// A passkey that is here already.
    #[error("this passkey is known already")]
    Known,
    /// As many passkeys as one may have.
    #[error("an account has at most {most} passkeys")]
    Many {
        /// How many that are.
        most: usize,
    },
    /// There is no single sign-on here.
    #[error("there is no single sign-on at this desk")]
    NoSignOn,
    /// An identity that opens another account.
    #[error("this identity opens another account")]
    Taken,
    /// Single sign-on failed.
    #[error(transparent)]
    SignOn(#[from] Fault),
    /// The database cannot be asked.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl Denied {
    /// What a file of messages calls it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Refused => "problem-denied",
            Self::Wait { .. } => "problem-wait",
            Self::Token => "problem-token",
            Self::Code => "problem-code",
            Self::Short { .. } => "problem-short",
            Self::Long { .. } => "problem-long",
            Self::Common => "problem-common",
            Self::Different => "problem-different",
            Self::Session => "problem-session",
            Self::Name(_) => "problem-name",
            Self::End { .. } => "problem-end",
            Self::Nothing => "problem-nothing",
            Self::Late => "problem-late",
            Self::NoPasskeys => "problem-no-passkeys",
            Self::Passkey(_) => "problem-passkey",
            Self::Copied => "problem-copied",
            Self::Known => "problem-known",
            Self::Many { .. } => "problem-many",
            Self::NoSignOn => "problem-no-sign-on",
            Self::Taken => "problem-taken",
            Self::SignOn(fault) => fault.key(),
            Self::Trouble(_) => "problem-trouble",
        }
    }
}

impl From<SqlError> for Trouble {
    fn from(error: SqlError) -> Self {
        Self(error.to_string())
    }
}

impl From<SqlError> for Denied {
    fn from(error: SqlError) -> Self {
        Self::Trouble(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::Say;
    use probity_core::Language;

    #[test]
    fn every_refusal_is_a_sentence_in_every_language() {
        let all = [
            Denied::Refused,
            Denied::Wait { until: Timestamp::UNIX_EPOCH },
            Denied::Token,
            Denied::Code,
            Denied::Short { least: 12 },
            Denied::Long { most: 256 },
            Denied::Common,
            Denied::Different,
            Denied::Session,
            Denied::Name(String::new()),
            Denied::End { days: 365 },
            Denied::Nothing,
            Denied::Late,
            Denied::NoPasskeys,
            Denied::Passkey(String::new()),
            Denied::Copied,
            Denied::Known,
            Denied::Many { most: 10 },
            Denied::NoSignOn,
            Denied::Taken,
            Denied::Trouble(Trouble(String::new())),
        ];
        let all: Vec<Denied> = all.into_iter().chain(Fault::all().into_iter().map(Denied::SignOn)).collect();
        for (denied, language) in all.iter().flat_map(|it| Language::ALL.map(|language| (it, language))) {
            assert!(Say(language).maybe(denied.key()).is_some(), "{language} {}", denied.key());
        }
    }
}
