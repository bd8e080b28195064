//! Drawings of the data sets as files of their own, in three languages: series, ranked list and map where a data set
//! has areas and periods, bars where it has neither. Recorded crime is never ranked and never put on a map: more
//! recorded corruption is not more corruption.

use super::Files;
use crate::dataflow::{Code, Dataflow, Observation, Role, title};
use crate::locale;
use crate::message as say;
use crate::observatory::{INDICATOR, Records};
use crate::page::drawing;
use crate::plot::{self, Frame, Plot};
use probity_core::{FindingId, Language};
use probity_engine::methodology::OutputRow;
use probity_statistics::cube::{ConfStatus, ObsStatus};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most lines in one drawing: more cannot be told apart.
const LINES: usize = 6;

/// The drawings, by path.
pub fn plots(records: &Records, flows: &[Dataflow], focus: &[String]) -> Files {
    let mut files = Files::new();
    for flow in flows {
        for language in Language::ALL {
            let sheet = Sheet { records, flow, focus, language };
            for (kind, plot) in sheet.all() {
                let path = format!("plots/{}-{kind}.{}.svg", flow.dataset, language.code());
                files.insert(path, plot.standalone().into_bytes());
            }
        }
    }
    files
}

/// One data set in one language.
struct Sheet<'a> {
    records: &'a Records,
    flow: &'a Dataflow,
    focus: &'a [String],
    language: Language,
}

/// What is drawn: the observations of one measure, by area or subject, then period.
struct Chosen<'a> {
    measure: String,
    interval: String,
    unit: &'a str,
    names: BTreeMap<&'a str, &'a str>,
    rows: BTreeMap<&'a str, BTreeMap<&'a str, &'a Observation>>,
    periods: Vec<&'a str>,
}

impl<'a> Sheet<'a> {
    fn all(&self) -> Vec<(&'static str, Plot)> {
        let Some(chosen) = self.choose() else { return Vec::new() };
        let mut plots = Vec::new();
        // Spans such as `2012-2013` and `2012-2023` overlap: no line leads from one to the other.
        let in_time = self.flow.time().is_some_and(|time| time.id == "TIME_PERIOD");
        if in_time && chosen.periods.len() > 1 {
            plots.push(("series", self.series(&chosen)));
        }
        if self.flow.is_cube() || self.flow.dataset.starts_with("recorded") {
            return plots;
        }
        let Some(last) = chosen.periods.last() else { return plots };
        plots.push(("ranking", self.ranked(&chosen, last)));
        if self.flow.dimensions.iter().any(|dimension| dimension.role == Role::Area) {
            plots.push(("map", self.map(&chosen, last)));
        }
        plots
    }

    /// The first measure of the method that has intervals, or the first series of the cube.
    fn choose(&self) -> Option<Chosen<'a>> {
        let flow = self.flow;
        let subject = self.subject()?;
        let time = flow.dimensions.iter().position(|dimension| dimension.role == Role::Time)?;
        let rest = |row: &Observation| {
            let other = row.key.iter().enumerate().filter(|(position, _)| *position != subject && *position != time);
            other.map(|(_, code)| code.clone()).collect::<Vec<_>>()
        };
        let lead = self.lead(&rest)?;
        let mut rows: BTreeMap<&str, BTreeMap<&str, &Observation>> = BTreeMap::new();
        for row in flow.observations.iter().filter(|row| rest(row) == lead) {
            rows.entry(&row.key[subject]).or_default().insert(&row.key[time], row);
        }
        let periods: BTreeSet<&str> = rows.values().flat_map(BTreeMap::keys).copied().collect();
        let code = |code: &'a Code| (code.id.as_str(), code.title.get(self.language));
        let first = rows.values().flat_map(BTreeMap::values).next()?;
        let output = self.output(&first.finding);
        let confidence = say::confidence_interval(self.language, 95_u64);
        Some(Chosen {
            measure: output.map_or_else(|| self.labels(&lead), |output| output.title.get(self.language).to_owned()),
            interval: match output.and_then(|output| output.interval.as_ref()) {
                Some(interval) => interval.get(self.language).to_owned(),
                // Parts without an interval have none; a promise of one would be false.
                None if flow.dimensions[subject].role == Role::Other && flow.dimensions[subject].id != "SUBJECT" => {
                    String::new()
                }
                None => confidence,
            },
            unit: &first.unit,
            names: flow.dimensions[subject].codes.iter().map(code).collect(),
            periods: periods.into_iter().collect(),
            rows,
        })
    }

    /// The dimension whose codes are drawn as rows: area or subject, else the first part of a subject.
    fn subject(&self) -> Option<usize> {
        let place = |id: &str| self.flow.dimensions.iter().position(|dimension| dimension.id == id);
        let part = || place(self.records.methodologies.get(&self.flow.dataset)?.subject.first()?);
        place("REF_AREA").or_else(|| place("SUBJECT")).or_else(part)
    }

    fn output(&self, id: &FindingId) -> Option<&'a OutputRow> {
        self.records.methodologies.get(&id.method)?.output(&id.measure)
    }

    /// The codes without subject and period of what is drawn: in the order of the method's outputs, the first that has
    /// an interval; else the first there is. Where subjects have parts, the largest group: all publishers, not one.
    fn lead(&self, rest: &impl Fn(&Observation) -> Vec<String>) -> Option<Vec<String>> {
        let method = self.records.methodologies.get(&self.flow.dataset);
        let outputs = method.map_or(&[][..], |found| &found.outputs);
        let has_parts = method.is_some_and(|found| !found.subject.is_empty());
        let mut sizes: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        if has_parts {
            self.flow.observations.iter().for_each(|row| *sizes.entry(rest(row)).or_default() += 1);
        }
        let rank = |row: &&Observation| {
            let (codes, measure) = (rest(row), &row.finding.measure);
            let place = outputs.iter().position(|output| output.measure == *measure).unwrap_or(usize::MAX);
            let size = sizes.get(&codes).copied().unwrap_or_default();
            (!has_parts && row.interval.is_none(), place, Reverse(size), codes)
        };
        self.flow.observations.iter().min_by_key(rank).map(rest)
    }

    /// The codes of a series in words; totals are silent.
    fn labels(&self, lead: &[String]) -> String {
        let other = self.flow.dimensions.iter().filter(|dimension| {
            dimension.role != Role::Time && !matches!(&*dimension.id, "REF_AREA" | "SUBJECT" | "FREQ")
        });
        let lead = if lead.len() > 1 { &lead[1..] } else { lead };
        let words = other.zip(lead).filter(|(_, code)| *code != "_T").map(|(dimension, code)| {
            let title =
                dimension.codes.iter().find(|known| known.id == *code).map(|known| known.title.get(self.language));
            title.unwrap_or(code).to_owned()
        });
        words.collect::<Vec<_>>().join(", ")
    }

    fn draw(&self, kind: &str, chosen: &Chosen<'_>, period: &str, make: impl FnOnce(&Frame<'_>) -> Plot) -> Plot {
        let (language, decimals) = (self.language, decimals(chosen));
        let number = move |value: f64| locale::number(language, value, decimals);
        let times = self.flow.time().into_iter().flat_map(|time| &time.codes);
        let mut named = times.filter(|code| code.id == period).map(|code| code.title.get(language));
        let period = named.next().unwrap_or(period);
        let title = format!("{}: {}, {period}", self.flow.title.get(language), chosen.measure);
        let (words, id) = (drawing::states(language), format!("{}-{kind}", self.flow.dataset));
        make(&Frame::new(&id, &title, &chosen.interval, &words, &number))
    }

    fn series(&self, chosen: &Chosen<'_>) -> Plot {
        let known: Vec<&str> =
            self.focus.iter().map(String::as_str).filter(|code| chosen.rows.contains_key(code)).collect();
        let shown = if known.is_empty() { chosen.rows.keys().copied().collect() } else { known };
        let lines = shown.into_iter().take(LINES).map(|subject| plot::Line {
            name: chosen.names.get(subject).copied().unwrap_or(subject).to_owned(),
            points: self.points(chosen, &chosen.rows[subject]),
        });
        let data = plot::SeriesData { lines: lines.collect(), from_zero: self.flow.is_cube() };
        let mut labels = drawing::series(self.language, &chosen.measure, 95);
        labels.outer.clone_from(&chosen.interval);
        let span = format!("{}–{}", chosen.periods[0], chosen.periods[chosen.periods.len() - 1]);
        self.draw("series", chosen, &span, |frame| plot::series(frame, &data, &labels))
    }

    fn points(&self, chosen: &Chosen<'_>, by_period: &BTreeMap<&str, &Observation>) -> Vec<plot::Point> {
        let years: Option<Vec<f64>> = chosen.periods.iter().map(|period| period.parse().ok()).collect();
        let break_label = title("OBS_STATUS", "B").get(self.language).to_owned();
        let point = |(place, period): (usize, &&str)| {
            let row = by_period.get(period).copied();
            plot::Point {
                x: years.as_ref().map_or(place as f64, |years| years[place]),
                label: (*period).to_owned(),
                reading: row.map_or(plot::Reading::Unknown, reading),
                inner: None,
                outer: row.and_then(span),
                provisional: row.is_some_and(|row| row.obs_status == ObsStatus::Provisional),
                break_before: row.filter(|row| row.obs_status == ObsStatus::Break).map(|_| break_label.clone()),
                href: None,
            }
        };
        chosen.periods.iter().enumerate().map(point).collect()
    }

    fn ranked(&self, chosen: &Chosen<'_>, period: &str) -> Plot {
        let row = |(subject, row): (&&str, &Observation)| plot::RankedRow {
            name: chosen.names.get(subject).copied().unwrap_or(subject).to_owned(),
            reading: reading(row),
            interval: span(row),
            rank: self.places(subject, period),
            highlighted: self.focus.iter().any(|code| code == subject),
            provisional: row.obs_status == ObsStatus::Provisional,
            href: None,
        };
        let in_period = chosen.rows.iter().filter_map(|(subject, rows)| Some((subject, *rows.get(period)?)));
        let order = if chosen.unit == "places" { plot::Order::LowFirst } else { plot::Order::HighFirst };
        let data = plot::RankedData { rows: in_period.map(row).collect(), order, from_zero: false };
        let mut labels = drawing::ranked(self.language, &chosen.measure, 95);
        labels.unit = self.subject_title();
        labels.interval.clone_from(&chosen.interval);
        self.draw("ranking", chosen, period, |frame| plot::ranked(frame, &data, &labels))
    }

    /// The places a country of the index may hold.
    fn places(&self, subject: &str, period: &str) -> Option<(u32, u32)> {
        if self.flow.dataset != INDICATOR {
            return None;
        }
        let interval = self.records.get("rank-sets", "rank", subject, period)?.interval?;
        Some((*interval.low().value()? as u32, *interval.high().value()? as u32))
    }

    fn map(&self, chosen: &Chosen<'_>, period: &str) -> Plot {
        let in_period = chosen.rows.iter().filter_map(|(subject, rows)| Some((subject, *rows.get(period)?)));
        let cells: Vec<plot::MapCell> = in_period
            .map(|(subject, row)| plot::MapCell {
                code: (*subject).to_owned(),
                name: chosen.names.get(subject).copied().unwrap_or(subject).to_owned(),
                reading: reading(row),
                interval: span(row),
                href: None,
            })
            .collect();
        let codes: Vec<&str> = cells.iter().map(|cell| cell.code.as_str()).collect();
        let layout = plot::Layout::fitting(&codes);
        let range = (chosen.unit == "points").then(|| plot::Span::new(0.0, 100.0));
        let data = plot::MapData { layout, cells, range, widest: None, style: plot::MapStyle::Suppressing };
        let labels = plot::MapLabels {
            unit: self.subject_title(),
            value: chosen.measure.clone(),
            interval: chosen.interval.clone(),
            uncertainty: chosen.interval.clone(),
        };
        self.draw("map", chosen, period, |frame| plot::map(frame, &data, &labels))
    }

    fn subject_title(&self) -> String {
        let subject = self.subject().and_then(|at| self.flow.dimensions.get(at));
        subject.map_or(String::new(), |dimension| dimension.title.get(self.language).to_owned())
    }
}

/// What a drawing shows of an observation.
fn reading(row: &Observation) -> plot::Reading {
    match (row.value, row.obs_status, row.conf_status) {
        (Some(value), ..) => plot::Reading::Value(value),
        (None, _, ConfStatus::Embargo | ConfStatus::Confidential | ConfStatus::Internal) => plot::Reading::Withheld,
        (None, ObsStatus::Suppressed, _) => plot::Reading::Suppressed,
        (None, ObsStatus::CannotExist, _) => plot::Reading::NotApplicable,
        (None, ..) => plot::Reading::Unknown,
    }
}

fn span(row: &Observation) -> Option<plot::Span> {
    row.interval.map(|(low, high)| plot::Span::new(low, high))
}

/// Counts have no decimals; everything else has one, or two when it lies close to zero.
fn decimals(chosen: &Chosen<'_>) -> usize {
    let values = || chosen.rows.values().flat_map(BTreeMap::values).filter_map(|row| row.value);
    if values().all(|value| value.fract() == 0.0) {
        0
    } else if values().all(|value| value.abs() < 10.0) {
        2
    } else {
        1
    }
}
