//! How a room offers many methods that are computed together. A suite reads whole sources once and gives the findings of
//! every member that was asked for; each member has its own folder, parameters, run and findings like any other method.

use crate::parameter::{ParameterError, Parameters};
use crate::{Digest, Finding, Input};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A method of a suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The identifier; also the name of its folder.
    pub id: &'static str,
    /// The text of the file that computes it: its opening comment is the method's public documentation.
    pub source: &'static str,
    /// Whether its findings are a data set of their own, published like those of any method. The room shows all others by
    /// subject; rows about single processes and firms are never published as a table.
    pub is_dataset: bool,
}

/// A source as it is kept in the observatory, unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The register it was imported into.
    pub register: String,
    /// The kept file, by content.
    pub digest: Digest,
    /// The file's name at its import.
    pub name: String,
    /// Its bytes, unpacked.
    pub bytes: Arc<[u8]>,
}

/// Why a suite cannot be computed.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum SuiteError {
    /// A parameter of a member is missing or out of its bounds.
    #[error("method `{method}`: {problem}")]
    Parameter {
        /// The member.
        method: String,
        /// What is wrong.
        problem: ParameterError,
    },
    /// The observatory's settings for the room do not fit.
    #[error("`[{table}]` in probity.toml: {problem}")]
    Settings {
        /// The table.
        table: &'static str,
        /// What is wrong.
        problem: String,
    },
}

/// Methods that share one pass over the sources.
pub trait Suite: Send + Sync {
    /// The room; also the name of the table in `probity.toml` that holds its settings.
    fn room(&self) -> &'static str;
    /// The registers whose sources it reads, whole; it asks for no columns.
    fn inputs(&self) -> &'static [Input];
    /// Its methods.
    fn members(&self) -> Vec<Member>;
    /// The members whose answers this one counts. It changes with them: their digests are part of its own, and their
    /// parameters, as `MEMBER.NAME`, part of its runs' names; `compute` gets these among its own.
    fn rests_on(&self, member: &str) -> Vec<&'static str> {
        let _ = member;
        Vec::new()
    }
    /// What the settings name that is no source, such as rules that come with the program: by name its digest, which is part of
    /// the names of runs.
    fn pins(&self, settings: &str) -> BTreeMap<String, Digest> {
        let _ = settings;
        BTreeMap::new()
    }
    /// The findings of the methods asked for, by method, each sorted by identifier. `settings` is the room's table of the
    /// observatory's configuration as TOML, empty when there is none. Sources come in the order of their import; the
    /// number of threads never changes a finding.
    ///
    /// # Errors
    /// When a parameter or the settings do not fit.
    fn compute(
        &self,
        sources: &[Source],
        settings: &str,
        asked: &BTreeMap<String, Parameters>,
    ) -> Result<BTreeMap<String, Vec<Finding>>, SuiteError>;
}

/// The name under which a room's settings stand among the parameters of a run; what they pin is named `settings.NAME`.
pub const SETTINGS: &str = "settings";
