//! Findings as dataflows: one a method that was run, and the cube of legal statistics under its own dimensions. Codes
//! are those that occur, with titles from the methods, the names of the observatory and the tables of this crate.

use super::codes::{identifier, same, title};
use super::status::shown;
use super::{CUBE, Code, Dataflow, Dimension, Observation, Role};
use crate::message as say;
use crate::observatory::{INDICATOR, Records};
use probity_core::{Finding, FindingId, Language, Text};
use probity_statistics::cube::{Dimension as Cell, Key};
use std::collections::{BTreeMap, BTreeSet};

/// Version of the structures: it grows when a dimension or an attribute changes, not when codes are added.
const VERSION: &str = "1.0.0";

/// Dataflows of all methods that were run and found something, by the method's identifier.
pub fn all(records: &Records) -> Vec<Dataflow> {
    let areas = areas(records);
    records.runs.keys().filter_map(|method| one(records, method, &areas)).collect()
}

/// The codes known to be countries or regions: of the table of countries, and what the area's own methods speak of.
fn areas(records: &Records) -> BTreeSet<String> {
    let of = [INDICATOR, "published-ranks", "recorded"].into_iter().flat_map(|method| records.of(method));
    of.map(|finding| finding.id.subject.clone()).collect()
}

fn one(records: &Records, method: &str, areas: &BTreeSet<String>) -> Option<Dataflow> {
    let findings: Vec<&Finding> = records.of(method).collect();
    let methodology = records.methodologies.get(method);
    let layout = match methodology.filter(|methodology| !methodology.subject.is_empty()) {
        Some(methodology) => Layout::of_parts(&methodology.subject, &findings)?,
        None => Layout::of(method, &findings, |subject| areas.contains(subject) || records.names.is_country(subject))?,
    };
    let mut by_key: BTreeMap<Vec<String>, Observation> = BTreeMap::new();
    for finding in &findings {
        let key = layout.key(&records.parts(&finding.id), &finding.id)?;
        by_key.insert(key.clone(), observation(key, finding));
    }
    let observations: Vec<Observation> = by_key.into_values().collect();
    let words = layout.words(records, method, &findings);
    let dimensions = (0..layout.dimensions.len()).map(|position| {
        let (id, role) = &layout.dimensions[position];
        let codes: BTreeSet<&str> = observations.iter().map(|observation| observation.key[position].as_str()).collect();
        let codes = codes.into_iter().map(|code| Code { id: code.to_owned(), title: words(position, code) }).collect();
        Dimension { id: id.clone(), title: title("CONCEPT", id), role: *role, codes }
    });
    Some(Dataflow {
        dataset: method.to_owned(),
        id: layout.flow(method),
        version: VERSION.to_owned(),
        title: flow_title(records, method),
        description: methodology.map_or_else(|| same(method), |methodology| methodology.summary.clone()),
        dimensions: dimensions.collect(),
        observations,
    })
}

/// A synthetic world does not bear the name of the real index, and every title of it says what it is.
fn flow_title(records: &Records, method: &str) -> Text {
    if records.synthetic && method == INDICATOR {
        return text(say::indicator_synthetic);
    }
    let title = records.methodologies.get(method).map_or_else(|| same(method), |found| found.title.clone());
    match records.synthetic {
        true => text(|language| say::synthetic_title(language, title.get(language))),
        false => title,
    }
}

/// A message in every language.
fn text(say: impl Fn(Language) -> String) -> Text {
    Text { en: say(Language::En), kk: say(Language::Kk), ru: say(Language::Ru) }
}

fn observation(key: Vec<String>, finding: &Finding) -> Observation {
    let shown = shown(finding);
    Observation {
        key,
        value: shown.value,
        interval: shown.interval,
        unit: finding.unit.clone(),
        obs_status: shown.obs_status,
        conf_status: shown.conf_status,
        reason: finding.reason.clone(),
        finding: finding.id.clone(),
    }
}

/// Which dimensions a method's findings have.
struct Layout {
    dimensions: Vec<(String, Role)>,
    shape: Shape,
}

/// How a finding's name becomes a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Measure, subject, period.
    Plain,
    /// The measure is a cell of the cube of legal statistics.
    Cube,
    /// The subject has several parts, each a dimension.
    Parts,
}

impl Layout {
    /// The layout of a method's findings; `None` when there are none.
    fn of(method: &str, findings: &[&Finding], is_area: impl Fn(&str) -> bool) -> Option<Self> {
        let first = findings.first()?;
        let time = time(findings);
        let in_cube = |finding: &&Finding| Key::of(&finding.id.measure, "", "").is_some();
        if first.id.measure.contains('.') && findings.iter().all(in_cube) {
            let role = |cell: Cell| match cell {
                Cell::RefArea => (cell.id(), Role::Area),
                Cell::TimePeriod if method == "recorded" => (cell.id(), Role::Time),
                Cell::TimePeriod => (time, Role::Time),
                _ => (cell.id(), Role::Other),
            };
            let dimensions = Cell::ALL.into_iter().map(role).map(|(id, role)| (id.to_owned(), role));
            return Some(Self { dimensions: dimensions.collect(), shape: Shape::Cube });
        }
        let subjects: BTreeSet<&str> = findings.iter().map(|finding| finding.id.subject.as_str()).collect();
        let known = subjects.iter().filter(|subject| is_area(subject)).count();
        // Territories that no table knows must not turn a table of countries into one of nameless subjects.
        let areas =
            2 * known > subjects.len() && subjects.iter().all(|subject| is_area(subject) || may_be_area(subject));
        let subject = if areas { ("REF_AREA", Role::Area) } else { ("SUBJECT", Role::Other) };
        let dimensions = [("MEASURE", Role::Other), subject, (time, Role::Time)];
        let dimensions = dimensions.into_iter().map(|(id, role)| (id.to_owned(), role)).collect();
        Some(Self { dimensions, shape: Shape::Plain })
    }

    /// The layout of findings whose subjects have these parts; `None` when there are none.
    fn of_parts(parts: &[String], findings: &[&Finding]) -> Option<Self> {
        findings.first()?;
        let mut dimensions = vec![("MEASURE".to_owned(), Role::Other)];
        dimensions.extend(parts.iter().map(|part| (part.clone(), Role::Other)));
        dimensions.push((time(findings).to_owned(), Role::Time));
        Some(Self { dimensions, shape: Shape::Parts })
    }

    fn flow(&self, method: &str) -> String {
        match method {
            "recorded" if self.shape == Shape::Cube => CUBE.to_owned(),
            _ => method.to_uppercase().replace('-', "_"),
        }
    }

    fn key(&self, parts: &[(&str, String)], id: &FindingId) -> Option<Vec<String>> {
        match self.shape {
            Shape::Plain => {
                Some([&id.measure, &id.subject, &id.period].into_iter().map(|part| identifier(part)).collect())
            }
            Shape::Cube => {
                let key = Key::of(&id.measure, &id.subject, &id.period)?;
                Some(Cell::ALL.into_iter().map(|cell| identifier(key.code(cell))).collect())
            }
            Shape::Parts => {
                let parts = parts.iter().map(|(_, part)| part);
                let all = std::iter::once(&id.measure).chain(parts).chain([&id.period]);
                Some(all.map(|part| identifier(part)).collect())
            }
        }
    }

    /// What gives the title of a code by the position of its dimension.
    fn words<'a>(
        &'a self,
        records: &'a Records,
        method: &'a str,
        findings: &[&Finding],
    ) -> impl Fn(usize, &str) -> Text + 'a {
        let parts = findings.iter().flat_map(|finding| {
            let parts = records.parts(&finding.id).into_iter().map(|(_, part)| part);
            let id = &finding.id;
            parts.chain([&id.measure, &id.subject, &id.period].map(String::clone)).collect::<Vec<_>>()
        });
        let texts: BTreeMap<String, String> = parts.map(|part| (identifier(&part), part)).collect();
        move |position, code| {
            let text = texts.get(code).map_or(code, String::as_str);
            let (list, role) = &self.dimensions[position];
            match (list.as_str(), role) {
                (_, Role::Area) | ("SUBJECT", _) => records.names.text(text).unwrap_or_else(|| title("COMMON", text)),
                (_, Role::Time) => title("PERIOD", text),
                ("MEASURE", _) => {
                    let output = records.methodologies.get(method).and_then(|method| method.output(text));
                    output.map_or_else(|| same(text), |output| output.title.clone())
                }
                (list, _) if self.shape == Shape::Parts => records.part_title(list, text),
                (list, _) => title(list, text),
            }
        }
    }
}

/// The name of the dimension of time: SDMX knows only some periods.
fn time(findings: &[&Finding]) -> &'static str {
    if findings.iter().all(|finding| is_period(&finding.id.period)) { "TIME_PERIOD" } else { "PERIOD" }
}

/// Whether a subject may be an area: it has the form of ISO 3166, or stands for all of them.
fn may_be_area(subject: &str) -> bool {
    let upper = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    let region = |(country, part): (&str, &str)| {
        country.len() == 2
            && upper(country)
            && (1..=3).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    matches!(subject, "all" | "_T")
        || (subject.len() == 3 && upper(subject))
        || subject.split_once('-').is_some_and(region)
}

/// Whether a period is one SDMX knows: a year, half-year, quarter, month, week or day.
fn is_period(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| bytes[from..to].iter().all(u8::is_ascii_digit);
    if bytes.len() < 4 || !digits(0, 4) {
        return false;
    }
    match &bytes[4..] {
        [] => true,
        [b'-', b'A' | b'S' | b'T' | b'Q', n] => n.is_ascii_digit(),
        [b'-', b'W' | b'M', a, b] => a.is_ascii_digit() && b.is_ascii_digit(),
        [b'-', a @ b'0'..=b'1', b] => {
            b.is_ascii_digit() && ("01"..="12").contains(&&*format!("{}{}", *a as char, *b as char))
        }
        [b'-', _, _, b'-', _, _] => digits(5, 7) && digits(8, 10),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(id: &str) -> Finding {
        Finding::value(id.parse().unwrap(), 1.0, "points")
    }

    #[test]
    fn spans_of_years_are_no_periods_of_sdmx() {
        assert!(["2022", "2022-Q1", "2022-06", "2022-06-08", "2022-W07"].iter().all(|period| is_period(period)));
        assert!(["2012-2023", "all", "365", "2022-13", ""].iter().all(|period| !is_period(period)));
    }

    #[test]
    fn a_table_of_countries_has_an_area_and_one_of_sources_a_subject() {
        let countries = [finding("m:score:XAA:2022"), finding("m:score:XAB:2022"), finding("m:score:QQQ:2022")];
        let of = |findings: &[Finding]| {
            Layout::of("m", &findings.iter().collect::<Vec<_>>(), |subject| subject.starts_with("XA"))
                .unwrap()
                .dimensions
        };
        assert_eq!(
            of(&countries).iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(),
            ["MEASURE", "REF_AREA", "TIME_PERIOD"]
        );
        let mixed = [finding("m:score:XAA:2022"), finding("m:score:XAB:2022"), finding("m:slope:s01:2022")];
        assert_eq!(of(&mixed)[1].0, "SUBJECT");
        let sources = [finding("m:slope:s01:2012-2013")];
        assert_eq!(
            of(&sources).iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(),
            ["MEASURE", "SUBJECT", "PERIOD"]
        );
    }

    #[test]
    fn a_cell_of_the_cube_gets_all_its_dimensions_back() {
        let cells = [finding("recorded:A.REGISTERED.OFFENCES.0703:XAA:2022")];
        let layout = Layout::of("recorded", &cells.iter().collect::<Vec<_>>(), |_| true).unwrap();
        assert_eq!(layout.flow("recorded"), CUBE);
        let key = layout.key(&[], &cells[0].id).unwrap();
        assert_eq!((key.len(), key[1].as_str(), key[4].as_str(), key[15].as_str()), (16, "XAA", "0703", "2022"));
    }
}
