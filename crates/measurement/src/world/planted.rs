//! What is planted in the world and therefore known: true reforms and declines, a captured source, breaks of scale,
//! sources that come and go, countries with too few sources. A method is judged by whether it finds these and nothing
//! else.

use super::countries::WorldCountry;
use super::draws::{Address, Draws, Purpose};
use super::settings::WorldSettings;
use super::sources::{Affine, Source};

/// What kind of thing is planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlantedKind {
    /// A country truly rises; the size is last minus first true level.
    Reform,
    /// A country truly falls; the size (negative) is last minus first true level.
    Decline,
    /// A source inflates a country; the size is the points added to the source's value before its scale is applied.
    Capture,
    /// A source's map to the index changes; the size is the largest move of a published value (clipped to 0–100) over
    /// the source's raw scale.
    ScaleBreak,
    /// A source appears after the first edition.
    LateEntry,
    /// A source disappears before the last edition.
    EarlyEnd,
    /// A country keeps fewer than three sources; the size is the number of sources it keeps.
    Thin,
}

/// One planted thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Planted {
    /// What kind.
    pub kind: PlantedKind,
    /// The source, where one is concerned.
    pub source: Option<String>,
    /// The country, where one is concerned.
    pub country: Option<String>,
    /// First and last edition in which it shows; for a break the first edition with the new map, twice; for a reform the
    /// edition before its first step and that of its last.
    pub editions: (i16, i16),
    /// Its size; the unit is said at [`PlantedKind`]. 0 for sources that come and go.
    pub size: f64,
}

/// A planted true change of one country: linear from the edition `from` (no change yet) to `to` (all of it).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Change {
    pub(super) country: usize,
    pub(super) from: i16,
    pub(super) to: i16,
    pub(super) size: f64,
}

impl Change {
    /// The part of the change that has happened by an edition.
    pub(super) fn by(self, year: i16) -> f64 {
        let length = f64::from((self.to - self.from).max(1));
        self.size * (f64::from(year - self.from) / length).clamp(0.0, 1.0)
    }
}

/// Which countries are planted with what; decided before anything else is drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    /// Country, first edition of three with too few sources, and how many it keeps (1 or 2).
    pub(super) thin: Vec<(usize, i16, usize)>,
}

/// How many editions a planted change takes.
const CHANGE_LENGTH: i16 = 4;

/// How many editions a country stays thin.
pub(super) const THIN_LENGTH: i16 = 3;

impl Plan {
    pub(super) fn draw(draws: &Draws, settings: &WorldSettings, countries: &[WorldCountry]) -> Self {
        let order = shuffled(draws, countries.len());
        // Far enough from both ends of the scale for the whole change to be true.
        let rising = order.iter().copied().filter(|&c| (22.0..=60.0).contains(&countries[c].start));
        let rising: Vec<usize> = rising.filter(|&c| countries[c].size > 0.3).take(settings.reformers).collect();
        let falling = order.iter().copied().filter(|&c| (38.0..=75.0).contains(&countries[c].start));
        let falling = falling.filter(|c| countries[*c].size > 0.3 && !rising.contains(c));
        let falling: Vec<usize> = falling.take(settings.decliners).collect();
        let mut changes: Vec<Change> = Vec::new();
        changes.extend(rising.iter().map(|&c| change(draws, settings, c, 1.0, 8.0, 15.0)));
        changes.extend(falling.iter().map(|&c| change(draws, settings, c, -1.0, 8.0, 12.0)));
        // Small countries are the ones that fall out of surveys.
        let mut small: Vec<usize> = (0..countries.len()).collect();
        small.sort_by(|&a, &b| countries[a].size.total_cmp(&countries[b].size).then(a.cmp(&b)));
        small.retain(|c| !rising.contains(c) && !falling.contains(c));
        let thin = small.into_iter().take(settings.thin).map(|c| {
            let span = usize::try_from(settings.last - settings.first - THIN_LENGTH + 2).unwrap_or(1).max(1);
            let start = settings.first + draws.index(Address::country(Purpose::Thin, c, 0), span) as i16;
            (c, start, 1 + draws.index(Address::country(Purpose::Thin, c, 1), 2))
        });
        Self { changes, thin: thin.collect() }
    }

    pub(super) fn change_of(&self, country: usize) -> Option<Change> {
        self.changes.iter().copied().find(|change| change.country == country)
    }

    /// How many sources a country may keep in an edition, where that is planted.
    pub(super) fn at_most(&self, country: usize, year: i16) -> Option<usize> {
        let hit = self.thin.iter().find(|(c, start, _)| *c == country && (*start..start + THIN_LENGTH).contains(&year));
        hit.map(|(_, _, keep)| *keep)
    }

    /// The plan as planted things, with codes instead of positions.
    pub(super) fn planted(&self, settings: &WorldSettings, countries: &[WorldCountry]) -> Vec<Planted> {
        let changes = self.changes.iter().map(|change| Planted {
            kind: if change.size > 0.0 { PlantedKind::Reform } else { PlantedKind::Decline },
            source: None,
            country: Some(countries[change.country].iso3.clone()),
            editions: (change.from, change.to),
            size: change.size,
        });
        let thin = self.thin.iter().map(|&(country, start, keep)| Planted {
            kind: PlantedKind::Thin,
            source: None,
            country: Some(countries[country].iso3.clone()),
            editions: (start, (start + THIN_LENGTH - 1).min(settings.last)),
            size: keep as f64,
        });
        changes.chain(thin).collect()
    }
}

fn shuffled(draws: &Draws, count: usize) -> Vec<usize> {
    let key: Vec<f64> = (0..count).map(|c| draws.uniform(Address::country(Purpose::Reform, c, 0))).collect();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| key[a].total_cmp(&key[b]).then(a.cmp(&b)));
    order
}

fn change(draws: &Draws, settings: &WorldSettings, country: usize, sign: f64, low: f64, high: f64) -> Change {
    let room = usize::try_from(settings.last - settings.first - CHANGE_LENGTH + 1).unwrap_or(1).max(1);
    let from = settings.first + draws.index(Address::country(Purpose::Reform, country, 1), room) as i16;
    let size = low + (high - low) * draws.uniform(Address::country(Purpose::Reform, country, 2));
    // Tenths, so that the size can be told in a sentence.
    let size = sign * (size * 10.0).round() / 10.0;
    Change { country, from, to: (from + CHANGE_LENGTH).min(settings.last), size }
}

/// What the sources bring with them: breaks, late entries and early ends that fall inside the world's editions.
pub(super) fn of_sources(settings: &WorldSettings, sources: &[Source]) -> Vec<Planted> {
    let mut planted = Vec::new();
    for source in sources {
        let thing = |kind, editions, size| Planted {
            kind,
            source: Some(source.code.to_owned()),
            country: None,
            editions,
            size,
        };
        for pair in source.maps.windows(2) {
            let year = pair[1].0;
            if settings.first < year && year <= settings.last {
                planted.push(thing(PlantedKind::ScaleBreak, (year, year), shift(source, pair[0].1, pair[1].1)));
            }
        }
        if settings.first < source.first && source.first <= settings.last {
            planted.push(thing(PlantedKind::LateEntry, (source.first, settings.last), 0.0));
        }
        if settings.first <= source.last && source.last < settings.last {
            planted.push(thing(PlantedKind::EarlyEnd, (settings.first, source.last), 0.0));
        }
    }
    planted
}

/// The largest move of a published value between two maps, on a grid of 101 raw values.
fn shift(source: &Source, before: Affine, after: Affine) -> f64 {
    let at = |map: Affine, raw: f64| map.apply(raw).clamp(0.0, 100.0);
    let grid = (0..=100).map(|i| source.scale.low + (source.scale.high - source.scale.low) * f64::from(i) / 100.0);
    let largest = grid.map(|raw| (at(after, raw) - at(before, raw)).abs()).fold(0.0, f64::max);
    // Without the dust of binary fractions: it is told in sentences.
    (largest * 1e6).round() / 1e6
}
