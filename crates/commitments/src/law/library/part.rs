//! A provision of an act by its identifier. A paragraph of text ("часть вторая", "екінші бөлік") is no element of its own:
//! it is found by counting the lines of the provision it belongs to.

use super::act::Provision;
use super::value::Kind;
use std::borrow::Cow;

const LINE: &str = "subpara_";

/// The provision with this identifier; a paragraph of text comes as a provision made for the purpose.
pub fn find<'a>(provisions: &'a [Provision], eid: &str) -> Option<Cow<'a, Provision>> {
    if let Some(found) = whole(provisions, eid) {
        return Some(Cow::Borrowed(found));
    }
    let (parent, number) = line_of(eid)?;
    let text = whole(provisions, parent)?.text.as_deref()?;
    let text = lines(text).nth(number.checked_sub(1)?)?.to_owned();
    let kind: Kind = "subparagraph".parse().ok()?;
    let (num, heading, children) = (None, None, Vec::new());
    Some(Cow::Owned(Provision { kind, eid: eid.to_owned(), num, heading, text: Some(text), children }))
}

/// The element with this identifier.
pub(super) fn whole<'a>(provisions: &'a [Provision], eid: &str) -> Option<&'a Provision> {
    provisions.iter().find_map(|one| if one.eid == eid { Some(one) } else { whole(&one.children, eid) })
}

/// The element a paragraph of text belongs to, and which paragraph it is, from 1.
pub(super) fn line_of(eid: &str) -> Option<(&str, usize)> {
    let (parent, last) = eid.rsplit_once("__")?;
    Some((parent, last.strip_prefix(LINE)?.parse().ok()?))
}

/// The paragraphs of a text.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}
