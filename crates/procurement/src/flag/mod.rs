//! What a flag is: a rule that looks at processes one by one, keeps a mergeable state where it needs others to compare
//! with, and answers in four states. Threads never change an answer: states are merged in the order of the input.

mod calibration;
mod erased;
mod evidence;
mod outcome;

pub use calibration::{Calibrated, Calibration};
pub use erased::{ErasedFlag, State as ErasedState, erase};
pub use evidence::Evidence;
pub use outcome::{Observed, Outcome, Party, Row, Subject};

use crate::facts::Facts;
use crate::settings::Settings;
use probity_core::parameter::{ParameterError, Parameters};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// A rule over processes.
///
/// Laws, as for every kernel of the house: `merge` is associative with `State::default()` as identity, and any cut of the
/// input into consecutive parts gives the same answers.
pub trait Flag: Send + Sync + 'static {
    /// What is kept of the processes seen; ordered maps, exact numbers, no float that was added up. It can be written and read
    /// back, so that several machines can each look at a part of the input.
    type State: Default + Send + Serialize + DeserializeOwned + 'static;

    /// Looks at one process: the row of the process, if the flag is about processes, and whatever the state needs.
    fn observe(&self, state: &mut Self::State, facts: &Facts<'_>) -> Observed;

    /// Takes the state of the processes that follow into this one.
    fn merge(&self, into: &mut Self::State, other: Self::State) {
        let _ = (into, other);
    }

    /// What all processes together say.
    fn finish(&self, state: Self::State) -> Box<dyn Judge>;
}

/// What all processes together say about each of them, and about other subjects.
pub trait Judge: Send + Sync {
    /// Decides a row that had to wait for all others. `key` is what `observe` kept for this.
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let _ = key;
        row
    }

    /// The rows of subjects other than processes (buyers, tenderers, pairs, markets), in the order of the words of their
    /// kinds, then of subjects. One after another: there may be millions of pairs, and their rows are never held together.
    fn rows(&self) -> Rows<'_> {
        Box::new(std::iter::empty())
    }

    /// Fences, base rates of peers and other numbers of the run that a reader wants to see, for `run.json`.
    fn notes(&self) -> BTreeMap<String, serde_json::Value> {
        BTreeMap::new()
    }

    /// The numbers computed from all processes that decide about single answers; `None` where there are none of the kind.
    fn calibration(&self) -> Option<Calibration<'_>> {
        None
    }
}

/// Rows that are made as they are asked for.
pub type Rows<'r> = Box<dyn Iterator<Item = Row> + 'r>;

/// Rows of subjects that were found in another order than that of their names. What a row is made from is sorted, not the
/// rows: there may be as many as pairs of buyers and suppliers.
pub fn in_order<'r, T: 'r>(mut found: Vec<(String, T)>, row: impl FnMut((String, T)) -> Row + 'r) -> Rows<'r> {
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Box::new(found.into_iter().map(row))
}

/// For flags that need no other process.
#[derive(Debug, Clone, Copy)]
pub struct Nothing;

impl Judge for Nothing {}

/// What a flag is made from.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'s> {
    /// The method's parameters, the observatory's and the user's settings included.
    pub parameters: &'s Parameters,
    /// The settings of the run.
    pub settings: &'s Settings,
}

/// A flag as the program lists it.
#[derive(Clone, Copy)]
pub struct Definition {
    /// Its code, `R001` to `R073`; also the name of its folder in `methods/procurement/`.
    pub code: &'static str,
    /// The subjects it has rows for; `Process` first where it has process rows.
    pub of: &'static [Subject],
    /// The text of the file that computes it; its opening comment is the flag's public documentation.
    pub source: &'static str,
    /// Makes it.
    pub build: fn(&Setup<'_>) -> Result<Box<dyn ErasedFlag>, ParameterError>,
}
