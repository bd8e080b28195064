//! `recipe.toml`: everything that decides the computed part of a package. With it and the inputs the same program
//! computes the same bytes; it holds no date besides the release's own and nothing about the machine.

use super::release::{Release, ReleaseError};
use probity_core::{Digest, Parameters};
use probity_engine::Run;
use probity_registers::observatory::{Import, Passing, Recorded};
use serde::{Deserialize, Serialize};

/// The version of the recipe's form.
pub const FORMAT: &str = "probity.recipe/v1";

/// A recipe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// [`FORMAT`].
    pub format: String,
    /// What counted as today.
    pub now: String,
    /// The program.
    pub program: ProgramRow,
    /// The observatory's configuration.
    pub observatory: toml::Table,
    /// The methods that were run.
    #[serde(default, rename = "method")]
    pub methods: Vec<MethodRow>,
    /// The imports, in their order.
    #[serde(default, rename = "input")]
    pub inputs: Vec<InputRow>,
}

/// The program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgramRow {
    /// Its name.
    pub name: String,
    /// Its version: a re-run by another version is refused.
    pub version: String,
    /// SHA-256 over the sources and methods it was built from (see docs/publication.md); not of the binary, which no
    /// two machines build alike.
    pub sources_sha256: Digest,
}

/// A method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MethodRow {
    /// Its identifier.
    pub id: String,
    /// Version of the methodology.
    pub version: String,
    /// Digest of its folder and its computation.
    pub sha256: Digest,
    /// The seed of its random draws, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<i64>,
    /// The parameters as the run used them.
    #[serde(default)]
    pub parameters: Parameters,
}

/// How a reader gets an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// It is in the package, under `inputs/`.
    Shipped,
    /// Its terms forbid passing it on; it can be had elsewhere.
    Withheld,
    /// It is secret; only a commitment is known.
    Confidential,
}

/// An input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InputRow {
    /// How it was imported. The name of a confidential file is empty.
    #[serde(flatten)]
    pub recorded: Recorded,
    /// How it can be had.
    pub access: Access,
    /// The file's digest; absent for a confidential one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
    /// SHA-256 over a salt of 32 bytes and the file; only for a confidential one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Digest>,
    /// Where it was got.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Its licence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub licence: String,
}

impl InputRow {
    /// What the input is called in messages: its name, or the commitment of one without a name.
    pub fn label(&self) -> String {
        match (&self.sha256, &self.commitment) {
            (Some(digest), _) => format!("{} ({digest})", self.recorded.name),
            (_, Some(commitment)) => format!("confidential input {commitment}"),
            _ => self.recorded.name.clone(),
        }
    }
}

/// The recipe of a release.
///
/// # Errors
/// When the configuration cannot be written, or a source is missing.
pub fn recipe(release: &Release<'_>) -> Result<String, ReleaseError> {
    let records = release.records;
    let inputs: Result<Vec<InputRow>, ReleaseError> = records.imports.iter().map(|row| input(release, row)).collect();
    let recipe = Recipe {
        format: FORMAT.to_owned(),
        now: release.now.clone(),
        program: ProgramRow {
            name: "probity".to_owned(),
            version: release.program.version.clone(),
            sources_sha256: release.program.sources,
        },
        observatory: release.configuration.clone(),
        methods: records.runs.values().map(method).collect(),
        inputs: inputs?,
    };
    Ok(toml::to_string(&recipe)?)
}

fn method(run: &Run) -> MethodRow {
    let parameters = run.key.parameters.clone();
    let seed = parameters.get("seed").ok().and_then(|seed| seed.number("seed").ok());
    MethodRow {
        id: run.key.method.clone(),
        version: run.version.clone(),
        sha256: run.key.methodology,
        // A seed is a whole number by its method's own rules.
        seed: seed.map(|seed| seed as i64),
        parameters,
    }
}

fn input(release: &Release<'_>, import: &Import) -> Result<InputRow, ReleaseError> {
    let mut recorded = import.recorded();
    let (access, sha256, commitment) = match release.passing(&import.source) {
        Passing::Open => (Access::Shipped, Some(import.source), None),
        Passing::Withheld => (Access::Withheld, Some(import.source), None),
        Passing::Confidential { salt } => {
            let bytes = release.sources.get(&import.source).ok_or(ReleaseError::Source(import.source))?;
            recorded.name.clear();
            (Access::Confidential, None, Some(Passing::commitment(&salt, bytes)))
        }
    };
    let public = access != Access::Confidential;
    let text = |text: &str| if public { text.to_owned() } else { String::new() };
    let (from, licence) = (text(&import.terms.from), text(&import.terms.licence));
    Ok(InputRow { recorded, access, sha256, commitment, from, licence })
}
