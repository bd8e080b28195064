//! The cube of legal statistics: one observation a combination of sixteen coded dimensions. A dimension is never
//! blank: `_T` is the total, `_Z` not applicable, `_U` unknown; a value that is missing or suppressed says so by status.

pub mod areas;
mod key;
mod period;
mod status;
mod words;
pub mod year_to_date;

pub use key::{Dimension, Key, TOTAL};
pub use period::Period;
pub use status::{ConfStatus, ObsStatus};
pub use words::{Stage, UnitCount};

use probity_core::Decimal;

/// The columns of `cube.csv`, in order: the dimensions, the value, the attributes.
pub const COLUMNS: [&str; 27] = [
    "FREQ",
    "REF_AREA",
    "STAGE",
    "UNIT_COUNT",
    "OFFENCE",
    "ACTOR_TYPE",
    "OFFICIAL_LEVEL",
    "BODY",
    "LEAD_AGENCY",
    "SEX",
    "AGE",
    "CITIZENSHIP",
    "SECTOR",
    "SEVERITY",
    "SANCTION",
    "TIME_PERIOD",
    "OBS_VALUE",
    "CURRENCY",
    "UNIT_MULT",
    "OBS_STATUS",
    "CONF_STATUS",
    "COUNTING_RULE",
    "SOURCE_FORM",
    "SOURCE_FILE",
    "SOURCE_CELL",
    "METHOD_REF",
    "COMMENT",
];

/// One cell of the cube.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Its coordinates.
    pub key: Key,
    /// The number as published; `None` when it is missing or suppressed, and the status says which.
    pub value: Option<Decimal>,
    /// ISO 4217, for amounts; empty otherwise.
    pub currency: String,
    /// Power of ten the value is to be multiplied by.
    pub unit_mult: i8,
    /// What kind of value it is, or why there is none.
    pub obs_status: ObsStatus,
    /// Whether it may be shown, and if not, why.
    pub conf_status: ConfStatus,
    /// Code of the counting rule; may be empty.
    pub counting_rule: String,
    /// Identifier of the form's layout, such as `kz-cng1`.
    pub source_form: String,
    /// Name of the file.
    pub source_file: String,
    /// `sheet!A1` of a workbook or `line:column` of a text file.
    pub source_cell: String,
    /// Release or methodology the value follows; may be empty.
    pub method_ref: String,
    /// Anything a reader must know; may be empty.
    pub comment: String,
}
