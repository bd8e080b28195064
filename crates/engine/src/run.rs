//! What makes a run the same run: inputs, methodology, parameters and program version. Its identifier is the digest of
//! exactly these, so an unchanged run is recognised and reused, and a changed one can never pass for the old.

use probity_core::{Digest, Parameters, State, canonical};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A run's identifier: the digest of its [`RunKey`].
pub type RunId = Digest;

/// A register's partitions as a run read them, in the order of their import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunInput {
    /// The register.
    pub register: String,
    /// Digests of its partitions.
    pub partitions: Vec<Digest>,
}

/// Everything that decides a run's output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunKey {
    /// The method.
    pub method: String,
    /// Digest of its methodology and computation.
    pub methodology: Digest,
    /// Version of the program.
    pub program: String,
    /// The parameters, with the observatory's own settings applied.
    pub parameters: Parameters,
    /// What it read.
    pub inputs: Vec<RunInput>,
}

impl RunKey {
    /// The run's identifier.
    ///
    /// # Errors
    /// When a parameter is a number that is not finite.
    pub fn id(&self) -> Result<RunId, serde_json::Error> {
        Ok(Digest::of(canonical::json(self)?.as_bytes()))
    }
}

/// A finished run as kept in the observatory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Its identifier.
    pub id: RunId,
    /// What it was computed from.
    pub key: RunKey,
    /// Version of the methodology, for people.
    pub version: String,
    /// Digest of the findings' table.
    pub findings: Digest,
    /// Digest of the evidence's table.
    pub evidence: Digest,
    /// Number of findings by state.
    pub states: BTreeMap<State, u64>,
}
