//! Quantiles and fences as Cardinal computes them: type 8 of Hyndman and Fan (median-unbiased), fences with a fused
//! multiply-add. A result that is not a number goes first and stays one, and the fence then flags nobody.

use super::part::{Fraction, Part, flag};
use super::settings::Settings;
use std::collections::BTreeMap;

/// Values in ascending order, those that are no number last.
#[derive(Debug, Clone, Default)]
pub struct Sorted(Vec<f64>);

impl Sorted {
    /// Sorts the values.
    pub fn new(mut values: Vec<f64>) -> Self {
        // Cardinal picks by comparison, so its answer depends on the order of a random map once a value is no number.
        values.sort_unstable_by(|a, b| a.is_nan().cmp(&b.is_nan()).then(a.total_cmp(b)));
        Self(values)
    }

    fn at(&self, index: usize) -> f64 {
        let extreme = index == 0 || index + 1 >= self.0.len();
        if extreme && self.0.last().is_some_and(|last| last.is_nan()) {
            return f64::NAN;
        }
        self.0.get(index).copied().unwrap_or(f64::NAN)
    }

    /// The quantile of `share`; no number if there is none.
    pub fn quantile(&self, share: f64) -> f64 {
        let count = self.0.len();
        if count == 0 || !(0.0..=1.0).contains(&share) {
            return f64::NAN;
        }
        let place = (count as f64 + 1.0 / 3.0) * share + 1.0 / 3.0;
        let whole = place as usize;
        if whole == 0 || share <= 0.0 {
            return self.at(0);
        }
        if whole >= count || share >= 1.0 {
            return self.at(count - 1);
        }
        let (below, above) = (self.at(whole - 1), self.at(whole));
        below + (place - whole as f64) * (above - below)
    }

    fn quartiles(&self) -> (f64, f64) {
        (self.quantile(0.25), self.quantile(0.75))
    }
}

/// What is shown of a computation: quartiles, fences.
pub type Meta = BTreeMap<&'static str, BTreeMap<String, f64>>;

/// The fences of a file, and what was computed on the way.
#[derive(Debug, Default)]
pub struct Fences {
    /// Ratios at or below are R024.
    pub r024: Option<f64>,
    /// Wins at or below, of so many processes or more, are R025.
    pub r025: Option<(f64, f64)>,
    /// R038 of buyers, procuring entities, tenderers.
    pub r038: [Option<f64>; 3],
    /// Numbers of classes at or above are R048.
    pub r048: Option<f64>,
    /// Ratios at or above are R058.
    pub r058: Option<f64>,
    /// Quartiles and fences as shown.
    pub meta: Meta,
    /// Classes of each supplier that has enough processes.
    pub variety: BTreeMap<u32, f64>,
}

/// Where R038 begins to look.
#[derive(Debug, Clone, Copy)]
pub struct Floors {
    /// Bids received.
    pub received: u64,
    /// Bids submitted.
    pub submitted: u64,
}

impl Floors {
    /// The settings', or Cardinal's 2.
    pub fn of(settings: &Settings) -> Self {
        let rule = settings.r038.clone().unwrap_or_default();
        Self {
            received: rule.minimum_contracting_processes.unwrap_or(2),
            submitted: rule.minimum_submitted_bids.unwrap_or(2),
        }
    }
}

impl Fences {
    /// Computes them all.
    pub fn of(settings: &Settings, part: &Part) -> Self {
        let mut fences = Self::default();
        if settings.r024.is_some() || settings.r058.is_some() {
            let ratios = part.outcomes.iter().filter_map(|outcome| outcome.ratio.get().map(|ratio| ratio.value));
            fences.ratios(settings, &Sorted::new(ratios.collect()));
        }
        fences.wins(settings, part);
        if let Some(rule) = &settings.r038 {
            let floors = Floors::of(settings);
            let take = |of: fn(&super::part::Organisation) -> Fraction, floor: u64| -> Vec<f64> {
                let fractions = part.organisations.iter().map(of);
                fractions.filter(|all| all.denominator >= floor && all.denominator > 0).map(Fraction::ratio).collect()
            };
            let groups = [
                ("Buyer", take(|one| one.as_buyer, floors.received)),
                ("ProcuringEntity", take(|one| one.as_entity, floors.received)),
                ("Tenderer", take(|one| one.bids, floors.submitted)),
            ];
            for (place, (group, ratios)) in fences_mut(&mut fences.r038).zip(groups) {
                *place = disqualified(&mut fences.meta, rule.threshold, group, ratios);
            }
        }
        fences.variety(settings, part);
        fences
    }

    fn show(&mut self, code: &'static str, key: &str, value: f64) {
        self.meta.entry(code).or_default().insert(key.to_owned(), value);
    }

    fn ratios(&mut self, settings: &Settings, ratios: &Sorted) {
        let (q1, q3) = ratios.quartiles();
        if let Some(threshold) = settings.r024 {
            let fence = threshold.unwrap_or_else(|| {
                self.show("R024", "q1", q1);
                self.show("R024", "q3", q3);
                (q3 - q1).mul_add(-1.5, q1)
            });
            self.show("R024", "lower_fence", fence);
            // Where a quarter of the ratios is 0, the fence would flag them all.
            self.r024 = Some(fence).filter(|fence| *fence > 0.0 && (threshold.is_some() || q1 > 0.0));
        }
        if let Some(threshold) = settings.r058 {
            let fence = threshold.unwrap_or_else(|| {
                self.show("R058", "q1", q1);
                self.show("R058", "q3", q3);
                (q3 - q1).mul_add(1.5, q3)
            });
            self.show("R058", "upper_fence", fence);
            self.r058 = Some(fence).filter(|fence| *fence > 0.0);
        }
    }

    fn wins(&mut self, settings: &Settings, part: &Part) {
        let Some(rule) = &settings.r025 else { return };
        let wins: Vec<Fraction> =
            part.organisations.iter().map(|one| one.wins).filter(|wins| wins.denominator > 0).collect();
        let often = Sorted::new(wins.iter().map(|wins| wins.denominator as f64).collect())
            .quantile(rule.percentile.unwrap_or(75) as f64 / 100.0);
        let (q1, q3) = Sorted::new(wins.iter().copied().map(Fraction::ratio).collect()).quartiles();
        let fence = rule.threshold.unwrap_or_else(|| {
            self.show("R025", "q1", q1);
            self.show("R025", "q3", q3);
            (q3 - q1).mul_add(-1.5, q1)
        });
        self.show("R025", "upper_fence", often);
        self.show("R025", "lower_fence", fence);
        let guarded = fence > 0.0 && (rule.threshold.is_some() || q1 > 0.0);
        self.r025 = guarded.then_some((fence, often));
    }

    fn variety(&mut self, settings: &Settings, part: &Part) {
        let Some(rule) = &settings.r048 else { return };
        let least = rule.minimum_contracting_processes.unwrap_or(20);
        let enough = |supplier: u32| {
            part.organisations.get(supplier as usize).is_some_and(|organisation| organisation.processes >= least)
        };
        for (supplier, _) in part.supplied.iter().filter(|(supplier, _)| enough(*supplier)) {
            *self.variety.entry(*supplier).or_default() += 1.0;
        }
        let (q1, q3) = Sorted::new(self.variety.values().copied().collect()).quartiles();
        let fence = rule.threshold.map_or_else(
            || {
                self.show("R048", "q1", q1);
                self.show("R048", "q3", q3);
                (q3 - q1).mul_add(1.5, q3)
            },
            |threshold| threshold as f64,
        );
        self.show("R048", "upper_fence", fence);
        self.r048 = Some(fence);
    }

    /// The codes that a ratio earns its process: R024, R058.
    pub fn of_ratio(&self, value: f64) -> (bool, bool) {
        (self.r024.is_some_and(|fence| value <= fence), self.r058.is_some_and(|fence| value >= fence))
    }
}

fn fences_mut(places: &mut [Option<f64>; 3]) -> impl Iterator<Item = &mut Option<f64>> {
    places.iter_mut()
}

fn disqualified(meta: &mut Meta, threshold: Option<f64>, group: &str, ratios: Vec<f64>) -> Option<f64> {
    if ratios.is_empty() {
        return None;
    }
    let shown = meta.entry("R038").or_default();
    let fence = threshold.unwrap_or_else(|| {
        let (q1, q3) = Sorted::new(ratios).quartiles();
        shown.insert(format!("{group}_q1"), q1);
        shown.insert(format!("{group}_q3"), q3);
        (q3 - q1).mul_add(1.5, q3)
    });
    shown.insert(format!("{group}_upper_fence"), fence);
    Some(fence).filter(|fence| *fence > 0.0)
}

/// The flags an organisation has as a tenderer whatever the fences.
pub const TENDERER_FLAGS: [(&str, u8, f64); 3] =
    [("R028", flag::R028, 1.0), ("R030", flag::R030, 1.0), ("R035", flag::R035, 0.0)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_type_eight() {
        let sorted = Sorted::new(vec![3.0, 1.0, 2.0, 4.0]);
        // h = (4 + 1/3)/4 + 1/3 = 17/12, between the first and the second.
        assert!((sorted.quantile(0.25) - 17.0 / 12.0).abs() < 1e-12);
        assert_eq!((sorted.quantile(0.0), sorted.quantile(1.0)), (1.0, 4.0));
        assert!(Sorted::new(vec![]).quantile(0.5).is_nan());
        assert!(sorted.quantile(1.5).is_nan());
        assert_eq!(Sorted::new(vec![7.0]).quantile(0.25), 7.0);
    }

    #[test]
    fn what_is_no_number_sorts_last_and_spoils_the_extremes_only() {
        let sorted = Sorted::new(vec![-f64::NAN, 1.0, 0.0, 2.0, 3.0, 4.0, 5.0]);
        assert!(sorted.quantile(0.0).is_nan() && sorted.quantile(1.0).is_nan());
        assert!((sorted.quantile(0.5) - 3.0).abs() < 1e-12);
    }
}
