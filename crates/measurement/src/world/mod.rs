//! A synthetic world whose truth is known: invented countries, invented sources, published scores as a real index
//! would publish them, and what nobody has in life, the true levels and everything that was planted. Methods are tried
//! on it, and the demonstration observatory shows it, so that no real country is ranked by made-up numbers.
//!
//! # How it is made
//! 180 countries have a true level on the index's 0–100 scale in each of the editions 2012–2023 (quantiles 8, 20, 29,
//! 38.5, 55, 73, 90 at 0, 10, 25, 50, 75, 90, 100 %; a slow walk; six reforms of 8–15 points, four declines of 8–12).
//! A source reads `45 + offset + tilt*(level - 45)`, adds an error (5.5–9.5 points; 0.88 of it stays from year to year;
//! 20–60 % of its variance is shared inside a block) and, where it is captured, an inflation; writes the result on its
//! own scale; the index maps that to 0–100 by the straight line in force in the edition, clips and rounds it.
//! All magnitudes stand in `sources.rs` (the sources), `countries.rs` (levels) and [`WorldSettings`].
//!
//! # Which truth an interval is asked to cover
//! The estimand is the **latent level**: [`World::level`], in points of the index as it was defined in the first
//! edition. It is not the mean of the sources' error-free values ([`World::error_free`]), because that mean depends on
//! which sources a country happens to have: sources tilt and are offset by up to two points each, their scales end
//! before 0 and 100, and maps change in 2016 and 2017 while levels do not. An interval made only from the spread
//! of the sources answers "what would other sources of this kind say?" and covers the latent level only as far as
//! tilts average out; judged against the mean of error-free values it looks better than it is, since the composition
//! of the sources, a part of its error, has been moved into the truth. Both can be computed; say which one is meant.

mod countries;
pub mod coverage;
mod demonstration;
mod draws;
mod governance;
mod names;
mod planted;
mod presence;
mod readings;
mod settings;
mod sources;
mod tables;

pub use countries::{Income, WorldCountry};
pub use demonstration::IMPORTS;
pub use governance::{Governance, GovernanceUnit};
pub use names::{CountryName, is_invented};
pub use planted::{Planted, PlantedKind};
pub use settings::{Capture, WorldSettings};
pub use sources::{Affine, Block, Kind, Scale, Source};

use crate::panel::{Country, Edition, Panel};
use draws::{Address, Draws, Purpose};
use planted::Plan;
use readings::Reading;
use std::collections::BTreeMap;

/// A world and its truth.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// The settings it was made with, as they were used.
    pub settings: WorldSettings,
    /// The countries, in order of code.
    pub countries: Vec<WorldCountry>,
    /// The sources, in order of code.
    pub sources: Vec<Source>,
    /// What is published: 0–100 a source. Every edition has a column for every source, all countries a row.
    pub panel: Panel,
    /// The same on each source's own scale.
    pub raw: Panel,
    /// The same without error, capture and rounding, under the map in force; see the notes above.
    pub error_free: Panel,
    /// The latent level by edition and code.
    pub truth: BTreeMap<(i16, String), f64>,
    /// Everything planted, in a fixed order.
    pub planted: Vec<Planted>,
    /// For each edition the matrix an unobserved-components model wants.
    pub governance: BTreeMap<i16, Governance>,
}

/// Everything that exists before a source is read: what [`World::generate`] works with.
struct Making {
    draws: Draws,
    settings: WorldSettings,
    countries: Vec<WorldCountry>,
    sources: Vec<Source>,
    editions: Vec<i16>,
    /// By country, by edition.
    levels: Vec<Vec<f64>>,
    /// By edition, by country, by source.
    present: Vec<Vec<Vec<bool>>>,
}

impl World {
    /// Makes the world of these settings: the same settings give the same bits on every machine.
    pub fn generate(settings: &WorldSettings) -> Self {
        let settings = settings.sane();
        let draws = Draws::new(settings.seed);
        let countries = countries::invent(&draws, &settings);
        let sources = sources::all(settings.breaks);
        let plan = Plan::draw(&draws, &settings, &countries);
        let levels = (0..).zip(&countries).map(|(c, country)| countries::path(&draws, &settings, c, country, &plan));
        let levels: Vec<Vec<f64>> = levels.collect();
        let editions = settings.editions();
        let present =
            editions.iter().map(|&year| presence::edition(&draws, &settings, &countries, &sources, &plan, year));
        let present: Vec<Vec<Vec<bool>>> = present.collect();
        let making = Making { draws, settings, countries, sources, editions, levels, present };
        let captures = making.captures(&plan);
        let mut planted = plan.planted(&making.settings, &making.countries);
        planted.extend(captures.iter().cloned());
        planted.extend(planted::of_sources(&making.settings, &making.sources));
        making.finish(&captures, planted)
    }

    /// The latent level of a country in an edition.
    pub fn level(&self, year: i16, iso3: &str) -> Option<f64> {
        self.truth.get(&(year, iso3.to_owned())).copied()
    }

    /// The source with this code.
    pub fn source(&self, code: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.code == code)
    }
}

impl Making {
    /// The captured countries: in the middle of the field, covered by the source in all editions that matter, with
    /// enough other sources for the capture to be found by comparison.
    fn captures(&self, plan: &Plan) -> Vec<Planted> {
        let Some(capture) = &self.settings.capture else { return Vec::new() };
        let Some(s) = self.sources.iter().position(|source| source.code == capture.source) else { return Vec::new() };
        let from = capture.from.max(self.settings.first);
        let mut fit: Vec<usize> = (0..self.countries.len())
            .filter(|&c| plan.change_of(c).is_none() && (25.0..=55.0).contains(&self.countries[c].start))
            .filter(|&c| {
                let since = self.editions.iter().zip(&self.present).filter(|(year, _)| **year >= from - 1);
                since.map(|(_, rows)| &rows[c]).all(|row| row[s] && row.iter().filter(|covered| **covered).count() >= 5)
            })
            .collect();
        let key = |c: &usize| self.draws.uniform(Address::country(Purpose::Capture, *c, 0));
        fit.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.cmp(b)));
        let sizes = [capture.size, capture.second_size];
        let pairs = fit.into_iter().zip(sizes).filter(|_| from <= self.settings.last);
        pairs
            .map(|(c, size)| Planted {
                kind: PlantedKind::Capture,
                source: Some(capture.source.clone()),
                country: Some(self.countries[c].iso3.clone()),
                editions: (from, self.settings.last),
                size,
            })
            .collect()
    }

    /// The readings of one country by one source, one an edition.
    fn readings(&self, s: usize, c: usize, captures: &[Planted]) -> Vec<Option<Reading>> {
        let (source, country) = (&self.sources[s], &self.countries[c]);
        let errors = readings::errors(&self.draws, &self.settings, source, s, c, country.opacity);
        let capture = captures
            .iter()
            .find(|p| p.source.as_deref() == Some(source.code) && p.country.as_deref() == Some(&country.iso3));
        (0..self.editions.len())
            .map(|t| {
                let year = self.editions[t];
                let inflation = capture.filter(|p| p.editions.0 <= year).map_or(0.0, |p| p.size);
                self.present[t][c][s]
                    .then(|| readings::reading(&self.settings, source, year, self.levels[c][t], errors[t] + inflation))
            })
            .collect()
    }

    fn finish(self, captures: &[Planted], planted: Vec<Planted>) -> World {
        // By country, by source, by edition.
        let readings: Vec<Vec<Vec<Option<Reading>>>> = (0..self.countries.len())
            .map(|c| (0..self.sources.len()).map(|s| self.readings(s, c, captures)).collect())
            .collect();
        let panel = self.panel(&readings, |reading| reading.published);
        let raw = self.panel(&readings, |reading| reading.raw);
        let error_free = self.panel(&readings, |reading| reading.error_free);
        let mut truth = BTreeMap::new();
        for (country, levels) in self.countries.iter().zip(&self.levels) {
            truth.extend(self.editions.iter().zip(levels).map(|(year, level)| ((*year, country.iso3.clone()), *level)));
        }
        let governance = raw.editions.iter().map(|(year, edition)| (*year, Governance::of(edition, &self.sources)));
        let governance = governance.collect();
        let Self { settings, countries, sources, .. } = self;
        World { settings, countries, sources, panel, raw, error_free, truth, planted, governance }
    }

    fn panel(&self, readings: &[Vec<Vec<Option<Reading>>>], value: impl Fn(&Reading) -> f64) -> Panel {
        let codes: Vec<String> = self.sources.iter().map(|source| source.code.to_owned()).collect();
        let row = |t: usize, c: usize| Country {
            iso3: self.countries[c].iso3.clone(),
            name: self.countries[c].name.en.clone(),
            scores: readings[c].iter().map(|by_edition| by_edition[t].as_ref().map(&value)).collect(),
        };
        let editions = self.editions.iter().enumerate().map(|(t, &year)| {
            let countries = (0..self.countries.len()).map(|c| row(t, c)).collect();
            (year, Edition { year, sources: codes.clone(), countries })
        });
        Panel { editions: editions.collect() }
    }
}
