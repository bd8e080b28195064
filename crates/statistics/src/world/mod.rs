//! Synthetic legal statistics for demonstrations: one invented country with twenty invented regions, nine years of
//! counts by stage, offence and sex, and some thousand cases one by one. No real place is ever given a made-up number;
//! what is given out went through disclosure control like the statistics of a real office.
//!
//! # What was planted
//! From 2019 on offences are recorded more widely (a break of 35 %); in 2021 registrations of the third region fall to a
//! half, and those of the seventh rise by two thirds; the last year is provisional and not complete.

mod cases;
mod cube;
mod draws;
mod table;

pub use table::Block;

use draws::{Draws, Purpose};
use probity_core::Text;

/// What a world is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Seed of all random numbers.
    pub seed: [u8; 32],
    /// Code of the invented country, such as `XAA`.
    pub country: String,
    /// First and last year.
    pub years: (i16, i16),
    /// Cases in the list of single cases.
    pub cases: usize,
}

impl Settings {
    /// The demonstration's settings for a country.
    pub fn of(country: &str) -> Self {
        Self {
            seed: *b"probity: legal statistics, 2026.",
            country: country.to_owned(),
            years: (2015, 2023),
            cases: 3000,
        }
    }
}

/// One region.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Its code: the country's, a dash and two digits.
    pub code: String,
    /// Its invented name.
    pub name: Text,
    /// Expected offences a year at the start.
    mean: f64,
}

/// The statistics of an invented country.
#[derive(Debug, Clone, PartialEq)]
pub struct LegalWorld {
    /// The settings it was made with.
    pub settings: Settings,
    /// Its regions, by code.
    pub regions: Vec<Region>,
    /// The tables before protection. They never leave the program.
    blocks: Vec<Block>,
    draws: Draws,
}

/// Names of invented regions: `en,kk,ru`.
const NAMES: &str = include_str!("../../data/invented-regions.csv");
/// Year from which offences are recorded more widely.
const BREAK: i16 = 2019;
/// Year in which two regions change.
const TURN: i16 = 2021;
/// Expected offences a year of the smallest and the largest region.
const MEANS: (f64, f64) = (14.0, 190.0);

impl LegalWorld {
    /// Makes the statistics of these settings: the same settings give the same numbers on every machine.
    pub fn generate(settings: &Settings) -> Self {
        let draws = Draws::new(settings.seed);
        let regions = regions(&draws, &settings.country);
        let mut world = Self { settings: settings.clone(), regions, blocks: Vec::new(), draws };
        for year in settings.years.0..=settings.years.1 {
            world.blocks.extend(table::blocks(&world, year));
        }
        world
    }

    /// Expected registered offences of a region in a year, all kinds together.
    fn expected(&self, region: usize, year: i16) -> f64 {
        let slope = 0.06 * (self.draws.uniform(Purpose::Trend, region, 0, 0) - 0.5);
        let recorded = if year >= BREAK { 1.35 } else { 1.0 };
        let turned = match (region, year >= TURN) {
            (2, true) => 0.5,
            (6, true) => 1.67,
            _ => 1.0,
        };
        let late = if year == self.settings.years.1 { 0.92 } else { 1.0 };
        let trend = libm::exp(slope * f64::from(year - self.settings.years.0));
        self.regions[region].mean * trend * recorded * turned * late
    }

    /// `code,en,kk,ru`: what the regions are called.
    pub fn names_csv(&self) -> String {
        let row = |region: &Region| {
            let name = &region.name;
            format!("{},{},{},{}\n", region.code, name.en, name.kk, name.ru)
        };
        String::from("code,en,kk,ru\n") + &self.regions.iter().map(row).collect::<String>()
    }
}

fn regions(draws: &Draws, country: &str) -> Vec<Region> {
    let names: Vec<Vec<&str>> = NAMES.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let (least, most) = (libm::log(MEANS.0), libm::log(MEANS.1));
    let region = |(number, name): (usize, &Vec<&str>)| {
        let text = |column: usize| name.get(column).copied().unwrap_or_default().to_owned();
        Region {
            code: format!("{country}-{:02}", number + 1),
            name: Text { en: text(0), kk: text(1), ru: text(2) },
            mean: libm::exp(least + (most - least) * draws.uniform(Purpose::Size, number, 0, 0)),
        }
    };
    names.iter().enumerate().map(region).collect()
}
