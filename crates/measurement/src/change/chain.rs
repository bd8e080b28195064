//! A chain-linked series: each edition adds only what the sources common with the edition before say. It is the way to
//! draw a line across editions whose set of sources changed; a changed scale it keeps, and the reader must be told.

use crate::exact;
use crate::panel::{Country, Edition, Panel};
use probity_core::Decimal;

/// One edition of a chain-linked series.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The edition's year.
    pub year: i16,
    /// The chained value in points; the first is the plain mean.
    pub value: f64,
    /// Number of sources common with the edition before; 0 for the first.
    pub common: u32,
}

/// The chain of a country over the editions `from..=to`. It ends where two neighbouring editions have no common source
/// or the country is missing, because nothing then links them.
pub fn chain(panel: &Panel, iso3: &str, from: i16, to: i16) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut previous: Option<(&Edition, &Country)> = None;
    for (year, edition) in panel.editions.range(from..=to.max(from)) {
        let Some(country) = edition.countries.iter().find(|country| country.iso3 == iso3) else {
            if previous.is_some() { break } else { continue }
        };
        let link = match (previous, links.last()) {
            (Some(before), Some(last)) => {
                let Some((step, common)) = step(before, (edition, country)) else { break };
                Link { year: *year, value: last.value + step, common }
            }
            _ => {
                let sources = exact::available(country);
                let n = sources.len() as u32;
                if n == 0 {
                    continue;
                }
                Link { year: *year, value: Decimal::sum(&sources).divide(n), common: 0 }
            }
        };
        links.push(link);
        previous = Some((edition, country));
    }
    links
}

/// The mean difference of the common sources and their number; `None` without any.
fn step(before: (&Edition, &Country), after: (&Edition, &Country)) -> Option<(f64, u32)> {
    let score = |(edition, country): (&Edition, &Country), code: &str| {
        country.scores.get(edition.column(code)?).copied().flatten().and_then(exact::decimal)
    };
    let codes = before.0.sources.iter();
    let differences: Vec<Decimal> =
        codes.filter_map(|code| Some(score(after, code)?.minus(score(before, code)?))).collect();
    let c = u32::try_from(differences.len()).ok().filter(|c| *c > 0)?;
    Some((Decimal::sum(&differences).divide(c), c))
}
