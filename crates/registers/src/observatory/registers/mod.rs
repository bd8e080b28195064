//! The registers of an observatory: their names, columns and the reader that fills each. A register's columns are a
//! contract with every method that reads it; each room's registers have a file of their own.

mod legal;
mod perception;
mod procurement;

use crate::Error;
use crate::format::Input;
use crate::perception::{Report, nearest};
use crate::procurement::ReadReleases;
use crate::table::ColumnKind;
use crate::table::{TableSchema, Value};
use probity_core::Place;

/// A register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Register {
    /// Its name.
    pub name: &'static str,
    /// What it holds, in a sentence.
    pub about: &'static str,
    /// Its columns; every row has provenance besides.
    pub columns: &'static [(&'static str, ColumnKind)],
    pub(super) reader: Reader,
}

/// Which room reads the sources of a register, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Perception(perception::Reader),
    Legal(legal::Reader),
    Procurement(procurement::Reader),
}

/// All registers, sorted by name.
pub const REGISTERS: [Register; 11] = [
    legal::CASES,
    perception::GOVERNANCE_SCORES,
    legal::LEGAL_STATISTICS,
    perception::NAMES,
    procurement::OCDS,
    procurement::PLANTED,
    procurement::TABLES,
    perception::PERCEPTION_PUBLISHED,
    perception::PERCEPTION_RAW,
    perception::PERCEPTION_SCORES,
    perception::PERCEPTION_TRUTH,
];

/// The register of this name.
///
/// # Errors
/// When there is none; the error lists them.
pub fn register(name: &str) -> Result<&'static Register, Error> {
    REGISTERS.iter().find(|register| register.name == name).ok_or_else(|| {
        let names = || REGISTERS.iter().map(|register| register.name);
        Error::NoRegister {
            name: name.to_owned(),
            available: names().collect::<Vec<_>>().join(", "),
            nearest: nearest(name, names()).map(str::to_owned),
        }
    })
}

/// What a plan says about a file of governance sources.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Settings {
    pub(super) group: String,
    pub(super) representative: Vec<String>,
}

/// Takes one row: its values and its place.
pub(super) type RowTaker<'a> = dyn FnMut(&[Value<'_>], &Place) + 'a;

impl Register {
    /// The table's name and columns.
    pub fn schema(&self) -> TableSchema {
        TableSchema::new(self.name, self.columns)
    }

    /// Whether its sources can be named by a plan.
    pub(super) fn planned(&self) -> bool {
        self.reader == Reader::Perception(perception::Reader::Governance)
    }

    /// Reads a file with the register's reader.
    pub(super) fn read(
        &self,
        input: &Input,
        settings: &Settings,
        releases: ReadReleases,
        take: &mut RowTaker<'_>,
    ) -> Report {
        match self.reader {
            Reader::Perception(reader) => reader.read(input, settings, take),
            Reader::Legal(reader) => reader.read(input, take),
            Reader::Procurement(reader) => reader.read(input, releases, take),
        }
    }
}
