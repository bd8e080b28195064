//! Reading `[[procedure]]` tables with the line and column of everything that is wrong.

use super::raw::RawProcedure;
use super::{Procedure, Procedures};
use crate::fault::{Document, Fault, Faults, Step};
use probity_core::Diagnostic;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    procedure: Vec<RawProcedure>,
}

/// Reads a document that is one procedure, without the heading in brackets.
///
/// # Errors
/// Everything that is wrong, each with line and column.
pub fn read_procedure(file: &str, text: &str) -> Result<Procedure, Vec<Diagnostic>> {
    let document = Document { file, text, code: "procedure" };
    let raw: RawProcedure = document.read().map_err(|diagnostic| vec![diagnostic])?;
    Procedure::try_from(raw).map_err(|Faults(found)| found.iter().map(|fault| document.diagnostic(fault)).collect())
}

/// Reads the procedures of a TOML document; other tables are left alone. `file` is its name for messages.
///
/// # Errors
/// Everything that is wrong, each with line and column.
pub fn read_procedures(file: &str, text: &str) -> Result<Procedures, Vec<Diagnostic>> {
    let document = Document { file, text, code: "procedure" };
    let raw: File = document.read().map_err(|diagnostic| vec![diagnostic])?;
    let (mut procedures, mut faults) = (Procedures::default(), Vec::new());
    for (index, raw) in raw.procedure.into_iter().enumerate() {
        let here = [Step::Key("procedure"), Step::Item(index)];
        match Procedure::try_from(raw) {
            Ok(procedure) => {
                if let Err(twice) = procedures.add(procedure) {
                    let message = format!("procedure `{}` is given twice", twice.key());
                    faults.push(Fault::new(&[Step::Key("version")], message).below(&here));
                }
            }
            Err(Faults(found)) => faults.extend(found.into_iter().map(|fault| fault.below(&here))),
        }
    }
    if faults.is_empty() {
        return Ok(procedures);
    }
    Err(faults.iter().map(|fault| document.diagnostic(fault)).collect())
}
