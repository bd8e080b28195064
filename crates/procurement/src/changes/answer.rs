//! An answer with its evidence taken apart: what stands in the release, what was computed from other processes, and what
//! else the flag says.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Names of evidence that is computed from all processes and decides; by [`crate::compare`] and the flags that use it.
const OF_ALL: [&str; 10] = [
    "cliques tested",
    "limit",
    "lower fence",
    "median",
    "p adjusted",
    "peers",
    "q",
    "rate of the markets",
    "spread of logarithms",
    "upper fence",
];
/// Those that say nothing about the subject or the fence: parameters, how many there were, how often it fires, and what follows from the others.
const BESIDE: [&str; 6] = ["alpha", "base rate", "fence", "n", "p", "peers n"];

/// Values by pointer or name; a name may stand several times, once a lot or an item.
pub(super) type Values = BTreeMap<String, String>;

#[derive(Deserialize)]
struct Entry {
    at: Option<String>,
    name: Option<String>,
    value: String,
}

/// An answer.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub state: String,
    pub value: Option<f64>,
    pub reason: String,
    /// What stands in the release.
    pub published: Values,
    /// What decides and was computed from all processes.
    pub of_all: Values,
    /// Other numbers of the flag.
    pub own: Values,
}

impl Answer {
    pub fn new(state: &str, value: Option<f64>, reason: &str, evidence: &str) -> Result<Self, serde_json::Error> {
        let mut answer = Self { state: state.to_owned(), value, reason: reason.to_owned(), ..Self::default() };
        for Entry { at, name, value } in serde_json::from_str::<Vec<Entry>>(evidence)? {
            match (at, name) {
                (Some(at), _) => put(&mut answer.published, at, &value),
                (None, Some(name)) if OF_ALL.contains(&name.as_str()) => put(&mut answer.of_all, name, &value),
                (None, Some(name)) if !BESIDE.contains(&name.as_str()) => put(&mut answer.own, name, &value),
                (None, _) => {}
            }
        }
        Ok(answer)
    }
}

fn put(values: &mut Values, name: String, value: &str) {
    let own = values.entry(name).or_default();
    if !own.is_empty() {
        own.push_str(", ");
    }
    own.push_str(value);
}
