//! Ways to reach an organisation in normal forms, so that two spellings of one telephone or street are the same. The
//! forms are those of the specification: nothing cleverer, because every liberty makes strangers neighbours.

use super::bidders::{Member, Parties, Pointer};
use crate::facts::Facts;
use crate::facts::letters::push_letters;
use crate::process::organization::Organization;
use std::fmt::{self, Display};

/// Digits of a telephone number that are compared: the last ones, because country codes are written or not.
const PHONE_DIGITS: usize = 9;
/// Fewer digits are no telephone number.
const PHONE_LEAST: usize = 7;

/// A kind of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Postcode and street.
    Address,
    /// Electronic mail.
    Email,
    /// Telephone.
    Telephone,
}

/// One way to reach somebody.
#[derive(Clone)]
pub(crate) struct Contact<'p> {
    /// What it is.
    pub kind: Kind,
    /// Its normal form.
    pub normal: String,
    organization: &'p Organization<'p>,
    /// Where the organisation stands.
    at: Pointer,
}

impl Contact<'_> {
    /// Where it stands.
    pub fn pointer(&self) -> impl Display {
        Within { organization: self.at, kind: self.kind }
    }

    /// As published.
    pub fn published(&self) -> String {
        let Organization { contact_point: point, address, .. } = self.organization;
        match self.kind {
            Kind::Address => format!("{}, {}", address.postal_code.text(), address.street.text()),
            Kind::Email => point.email.text().to_owned(),
            Kind::Telephone => point.telephone.text().to_owned(),
        }
    }
}

struct Within {
    organization: Pointer,
    kind: Kind,
}

impl Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.organization.fmt(f)?;
        f.write_str(match self.kind {
            Kind::Address => "/address",
            Kind::Email => "/contactPoint/email",
            Kind::Telephone => "/contactPoint/telephone",
        })
    }
}

/// The last nine digits, if there are at least seven that are not all nought.
pub(crate) fn phone(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits < PHONE_LEAST {
        return None;
    }
    let last = text.chars().filter(char::is_ascii_digit).skip(digits.saturating_sub(PHONE_DIGITS));
    let last: String = last.collect();
    // A row of noughts fills a field that must not be empty; it reaches nobody.
    last.bytes().any(|digit| digit != b'0').then_some(last)
}

/// Trimmed and in lower case; what has no `@` is no address.
pub(crate) fn email(text: &str) -> Option<String> {
    text.contains('@').then(|| text.trim().to_lowercase())
}

/// Letters and digits of postcode and street in lower case; both are needed.
pub(crate) fn address(postcode: &str, street: &str) -> Option<String> {
    if postcode.is_empty() || street.is_empty() {
        return None;
    }
    let mut both = String::with_capacity(postcode.len() + street.len() + 1);
    push_letters(&mut both, postcode);
    let of_postcode = both.len();
    both.push(' ');
    push_letters(&mut both, street);
    (of_postcode > 0 && both.len() > of_postcode + 1).then_some(both)
}

/// Telephone and electronic mail of an organisation that stands at `at`.
pub(crate) fn reached<'p>(organization: &'p Organization<'p>, at: Pointer) -> impl Iterator<Item = Contact<'p>> {
    let point = &organization.contact_point;
    let forms = [(Kind::Telephone, phone(point.telephone.text())), (Kind::Email, email(point.email.text()))];
    forms.into_iter().filter_map(move |(kind, normal)| Some(Contact { kind, normal: normal?, organization, at }))
}

/// The same with its address.
fn found<'p>(organization: &'p Organization<'p>, at: Pointer) -> impl Iterator<Item = Contact<'p>> {
    let own = &organization.address;
    let address = address(own.postal_code.text(), own.street.text());
    let address = address.map(|normal| Contact { kind: Kind::Address, normal, organization, at });
    reached(organization, at).chain(address)
}

/// What is found about the members, in their bids and among the parties: each with the place of its member.
pub(crate) fn of_members<'f, 'p>(facts: &'f Facts<'p>, members: &[Member<'p>]) -> &'f [(usize, Contact<'p>)] {
    facts.known.contacts.get_or_init(|| {
        let parties = Parties::of(facts);
        let mut contacts = Vec::new();
        for (place, member) in members.iter().enumerate() {
            contacts.extend(found(member.organization, member.pointer).map(|own| (place, own)));
            for (at, party) in parties.get(member.id) {
                contacts.extend(found(party, Pointer::Party(at)).map(|own| (place, own)));
            }
        }
        contacts
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_one_contact_have_one_normal_form() {
        assert_eq!(phone("+7 (727) 250-12-34").as_deref(), Some("272501234"));
        assert_eq!(phone("8 727 2501234"), phone("+77272501234"));
        assert_eq!(phone("2501234").as_deref(), Some("2501234"));
        assert_eq!(phone("250123"), None);
        assert_eq!(phone("000-000-0000"), None);
        assert_eq!(email(" Info@Example.ORG ").as_deref(), Some("info@example.org"));
        assert_eq!(email("n/a"), None);
        assert_eq!(address("050-000", "Абай к-сі, 5 «Б»"), address("050000", "абай ксі 5б"));
        assert_eq!(address("", "Main street 5"), None);
        assert_eq!(address("050000", " - "), None);
    }
}
