//! Recorded cases of an area: which series there are, their latest counts, how they changed. Only totals stand on
//! pages; the finer cells are in the data set.

use super::Context;
use super::figures::Drawn;
use super::values::{number, reading, span, verdict};
use crate::dataflow::title;
use crate::message as say;
use crate::page::recorded::{Change, Row, View};
use crate::page::{Figure, Named, Number, drawing};
use crate::plot;
use probity_core::{Finding, State};
use probity_statistics::cube::{Dimension, Key, Stage};
use std::collections::{BTreeMap, BTreeSet};

/// The method whose findings are the cells of the cube.
pub const METHOD: &str = "recorded";
/// The method that tests their changes.
pub const CHANGE: &str = "recorded-change";

const ALPHA2: &str = include_str!("../../data/alpha2.csv");

/// Codes in a measure that is a total of everything but frequency, stage, unit and offence.
const TOTALS: usize = 4;

/// A series of annual totals in an area.
pub struct Series<'a> {
    /// The measure.
    pub measure: &'a str,
    /// Its coordinates.
    pub key: Key,
    /// Findings by period.
    pub cells: BTreeMap<&'a str, &'a Finding>,
}

impl<'a> Series<'a> {
    /// The offence, by code.
    pub fn offence(&self) -> &str {
        self.key.code(Dimension::Offence)
    }

    /// Stage and unit, by code: `REGISTERED.OFFENCES`.
    pub fn stage(&self) -> String {
        format!("{}.{}", self.key.code(Dimension::Stage), self.key.code(Dimension::UnitCount))
    }

    /// The latest cell.
    pub fn latest(&self) -> Option<(&'a str, &'a Finding)> {
        self.cells.iter().next_back().map(|(period, finding)| (*period, *finding))
    }

    /// Series are listed by stage, then unit, then offence.
    fn rank(&self) -> (usize, String, String) {
        let stage = self.key.code(Dimension::Stage);
        let place = Stage::ALL.iter().position(|known| known.code() == stage).unwrap_or(usize::MAX);
        (place, self.stage(), self.offence().to_owned())
    }
}

impl<'a> Context<'a> {
    /// The annual totals of an area, in the order of the procedure.
    pub fn recorded_series(&self, area: &str) -> Vec<Series<'a>> {
        let mut all: Vec<Series<'a>> = Vec::new();
        for (measure, periods) in self.records.measures(METHOD) {
            let annual = measure.starts_with("A.") && measure.split('.').count() == TOTALS;
            let Some(key) = annual.then(|| Key::of(measure, area, "")).flatten() else { continue };
            let cells: BTreeMap<&str, &Finding> =
                periods.iter().filter_map(|(period, areas)| Some((period.as_str(), areas.get(area)?))).collect();
            if !cells.is_empty() {
                all.push(Series { measure, key, cells });
            }
        }
        all.sort_by_key(Series::rank);
        all
    }

    /// Every area the cube speaks of.
    pub fn recorded_areas(&self) -> BTreeSet<&'a str> {
        let periods = self.records.measures(METHOD).flat_map(|(_, periods)| periods.values());
        periods.flat_map(BTreeMap::keys).map(String::as_str).collect()
    }

    /// Every country with a page: those of the index, and those the cube speaks of.
    pub fn countries_with_pages(&self) -> BTreeSet<String> {
        let recorded = self.recorded_areas().into_iter().filter(|code| country_of(code).is_none());
        let shown = recorded.filter(|code| !self.recorded_series(code).is_empty()).map(str::to_owned);
        self.countries().into_iter().chain(shown).collect()
    }

    /// The regions of a country that the cube speaks of, by code.
    pub fn regions_of(&self, country: &str) -> Vec<&'a str> {
        let mut areas: Vec<&str> = self.recorded_areas().into_iter().collect();
        areas.retain(|area| country_of(area).as_deref() == Some(country));
        areas
    }

    /// An area's latest change of a measure that could be tested, or the latest of all when none could: provisional
    /// and hidden numbers are not compared.
    pub fn recorded_change(&self, measure: &str, area: &str) -> Option<Change> {
        let periods = self.records.measure(CHANGE, measure)?;
        let latest = || periods.iter().rev().filter_map(|(period, areas)| Some((period, areas.get(area)?)));
        let (period, finding) =
            latest().find(|(_, finding)| finding.state == State::Value).or_else(|| latest().next())?;
        let (from, to) = split(period)?;
        let tested = finding.state == State::Value;
        Some(Change {
            from: from.to_owned(),
            to: to.to_owned(),
            ratio: number(finding, 2),
            verdict: tested.then(|| verdict(finding)),
        })
    }

    /// The name of a stage with what is counted, from `REGISTERED.OFFENCES`.
    pub fn stage_title(&self, stage: &str) -> String {
        let (stage, unit) = stage.split_once('.').unwrap_or((stage, ""));
        let word = |list: &str, code: &str| title(list, code).get(self.language).to_owned();
        if unit.is_empty() {
            word("STAGE", stage)
        } else {
            format!("{} ({})", word("STAGE", stage), lower(&word("UNIT_COUNT", unit)))
        }
    }

    /// The name of an offence.
    pub fn offence_title(&self, code: &str) -> String {
        title("OFFENCE", code).get(self.language).to_owned()
    }

    /// The figure of a series with its intervals and breaks.
    pub fn recorded_figure(&self, area: &str, series: &Series<'_>) -> Figure {
        let name = self.named(area).name;
        let (offence, stage) = (self.offence_title(series.offence()), self.stage_title(&series.stage()));
        let title = say::recorded_figure(self.language, name.as_str(), offence.as_str(), stage.as_str());
        let data =
            plot::SeriesData { lines: vec![plot::Line { name, points: self.points_of(series) }], from_zero: true };
        let labels = drawing::series(self.language, &stage, 95);
        let drawn =
            Drawn { id: "recorded-series", title: &title, note: say::recorded_figure_note(self.language), decimals: 0 };
        self.draw(drawn, |frame| plot::series(frame, &data, &labels))
    }

    fn points_of(&self, series: &Series<'_>) -> Vec<plot::Point> {
        let point = |(place, (period, finding)): (usize, (&&str, &&Finding))| plot::Point {
            x: period.parse().unwrap_or(place as f64),
            label: (*period).to_owned(),
            reading: reading(Some(finding)),
            inner: None,
            outer: span(finding),
            provisional: finding.reason == "provisional",
            break_before: self.break_word(finding),
            href: self.link(Some(finding)),
        };
        series.cells.iter().enumerate().map(point).collect()
    }

    /// What stands where the cell cannot be compared with the one before.
    fn break_word(&self, finding: &Finding) -> Option<String> {
        match finding.reason.as_str() {
            "break" => Some(say::recorded_break(self.language)),
            "break_suspected" => Some(say::recorded_break_suspected(self.language)),
            _ => None,
        }
    }

    /// Remarks on a cell.
    fn marks(&self, finding: &Finding) -> Vec<String> {
        match finding.reason.as_str() {
            "break" | "break_suspected" => self.break_word(finding).into_iter().collect(),
            "provisional" => vec![say::recorded_provisional(self.language)],
            _ => Vec::new(),
        }
    }
}

/// The recorded cases of an area; `None` when the cube does not speak of it.
pub fn view(context: Context<'_>, area: &str) -> Option<View> {
    let all = context.recorded_series(area);
    let main = main(&all)?;
    let row = |series: &Series<'_>| {
        let (period, finding) = series.latest()?;
        Some(Row {
            stage: context.stage_title(&series.stage()),
            offence: context.offence_title(series.offence()),
            period: period.to_owned(),
            count: count(finding),
            marks: context.marks(finding),
            change: context.recorded_change(series.measure, area),
        })
    };
    Some(View { figure: Some(context.recorded_figure(area, main)), rows: all.iter().filter_map(row).collect() })
}

/// The series a page leads with: registered offences of corruption as a whole, or the nearest to it.
pub fn main<'s, 'a>(all: &'s [Series<'a>]) -> Option<&'s Series<'a>> {
    let stage = |series: &&Series<'_>| series.key.code(Dimension::Stage) == Stage::Registered.code();
    let whole = |series: &&Series<'_>| series.offence() == "0703";
    let registered = || all.iter().filter(stage);
    registered().find(whole).or_else(|| registered().next()).or_else(|| all.iter().find(whole)).or_else(|| all.first())
}

/// A cell as a number: counts are whole.
pub fn count(finding: &Finding) -> Number {
    number(finding, usize::from(finding.value.is_some_and(|value| value.fract() != 0.0)))
}

/// The country of a region's code: what stands before the hyphen, as three letters. `None` for a country's own code.
pub fn country_of(region: &str) -> Option<String> {
    let (country, _) = region.split_once('-')?;
    if country.len() != 2 {
        return Some(country.to_owned());
    }
    Some(three_letters(country).unwrap_or(country).to_owned())
}

/// The three letters of a country's two.
pub fn three_letters(country: &str) -> Option<&'static str> {
    let mut pairs = ALPHA2.lines().skip(1).filter_map(|line| line.split_once(','));
    pairs.find(|(two, _)| *two == country).map(|(_, three)| three)
}

/// The two periods of a change, `2022-2023`.
pub fn split(period: &str) -> Option<(&str, &str)> {
    let middle = period.len() / 2;
    (period.len() % 2 == 1 && period.as_bytes().get(middle) == Some(&b'-'))
        .then(|| (&period[..middle], &period[middle + 1..]))
}

/// A title within a sentence.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Regions with their names, sorted as the language sorts.
pub fn named_regions(context: Context<'_>, country: &str) -> Vec<Named> {
    let mut regions: Vec<Named> = context.regions_of(country).into_iter().map(|code| context.named(code)).collect();
    crate::locale::sort_by_name(context.language, &mut regions, |region| &region.name);
    regions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_belongs_to_the_country_its_code_begins_with() {
        assert_eq!(country_of("KZ-10").as_deref(), Some("KAZ"));
        assert_eq!(country_of("XAA-01").as_deref(), Some("XAA"));
        assert_eq!(country_of("KAZ"), None);
    }

    #[test]
    fn the_periods_of_a_change_are_told_apart_whatever_their_form() {
        assert_eq!(split("2022-2023"), Some(("2022", "2023")));
        assert_eq!(split("2022-Q1-2023-Q1"), Some(("2022-Q1", "2023-Q1")));
        assert_eq!(split("2022"), None);
        assert_eq!(split(""), None);
    }
}
