//! Data as they leave the house: a dataflow with coded dimensions, one observation a key, every absence with its
//! status. Packages, the API and the pages of data sets all read this one form, so that a number, its interval and its
//! status are the same wherever a reader meets them.

mod build;
mod codes;
mod csvw;
mod jsonstat;
mod read;
mod sdmx_data;
mod sdmx_structure;
mod status;
mod table;
#[cfg(test)]
mod tests;

pub use build::all;
pub use codes::title;
pub use csvw::{csvw, is_number, languages};
pub use jsonstat::jsonstat;
pub use read::observations;
pub use sdmx_data::sdmx_json;
pub use sdmx_structure::structure;
pub use table::{canonical_csv, canonical_header, sdmx_csv, sdmx_header};

use probity_core::{FindingId, Text};
use probity_statistics::cube::{ConfStatus, ObsStatus};

/// A code of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The code.
    pub id: String,
    /// What it means.
    pub title: Text,
}

/// What a dimension is about; charts and metadata need to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A country, region or body.
    Area,
    /// The period.
    Time,
    /// Anything else.
    Other,
}

/// A dimension with the codes that occur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Its identifier in SDMX's spelling, such as `REF_AREA`.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// What it is about.
    pub role: Role,
    /// The codes that occur, sorted by code.
    pub codes: Vec<Code>,
}

/// One observation.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// One code a dimension, in their order.
    pub key: Vec<String>,
    /// The value; `None` when the status says why there is none.
    pub value: Option<f64>,
    /// Ends of the interval, where there is one.
    pub interval: Option<(f64, f64)>,
    /// Unit of the value.
    pub unit: String,
    /// What kind of value, or why there is none.
    pub obs_status: ObsStatus,
    /// Whether it may be shown.
    pub conf_status: ConfStatus,
    /// Reason code of the method; may be empty.
    pub reason: String,
    /// The finding: its page is the observation's page.
    pub finding: FindingId,
}

/// A data set as it leaves the house.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataflow {
    /// The data set's identifier, which is that of its method, such as `cpi`: its page is `/dataset/cpi`.
    pub dataset: String,
    /// The dataflow's identifier, such as `CPI` or `LEGAL_STATS`.
    pub id: String,
    /// Version of its structure, such as `1.0.0`.
    pub version: String,
    /// What it is called.
    pub title: Text,
    /// What it holds.
    pub description: Text,
    /// Dimensions, in the order of the key.
    pub dimensions: Vec<Dimension>,
    /// Observations, sorted by key; no key occurs twice.
    pub observations: Vec<Observation>,
}

impl Dataflow {
    /// The full name of its structure, as SDMX-CSV writes it: `PROBITY:CPI(1.0.0)`.
    pub fn structure_id(&self) -> String {
        format!("{AGENCY}:{}({})", self.id, self.version)
    }

    /// All observations, in order: what the emitters take.
    pub fn rows(&self) -> Vec<&Observation> {
        self.observations.iter().collect()
    }

    /// Whether it leaves the house as SDMX-CSV rather than as the plain table: the cube of legal statistics.
    pub fn is_cube(&self) -> bool {
        self.id == CUBE
    }

    /// The dimension of time.
    pub fn time(&self) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.role == Role::Time)
    }
}

/// Where the licence of published data can be read: Creative Commons Attribution 4.0.
pub const LICENCE_URL: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The dataflow of legal statistics.
pub const CUBE: &str = "LEGAL_STATS";

/// The agency that maintains the structures.
pub const AGENCY: &str = "PROBITY";

/// The columns of attributes in every tabular form, after `OBS_VALUE`.
pub const ATTRIBUTES: [&str; 7] =
    ["LOWER_BOUND", "UPPER_BOUND", "UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS", "REASON", "OBSERVATION"];
