//! Partials: what one machine keeps of its share of the processes, in a file, so that several machines can judge a country
//! that is too large for one. All partials together are the state of one run over everything. A partial is trusted as one's own
//! file is: its digest shows damage and not malice, but no bytes whatever make the reader fail in another way than by saying so.

mod common;
mod file;
mod set;
pub(crate) mod words;

pub use file::{Head, Reading, Source, Writing};
pub use set::{Partials, Wanted};

use serde::de::DeserializeOwned;

/// Why a partial cannot be used, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("`{file}` {problem}")]
pub struct PartialError {
    /// The file.
    pub file: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub hint: String,
}

impl PartialError {
    fn new(file: &str, problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { file: file.to_owned(), problem: problem.into(), hint: hint.into() }
    }

    fn damaged(file: &str) -> Self {
        Self::new(file, "is damaged", AGAIN)
    }
}

/// What to do about a file that is not whole.
const AGAIN: &str = "copy it again, or make it again with `--partial`";

/// Reads what `postcard` wrote, to the last byte.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    match postcard::take_from_bytes(bytes)? {
        (own, []) => Ok(own),
        _ => Err(postcard::Error::DeserializeBadEncoding),
    }
}
