//! Ways to reach an organisation in normal forms, so that two spellings of one telephone or street are the same. The
//! forms are those of the specification: nothing cleverer, because every liberty makes strangers neighbours.

use super::bidders::{Member, Parties};
use crate::facts::Facts;
use crate::process::organization::Organization;

/// Digits of a telephone number that are compared: the last ones, because country codes are written or not.
const PHONE_DIGITS: usize = 9;
/// Fewer digits are no telephone number.
const PHONE_LEAST: usize = 7;

/// One way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contact {
    /// `telephone`, `email` or `address`.
    pub kind: &'static str,
    /// Its normal form.
    pub normal: String,
    /// Where it stands.
    pub pointer: String,
    /// As published.
    pub published: String,
}

/// The last nine digits, if there are at least seven that are not all nought.
pub(crate) fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let last = digits.get(digits.len().saturating_sub(PHONE_DIGITS)..)?;
    // A row of noughts fills a field that must not be empty; it reaches nobody.
    (last.len() >= PHONE_LEAST && last.bytes().any(|digit| digit != b'0')).then(|| last.to_owned())
}

/// Trimmed and in lower case; what has no `@` is no address.
pub(crate) fn email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    text.contains('@').then_some(text)
}

/// Letters and digits of postcode and street in lower case; both are needed.
pub(crate) fn address(postcode: &str, street: &str) -> Option<String> {
    let letters = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (postcode, street) = (letters(postcode), letters(street));
    (!postcode.is_empty() && !street.is_empty()).then(|| format!("{postcode} {street}"))
}

/// Telephone and electronic mail of an organisation that stands at `pointer`.
pub(crate) fn reached(organization: &Organization<'_>, pointer: &str) -> Vec<Contact> {
    let point = &organization.contact_point;
    let forms = [
        ("telephone", point.telephone.text(), phone(point.telephone.text())),
        ("email", point.email.text(), email(point.email.text())),
    ];
    let contact = |(kind, published, normal): (&'static str, &str, Option<String>)| {
        let pointer = format!("{pointer}/contactPoint/{kind}");
        Some(Contact { kind, normal: normal?, pointer, published: published.to_owned() })
    };
    forms.into_iter().filter_map(contact).collect()
}

/// The same with its address.
fn found(organization: &Organization<'_>, pointer: &str) -> Vec<Contact> {
    let mut contacts = reached(organization, pointer);
    let own = &organization.address;
    if let Some(normal) = address(own.postal_code.text(), own.street.text()) {
        let published = format!("{}, {}", own.postal_code.text(), own.street.text());
        contacts.push(Contact { kind: "address", normal, pointer: format!("{pointer}/address"), published });
    }
    contacts
}

/// What is found about the members, in their bids and among the parties: each with the place of its member.
pub(crate) fn of_members<'f, 'p>(facts: &'f Facts<'p>, members: &[Member<'p>]) -> &'f [(usize, Contact)] {
    facts.known.contacts.get_or_init(|| {
        let parties = Parties::of(facts);
        let mut contacts = Vec::new();
        for (place, member) in members.iter().enumerate() {
            contacts.extend(found(member.organization, &member.pointer).into_iter().map(|own| (place, own)));
            for (at, party) in parties.get(member.id) {
                contacts.extend(found(party, &format!("/parties/{at}")).into_iter().map(|own| (place, own)));
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
