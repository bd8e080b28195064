//! How much one country's score hangs on a few sources: how far it moves when some of them are captured, how many
//! that takes to pass the next country, and how strongly each single source pulls.

use super::rules::EditionRules;
use crate::exact;
use crate::panel::Edition;
use probity_core::Decimal;

/// A source score's legal range.
const LOWEST: i64 = 0;
const HIGHEST: i64 = 100;

/// The reach of captured sources for one country.
#[derive(Debug, Clone, PartialEq)]
pub struct Capture {
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// By number of captured sources, starting with none: the lowest and highest mean, in points.
    pub bounds: Vec<[f64; 2]>,
    /// Fewest sources that could lift the country to the next higher score of the edition; `None` at the top, or when
    /// all its sources together cannot.
    pub to_rise: Option<u32>,
    /// Fewest sources that could push the country down to the next lower score; `None` at the bottom likewise.
    pub to_fall: Option<u32>,
}

/// The pull of one source on one country's mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// The source's code.
    pub source: String,
    /// (x - mean)/(n - 1): by how many points the mean falls when the source is left out.
    pub points: f64,
}

/// The reach of captured sources for every country that can be scored, by `iso3`.
///
/// A captured source may say anything on the legal scale. With k of n captured the mean lies between (sum of the n - k
/// smallest)/n and (sum of the n - k largest + 100 k)/n, for the worst choice of which k.
pub fn capture(edition: &Edition, rules: &EditionRules) -> Vec<Capture> {
    let mut scored: Vec<(&str, Vec<Decimal>, i64)> = Vec::new();
    for country in &edition.countries {
        let mut sources = exact::available(country);
        let n = sources.len() as u32;
        if n >= rules.min_sources.max(1) {
            sources.sort_by(|a, b| a.compare(*b));
            let score = Decimal::sum(&sources).divide_round_half_up(n);
            scored.push((&country.iso3, sources, score));
        }
    }
    scored.sort_by(|a, b| a.0.cmp(b.0));
    let mut tiers: Vec<i64> = scored.iter().map(|(_, _, score)| *score).collect();
    tiers.sort_unstable();
    tiers.dedup();
    scored.iter().map(|(iso3, sources, score)| reach(iso3, sources, *score, &tiers)).collect()
}

/// `sources` ascending; `tiers` all scores of the edition, ascending.
fn reach(iso3: &str, sources: &[Decimal], score: i64, tiers: &[i64]) -> Capture {
    let n = sources.len() as u32;
    let totals: Vec<[Decimal; 2]> = (0..=sources.len())
        .map(|k| {
            let taken = k as u32;
            let low = [Decimal::sum(&sources[..sources.len() - k]), Decimal::integer(LOWEST).times(taken)];
            let high = [Decimal::sum(&sources[k..]), Decimal::integer(HIGHEST).times(taken)];
            [Decimal::sum(&low), Decimal::sum(&high)]
        })
        .collect();
    let higher = tiers.iter().find(|tier| **tier > score);
    let lower = tiers.iter().rev().find(|tier| **tier < score);
    let fewest = |reached: &dyn Fn(&[Decimal; 2]) -> bool| totals.iter().position(reached).map(|k| k as u32);
    Capture {
        iso3: iso3.to_owned(),
        bounds: totals.iter().map(|ends| ends.map(|total| total.divide(n))).collect(),
        to_rise: higher.and_then(|tier| fewest(&|ends| ends[1].divide_round_half_up(n) >= *tier)),
        to_fall: lower.and_then(|tier| fewest(&|ends| ends[0].divide_round_half_up(n) <= *tier)),
    }
}

/// The pull of every source on every country that can be scored, by `iso3`, then in the order of the sources.
pub fn influence(edition: &Edition, rules: &EditionRules) -> Vec<Influence> {
    let mut pulls = Vec::new();
    for country in &edition.countries {
        let sources = exact::available(country);
        let n = sources.len() as u32;
        if n < rules.min_sources.max(2) {
            continue;
        }
        let sum = Decimal::sum(&sources);
        for (code, score) in edition.sources.iter().zip(&country.scores) {
            if let Some(value) = score.and_then(exact::decimal) {
                // (n x - sum)/(n (n - 1)), exactly up to the one division.
                let points = value.times(n).minus(sum).divide(n * (n - 1));
                pulls.push(Influence { iso3: country.iso3.clone(), source: code.clone(), points });
            }
        }
    }
    pulls.sort_by(|a, b| a.iso3.cmp(&b.iso3));
    pulls
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cpi::{Centre, Limits};
    use crate::panel::Country;

    fn edition(rows: &[(&str, &[f64])]) -> Edition {
        let country = |(iso3, scores): &(&str, &[f64])| Country {
            iso3: (*iso3).to_owned(),
            name: String::new(),
            scores: scores.iter().map(|score| Some(*score)).collect(),
        };
        let sources = ["a", "b", "c"].map(str::to_owned).to_vec();
        Edition { year: 2020, sources, countries: rows.iter().map(country).collect() }
    }

    fn rules() -> EditionRules {
        let (centre, limits) = (Centre::Score, Limits::Exact);
        EditionRules { finite_population: None, z: 1.64, centre, limits, min_sources: 3, coverage: 0.9, assumed: false }
    }

    #[test]
    fn the_number_of_captured_sources_to_pass_the_next_country_is_the_fewest() {
        let edition = edition(&[("AAA", &[20.0, 30.0, 40.0]), ("BBB", &[60.0, 60.0, 60.0]), ("CCC", &[90.0; 3])]);
        let reach = capture(&edition, &rules());
        assert_eq!(reach[0].bounds[1], [50.0 / 3.0, 170.0 / 3.0]);
        // One captured source lifts A from 30 to 57 only; two lift it to 80. Nobody is below A.
        assert_eq!((reach[0].to_rise, reach[0].to_fall), (Some(2), None));
        // B falls to 40 with one, to 20 with two; it rises to 73 and 87 with one and two, to 100 with three.
        assert_eq!((reach[1].to_rise, reach[1].to_fall), (Some(3), Some(2)));
        assert_eq!(reach[2].to_rise, None);
        assert_eq!(reach[2].bounds[3], [0.0, 100.0]);
    }

    #[test]
    fn influence_is_what_leaving_the_source_out_takes_away() {
        let pulls = influence(&edition(&[("AAA", &[20.0, 30.0, 70.0])]), &rules());
        assert_eq!(pulls.iter().map(|pull| pull.points).collect::<Vec<_>>(), [-10.0, -5.0, 15.0]);
        // Leaving `c` out lowers the mean from 40 to 25.
        assert_eq!(40.0 - pulls[2].points, 25.0);
    }
}
