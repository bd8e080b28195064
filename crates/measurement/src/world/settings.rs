//! What can be chosen about a synthetic world. The defaults imitate the magnitudes of a real perception index of
//! 2012–2023 (coverage, spread, noise), so that a method tried on the world meets the difficulties it meets in life.

/// A source that has been bought: it inflates two countries.
#[derive(Debug, Clone, PartialEq)]
pub struct Capture {
    /// Code of the source.
    pub source: String,
    /// First edition with the inflation.
    pub from: i16,
    /// Points on the index's scale added to the main country.
    pub size: f64,
    /// Points added to the second country.
    pub second_size: f64,
}

/// All choices about a world. Any value is accepted: what cannot be (an edition before the first, a negative spread)
/// is brought to the nearest that can, see [`WorldSettings::sane`].
#[derive(Debug, Clone, PartialEq)]
pub struct WorldSettings {
    /// All randomness comes from here.
    pub seed: [u8; 32],
    /// Number of countries, 60–300. Default 180. The sources' coverage scales with it.
    pub countries: usize,
    /// First edition. Default 2012.
    pub first: i16,
    /// Last edition, at most 39 years after the first. Default 2023.
    pub last: i16,
    /// Standard deviation of the shocks to a level's yearly speed, in points; the speed keeps 0.6 of itself each year,
    /// so the default 0.6 gives steps of 0.75 and a drift of about 4.5 points (sd) over eleven years.
    pub walk: f64,
    /// Countries that truly rise, by 8–15 points within four editions. Default 6.
    pub reformers: usize,
    /// Countries that truly fall, by 8–12 points within four editions. Default 4.
    pub decliners: usize,
    /// Countries that have only one or two sources in three editions. Default 5.
    pub thin: usize,
    /// Multiplies every source's error. Default 1.
    pub noise: f64,
    /// Share of an error that carries over to the next edition, 0–0.99. Default 0.88.
    pub persistence: f64,
    /// Spread of how hard countries are to read: the errors of a country are multiplied by exp(spread*z). Default 0.25.
    pub opacity: f64,
    /// Whether errors are shared inside blocks of sources. Default true.
    pub blocks: bool,
    /// Whether two sources' maps to the index's scale change in 2016 and 2017. Default true.
    pub breaks: bool,
    /// The captured source. Default s12, from 2018, by 18 and 12 points.
    pub capture: Option<Capture>,
    /// Editions that publish five decimals; the others publish integers. Default 2021 and 2023.
    pub unrounded: Vec<i16>,
}

impl Default for WorldSettings {
    fn default() -> Self {
        Self {
            seed: [0; 32],
            countries: 180,
            first: 2012,
            last: 2023,
            walk: 0.6,
            reformers: 6,
            decliners: 4,
            thin: 5,
            noise: 1.0,
            persistence: 0.88,
            opacity: 0.25,
            blocks: true,
            breaks: true,
            capture: Some(Capture { source: "s12".to_owned(), from: 2018, size: 18.0, second_size: 12.0 }),
            unrounded: vec![2021, 2023],
        }
    }
}

impl WorldSettings {
    /// The defaults with a seed given as a number (its eight bytes, little-endian, then zeros).
    pub fn seeded(seed: u64) -> Self {
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().zip(seed.to_le_bytes()) {
            *place = byte;
        }
        Self { seed: bytes, ..Self::default() }
    }

    /// The nearest settings that make a world; what [`crate::world::World::generate`] uses and
    /// [`crate::world::World::settings`] tells.
    #[must_use]
    pub fn sane(&self) -> Self {
        let countries = self.countries.clamp(60, 300);
        let first = self.first.clamp(1900, 2200);
        let spread = |value: f64, high: f64| if value.is_finite() { value.clamp(0.0, high) } else { 0.0 };
        Self {
            countries,
            first,
            last: self.last.clamp(first, first + 39),
            walk: spread(self.walk, 5.0),
            // The planted countries are taken from the middle of the field, which must be large enough for them.
            reformers: self.reformers.min(countries / 12),
            decliners: self.decliners.min(countries / 12),
            thin: self.thin.min(countries / 12),
            noise: spread(self.noise, 5.0),
            persistence: spread(self.persistence, 0.99),
            opacity: spread(self.opacity, 1.0),
            ..self.clone()
        }
    }

    /// The editions, in order.
    pub(super) fn editions(&self) -> Vec<i16> {
        (self.first..=self.last).collect()
    }
}
