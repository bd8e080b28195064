//! Reads a command's input file, shows what was wrong with it, and refuses to go on when rows had to be left out: an
//! index computed from part of its table would be another index.

use crate::failure::Failure;
use crate::terminal;
use probity_measurement::panel::{Edition, Panel};
use probity_registers::format::Input;
use probity_registers::perception::{self, Reading};
use std::path::Path;

/// The file.
pub fn open(path: &Path) -> Result<Input, Failure> {
    Input::open(path)
        .map_err(|fault| Failure::input(format!("`{}` cannot be read", path.display())).diagnostics(vec![fault]))
}

/// The records, when every row could be read.
pub fn complete<T>(path: &Path, reading: Reading<T>) -> Result<Vec<T>, Failure> {
    let report = reading.report;
    if report.unusable || report.rejected > 0 {
        let what = match report.rejected {
            0 => format!("`{}` cannot be used; nothing was written", path.display()),
            n => format!("`{}`: {n} of {} rows cannot be read; nothing was written", path.display(), report.read),
        };
        return Err(Failure::input(what).diagnostics(report.diagnostics));
    }
    terminal::diagnostics(&report.diagnostics);
    Ok(reading.records)
}

/// The panel of source scores.
pub fn panel(path: &Path) -> Result<Panel, Failure> {
    let records = complete(path, perception::scores(&open(path)?))?;
    Ok(perception::panel(&records))
}

/// One edition of a panel.
pub fn edition<'a>(panel: &'a Panel, year: i16, path: &Path) -> Result<&'a Edition, Failure> {
    panel.editions.get(&year).ok_or_else(|| {
        let held: Vec<String> = panel.editions.keys().map(ToString::to_string).collect();
        Failure::missing(format!("`{}` has no edition {year}; it has {}", path.display(), held.join(", ")))
    })
}
