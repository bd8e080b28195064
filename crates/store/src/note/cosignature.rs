//! A witness's signature: it says "at this time, this was the largest consistent checkpoint of this log that I have
//! seen". Two readers who see the same witness cannot be shown two different logs.

use super::KeyError;
use super::key::{Algorithm, SigningKey, fits};

/// Seconds since 1970-01-01T00:00:00Z, at most 2⁶³ − 1 as the format demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(u64);

impl Instant {
    /// `None` beyond 2⁶³ − 1.
    pub fn new(seconds: u64) -> Option<Self> {
        (seconds <= i64::MAX as u64).then_some(Self(seconds))
    }

    /// The seconds.
    pub fn seconds(self) -> u64 {
        self.0
    }
}

fn message(seen: Instant, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {}\n{text}", seen.seconds()).into_bytes()
}

/// Time and signature, as they stand after the key's identifier.
pub(super) fn sign(key: &SigningKey, seen: Instant, text: &str) -> Result<Vec<u8>, KeyError> {
    match key.algorithm() {
        Algorithm::Cosignature => {
            Ok([seen.seconds().to_be_bytes().as_slice(), &key.raw(&message(seen, text))].concat())
        }
        _ => Err(KeyError::NotAWitness(key.name().to_owned())),
    }
}

/// When the witness saw the text, or `None` when the signature does not fit.
pub(super) fn check(public: &ed25519_dalek::VerifyingKey, text: &str, signature: &[u8]) -> Option<Instant> {
    let (time, signature) = signature.split_first_chunk::<8>()?;
    let seen = Instant::new(u64::from_be_bytes(*time))?;
    fits(public, &message(seen, text), signature).then_some(seen)
}
