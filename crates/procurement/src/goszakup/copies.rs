//! Copies of one object: the same announcement, lot or contract in several answers. Their fields become one object; where
//! two copies contradict each other the later one counts, and both places are named.

use super::codes::Codes;
use super::fields::{Desk, Object, digits, plain};
use crate::json::raw::{Kind, Raw};
use crate::json::tree::Tree;
use jiff::Timestamp;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// When the portal changed an object last.
const UPDATED: &str = "lastUpdateDate";
/// Lots are objects with copies of their own.
const LOTS: &str = "Lots";

impl<'a> Object<'a> {
    /// Takes the fields of another copy, which stands later in the input. Of fields that both have those of the copy that was
    /// updated later stay; where that is not known, those of the other.
    pub(super) fn update(&mut self, other: Self, desk: &Desk<'_>) {
        let updated = |object: &Self| instant(&object.get(UPDATED)?.as_text()?, desk.codes);
        let dates = updated(self).zip(updated(&other)).filter(|(own, others)| own != others);
        let newer = dates.is_none_or(|(own, others)| others > own);
        let differing = self.differing(&other, desk);
        if !differing.is_empty() {
            let (kept, left) = if newer { (&other, &*self) } else { (&*self, &other) };
            let why = if dates.is_some() { "was updated later" } else { "comes later in the input" };
            let message = format!(
                "two copies of one object differ in {}: {} and {}; the latter {why} and was taken",
                differing.join(", "),
                left.origin(desk),
                kept.origin(desk),
            );
            let fault = left.about(desk, "goszakup-copies", &message).field(other.named_as_found());
            desk.fault(fault.hint("leave out the file that is out of date, or ask the portal for the object again"));
        }
        self.absorb(other, newer, blank);
    }

    /// The names of fields that both copies have, with different values.
    fn differing(&self, other: &Self, desk: &Desk<'_>) -> Vec<String> {
        let apart = |name: &str, tree: &Tree<'_>| {
            let name = plain(name);
            let own = self.get(&name).filter(|own| !blank(own) && !blank(tree));
            name != plain(UPDATED) && name != plain(LOTS) && own.is_some_and(|own| !same(own, tree, desk.codes))
        };
        let named = other.fields().filter(|(name, tree)| apart(name, tree));
        named.map(|(name, _)| format!("`{}`", desk.people.covered(name))).collect()
    }
}

/// A text without letters says nothing, and takes nothing away from what another copy says.
fn blank(tree: &Tree<'_>) -> bool {
    tree.as_text().is_some_and(|text| text.trim().is_empty())
}

fn instant(text: &str, codes: &Codes) -> Option<Timestamp> {
    codes.instant(text, false)?.parse().ok()
}

/// Whether two values say the same, however REST and GraphQL write it: `5` and `"5.00"`, `2024-01-01 10:00:00` with a blank
/// or a `T`, an object and an array of this object. Of objects only what both have is compared.
fn same(one: &Tree<'_>, other: &Tree<'_>, codes: &Codes) -> bool {
    match (one, other) {
        (Tree::Scalar(one), Tree::Scalar(other)) => same_scalar(one, other, codes),
        (Tree::List(one), Tree::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other, codes))
        }
        (Tree::Object(one), Tree::Object(other)) => {
            let given = |(name, tree): &(Cow<'_, str>, Tree<'_>)| (!tree.is_null()).then(|| plain(name));
            let known: BTreeMap<String, &Tree<'_>> =
                one.iter().filter_map(|member| Some((given(member)?, &member.1))).collect();
            let known = |member| known.get(&given(member)?).copied().zip(Some(&member.1));
            other.iter().filter_map(known).all(|(one, other)| same(one, other, codes))
        }
        (Tree::List(list), tree @ Tree::Object(_)) | (tree @ Tree::Object(_), Tree::List(list)) => {
            matches!(list.as_slice(), [only] if same(only, tree, codes))
        }
        _ => false,
    }
}

fn same_scalar(one: &str, other: &str, codes: &Codes) -> bool {
    let (one, other) = (written(one), written(other));
    let number = |text: &str| {
        let number = digits(text)?;
        Some(if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number })
    };
    let both = |read: fn(&str, &Codes) -> Option<Timestamp>| {
        read(&one, codes).is_some_and(|own| read(&other, codes) == Some(own))
    };
    one == other || number(&one).is_some_and(|own| number(&other) == Some(own)) || both(instant)
}

/// A scalar without the marks of JSON; yes and no are 1 and 0.
fn written(raw: &str) -> String {
    match Raw(raw).kind() {
        Kind::Boolean => (if raw == "true" { "1" } else { "0" }).to_owned(),
        _ => Raw(raw).text().map_or_else(|| raw.to_owned(), |text| text.trim().to_owned()),
    }
}
