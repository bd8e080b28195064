//! The thirteen invented sources: who they are, which scale they write on, how their scale is mapped to the index,
//! how they read a level and how large their errors are. The magnitudes imitate the thirteen sources of a real index
//! (coverage from 15 to 180 countries, error of 5–10 points, five levels to continuous) without being any of them.

use probity_core::Text;

/// What kind of body a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A country-risk agency that sells ratings.
    RiskAgency,
    /// A panel of country experts.
    ExpertPanel,
    /// A survey of executives.
    FirmSurvey,
    /// A development bank's yearly assessment of its borrowers.
    DevelopmentBank,
}

impl Kind {
    /// Its name in English, Kazakh and Russian.
    pub fn text(self) -> [&'static str; 3] {
        match self {
            Self::RiskAgency => ["risk agency", "тәуекелдерді бағалау агенттігі", "агентство по оценке рисков"],
            Self::ExpertPanel => ["expert panel", "сарапшылар тобы", "группа экспертов"],
            Self::FirmSurvey => ["firm survey", "кәсіпорындар сауалнамасы", "опрос предприятий"],
            Self::DevelopmentBank => ["development bank", "даму банкі", "банк развития"],
        }
    }
}

/// Sources whose errors have a part in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// s05 and s06: two products of one publisher.
    Publisher,
    /// s07 and s08: two banks that fill in one questionnaire.
    Questionnaire,
    /// s09, s10, s11 and s13: executives are asked.
    FirmSurveys,
    /// s01, s02 and s03: agencies that read each other.
    RiskAgencies,
}

impl Block {
    /// The share of a member's error variance that the block has in common.
    pub fn shared(self) -> f64 {
        match self {
            Self::Publisher => 0.5,
            Self::Questionnaire => 0.6,
            Self::FirmSurveys => 0.45,
            Self::RiskAgencies => 0.2,
        }
    }
}

/// A source's own scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// Distance of neighbouring levels; `None` for a continuous scale (written with four decimals).
    pub step: Option<f64>,
}

impl Scale {
    /// The nearest value the scale can write.
    pub fn write(self, value: f64) -> f64 {
        let inside = value.clamp(self.low, self.high);
        let grid = match self.step {
            Some(step) => return self.low + ((inside - self.low) / step).round() * step,
            None => 10_000.0,
        };
        (inside * grid).round() / grid
    }

    /// The share of the way from the lowest to the highest value.
    pub fn share(self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

/// A straight line from a source's own scale to the index's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affine {
    /// Points of the index per unit of the source's scale; negative when a high value means more corruption.
    pub slope: f64,
    /// Points of the index at 0.
    pub intercept: f64,
}

impl Affine {
    /// Unclipped points of the index.
    pub fn apply(self, raw: f64) -> f64 {
        self.intercept + self.slope * raw
    }

    /// The unclipped value on the source's scale.
    pub fn invert(self, points: f64) -> f64 {
        (points - self.intercept) / self.slope
    }
}

/// How a source chooses its countries: the countries with the highest appeal are covered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Appeal {
    /// Number of countries (of 180) in 2012 and 2023; in between on a straight line.
    pub(super) counts: [f64; 2],
    /// Appeal of low, middle and high income.
    pub(super) income: [f64; 3],
    /// Appeal of the largest against the smallest country.
    pub(super) size: f64,
    /// Appeal of the best against the worst level.
    pub(super) level: f64,
    /// Regions that the source is made for.
    pub(super) home: &'static [u8],
    /// Standard deviation of the part nobody can explain.
    pub(super) taste: f64,
}

/// One source.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// `s01` … `s13`.
    pub code: &'static str,
    /// Invented name.
    pub name: Text,
    /// What kind of body it is.
    pub kind: Kind,
    /// The block whose errors it shares.
    pub block: Option<Block>,
    /// Its own scale.
    pub scale: Scale,
    /// The maps to the index's scale: in force from the edition named on. At least one, in order.
    pub maps: Vec<(i16, Affine)>,
    /// Standard deviation of its error in points of the index, in a country of average opacity.
    pub error: f64,
    /// How it reads a level without error: 45 + offset + tilt * (level - 45). See [`Source::reading`].
    pub tilt: f64,
    /// Points by which it reads a level of 45 too high.
    pub offset: f64,
    /// First edition with the source (also where that is before the world's first).
    pub first: i16,
    /// Last edition with the source.
    pub last: i16,
    /// Whether it covers countries of all kinds, so that an unobserved-components model may be anchored in it.
    pub representative: bool,
    pub(super) appeal: Appeal,
}

impl Source {
    /// Whether the source exists in an edition.
    pub fn active(&self, year: i16) -> bool {
        (self.first..=self.last).contains(&year)
    }

    /// The map in force in an edition.
    pub fn map(&self, year: i16) -> Affine {
        let latest = self.maps.iter().rev().find(|(from, _)| *from <= year);
        latest.or(self.maps.first()).map_or(Affine { slope: 1.0, intercept: 0.0 }, |(_, map)| *map)
    }

    /// What the source would say about a country of this level if it made no error, in points of the index before any
    /// break of its map.
    pub fn reading(&self, level: f64) -> f64 {
        PIVOT + self.offset + self.tilt * (level - PIVOT)
    }
}

/// The level around which sources tilt: the mean a real index is standardised to.
pub(super) const PIVOT: f64 = 45.0;

/// One line of the table of sources.
struct Line {
    kind: Kind,
    block: Option<Block>,
    scale: (f64, f64, Option<f64>),
    map: (f64, f64),
    breaks: &'static [(i16, f64, f64)],
    error: f64,
    tilt: f64,
    offset: f64,
    years: (i16, i16),
    representative: bool,
    appeal: Appeal,
}

const ALWAYS: (i16, i16) = (i16::MIN, i16::MAX);

const fn appeal(counts: [f64; 2], income: [f64; 3], size: f64, level: f64, home: &'static [u8], taste: f64) -> Appeal {
    Appeal { counts, income, size, level, home, taste }
}

/// The table: all magnitudes of the sources in one place. Maps of scales with steps send every level to a whole number, so
/// that rounding the published scores never looks like a break.
#[rustfmt::skip]
const LINES: [Line; 13] = [
    Line { kind: Kind::RiskAgency, block: Some(Block::RiskAgencies), scale: (1.0, 7.0, Some(1.0)), map: (12.0, 3.0), breaks: &[],
           error: 6.0, tilt: 0.95, offset: 0.0, years: ALWAYS, representative: true, appeal: appeal([174.0, 179.0], [0.0, 0.0, 0.0], 1.0, 0.0, &[], 1.0) },
    Line { kind: Kind::RiskAgency, block: Some(Block::RiskAgencies), scale: (0.0, 4.0, Some(1.0)), map: (17.0, 19.0), breaks: &[(2016, 18.0, 17.0), (2017, 17.0, 21.0)],
           error: 7.0, tilt: 1.0, offset: 0.5, years: ALWAYS, representative: true, appeal: appeal([137.0, 131.0], [0.0, 0.2, 0.3], 2.6, 0.0, &[], 0.8) },
    Line { kind: Kind::RiskAgency, block: Some(Block::RiskAgencies), scale: (0.0, 6.0, Some(0.5)), map: (16.0, 2.0), breaks: &[],
           error: 6.5, tilt: 1.03, offset: -1.0, years: ALWAYS, representative: true, appeal: appeal([140.0, 140.0], [0.0, 0.1, 0.5], 2.0, 0.0, &[], 0.9) },
    Line { kind: Kind::ExpertPanel, block: None, scale: (0.0, 1.0, None), map: (74.0, 7.0), breaks: &[],
           error: 8.5, tilt: 1.06, offset: 1.0, years: (2016, i16::MAX), representative: true, appeal: appeal([166.0, 175.0], [0.0, 0.0, 0.0], 2.2, 0.0, &[], 0.4) },
    Line { kind: Kind::ExpertPanel, block: Some(Block::Publisher), scale: (1.0, 10.0, Some(0.5)), map: (10.0, -4.0), breaks: &[],
           error: 7.0, tilt: 0.95, offset: -0.5, years: ALWAYS, representative: false, appeal: appeal([129.0, 137.0], [2.6, 2.2, 0.0], 1.2, -0.8, &[], 0.6) },
    Line { kind: Kind::ExpertPanel, block: Some(Block::Publisher), scale: (1.0, 10.0, None), map: (9.8, -1.0), breaks: &[],
           error: 8.0, tilt: 0.94, offset: 1.5, years: ALWAYS, representative: false, appeal: appeal([38.0, 41.0], [-3.0, 0.0, 3.0], 1.0, 1.5, &[], 0.4) },
    Line { kind: Kind::DevelopmentBank, block: Some(Block::Questionnaire), scale: (1.0, 6.0, Some(0.5)), map: (22.0, -30.0), breaks: &[(2016, 20.0, -24.0), (2017, 16.0, -12.0)],
           error: 5.5, tilt: 0.92, offset: -1.0, years: ALWAYS, representative: false, appeal: appeal([69.0, 68.0], [3.5, 1.2, -4.0], -0.6, -0.5, &[], 0.5) },
    Line { kind: Kind::DevelopmentBank, block: Some(Block::Questionnaire), scale: (1.0, 6.0, None), map: (20.0, -24.0), breaks: &[],
           error: 8.0, tilt: 0.95, offset: 0.0, years: ALWAYS, representative: false, appeal: appeal([40.0, 37.0], [2.0, 1.0, -4.0], 0.3, 0.0, &[0, 1], 0.5) },
    Line { kind: Kind::FirmSurvey, block: Some(Block::FirmSurveys), scale: (1.0, 7.0, None), map: (17.0, -19.0), breaks: &[],
           error: 9.5, tilt: 0.93, offset: 1.0, years: ALWAYS, representative: true, appeal: appeal([147.0, 105.0], [0.0, 0.8, 1.4], 2.4, 0.3, &[], 0.5) },
    Line { kind: Kind::FirmSurvey, block: Some(Block::FirmSurveys), scale: (0.0, 10.0, None), map: (10.5, -3.0), breaks: &[],
           error: 8.5, tilt: 1.04, offset: -1.0, years: ALWAYS, representative: false, appeal: appeal([60.0, 64.0], [-1.5, 1.0, 2.2], 2.0, 0.5, &[], 0.4) },
    Line { kind: Kind::FirmSurvey, block: Some(Block::FirmSurveys), scale: (0.0, 10.0, None), map: (-9.5, 95.0), breaks: &[],
           error: 8.0, tilt: 1.05, offset: -2.0, years: ALWAYS, representative: false, appeal: appeal([15.0, 15.0], [-1.0, 0.5, 1.0], 1.5, 0.0, &[3], 0.4) },
    Line { kind: Kind::ExpertPanel, block: None, scale: (0.0, 1.0, None), map: (112.0, -16.0), breaks: &[],
           error: 6.0, tilt: 1.04, offset: -1.0, years: ALWAYS, representative: true, appeal: appeal([97.0, 139.0], [0.0, 0.2, 0.2], 2.0, 0.2, &[], 0.7) },
    Line { kind: Kind::FirmSurvey, block: Some(Block::FirmSurveys), scale: (1.0, 5.0, None), map: (22.0, -18.0), breaks: &[],
           error: 9.0, tilt: 0.95, offset: -0.5, years: (i16::MIN, 2014), representative: false, appeal: appeal([29.0, 29.0], [0.0, 0.6, 1.0], 1.6, 0.0, &[], 0.7) },
];

/// The sources, in order of code; without later maps when `breaks` is false.
pub(super) fn all(breaks: bool) -> Vec<Source> {
    const CODES: [&str; 13] =
        ["s01", "s02", "s03", "s04", "s05", "s06", "s07", "s08", "s09", "s10", "s11", "s12", "s13"];
    LINES.iter().zip(CODES).map(|(line, code)| source(line, code, breaks)).collect()
}

fn source(line: &Line, code: &'static str, breaks: bool) -> Source {
    let mut maps = vec![(i16::MIN, Affine { slope: line.map.0, intercept: line.map.1 })];
    if breaks {
        maps.extend(line.breaks.iter().map(|&(from, slope, intercept)| (from, Affine { slope, intercept })));
    }
    let number = code.trim_start_matches('s');
    let [en, kk, ru] = line.kind.text();
    Source {
        code,
        name: Text {
            en: format!("Source {number}: {en}"),
            kk: format!("{number}-дереккөз: {kk}"),
            ru: format!("Источник {number}: {ru}"),
        },
        kind: line.kind,
        block: line.block,
        scale: Scale { low: line.scale.0, high: line.scale.1, step: line.scale.2 },
        maps,
        error: line.error,
        tilt: line.tilt,
        offset: line.offset,
        first: line.years.0,
        last: line.years.1,
        representative: line.representative,
        appeal: line.appeal,
    }
}
