//! The register of Open Contracting releases: each is named by the byte at which it begins. What a release is, and how much
//! of a broken file can be used, is known by the room of procurement, which stands above this crate: an observatory is
//! handed its reader by whoever opens it.

use crate::format::Input;
use crate::perception::Report;
use probity_core::{Diagnostic, Place};

/// A release as the register lists it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Release {
    /// The process.
    pub ocid: String,
    /// The buyer's identifier; the procuring entity's where there is no buyer.
    pub buyer: Option<String>,
    /// The tender's title.
    pub title: Option<String>,
    /// The release's date.
    pub date: Option<String>,
    /// The tender's status.
    pub status: Option<String>,
    /// The procedure.
    pub method: Option<String>,
    /// The tender's value.
    pub amount: Option<f64>,
    /// Its currency.
    pub currency: Option<String>,
    /// The byte of the unpacked source at which the release begins.
    pub at: u64,
    /// Its line.
    pub place: Place,
}

/// Streams the releases of a file.
pub type ReadReleases = fn(&Input, &mut dyn FnMut(Release)) -> Report;

/// What stands in for a reader that nobody gave: it reads nothing.
pub fn no_reader(input: &Input, _: &mut dyn FnMut(Release)) -> Report {
    let fault =
        Diagnostic::error("release-expected", input.name(), "this program was built without a reader of releases");
    Report::unusable(fault)
}
