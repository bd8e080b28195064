//! `cube.csv` itself: 27 columns, all dimensions coded, every value with its status. A cell that is said to be
//! suppressed and still holds its value condemns the whole file, because the file would be kept as a source.

use super::cell::exact;
use super::{Areas, Record, leaks};
use crate::format::{Input, Kind, Row};
use crate::perception::Report;
use crate::perception::checks::Duplicates;
use crate::perception::number::here;
use crate::perception::simple::Fixed;
use probity_core::{Decimal, Diagnostic};
use probity_statistics::cube::{COLUMNS, ConfStatus, Dimension, Key, ObsStatus, Observation, Period, Stage, UnitCount};
use std::fmt::Display;
use std::str::FromStr;

/// Positions of the columns that are not dimensions.
const VALUE: usize = 16;

/// Reads the whole table.
pub(super) fn read(input: &Input, sink: &mut dyn FnMut(Record)) -> Report {
    if let Some(fault) = strangers(input) {
        return Report::unusable(fault);
    }
    let (file, mut seen, mut areas) = (input.name(), Duplicates::default(), Areas::default());
    Fixed::run(input, &COLUMNS, &[], sink, &mut |row, columns, report| {
        let at: Vec<usize> = columns.iter().copied().flatten().collect();
        if at.len() != COLUMNS.len() {
            return Ok(None);
        }
        let cells = Cells { file, row, at: &at };
        let record = cells.record()?;
        let key = &record.observation.key;
        if leaks(&record.observation) {
            let fault = leak(&cells, &record.observation);
            report.condemn(fault.clone());
            return Err(vec![fault]);
        }
        if let Some(earlier) = seen.earlier(key.clone(), row.line()) {
            let message = format!("the cell is there twice: in lines {earlier} and {}", row.line());
            let fault = Diagnostic::error("duplicate-row", file, message);
            let fault = here(fault, row, at[VALUE], COLUMNS[VALUE]).found(key.to_string());
            return Err(vec![fault.hint("delete one of the two rows; the first was kept")]);
        }
        if let Ok(period) = key.code(Dimension::TimePeriod).parse::<Period>() {
            let area = key.code(Dimension::RefArea);
            report.diagnostics.extend(areas.check(file, area, period, row, at[Dimension::RefArea as usize]));
        }
        Ok(Some(record))
    })
}

/// Columns that the cube does not have: they may hold what was suppressed.
fn strangers(input: &Input) -> Option<Diagnostic> {
    let Ok(Kind::Delimited(delimiter)) = input.kind() else { return None };
    let head = input.head().ok()?;
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
    let mut csv = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(head);
    let mut header = csv::StringRecord::new();
    csv.read_record(&mut header).ok()?;
    let known = |name: &str| name.is_empty() || COLUMNS.iter().any(|column| column.eq_ignore_ascii_case(name));
    let strange: Vec<&str> = header.iter().map(str::trim).filter(|name| !known(name)).collect();
    (!strange.is_empty()).then(|| {
        Diagnostic::error("column-unknown", input.name(), "the cube has columns that no cube has")
            .found(strange.join(", "))
            .expected(COLUMNS.join(","))
            .hint("remove them: a column left over may hold what was suppressed, and sources are kept unchanged")
    })
}

fn leak(cells: &Cells<'_>, observation: &Observation) -> Diagnostic {
    let status = format!("OBS_STATUS {} and CONF_STATUS {}", observation.obs_status, observation.conf_status);
    let message = format!("a cell with {status} still holds its value; nothing of the file was used");
    let mut fault =
        here(Diagnostic::error("suppressed-value", cells.file, message), cells.row, cells.at[VALUE], COLUMNS[VALUE]);
    // The value itself must not travel on into messages and reject lists.
    (fault.found, fault.line) = (None, None);
    fault
        .expected("an empty OBS_VALUE")
        .hint("protect the cube with `probity stats protect` and import what that writes")
}

/// The cells of one row by column of the cube.
struct Cells<'a> {
    file: &'a str,
    row: &'a Row,
    at: &'a [usize],
}

impl Cells<'_> {
    fn text(&self, column: usize) -> &str {
        self.row.text(self.at[column])
    }

    fn fault(&self, code: &str, column: usize, message: impl Into<String>) -> Diagnostic {
        here(Diagnostic::error(code, self.file, message), self.row, self.at[column], COLUMNS[column])
    }

    fn record(&self) -> Result<Record, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let key = self.key(&mut faults);
        let value = exact(self.file, self.row, self.at[VALUE], COLUMNS[VALUE]).map_err(|fault| faults.push(fault)).ok();
        let mult = self.multiplier().map_err(|fault| faults.push(fault)).ok();
        let obs_status: Option<ObsStatus> = self.code(19, &mut faults);
        let conf_status: Option<ConfStatus> = self.code(20, &mut faults);
        let (Some(value), Some(unit_mult), Some(obs_status), Some(conf_status)) =
            (value, mult, obs_status, conf_status)
        else {
            return Err(faults);
        };
        faults.extend(self.consistent(value, obs_status));
        if !faults.is_empty() {
            return Err(faults);
        }
        let own = |column| self.text(column).to_owned();
        let observation = Observation {
            key,
            value,
            currency: own(17),
            unit_mult,
            obs_status,
            conf_status,
            counting_rule: own(21),
            source_form: own(22),
            source_file: own(23),
            source_cell: own(24),
            method_ref: own(25),
            comment: own(26),
        };
        Ok(Record { observation, place: self.row.place(self.at[VALUE]) })
    }

    /// The coordinates; a blank or malformed code is a fault.
    fn key(&self, faults: &mut Vec<Diagnostic>) -> Key {
        let mut key = Key::default();
        for dimension in Dimension::ALL {
            let (column, text) = (dimension as usize, self.text(dimension as usize));
            if text.is_empty() {
                let fault = self.fault("dimension-blank", column, "a dimension is never blank");
                faults.push(fault.expected("a code").hint("_T is the total, _Z not applicable, _U unknown"));
            } else if !text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
                let fault = self.fault("code-form", column, "this is not written as a code");
                faults.push(fault.expected("letters, digits, `_` and `-`"));
            }
            key = key.with(dimension, text);
        }
        self.code::<Stage>(Dimension::Stage as usize, faults);
        self.code::<UnitCount>(Dimension::UnitCount as usize, faults);
        let (frequency, period) = (self.text(0), self.text(Dimension::TimePeriod as usize));
        match period.parse::<Period>() {
            Ok(period) if period.frequency() == frequency => {}
            Ok(period) => {
                let fault = self.fault("frequency", 0, format!("the period {period} is not of this frequency"));
                faults.push(fault.expected(period.frequency()));
            }
            Err(_) if period == "_U" && matches!(frequency, "A" | "Q" | "M") => {}
            Err(why) => faults.push(self.fault("period", Dimension::TimePeriod as usize, why)),
        }
        key
    }

    fn code<T: FromStr<Err: Display>>(&self, column: usize, faults: &mut Vec<Diagnostic>) -> Option<T> {
        let parsed = self.text(column).parse();
        parsed.map_err(|why: T::Err| faults.push(self.fault("code-list", column, why.to_string()))).ok()
    }

    fn multiplier(&self) -> Result<i8, Diagnostic> {
        match self.text(18) {
            "" => Ok(0),
            text => text.parse::<i8>().ok().filter(|mult| (-12..=12).contains(mult)).ok_or_else(|| {
                self.fault("number-expected", 18, "this is not a power of ten")
                    .expected("a whole number such as 0 or 6")
            }),
        }
    }

    /// A value and its status must agree: an empty value says why it is empty, and no count is negative.
    fn consistent(&self, value: Option<Decimal>, status: ObsStatus) -> Option<Diagnostic> {
        use ObsStatus as S;
        let absent = matches!(status, S::NotCollected | S::CannotExist | S::Missing | S::Suppressed | S::Holiday);
        let amount = self.text(Dimension::UnitCount as usize) == UnitCount::Amount.code();
        match value {
            None if !absent => Some(
                self.fault(
                    "value-missing",
                    VALUE,
                    format!("the value is empty, and OBS_STATUS {status} does not say why"),
                )
                .hint("write L, M or O (missing) or Q (suppressed) as OBS_STATUS"),
            ),
            Some(_) if absent && status != S::Suppressed => {
                let message = format!("OBS_STATUS {status} says that there is no value, and there is one");
                Some(self.fault("value-unexpected", VALUE, message).expected("an empty OBS_VALUE"))
            }
            Some(value) if value.to_f64() < 0.0 && !amount => {
                Some(self.fault("negative", VALUE, "a count or rate is never negative").expected("0 or more"))
            }
            _ => None,
        }
    }
}
