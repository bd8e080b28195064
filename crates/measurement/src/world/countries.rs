//! The invented countries: codes that can never be a real country's, where they lie in the world, and their true
//! levels over the years. The level is the latent truth that every source tries to read.

use super::draws::{Address, Draws, Purpose};
use super::names::{self, CountryName};
use super::planted::Plan;
use super::settings::WorldSettings;
use std::collections::BTreeSet;

/// Income group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Income {
    /// The poorest 30 %.
    Low,
    /// In between.
    Middle,
    /// The richest 27 %.
    High,
}

/// One invented country.
#[derive(Debug, Clone, PartialEq)]
pub struct WorldCountry {
    /// `XAA` … `XZZ`: ISO 3166-1 keeps these for users, no country will ever have one.
    pub iso3: String,
    /// Its invented name.
    pub name: CountryName,
    /// One of six invented regions, 0–5.
    pub region: u8,
    /// Income group.
    pub income: Income,
    /// 0 the smallest, 1 the largest country.
    pub size: f64,
    /// The errors of all sources about this country are multiplied by it.
    pub opacity: f64,
    /// The true level in the first edition, without anything planted.
    pub start: f64,
    /// Place in the order of levels at the start, 0 worst to 1 best.
    pub standing: f64,
}

/// Quantiles of the true levels: right-skewed, mean about 43, standard deviation about 19, as perception indices are.
const LEVELS: [(f64, f64); 7] =
    [(0.0, 8.0), (0.1, 20.0), (0.25, 29.0), (0.5, 38.5), (0.75, 55.0), (0.9, 73.0), (1.0, 90.0)];

/// Lowest and highest true level: no country is perfect, none is hopeless.
const LEVEL_LIMITS: (f64, f64) = (4.0, 94.0);

/// Share of last year's speed that a level keeps.
const MOMENTUM: f64 = 0.6;

/// Codes of the range that users have already given to real places and bodies (Kosovo; ICAO Doc 9303 travel
/// documents of organisations, stateless persons and refugees); an invented country takes none of them.
const TAKEN: [&str; 17] = [
    "XBA", "XCC", "XCE", "XCO", "XCT", "XDC", "XEC", "XES", "XIM", "XKX", "XMP", "XOM", "XPO", "XXA", "XXB", "XXC",
    "XXX",
];

/// The countries of a world, in order of code.
pub(super) fn invent(draws: &Draws, settings: &WorldSettings) -> Vec<WorldCountry> {
    let count = settings.countries;
    let names = names::invent(draws, count);
    let codes = codes(&names);
    let standing = places(count, |c| draws.uniform(Address::country(Purpose::LevelOrder, c, 0)));
    let region = places(count, |c| standing[c] + 0.5 * draws.normal(Address::country(Purpose::Region, c, 0)));
    let income = places(count, |c| standing[c] + 0.22 * draws.normal(Address::country(Purpose::Income, c, 0)));
    let size = places(count, |c| draws.uniform(Address::country(Purpose::Size, c, 0)));
    let mut countries: Vec<WorldCountry> = names
        .into_iter()
        .zip(codes)
        .enumerate()
        .map(|(c, (name, iso3))| {
            let jitter = draws.uniform(Address::country(Purpose::LevelJitter, c, 0)) - 0.5;
            let opacity = settings.opacity * draws.normal(Address::country(Purpose::Opacity, c, 0));
            WorldCountry {
                iso3,
                name,
                region: ((region[c] * 6.0) as u8).min(5),
                income: income_group(income[c]),
                size: size[c],
                opacity: libm::exp(opacity),
                start: level_at(standing[c] + jitter / count as f64),
                standing: standing[c],
            }
        })
        .collect();
    countries.sort_by(|a, b| a.iso3.cmp(&b.iso3));
    countries
}

/// The places of the countries in the order of a number: (rank + 0.5)/count.
fn places(count: usize, number: impl Fn(usize) -> f64) -> Vec<f64> {
    let numbers: Vec<f64> = (0..count).map(number).collect();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| numbers[a].total_cmp(&numbers[b]).then(a.cmp(&b)));
    let mut places = vec![0.0; count];
    for (rank, &c) in order.iter().enumerate() {
        places[c] = (rank as f64 + 0.5) / count as f64;
    }
    places
}

fn income_group(place: f64) -> Income {
    match place {
        p if p < 0.30 => Income::Low,
        p if p < 0.73 => Income::Middle,
        _ => Income::High,
    }
}

fn level_at(quantile: f64) -> f64 {
    let q = quantile.clamp(0.0, 1.0);
    let piece = LEVELS.windows(2).find(|pair| q <= pair[1].0).unwrap_or(&LEVELS[5..]);
    let (low, high) = (piece[0], piece[1]);
    low.1 + (q - low.0) / (high.0 - low.0) * (high.1 - low.1)
}

/// Codes that remind of the names: X, the first letter, and a later letter of the name where that is still free.
fn codes(names: &[CountryName]) -> Vec<String> {
    let mut used: BTreeSet<String> = TAKEN.iter().map(|code| (*code).to_owned()).collect();
    names
        .iter()
        .map(|name| {
            let letters: Vec<char> = name.en.to_uppercase().chars().filter(char::is_ascii_uppercase).collect();
            let own = letters.iter().take(1).flat_map(|a| letters.iter().skip(1).map(move |b| (*a, *b)));
            let any = ('A'..='Z').flat_map(|a| ('A'..='Z').map(move |b| (a, b)));
            let same_start = ('A'..='Z').filter_map(|b| letters.first().map(|a| (*a, b)));
            let mut wanted = own.chain(same_start).chain(any).map(|(a, b)| format!("X{a}{b}"));
            let code = wanted.find(|code| !used.contains(code)).unwrap_or_default();
            used.insert(code.clone());
            code
        })
        .collect()
}

/// The true levels of a country, one an edition.
///
/// Speed v_t = 0.6 v_{t-1} + walk * z, level_t = level_{t-1} + v_t, kept within 4–94. A country with a planted change
/// has its walk tied down at both ends (a bridge), so that last minus first is exactly what was planted.
pub(super) fn path(draws: &Draws, settings: &WorldSettings, c: usize, country: &WorldCountry, plan: &Plan) -> Vec<f64> {
    let editions = settings.editions();
    let shocks = draws.normals(Address::reading(Purpose::Walk, 0, c, 0), editions.len());
    // The speed starts in its stationary distribution.
    let stationary = settings.walk / libm::sqrt(1.0 - MOMENTUM * MOMENTUM);
    let mut speed = stationary * shocks.first().copied().unwrap_or(0.0);
    let mut moved = 0.0;
    let mut walk = vec![0.0];
    for shock in shocks.iter().skip(1) {
        speed = MOMENTUM * speed + settings.walk * shock;
        moved += speed;
        walk.push(moved);
    }
    let last = editions.len().saturating_sub(1).max(1) as f64;
    let change = plan.change_of(c);
    editions
        .iter()
        .zip(&walk)
        .enumerate()
        .map(|(t, (&year, step))| {
            let level = match change {
                Some(change) => country.start + step - moved * t as f64 / last + change.by(year),
                None => country.start + step,
            };
            level.clamp(LEVEL_LIMITS.0, LEVEL_LIMITS.1)
        })
        .collect()
}
