//! # What it finds
//! What the authorities recorded: every cell of the cube of legal statistics, with what kind of number it is, or why
//! there is none.
//!
//! # Why it matters
//! Missing, impossible, suppressed and zero look alike in most publications. Counts of one region in one year are small,
//! and the chance in them is not shown. Recorded crime says as much about recording as about crime: it is never ranked.
//!
//! # Formula
//!     value    = the cell as published, times its power of ten
//!     low      = chi2(a/2; 2x) / 2, 0 when x = 0
//!     high     = chi2(1 - a/2; 2x + 2) / 2, a = 1 - level
//!
//! This is Garwood's exact interval of a Poisson count x. Amounts and rates have none.
//!
//! # Exclusions
//! A suppressed cell is `withheld`: `disclosure_primary` where the number itself would tell something about a person,
//! `disclosure_secondary` where it would give another one away, `embargo` before its time. A cell that is missing is
//! `insufficient`, one that cannot exist `not_applicable`. Values marked `provisional`, `break` or `estimated` keep
//! that mark. A whole count that is beyond `jump_ratio` times the one of the year before, or below as much, both at least
//! `jump_count`, is marked `break_suspected`: rules changed more often than reality does. Of two releases of a form for one area and period only the later one counts.
//!
//! # Source
//! F. Garwood (1936), Fiducial limits for the Poisson distribution. Biometrika 28, 437–442. Status codes: SDMX,
//! CL_OBS_STATUS and CL_CONF_STATUS.

use super::cells::{AreaCells, ByArea, Cell, OfArea, Reading, STATISTICS, id, pointers};
use super::jump::Jump;
use crate::cube::ObsStatus;
use crate::inference::{Level, garwood};
use probity_core::kernel::ErasedKernel;
use probity_core::parameter::ParameterError;
use probity_core::{Finding, Input, Interval, Method, Parameters};

/// The cells of the cube.
pub struct Recorded;

const ID: &str = "recorded";

impl Method for Recorded {
    fn id(&self) -> &'static str {
        ID
    }

    fn source(&self) -> &'static str {
        include_str!("recorded.rs")
    }

    fn inputs(&self) -> &'static [Input] {
        &[STATISTICS]
    }

    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError> {
        Ok(Box::new(ByArea(Cells { level: level(parameters)?, jump: Jump::of(parameters)? })))
    }
}

/// The method's level.
pub(super) fn level(parameters: &Parameters) -> Result<Level, ParameterError> {
    let wrong = || ParameterError::Type { name: "level".to_owned(), expected: "between 0 and 1" };
    Level::new(parameters.get("level")?.number("level")?).ok_or_else(wrong)
}

struct Cells {
    level: Level,
    jump: Jump,
}

impl OfArea for Cells {
    fn findings(&self, area: &str, cells: &AreaCells) -> Vec<Finding> {
        let cells = cells.cells();
        let jumps = |measure: &str, period: &str, cell: &Cell| {
            let year = period.parse::<i32>().ok().filter(|_| period.len() == 4);
            let Some(before) = year.map(|year| (year - 1).to_string()) else { return false };
            cells.get(&(measure, before.as_str())).is_some_and(|before| self.jump.between(before, cell))
        };
        let finding = |(&(measure, period), cell): (&(&str, &str), &&Cell)| {
            let found = self.finding(measure, area, period, cell);
            let unmarked = found.reason.is_empty() && jumps(measure, period, cell);
            if unmarked { found.because("break_suspected") } else { found }
        };
        cells.iter().map(finding).collect()
    }
}

impl Cells {
    fn finding(&self, measure: &str, area: &str, period: &str, cell: &Cell) -> Finding {
        let id = id(ID, measure, area, period);
        let value = match cell.reading() {
            Reading::Not(state, reason) => return Finding::new(id, state, &cell.unit()).because(reason),
            Reading::Value(value) => value,
        };
        let interval = cell.count().and_then(|count| {
            let count = garwood(count, self.level);
            Interval::closed(count.low, count.high)
        });
        let mark = match cell.status() {
            ObsStatus::Provisional => "provisional",
            ObsStatus::Break => "break",
            ObsStatus::Estimated => "estimated",
            _ => "",
        };
        let finding = Finding::value(id, value, &cell.unit()).because(mark).on(pointers([("value", cell)]));
        Finding { interval, ..finding }
    }
}
