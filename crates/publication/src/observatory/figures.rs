//! The figures of the index: series, ranking, map, coverage. Each is a drawing with its table, whose cells link to the
//! observations they show.

use super::values::{reading, span};
use super::{Context, INDICATOR};
use crate::locale;
use crate::message as say;
use crate::page::{Figure, drawing};
use crate::plot::{self, Frame};
use crate::route::Route;
use probity_core::{Finding, State};
use std::collections::BTreeMap;

/// What a figure is called and how it is written.
pub struct Drawn<'a> {
    /// Prefix of the drawing's ids, unique on its page.
    pub id: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// How to read it.
    pub note: String,
    /// Decimals of its numbers.
    pub decimals: usize,
}

impl Context<'_> {
    /// The address of a finding's page.
    pub fn link(&self, finding: Option<&Finding>) -> Option<String> {
        finding.map(|finding| Route::Observation(finding.id.to_string()).href(self.language))
    }

    /// Draws with the frame of this page's language.
    pub fn draw(&self, drawn: Drawn<'_>, make: impl FnOnce(&Frame<'_>) -> plot::Plot) -> Figure {
        let Drawn { id, title, note, decimals } = drawn;
        let (words, language) = (drawing::states(self.language), self.language);
        let number = move |value: f64| locale::number(language, value, decimals);
        let plot = make(&Frame::new(id, title, &note, &words, &number));
        Figure { title: title.to_owned(), note, plot }
    }

    /// The series of some countries with the t interval of the mean.
    pub fn series(&self, id: &str, title: &str, countries: &[String]) -> Figure {
        let lines = countries.iter().map(|country| plot::Line {
            name: self.records.names.get(country, self.language).to_owned(),
            points: self.points(country),
        });
        let data = plot::SeriesData { lines: lines.collect(), from_zero: false };
        let value = self.measure_title(INDICATOR, "mean");
        let labels = drawing::series(self.language, &value, self.confidence());
        self.draw(Drawn { id, title, note: say::figure_series_note(self.language), decimals: 1 }, |frame| {
            plot::series(frame, &data, &labels)
        })
    }

    /// What a series of a country is drawn from, in order of time.
    pub fn points(&self, country: &str) -> Vec<plot::Point> {
        let breaks = self.breaks();
        let mut editions = self.editions();
        editions.reverse();
        let point = |edition: String| {
            let finding = self.records.get(INDICATOR, "mean", country, &edition);
            plot::Point {
                x: edition.parse().unwrap_or(0.0),
                reading: reading(finding),
                inner: None,
                outer: finding.and_then(span),
                provisional: false,
                break_before: breaks.get(&edition).and_then(|sources| self.break_label(sources, finding)),
                href: self.link(finding),
                label: edition,
            }
        };
        editions.into_iter().map(point).collect()
    }

    /// What stands at a break. It concerns a country only if a source whose scale broke covers it.
    fn break_label(&self, sources: &[String], finding: Option<&Finding>) -> Option<String> {
        let covers = |source: &&String| finding?.evidence.iter().find(|cell| cell.role == **source);
        let concerned: Vec<&str> = sources.iter().filter(|s| covers(s).is_some()).map(String::as_str).collect();
        let label = say::figure_break(self.language, concerned.len(), concerned.join(", "));
        (!concerned.is_empty()).then_some(label)
    }

    /// Editions in which the scale of a source broke, with the sources.
    fn breaks(&self) -> BTreeMap<String, Vec<String>> {
        let mut breaks: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for finding in self.records.of("scale-breaks").filter(|finding| finding.state == State::Flagged) {
            breaks.entry(finding.id.period.clone()).or_default().push(finding.id.subject.clone());
        }
        breaks
    }

    /// All countries of an edition, dot and whisker, with their places as a range.
    pub fn ranked(&self, edition: &str) -> Figure {
        let row = |finding: &Finding| {
            let country = &finding.id.subject;
            plot::RankedRow {
                name: self.records.names.get(country, self.language).to_owned(),
                reading: reading(Some(finding)),
                interval: span(finding),
                rank: self.places("rank", country, edition).map(|places| (places.best, places.worst)),
                highlighted: self.focus.contains(country),
                provisional: false,
                href: self.link(Some(finding)),
            }
        };
        let rows = self.records.period(INDICATOR, "mean", edition).map(row).collect();
        let data = plot::RankedData { rows, order: plot::Order::HighFirst, from_zero: false };
        let value = self.measure_title(INDICATOR, "mean");
        let labels = drawing::ranked(self.language, &value, self.confidence());
        let title = say::ranking_figure_title(self.language, edition);
        self.draw(
            Drawn { id: "ranked", title: &title, note: say::figure_ranked_note(self.language), decimals: 1 },
            |frame| plot::ranked(frame, &data, &labels),
        )
    }

    /// The map of an edition: tiles, or borders when there is a world.
    pub fn map(&self, edition: &str, style: plot::MapStyle, world: Option<&plot::World>) -> Figure {
        let cell = |finding: &Finding| plot::MapCell {
            code: finding.id.subject.clone(),
            name: self.records.names.get(&finding.id.subject, self.language).to_owned(),
            reading: reading(Some(finding)),
            interval: span(finding),
            href: self.link(Some(finding)),
        };
        let cells: Vec<plot::MapCell> = self.records.period(INDICATOR, "mean", edition).map(cell).collect();
        let range = Some(plot::Span::new(0.0, 100.0));
        let labels = plot::MapLabels {
            unit: say::column_country(self.language),
            value: self.measure_title(INDICATOR, "mean"),
            interval: say::confidence_interval(self.language, self.confidence()),
            uncertainty: say::figure_map_uncertainty(self.language, self.confidence()),
        };
        let Some(world) = world else {
            let codes: Vec<&str> = cells.iter().map(|cell| cell.code.as_str()).collect();
            let layout = plot::Layout::fitting(&codes);
            let data = plot::MapData { layout, cells, range, widest: None, style };
            let (title, note) = (say::map_figure_title(self.language, edition), say::figure_map_note(self.language));
            let drawn = Drawn { id: "map", title: &title, note, decimals: 1 };
            return self.draw(drawn, |frame| plot::map(frame, &data, &labels));
        };
        let data = plot::GeoData { cells, range, widest: None, style };
        let (title, note) = (say::map_borders_title(self.language, edition), say::map_borders_note(self.language));
        let drawn = Drawn { id: "map", title: &title, note, decimals: 1 };
        self.draw(drawn, |frame| plot::geo(frame, world, &data, &labels))
    }

    /// How often each method's interval covers the known truth; `None` where the truth is not known.
    pub fn coverage(&self) -> Option<Figure> {
        let findings: Vec<&Finding> = self.records.period("interval-coverage", "coverage", "all").collect();
        if findings.is_empty() {
            return None;
        }
        let bar = |finding: &&Finding| plot::Bar {
            name: self.coverage_name(&finding.id.subject),
            reading: reading(Some(finding)),
            interval: span(finding),
            href: self.link(Some(finding)),
        };
        let data = plot::BarsData { bars: findings.iter().map(bar).collect(), nominal: 90.0, from_zero: false };
        let labels = plot::BarsLabels {
            unit: say::column_interval(self.language),
            value: self.measure_title("interval-coverage", "coverage"),
            interval: say::confidence_interval(self.language, 95_u64),
            nominal: say::figure_coverage_nominal(self.language),
        };
        let title = say::figure_coverage_title(self.language);
        Some(self.draw(
            Drawn { id: "coverage", title: &title, note: say::figure_coverage_note(self.language), decimals: 1 },
            |frame| plot::bars(frame, &data, &labels),
        ))
    }

    pub(super) fn coverage_name(&self, interval: &str) -> String {
        let language = self.language;
        match interval {
            "published" => say::coverage_published(language),
            "t" => say::coverage_t(language),
            "jackknife" => say::coverage_jackknife(language),
            "rank" => say::coverage_rank(language),
            "rank-simultaneous" => say::coverage_rank_simultaneous(language),
            other => other.to_owned(),
        }
    }
}
