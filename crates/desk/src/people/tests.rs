//! The door, tried as staff and strangers try it.

use super::*;
use jiff::{SignedDuration, Timestamp};

/// Bytes that count up, so that nothing is drawn twice and every run is the same.
#[derive(Debug, Default)]
pub(crate) struct Counting(u64);

impl Randomness for Counting {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Trouble> {
        for chunk in bytes.chunks_mut(32) {
            self.0 += 1;
            let digest = probity_core::Digest::of(&self.0.to_be_bytes());
            chunk.copy_from_slice(&digest.bytes()[..chunk.len()]);
        }
        Ok(())
    }
}
