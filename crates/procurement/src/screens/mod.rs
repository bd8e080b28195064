//! Screens for collusion: numbers over the bids of one lot that agreements between bidders change, such as how little the
//! bids differ. They say where to look, never who agreed on what.

pub mod exchange;
mod floor;
mod labels;
mod market;
mod numbers;
mod round;
mod study;
mod subgroups;
mod validation;

pub use floor::AtFloor;
pub use labels::{Label, Labels};
pub use market::{Market, Markets};
pub use numbers::{NAMES, Screens};
pub use round::is_round;
pub use study::{BuyerRow, Found, MarketRow, Study, Studying};
pub(crate) use subgroups::below;
pub use subgroups::{SIZES, Spread, Summary, of_subgroups};
pub use validation::{Told, Validation};

use crate::facts::Facts;

/// The screens of one lot of one process.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The process.
    pub ocid: String,
    /// The lot; empty where no lots are published.
    pub lot: String,
    /// Comparable bids.
    pub n: usize,
    /// Those whose amount is round, as published: before any rate of exchange.
    pub round: usize,
    /// The bids in ascending order, in millionths; none when they are in several currencies.
    pub bids: Vec<i128>,
    /// The screens; all empty when the bids are in several currencies.
    pub screens: Screens,
    /// Where they stand to the floor of prices, where a rule pack names one.
    pub floor: Option<AtFloor>,
}

/// The rows of a process: one for every lot with two comparable bids or more. Nothing for procedures that the settings
/// leave out or whose prices they do not compare.
pub fn rows(facts: &Facts<'_>) -> Vec<Row> {
    if facts.is_excluded() || !facts.prices_compare() {
        return Vec::new();
    }
    let enough = facts.groups.iter().filter(|group| group.offers.len() >= 2);
    let rows = enough.map(|group| {
        let mut bids: Vec<i128> = group.offers.iter().map(|offer| offer.price.millionths()).collect();
        bids.sort_unstable();
        if group.mixed_currency {
            bids.clear();
        }
        let (screens, floor) = (of_bids(facts, &bids), floor::of(facts, group, &bids));
        let (ocid, lot) = (facts.process.ocid.text().to_owned(), group.lot.to_owned());
        let published = group.offers.iter().filter_map(|offer| offer.bid.value.amount.get());
        let round = published.filter(|amount| is_round(**amount)).count();
        Row { ocid, lot, n: group.offers.len(), round, bids, screens, floor }
    });
    rows.collect()
}

/// The screens of bids in ascending order that the settings allow.
pub(crate) fn of_bids(facts: &Facts<'_>, bids: &[i128]) -> Screens {
    let mut screens = Screens::of(bids);
    // A floor that the law sets makes bids equal; the page of the pack says so.
    if facts.settings.exclusions.get("cv").is_some_and(|own| own.holds(facts)) {
        screens.cv = None;
    }
    screens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    fn of(text: &str, settings: &str) -> Vec<Row> {
        let settings = Settings::parse(settings, |_| panic!("no rates")).expect("settings");
        let process = Process::parse(text).expect("a release");
        rows(&Facts::new(&process, &[], &settings))
    }

    #[test]
    fn a_lot_has_a_row_from_two_comparable_bids_on() {
        let bid = |id: &str, amount: u32, currency: &str| {
            format!(
                r#"{{"status":"valid","tenderers":[{{"id":"{id}"}}],"value":{{"amount":{amount},"currency":"{currency}"}}}}"#
            )
        };
        let release = |bids: &[String]| {
            let details = r#""tender":{"procurementMethodDetails":"Auction"}"#;
            format!(r#"{{"ocid":"o",{details},"bids":{{"details":[{}]}}}}"#, bids.join(","))
        };
        let two = release(&[bid("a", 110, "KZT"), bid("b", 100, "KZT")]);
        let found = of(&two, "");
        assert_eq!((found.len(), found[0].n, found[0].screens.spd), (1, 2, Some(0.1)));
        assert_eq!((found[0].screens.rdnor, found[0].screens.cv), (Some(1.0), None));
        assert!(of(&release(&[bid("a", 110, "KZT"), bid("a", 100, "KZT")]), "").is_empty(), "one bidder");
        let mixed = of(&release(&[bid("a", 110, "KZT"), bid("b", 100, "USD")]), "");
        assert_eq!((mixed[0].n, &mixed[0].screens), (2, &Screens::default()));
        // 100 is round and 110 is not, in whatever currency.
        assert_eq!((found[0].round, mixed[0].round), (1, 1));
        assert!(of(&two, "[price_comparison]\nnever = [\"Auction\"]").is_empty());
        assert!(of(&two, "[price_comparison]\nonly = [\"Tender\"]").is_empty());
    }
}
