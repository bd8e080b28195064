//! Bands of days in which a single bid is more frequent than elsewhere, fitted from the data of one publisher: what is short
//! in one country is usual in another, and no table of constants knows.

use crate::compare::binomial::benjamini_hochberg;
use crate::compare::urn::Urn;

/// Lots a band needs.
const LEAST: usize = 30;
/// At most so many bands.
const BANDS_MAX: usize = 10;
/// The level after adjustment for the number of bands.
const LEVEL: f64 = 0.01;

/// Days from `from` to `to`, both included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The first day.
    pub from: i64,
    /// The last day.
    pub to: i64,
    /// Lots.
    pub n: u64,
    /// Lots with a single bid.
    pub single: u64,
    /// The exact probability of so many single bids if the band were like all others (Fisher), adjusted for the number of
    /// bands.
    pub q: f64,
    /// 1 where single bids are more frequent than elsewhere, else 0.
    pub risk: f64,
}

/// Bands in ascending order; none where there are too few lots.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bands(pub Vec<Band>);

impl Bands {
    /// Fits bands to days and whether there was a single bid.
    pub fn fit(mut lots: Vec<(i64, bool)>) -> Self {
        lots.sort_unstable();
        let size = LEAST.max(lots.len().div_ceil(BANDS_MAX));
        let mut cuts: Vec<&[(i64, bool)]> = Vec::new();
        let mut rest = &lots[..];
        while rest.len() >= LEAST {
            // A day is never cut in two; what is too little for a band of its own goes to the last one.
            let edge = rest.get(size.min(rest.len()) - 1).map_or(0, |(days, _)| *days);
            let mut end = rest.partition_point(|(days, _)| *days <= edge);
            if rest.len() - end < LEAST {
                end = rest.len();
            }
            let (band, after) = rest.split_at(end);
            cuts.push(band);
            rest = after;
        }
        if cuts.len() < 2 {
            return Self::default();
        }
        let singles = |band: &[(i64, bool)]| band.iter().filter(|(_, single)| *single).count() as u64;
        let (n, single) = (lots.len() as u64, singles(&lots));
        let tail =
            |band: &[(i64, bool)]| Urn { all: n, marked: single, drawn: band.len() as u64 }.at_least(singles(band));
        let adjusted = benjamini_hochberg(&cuts.iter().map(|band| tail(band)).collect::<Vec<_>>());
        let bands = cuts.iter().zip(adjusted).filter_map(|(band, q)| {
            let (from, to) = (band.first()?.0, band.last()?.0);
            let risk = f64::from(u8::from(q < LEVEL));
            Some(Band { from, to, n: band.len() as u64, single: singles(band), q, risk })
        });
        Self(bands.collect())
    }

    /// The risk of a number of days: of the band it is in or, between and beyond bands, of the nearest above or the last.
    pub fn risk(&self, days: i64) -> Option<f64> {
        self.0.iter().find(|band| days <= band.to).or(self.0.last()).map(|band| band.risk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_with_more_single_bids_is_found_and_equal_ones_are_not() {
        let lots = |often: i64| (0..400).map(|i| (i % 20, i % if i % 20 < 4 { often } else { 7 } == 0)).collect();
        let bands = Bands::fit(lots(1));
        assert_eq!(bands.risk(2), Some(1.0));
        assert_eq!(bands.risk(15), Some(0.0));
        assert!(Bands::fit(lots(7)).0.iter().all(|band| band.risk == 0.0));
        assert_eq!(Bands::fit(vec![(1, true); 50]).risk(1), None, "one band has nothing to differ from");
        assert_eq!(Bands::fit(Vec::new()).risk(1), None);
    }
}
