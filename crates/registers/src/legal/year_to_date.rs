//! Year-to-date sums, such as those of form 3-К of Kazakhstan, as the periods they are made of. The form itself is known
//! from the press only; what is read is a simple table `period,ytd` with any dimensions of the cube besides.

use super::cell::{Content, exact};
use super::{Areas, Context, Layout, Record, file_area, observation};
use crate::format::{Input, Row};
use crate::perception::Report;
use crate::perception::checks::Duplicates;
use crate::perception::number::here;
use crate::perception::simple::Fixed;
use probity_core::{Decimal, Diagnostic, Place};
use probity_statistics::cube::year_to_date::{Step, differences};
use probity_statistics::cube::{ConfStatus, Dimension, Key, ObsStatus, Period, Stage, UnitCount};
use std::collections::BTreeMap;

/// Dimensions that a file may give as columns of their own: all but frequency and period, which the table itself says.
fn given() -> Vec<&'static str> {
    let own = |dimension: &Dimension| !matches!(dimension, Dimension::Freq | Dimension::TimePeriod);
    Dimension::ALL.into_iter().filter(own).map(Dimension::id).collect()
}

/// One sum as it stands in the file.
struct Sum {
    series: Key,
    period: Period,
    ytd: Decimal,
    place: Place,
}

/// Reads the table and differences every series within its years.
pub(super) fn read(input: &Input, context: &Context, sink: &mut dyn FnMut(Record)) -> Report {
    let (area, warning) = file_area(input, context);
    let mut sums: Vec<Sum> = Vec::new();
    let mut report = rows(input, &area, &mut |sum| sums.push(sum));
    report.diagnostics.extend(warning);
    if !report.unusable {
        report.diagnostics.extend(periods(input, &sums, sink));
    }
    report
}

fn rows(input: &Input, area: &str, take: &mut dyn FnMut(Sum)) -> Report {
    let (file, mut seen, mut areas) = (input.name(), Duplicates::default(), Areas::default());
    Fixed::run(input, &["period", "ytd"], &given(), take, &mut |row, columns, report| {
        let [Some(at_period), Some(at), given @ ..] = columns else { return Ok(None) };
        let (at_period, at) = (*at_period, *at);
        let period = row.text(at_period).parse::<Period>().ok().filter(|period| !matches!(period, Period::Year(_)));
        let period = period.ok_or_else(|| {
            let fault = Diagnostic::error("period", file, "this is not a month or quarter");
            vec![
                here(fault, row, at_period, "period")
                    .expected("the last period of the sum, such as 2023-04 or 2023-Q2"),
            ]
        })?;
        let ytd = exact(file, row, at, "ytd").map_err(|fault| vec![fault])?.ok_or_else(|| {
            let fault = Diagnostic::error("number-missing", file, "the sum is missing");
            vec![here(fault, row, at, "ytd").hint("leave out the row of a month that was not published")]
        })?;
        if ytd.to_f64() < 0.0 {
            let fault = Diagnostic::error("negative", file, "a sum of counts is never negative");
            return Err(vec![here(fault, row, at, "ytd").expected("0 or more")]);
        }
        let series = series(file, row, given, area)?;
        if let Some(earlier) = seen.earlier((series.clone(), period), row.line()) {
            let message = format!("the sum is there twice: in lines {earlier} and {}", row.line());
            return Err(vec![
                here(Diagnostic::error("duplicate-row", file, message), row, at, "ytd").hint("the first was kept"),
            ]);
        }
        report.diagnostics.extend(areas.check(file, series.code(Dimension::RefArea), period, row, at));
        Ok(Some(Sum { series, period, ytd, place: row.place(at) }))
    })
}

/// The coordinates of a series: registered offences of corruption unless the file says otherwise.
fn series(file: &str, row: &Row, given: &[Option<usize>], area: &str) -> Result<Key, Vec<Diagnostic>> {
    let mut key = Key::default()
        .with(Dimension::RefArea, area)
        .with(Dimension::Stage, Stage::Registered.code())
        .with(Dimension::UnitCount, UnitCount::Offences.code())
        .with(Dimension::Offence, "0703");
    for (dimension, column) in Dimension::ALL[1..15].iter().zip(given) {
        let Some(index) = column.filter(|index| !row.text(*index).is_empty()) else { continue };
        let text = row.text(index);
        let wrong = match dimension {
            Dimension::Stage => text.parse::<Stage>().err(),
            Dimension::UnitCount => text.parse::<UnitCount>().err(),
            _ => None,
        };
        if let Some(why) = wrong {
            return Err(vec![here(Diagnostic::error("code-list", file, why), row, index, dimension.id())]);
        }
        key = key.with(*dimension, text);
    }
    Ok(key)
}

/// Gives every period of every series; a warning for each revision and gap.
fn periods(input: &Input, sums: &[Sum], sink: &mut dyn FnMut(Record)) -> Vec<Diagnostic> {
    let mut years: BTreeMap<(&Key, &str, u16), BTreeMap<u8, &Sum>> = BTreeMap::new();
    for sum in sums {
        let (Period::Month(year, at) | Period::Quarter(year, at)) = sum.period else { continue };
        years.entry((&sum.series, sum.period.frequency(), year)).or_default().insert(at, sum);
    }
    let mut said = Vec::new();
    for ((series, frequency, _), sums) in years {
        let steps = differences(&sums.iter().map(|(at, sum)| (*at, sum.ytd)).collect());
        for (at, step) in steps {
            let Some(sum) = sums.get(&at) else { continue };
            let none = |note: String| Content::none(ObsStatus::Missing, ConfStatus::Free, note);
            let content = match step {
                Step::Count(count) => Content::number(count),
                Step::Revision(difference) => {
                    none(format!("revision: the sum of the year fell by {}", minus(difference)))
                }
                Step::Gap { since, sum } => {
                    none(format!("{sum} since period {since} of the year; earlier sums are missing"))
                }
            };
            if content.value.is_none() {
                let message = format!("{}: no count of this period can be computed", sum.period);
                said.push(
                    Diagnostic::warning("year-to-date", input.name(), message)
                        .at(sum.place.clone())
                        .found(content.note.clone()),
                );
            }
            let key =
                series.clone().with(Dimension::Freq, frequency).with(Dimension::TimePeriod, sum.period.to_string());
            let observation = observation(input, Layout::Kz3k, key, content, &sum.place);
            sink(Record { observation, place: sum.place.clone() });
        }
    }
    said
}

fn minus(difference: Decimal) -> Decimal {
    Decimal::integer(0).minus(difference)
}
