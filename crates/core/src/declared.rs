//! What a register says about a value it may not have. Unknown, not applicable, withheld and suppressed mean different
//! things to an investigator and to a statistician, and none of them is zero or an empty text.

use serde::{Deserialize, Serialize};

/// A value, or the stated reason why there is none. It has no default: whoever makes one must say which state it is.
///
/// In files the state is always explicit: `{"state":"known","value":5}`, `{"state":"withheld","value":null}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written<T>", into = "Written<T>")]
#[serde(bound(serialize = "T: Serialize + Clone", deserialize = "T: Deserialize<'de>"))]
pub enum Declared<T> {
    /// The value was given.
    Known(T),
    /// It exists, and whoever was asked does not know it or did not say.
    Unknown,
    /// The question does not arise: a natural person has no date of dissolution.
    NotApplicable,
    /// The publisher knows it and does not publish it, as a home address.
    Withheld,
    /// Removed to protect persons in a table (disclosure control); the cell is not empty in the source.
    Suppressed,
}

/// The form in files. A struct, not an enum tagged by serde, because kernel states are written by postcard, which
/// cannot read tagged enums back.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<T> {
    state: Word,
    #[serde(default = "Option::default")]
    value: Option<T>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Known,
    Unknown,
    NotApplicable,
    Withheld,
    Suppressed,
}

/// A written state that contradicts its value: known without one, or not known with one.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a value is there when, and only when, its state is `known`")]
pub struct Contradiction;

impl<T> TryFrom<Written<T>> for Declared<T> {
    type Error = Contradiction;

    fn try_from(written: Written<T>) -> Result<Self, Contradiction> {
        match (written.state, written.value) {
            (Word::Known, Some(value)) => Ok(Self::Known(value)),
            (Word::Unknown, None) => Ok(Self::Unknown),
            (Word::NotApplicable, None) => Ok(Self::NotApplicable),
            (Word::Withheld, None) => Ok(Self::Withheld),
            (Word::Suppressed, None) => Ok(Self::Suppressed),
            _ => Err(Contradiction),
        }
    }
}

impl<T> From<Declared<T>> for Written<T> {
    fn from(declared: Declared<T>) -> Self {
        let state = match declared {
            Declared::Known(_) => Word::Known,
            Declared::Unknown => Word::Unknown,
            Declared::NotApplicable => Word::NotApplicable,
            Declared::Withheld => Word::Withheld,
            Declared::Suppressed => Word::Suppressed,
        };
        Self { state, value: declared.into_known() }
    }
}

impl<T> Declared<T> {
    /// The value, if it was given.
    pub fn known(&self) -> Option<&T> {
        self.as_ref().into_known()
    }

    /// The value, if it was given.
    pub fn into_known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown | Self::NotApplicable | Self::Withheld | Self::Suppressed => None,
        }
    }

    /// Changes the value and keeps every other state.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Declared<U> {
        match self {
            Self::Known(value) => Declared::Known(change(value)),
            Self::Unknown => Declared::Unknown,
            Self::NotApplicable => Declared::NotApplicable,
            Self::Withheld => Declared::Withheld,
            Self::Suppressed => Declared::Suppressed,
        }
    }

    /// The same state, with the value borrowed.
    pub fn as_ref(&self) -> Declared<&T> {
        match self {
            Self::Known(value) => Declared::Known(value),
            Self::Unknown => Declared::Unknown,
            Self::NotApplicable => Declared::NotApplicable,
            Self::Withheld => Declared::Withheld,
            Self::Suppressed => Declared::Suppressed,
        }
    }

    /// The word used in files.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Known(_) => "known",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not_applicable",
            Self::Withheld => "withheld",
            Self::Suppressed => "suppressed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Declared<u8>; 5] =
        [Declared::Known(0), Declared::Unknown, Declared::NotApplicable, Declared::Withheld, Declared::Suppressed];

    #[test]
    fn the_five_states_stay_five_in_files() {
        let written: Vec<String> = ALL.iter().map(|state| serde_json::to_string(state).unwrap()).collect();
        assert_eq!(written[0], r#"{"state":"known","value":0}"#);
        assert_eq!(written[2], r#"{"state":"not_applicable","value":null}"#);
        assert_eq!(serde_json::from_str::<Declared<u8>>(r#"{"state":"withheld"}"#).unwrap(), Declared::Withheld);
        for (state, text) in ALL.iter().zip(&written) {
            assert_eq!(serde_json::from_str::<Declared<u8>>(text).unwrap(), *state);
            assert!(text.contains(&format!("\"{}\"", state.word())), "{text}");
        }
    }

    #[test]
    fn the_five_states_survive_a_kernel_state() {
        for state in ALL {
            let bytes = postcard::to_stdvec(&state).unwrap();
            assert_eq!(postcard::from_bytes::<Declared<u8>>(&bytes).unwrap(), state);
        }
    }

    #[test]
    fn a_missing_or_contradictory_state_is_not_read_as_anything() {
        let contradiction = r#"{"state":"withheld","value":1}"#;
        for text in ["{}", "null", "0", r#"{"state":"known"}"#, r#"{"value":1}"#, r#"{"state":"none"}"#, contradiction]
        {
            assert!(serde_json::from_str::<Declared<u8>>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_known_zero_is_a_value_and_the_rest_are_not() {
        assert_eq!(ALL.map(|state| state.into_known()), [Some(0), None, None, None, None]);
        assert_eq!(ALL.map(|state| state.map(u16::from).word()), ALL.map(|state| state.word()));
        assert_eq!(Declared::Known(2).known(), Some(&2));
    }
}
