//! Steps and tiers: the first band that a number falls into gives its points. Bands stand from the highest down; an open
//! band begins above its bound and a closed one on it, which is where published scales differ from each other.

use super::super::exact::Exact;

/// Whether bands were written as points or as shares of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `steps`.
    Steps,
    /// `tiers`.
    Tiers,
}

/// One band.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Where it begins.
    pub from: Exact,
    /// Whether the bound itself is outside.
    pub open: bool,
    /// What it is worth.
    pub points: Exact,
}

/// Bands from the highest down, at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    kind: Kind,
    bands: Vec<Band>,
    below: Exact,
    max: Exact,
}

/// Why a list of bands makes no rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BandsFault {
    /// There is none.
    #[error("there is no band")]
    Empty,
    /// Nothing can ever fall into the band of this number.
    #[error("band {0} is never reached: the one before it begins at the same bound or lower")]
    Unreachable(usize),
    /// There are points to lose and none to win.
    #[error("the most points there can be are below zero")]
    Negative,
}

impl Bands {
    /// Bands worth their points, and `below` under the last; the most points of any are the maximum.
    pub fn steps(bands: Vec<Band>, below: Exact) -> Result<Self, BandsFault> {
        let most = bands.iter().map(|band| &band.points).chain([&below]).max().cloned();
        Self::ordered(Kind::Steps, bands, below, most.unwrap_or_else(Exact::zero))
    }

    /// Bands worth a share of `points`, and nothing under the last.
    pub fn tiers(shares: Vec<Band>, points: Exact) -> Result<Self, BandsFault> {
        let worth = |band: Band| Band { points: band.points.times(&points), ..band };
        let bands = shares.into_iter().map(worth).collect();
        Self::ordered(Kind::Tiers, bands, Exact::zero(), points)
    }

    fn ordered(kind: Kind, bands: Vec<Band>, below: Exact, max: Exact) -> Result<Self, BandsFault> {
        if bands.is_empty() {
            return Err(BandsFault::Empty);
        }
        if max.is_negative() {
            return Err(BandsFault::Negative);
        }
        for (number, (above, band)) in bands.iter().zip(bands.iter().skip(1)).enumerate() {
            let reached = band.from < above.from || band.from == above.from && above.open && !band.open;
            if !reached {
                return Err(BandsFault::Unreachable(number + 2));
            }
        }
        Ok(Self { kind, bands, below, max })
    }

    /// `steps` or `tiers`.
    pub fn word(&self) -> &'static str {
        match self.kind {
            Kind::Steps => "steps",
            Kind::Tiers => "tiers",
        }
    }

    /// Points of the first band that holds `x`, and its name.
    pub fn at(&self, x: &Exact) -> (Exact, String) {
        let holds = |band: &&Band| if band.open { *x > band.from } else { *x >= band.from };
        match self.bands.iter().find(holds) {
            Some(band) => (band.points.clone(), format!("{}:{}", self.word(), band.from.plain())),
            None => (self.below.clone(), format!("{}:below", self.word())),
        }
    }

    /// Most points.
    pub fn max(&self) -> &Exact {
        &self.max
    }

    /// Fewest points.
    pub fn least(&self) -> &Exact {
        self.bands.iter().map(|band| &band.points).fold(&self.below, |least, points| least.min(points))
    }
}
