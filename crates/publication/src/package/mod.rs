//! A release as files: one immutable version of an observatory's data with everything a stranger needs to read, cite,
//! check and compute it again. All of it is bytes in, bytes out; only the program reads and writes files.

mod diff;
mod known;
mod manifest;
mod rows;
mod verify;

pub use diff::{Change, ChangeKind, DiffError, diff};
pub use known::{Answer, Known, NotUnderstood, Signed, Standing, known};
pub use manifest::{MANIFEST, Manifest, NOTE, NotAManifest, NotAStatement, PROOF, Statement, version};
pub use verify::{DESCRIPTOR, Finding, LogReport, Measured, Present, Report, Rule, Signature, verify};
mod compare;
mod computed;
mod croissant;
mod datapackage;
mod dcat;
mod passing;
mod plots;
mod quality;
mod recipe;
mod release;
mod ro_crate;
mod schema_org;

pub use compare::{Comparison, Difference, compare};
pub use computed::{computed, is_computed};
pub use passing::unsaid;
pub use recipe::{Access, FORMAT as RECIPE, InputRow, MethodRow, ProgramRow, Recipe};
pub use release::{Program, Release, ReleaseError};

use std::collections::BTreeMap;

/// The files of a package: path with `/` as separator, from the package's directory, to bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

#[cfg(test)]
mod tests;
