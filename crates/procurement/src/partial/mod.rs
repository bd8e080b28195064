//! Partials: what one machine keeps of its share of the processes, in a file, so that several machines can judge a country
//! that is too large for one. All partials together are the state of one run over everything.

pub(crate) mod words;

use serde::de::DeserializeOwned;

/// Reads what `postcard` wrote, to the last byte.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    match postcard::take_from_bytes(bytes)? {
        (own, []) => Ok(own),
        _ => Err(postcard::Error::DeserializeBadEncoding),
    }
}
