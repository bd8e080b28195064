//! Where secrets come from. Everything random is asked for here, so that tests can say what comes and one place shows that
//! nothing else is used than the system's own source.

use crate::Trouble;

/// A source of bytes that nobody can guess.
pub trait Randomness {
    /// Fills `bytes`.
    ///
    /// # Errors
    /// When the source gives nothing.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Trouble>;
}

/// The system's source. The only place in the desk that asks the system for anything.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Randomness for System {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Trouble> {
        getrandom::fill(bytes).map_err(|error| Trouble(format!("the system gives no randomness: {error}")))
    }
}
