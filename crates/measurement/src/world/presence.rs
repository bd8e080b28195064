//! Which source covers which country in which edition. Coverage is not missing at random: development banks assess
//! borrowers, executives are asked in large and rich economies, small states are seen by few. A mean over the sources
//! that happen to be there therefore compares different instruments, which is what methods must cope with.

use super::countries::{Income, WorldCountry};
use super::draws::{Address, Draws, Purpose};
use super::planted::Plan;
use super::settings::WorldSettings;
use super::sources::Source;

/// Sources every country has unless it is planted as thin; the least with which a score may be published.
pub(super) const FEWEST: usize = 3;

/// Appeal of lying in a source's home region.
const HOME: f64 = 6.0;

/// Standard deviation of the yearly change of appeal: a few countries a source and edition come and go.
const CHURN: f64 = 0.05;

/// Number of countries for which the sources' counts are stated.
const COUNTED_FOR: f64 = 180.0;

/// For one edition: by country, by source, whether it is covered.
pub(super) fn edition(
    draws: &Draws,
    settings: &WorldSettings,
    countries: &[WorldCountry],
    sources: &[Source],
    plan: &Plan,
    year: i16,
) -> Vec<Vec<bool>> {
    // How far above (positive) or below the source's last country each country lies; `None` where it does not exist.
    let margins: Vec<Option<Vec<f64>>> = sources
        .iter()
        .enumerate()
        .map(|(s, source)| source.active(year).then(|| margins(draws, settings, countries, source, s, year)))
        .collect();
    (0..countries.len())
        .map(|c| {
            let row: Vec<Option<f64>> = margins.iter().map(|by_country| by_country.as_ref().map(|m| m[c])).collect();
            covered(&row, plan.at_most(c, year))
        })
        .collect()
}

/// The sources of one country: those above their margin, topped up to three or cut down to what is planted.
fn covered(margins: &[Option<f64>], at_most: Option<usize>) -> Vec<bool> {
    let mut order: Vec<usize> = (0..margins.len()).filter(|&s| margins[s].is_some()).collect();
    order.sort_by(|&a, &b| {
        let (a_margin, b_margin) = (margins[a].unwrap_or(f64::MIN), margins[b].unwrap_or(f64::MIN));
        b_margin.total_cmp(&a_margin).then(a.cmp(&b))
    });
    let willing = order.iter().filter(|&&s| margins[s].is_some_and(|margin| margin >= 0.0)).count();
    let keep = at_most.unwrap_or_else(|| willing.max(FEWEST));
    (0..margins.len()).map(|s| order.iter().take(keep).any(|&kept| kept == s)).collect()
}

fn margins(
    draws: &Draws,
    settings: &WorldSettings,
    countries: &[WorldCountry],
    source: &Source,
    s: usize,
    year: i16,
) -> Vec<f64> {
    let taste = draws.normals(Address::reading(Purpose::Taste, s, 0, 0), countries.len());
    let churn = draws.normals(Address::reading(Purpose::Churn, s, 0, year), countries.len());
    let appeals: Vec<f64> = countries
        .iter()
        .enumerate()
        .map(|(c, country)| systematic(source, country) + source.appeal.taste * taste[c] + CHURN * churn[c])
        .collect();
    let mut sorted = appeals.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let count = wanted(source, settings, year);
    let threshold = sorted.get(count.saturating_sub(1)).copied().unwrap_or(f64::MIN);
    appeals.into_iter().map(|appeal| appeal - threshold).collect()
}

fn systematic(source: &Source, country: &WorldCountry) -> f64 {
    let appeal = &source.appeal;
    let income = match country.income {
        Income::Low => appeal.income[0],
        Income::Middle => appeal.income[1],
        Income::High => appeal.income[2],
    };
    let home = if appeal.home.contains(&country.region) { HOME } else { 0.0 };
    income + appeal.size * country.size + appeal.level * country.standing + home
}

/// How many countries the source wants to cover in an edition.
fn wanted(source: &Source, settings: &WorldSettings, year: i16) -> usize {
    let way = (f64::from(year - 2012) / 11.0).clamp(0.0, 1.0);
    let count = source.appeal.counts[0] + (source.appeal.counts[1] - source.appeal.counts[0]) * way;
    let scaled = (count * settings.countries as f64 / COUNTED_FOR).round() as usize;
    scaled.clamp(1, settings.countries)
}
