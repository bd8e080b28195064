//! # What it finds
//! Suppliers and bidders whose telephone or postcode cannot be one, or whose address many other firms share.
//! # Why it matters
//! A firm that exists only on paper often has a made-up contact or an address of convenience. Business centres and typing
//! errors look the same.
//! # Formula
//!     telephone: fewer than 7 or more than 15 digits, or all of them one digit
//!     postcode: no digit, or all of them nought
//!     mass address: street (with a number) and locality shared with more than `shared_max` other firms
//!     flagged when one of these holds; value = how many hold
//! # Exclusions
//! Parties that neither bid nor supply; cancelled and excluded processes (a firm of no others is `cancelled` or `excluded`).
//! Those with none of the three published are `missing`.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R042; fifteen digits are the limit of ITU-T E.164,
//! seven the shortest ordinary national number; the rest is ours.

use super::bidders::Parties;
use super::closed;
use crate::compare::count;
use crate::compare::names::Names;
use crate::compare::rates::{Unknown, weightier};
use crate::compare::subjects::{Sorted, Subjects};
use crate::facts::Facts;
use crate::facts::letters::push_letters;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use crate::process::organization::Organization;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R042",
    of: &[Subject::Tenderer],
    source: include_str!("r042.rs"),
    build: |setup| Ok(erase(Contacts { most: count(setup, "shared_max")? })),
};

/// Digits of an ordinary national number without its area.
const DIGITS_MIN: usize = 7;
/// Digits of an international number (ITU-T E.164).
const DIGITS_MAX: usize = 15;

struct Contacts {
    most: u64,
}

/// What is published of a firm.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Firm {
    /// Whether it occurs in a process that counts.
    counts: bool,
    /// Why others do not count.
    closed: Option<Unknown>,
    telephones: u64,
    postcodes: u64,
    /// The first telephone that cannot be one.
    bad_telephone: Option<String>,
    /// The first postcode that cannot be one.
    bad_postcode: Option<String>,
    addresses: BTreeSet<String>,
}

type Firms = Subjects<Firm>;

impl Flag for Contacts {
    type State = Firms;

    fn observe(&self, state: &mut Firms, facts: &Facts<'_>) -> Observed {
        let taking_part = || facts.participants().filter(|own| own.won || !own.bids.is_empty());
        if let Some(why) = closed(facts) {
            for own in taking_part() {
                let firm = state.of(own.name);
                firm.closed = weightier(firm.closed, Some(Unknown::Closed(why)));
            }
            return Observed::Nothing;
        }
        let bidders = facts.submitted().flat_map(|(_, bid)| bid.tenderers.records());
        let suppliers = facts.active_awards().flat_map(|(_, award)| award.suppliers.records());
        let named = bidders.chain(suppliers).filter_map(|own| Some((own.known_by()?, own)));
        let mut named: Vec<(&str, &Organization<'_>)> = named.collect();
        named.sort_by_key(|(id, _)| *id);
        let parties = Parties::of(facts);
        let mut address = String::new();
        for own in taking_part() {
            let from = named.partition_point(|(id, _)| *id < own.id);
            let inline = named.iter().skip(from).take_while(|(id, _)| *id == own.id).map(|(_, found)| *found);
            let firm = state.of(own.name);
            firm.counts = true;
            let organizations = inline.chain(parties.get(own.id).map(|(_, party)| party));
            organizations.for_each(|organization| firm.take(organization, &mut address));
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Firms, other: Firms) {
        into.merge(other, |own, firm| {
            own.counts |= firm.counts;
            own.closed = weightier(own.closed, firm.closed);
            own.telephones += firm.telephones;
            own.postcodes += firm.postcodes;
            own.bad_telephone = own.bad_telephone.take().or(firm.bad_telephone);
            own.bad_postcode = own.bad_postcode.take().or(firm.bad_postcode);
            own.addresses.extend(firm.addresses);
        });
    }

    fn finish(&self, state: Firms) -> Box<dyn Judge> {
        let firms = state.sorted();
        let mut at: Names<u64> = Names::default();
        for address in firms.iter().flat_map(|(_, firm)| &firm.addresses) {
            *at.of(address) += 1;
        }
        let mut at = at.sorted();
        at.retain(|_, firms| *firms > self.most + 1);
        Box::new(Judged { crowded: at, firms })
    }
}

impl Firm {
    /// Takes what stands in one place in; `address` is room to write one.
    fn take(&mut self, own: &Organization<'_>, address: &mut String) {
        if let Some(telephone) = own.contact_point.telephone.get() {
            self.telephones += 1;
            let bad = !is_telephone(telephone.as_ref());
            self.bad_telephone = self.bad_telephone.take().or_else(|| bad.then(|| telephone.as_ref().to_owned()));
        }
        if let Some(postcode) = own.address.postal_code.get() {
            self.postcodes += 1;
            let bad = !postcode.as_ref().bytes().any(|byte| (b'1'..=b'9').contains(&byte));
            self.bad_postcode = self.bad_postcode.take().or_else(|| bad.then(|| postcode.as_ref().to_owned()));
        }
        address.clear();
        push_letters(address, own.address.street.text());
        // A street without a number is no address of one house.
        if address.chars().any(char::is_numeric) && address.chars().any(char::is_alphabetic) {
            address.push_str(", ");
            push_letters(address, own.address.locality.text());
            if !self.addresses.contains(address.as_str()) {
                self.addresses.insert(address.clone());
            }
        }
    }
}

/// Several numbers in one cell are judged by the longest: people write them side by side, even with only a space between.
fn is_telephone(text: &str) -> bool {
    // How many digits a part has, and whether they differ.
    let digits = |part: &str| {
        let mut digits = part.bytes().filter(u8::is_ascii_digit);
        let first = digits.next();
        digits.fold((usize::from(first.is_some()), false), |(n, differ), own| (n + 1, differ | (Some(own) != first)))
    };
    let longest = |parts: &mut dyn Iterator<Item = &str>| parts.map(digits).max_by_key(|own| own.0).unwrap_or_default();
    let mut found = longest(&mut text.split([',', ';', '/']));
    if found.0 > DIGITS_MAX {
        found = longest(&mut text.split([',', ';', '/', ' ']));
    }
    (DIGITS_MIN..=DIGITS_MAX).contains(&found.0) && found.1
}

struct Judged {
    /// Addresses of too many firms.
    crowded: BTreeMap<String, u64>,
    firms: Sorted<Firm>,
}

impl Judged {
    fn look(&self, firm: &Firm) -> Outcome {
        if let (false, Some(why)) = (firm.counts, firm.closed) {
            return why.into();
        }
        if firm.telephones == 0 && firm.postcodes == 0 && firm.addresses.is_empty() {
            return Outcome::missing("parties/contactPoint/telephone+parties/address/streetAddress");
        }
        let crowded = firm.addresses.iter().find_map(|address| Some((address, self.crowded.get(address)?)));
        let mut evidence = Evidence::default();
        if let Some(telephone) = &firm.bad_telephone {
            evidence = evidence.with("telephone", telephone);
        }
        if let Some(postcode) = &firm.bad_postcode {
            evidence = evidence.with("postcode", postcode);
        }
        if let Some((address, firms)) = crowded {
            evidence = evidence.with("address", address).with("firms at the address", firms);
        }
        let found = [firm.bad_telephone.is_some(), firm.bad_postcode.is_some(), crowded.is_some()];
        let held = found.into_iter().filter(|holds| *holds).count();
        Outcome::flagged_if(held > 0).value(held as f64).on(evidence)
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = move |(id, firm): &(Arc<str>, Firm)| Row {
            subject_type: Subject::Tenderer,
            subject: id.as_ref().to_owned(),
            outcome: self.look(firm),
        };
        Box::new(self.firms.iter().map(row))
    }
}

#[cfg(test)]
mod tests {
    use super::is_telephone;

    #[test]
    fn two_numbers_in_one_cell_are_no_wrong_number() {
        assert!(is_telephone("809-545-2043 809-779") && is_telephone("+7 (727) 123-45-67") && is_telephone("1234567"));
        assert!(!is_telephone("1A") && !is_telephone("0000000") && !is_telephone("123456") && !is_telephone(""));
    }
}
