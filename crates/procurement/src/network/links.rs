//! Who buys from whom more often than by chance: the graph of buyers and suppliers, each link held against a random graph in
//! which every buyer and every supplier has as many awards as it really has. A large buyer and a large supplier meet often
//! without any preference; a validated link is one that their sizes do not explain.

use super::roster::{Roster, renumbered};
use crate::compare::binomial::benjamini_hochberg;
use crate::compare::urn::Urn;
use crate::facts::Facts;
use crate::flags::awarded::awarded;
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};

/// Awards by buyer and supplier; memory goes by the pairs and not by the awards.
#[derive(Debug, Clone, Default)]
pub struct Links {
    buyers: Roster,
    suppliers: Roster,
    awards: HashMap<(u32, u32), u64, RandomState>,
}

/// A buyer and one of its suppliers.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The buyer.
    pub buyer: String,
    /// The supplier.
    pub supplier: String,
    /// Awards of the buyer to the supplier.
    pub awards: u64,
    /// Awards of all buyers, of the buyer, and to the supplier. An award to several suppliers counts for each of them.
    pub urn: Urn,
    /// P(X ≥ `awards`) of the hypergeometric distribution with these margins (Tumminello et al. 2011).
    pub p: f64,
    /// The same, adjusted for all pairs of a buyer and a supplier, with awards or without (Benjamini and Hochberg).
    pub q: f64,
}

impl Links {
    /// Takes the awards of a process in, those that its buyer's concentration counts: active, with a value, of a process that
    /// is neither cancelled nor excluded.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        let Some(buyer) = facts.buyer() else { return };
        for award in awarded(facts).iter().filter(|award| award.value.is_some()) {
            for supplier in &award.suppliers {
                self.add(buyer, supplier, 1);
            }
        }
    }

    fn add(&mut self, buyer: &str, supplier: &str, awards: u64) {
        let pair = (self.buyers.number(buyer), self.suppliers.number(supplier));
        *self.awards.entry(pair).or_default() += awards;
    }

    /// Takes other awards in.
    pub fn merge(&mut self, other: Self) {
        let (buyers, suppliers) = (self.buyers.merge(&other.buyers), self.suppliers.merge(&other.suppliers));
        for ((buyer, supplier), awards) in other.awards {
            let pair = (renumbered(&buyers, buyer), renumbered(&suppliers, supplier));
            *self.awards.entry(pair).or_default() += awards;
        }
    }

    /// Every pair with an award, in the byte order of buyer and supplier.
    pub fn finish(&self) -> Vec<Link> {
        let (mut of_buyer, mut of_supplier) = (BTreeMap::<u32, u64>::new(), BTreeMap::<u32, u64>::new());
        for ((buyer, supplier), awards) in &self.awards {
            *of_buyer.entry(*buyer).or_default() += awards;
            *of_supplier.entry(*supplier).or_default() += awards;
        }
        let all = self.awards.values().sum();
        let link = |(&(buyer, supplier), &awards): (&(u32, u32), &u64)| {
            let sum = |of: &BTreeMap<u32, u64>, own: u32| of.get(&own).copied().unwrap_or_default();
            let urn = Urn { all, marked: sum(&of_supplier, supplier), drawn: sum(&of_buyer, buyer) };
            let (buyer, supplier) = (self.buyers.name(buyer).to_owned(), self.suppliers.name(supplier).to_owned());
            Link { buyer, supplier, awards, urn, p: urn.at_least(awards), q: 1.0 }
        };
        let mut links: Vec<Link> = self.awards.iter().map(link).collect();
        links.sort_by(|a, b| (&a.buyer, &a.supplier).cmp(&(&b.buyer, &b.supplier)));
        // Pairs without an award have p = 1 and count as tests: where most pairs have none, any that has one is rare.
        let pairs = of_buyer.len() as f64 * of_supplier.len() as f64;
        let without = pairs / links.len().max(1) as f64;
        let p: Vec<f64> = links.iter().map(|link| link.p).collect();
        links.iter_mut().zip(benjamini_hochberg(&p)).for_each(|(link, q)| link.q = (q * without).min(1.0));
        links
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    /// Two buyers with two awards each, all to their own supplier.
    const FAITHFUL: [(&str, &str, u64); 2] = [("b", "y", 2), ("a", "x", 2)];

    fn links(awards: &[(&str, &str, u64)]) -> Links {
        let mut links = Links::default();
        awards.iter().for_each(|(buyer, supplier, times)| links.add(buyer, supplier, *times));
        links
    }

    #[test]
    fn a_link_that_sizes_explain_is_not_validated_and_a_faithful_one_has_its_exact_probability() {
        // Both awards of `a` go to `x`, which has two of four: one of the six pairs of awards. Two of four pairs have one.
        let found = links(&FAITHFUL).finish();
        let names: Vec<&str> = found.iter().map(|own| own.buyer.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        assert!((found[0].p - 1.0 / 6.0).abs() < 1e-15 && (found[0].q - 1.0 / 3.0).abs() < 1e-15, "{found:?}");
        assert_eq!((found[0].awards, found[0].urn.expected()), (2, 1.0));
        // Who buys everything buys from everybody.
        let only = links(&[("a", "x", 900), ("a", "y", 1)]).finish();
        assert!(only.iter().all(|own| own.p == 1.0 && own.q == 1.0), "{only:?}");
    }

    #[test]
    fn a_planted_preference_is_found_among_buyers_that_choose_by_size() {
        let mut links = Links::default();
        for buyer in 0..20 {
            for supplier in 0..20 {
                links.add(&format!("b{buyer:02}"), &format!("s{supplier:02}"), 1 + (buyer * supplier) % 3);
            }
        }
        links.add("b07", "s03", 12);
        let found = links.finish();
        let validated: Vec<_> =
            found.iter().filter(|own| own.q < 0.01).map(|own| (own.buyer.as_str(), own.supplier.as_str())).collect();
        assert_eq!(validated, [("b07", "s03")]);
    }

    #[test]
    fn awards_dealt_at_random_among_many_validate_nothing() {
        use crate::screens::below;
        use rand::SeedableRng as _;
        let mut random = rand_chacha::ChaCha8Rng::from_seed([5; 32]);
        let mut validated = 0;
        for _ in 0..20 {
            let mut links = Links::default();
            // Small numbers of buyers are drawn more often, so that some are large. Most suppliers have one award: that it
            // came from its buyer is rare, and says nothing.
            for _ in 0..2000 {
                let buyer = below(&mut random, 100).min(below(&mut random, 100));
                links.add(&buyer.to_string(), &below(&mut random, 5000).to_string(), 1);
            }
            validated += usize::from(links.finish().iter().any(|own| own.q < 0.05));
        }
        assert!(validated <= 4, "{validated} of 20 worlds; one is expected at most");
    }

    #[test]
    fn parts_merged_in_any_order_give_the_same_links() {
        let [one, other] = FAITHFUL.map(|own| links(&[own, ("a", "y", 1)]));
        let (mut forth, mut back) = (one.clone(), other.clone());
        forth.merge(other);
        back.merge(one);
        assert_eq!(forth.finish(), back.finish());
        assert_eq!(forth.finish().iter().map(|own| own.awards).collect::<Vec<_>>(), [2, 2, 2]);
    }

    #[test]
    fn awards_count_as_for_the_concentration_of_their_buyer() {
        let award = |status: &str, rest: &str| {
            format!(r#"{{"status":"{status}","suppliers":[{{"id":"x"}},{{"id":"y"}}],"value":{{{rest}}}}}"#)
        };
        let money = r#""amount":10,"currency":"KZT""#;
        let seen = |tender: &str, awards: &[String]| {
            let text = format!(r#"{{"buyer":{{"id":"b"}},"tender":{{{tender}}},"awards":[{}]}}"#, awards.join(","));
            let (process, settings) = (Process::parse(&text).expect("a release"), Settings::default());
            let mut links = Links::default();
            links.observe(&Facts::new(&process, &[], &settings));
            links.finish().iter().map(|own| (own.awards, own.urn.drawn, own.urn.all)).collect::<Vec<_>>()
        };
        let awards = [award("active", money), award("cancelled", money), award("active", "")];
        assert_eq!(seen("", &awards), [(1, 2, 2), (1, 2, 2)]);
        assert!(seen(r#""status":"cancelled""#, &awards).is_empty());
    }
}
