//! Methodology as data: what `methods/<area>/<id>/method.toml` says, joined with the opening comment of the file that
//! computes it. The method page is generated from both, so neither can drift from what is run.

mod case;
mod catalogue;
mod documentation;
mod file;

pub use case::Case;
pub use catalogue::{Catalogue, CatalogueError, Computation, Entry};
pub use documentation::{Documentation, HEADINGS, Section};
pub use file::{Citation, OutputRow, ParameterRow, parameters, resolve};

use probity_core::{Digest, Parameters, Text};

/// One method as the public sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Methodology {
    /// The area's folder, such as `measurement`.
    pub area: String,
    /// The identifier, equal to the folder's name.
    pub id: String,
    /// Version of the methodology.
    pub version: String,
    /// Title in the three languages.
    pub title: Text,
    /// Plain-language summary in the three languages.
    pub summary: Text,
    /// What the parts of its subjects are, in the names of SDMX dimensions; empty where a subject is one thing.
    pub subject: Vec<String>,
    /// Where the method comes from.
    pub citations: Vec<Citation>,
    /// Methods whose parameters are this one's too, where it has none of that name itself.
    pub uses: Vec<String>,
    /// Parameters with units, bounds and the years they hold for; with those of the methods it uses.
    pub parameters: Vec<ParameterRow>,
    /// What the method puts out, a row a measure.
    pub outputs: Vec<OutputRow>,
    /// Worked examples, run as tests.
    pub cases: Vec<Case>,
    /// The explanatory comment of the file that computes it.
    pub documentation: Documentation,
    /// Digest of everything that defines the method: folder and computation.
    pub digest: Digest,
}

impl Methodology {
    /// The parameters as a run uses them.
    pub fn defaults(&self) -> Parameters {
        file::parameters(&self.parameters)
    }

    /// The output row of a measure.
    pub fn output(&self, measure: &str) -> Option<&OutputRow> {
        self.outputs.iter().find(|output| output.measure == measure)
    }
}
