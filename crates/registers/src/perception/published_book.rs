//! A published index from its workbook: the sheet with score, standard error and number of sources of most countries.

use super::book::{Layout, choose, gathered, layouts, no_sheet};
use super::checks::Codes;
use super::number::here;
use super::published::{Published, numbers};
use super::report::Report;
use super::simple::close;
use crate::format::{self, Input, Row};
use probity_core::Diagnostic;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reads the workbook.
pub(super) fn read(input: &Input, sink: &mut dyn FnMut(Published)) -> Report {
    let sheets = match format::sheets(input) {
        Ok(sheets) => sheets,
        Err(fault) => return Report::unusable(fault),
    };
    let all = layouts(&sheets);
    let with = |roles: &[&str]| -> Vec<Layout> {
        all.iter().filter(|layout| roles.iter().all(|role| layout.column(role).is_some())).cloned().collect()
    };
    let best =
        [with(&["se", "n"]), with(&["se"]), with(&["rank"]), with(&[])].into_iter().find(|found| !found.is_empty());
    let chosen = choose(&sheets, best.unwrap_or_default());
    if chosen.is_empty() {
        return Report::unusable(no_sheet(
            input.name(),
            &sheets,
            "a header with a country column and a score column with its year",
        ));
    }
    let mut report = Report::default();
    report.diagnostics.extend(gathered(input.name(), &sheets, &chosen));
    let mut codes = Codes::default();
    let mut seen: BTreeMap<Arc<str>, (usize, u64)> = BTreeMap::new();
    for layout in &chosen {
        for row in layout.rows(&sheets) {
            let record = record(input.name(), layout, row, &mut codes, &mut report);
            let iso3 = record.as_ref().ok().map(|record| record.iso3.clone());
            match iso3
                .and_then(|iso3| seen.insert(iso3.clone(), (layout.sheet, row.line())).map(|earlier| (iso3, earlier)))
            {
                None => {
                    let (record, errors) =
                        record.map_or_else(|errors| (None, errors), |record| (Some(record), Vec::new()));
                    report.row(errors);
                    record.into_iter().for_each(&mut *sink);
                }
                Some((iso3, (sheet, line))) if sheet == layout.sheet => {
                    let message = format!("{iso3} is there twice: in rows {line} and {}", row.line());
                    let fault = Diagnostic::error("duplicate-row", input.name(), message)
                        .hint("delete one of the two rows; the first was kept");
                    report.row(vec![here(fault, row, layout.column("country").unwrap_or(0), "country")]);
                }
                // The same country in another of the gathered sheets.
                Some(_) => {}
            }
        }
    }
    close(input.name(), report)
}

fn record(
    file: &str,
    layout: &Layout,
    row: &Row,
    codes: &mut Codes,
    report: &mut Report,
) -> Result<Published, Vec<Diagnostic>> {
    let (iso3, country, warning) = layout.country(file, row, codes).map_err(|fault| vec![fault])?;
    report.diagnostics.extend(warning);
    let at_score = layout.column("score").unwrap_or(0);
    let at = ["n", "se", "ci_low", "ci_high", "rank"].map(|role| layout.column(role));
    // Some books have the words "Upper CI" and "Lower CI" above the wrong columns; an interval has only one order.
    let at = match (at[2].and_then(|low| row.number(low)), at[3].and_then(|high| row.number(high))) {
        (Some(low), Some(high)) if low > high => [at[0], at[1], at[3], at[2], at[4]],
        _ => at,
    };
    let numbers = numbers(file, row, at_score, at)?;
    Ok(Published { edition: layout.year, iso3, country, place: row.place(at_score), ..numbers })
}
