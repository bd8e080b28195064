//! Flags behind one type, so that a run can hold many of them. A state is known only to its own flag.

use super::{Flag, Judge, Observed};
use crate::facts::Facts;
use crate::partial::decode;
use std::any::Any;

/// The state of some flag.
pub struct State(Box<dyn Any + Send>);

/// A [`Flag`] of any state.
pub trait ErasedFlag: Send + Sync {
    /// A state of nothing seen.
    fn state(&self) -> State;
    /// Looks at one process.
    fn observe(&self, state: &mut State, facts: &Facts<'_>) -> Observed;
    /// Takes the state of the processes that follow into this one.
    fn merge(&self, into: &mut State, other: State);
    /// The bytes of a state.
    ///
    /// # Errors
    /// When it cannot be written.
    fn save(&self, state: &State) -> Result<Vec<u8>, postcard::Error>;
    /// The state of bytes that [`Self::save`] wrote.
    ///
    /// # Errors
    /// When these are other bytes.
    fn load(&self, bytes: &[u8]) -> Result<State, postcard::Error>;
    /// What all processes together say.
    fn finish(&self, state: State) -> Box<dyn Judge>;
}

/// Hides the state's type.
pub fn erase<F: Flag>(flag: F) -> Box<dyn ErasedFlag> {
    Box::new(Erased(flag))
}

struct Erased<F>(F);

impl<F: Flag> ErasedFlag for Erased<F> {
    fn state(&self) -> State {
        State(Box::new(F::State::default()))
    }

    fn observe(&self, state: &mut State, facts: &Facts<'_>) -> Observed {
        match state.0.downcast_mut::<F::State>() {
            Some(own) => self.0.observe(own, facts),
            // States are made by `state` of the same flag; another one has nothing to say here.
            None => Observed::Nothing,
        }
    }

    fn merge(&self, into: &mut State, other: State) {
        if let (Some(into), Ok(other)) = (into.0.downcast_mut::<F::State>(), other.0.downcast::<F::State>()) {
            self.0.merge(into, *other);
        }
    }

    fn save(&self, state: &State) -> Result<Vec<u8>, postcard::Error> {
        state.0.downcast_ref::<F::State>().map_or_else(|| Ok(Vec::new()), postcard::to_stdvec)
    }

    fn load(&self, bytes: &[u8]) -> Result<State, postcard::Error> {
        decode::<F::State>(bytes).map(|own| State(Box::new(own)))
    }

    fn finish(&self, state: State) -> Box<dyn Judge> {
        let own = state.0.downcast::<F::State>().map(|own| *own).unwrap_or_default();
        self.0.finish(own)
    }
}
