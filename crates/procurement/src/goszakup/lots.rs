//! Lots of an announcement. The portal tells them apart by `id`; what comes out calls them by the number that people know,
//! and by the `id` where one number is used twice.

use super::codes::LotSuffix;
use super::fields::{Desk, Object};
use super::gather::Buy;
use super::release::{Out, classification, money, number, reference};
use crate::json::raw::Raw;
use crate::json::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of a lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lot {
    /// Written under this name.
    Kept(String),
    /// Not written, because it is deleted.
    Deleted,
    /// Not written, because it has no number.
    Unnumbered,
}

/// The lots of an announcement, and what becomes of each.
pub(super) fn all<'b, 'a>(buy: &'b Buy<'a>, desk: &Desk<'_>) -> Vec<(&'b Object<'a>, Lot)> {
    let mut lots = Vec::with_capacity(buy.lots.all.len());
    for lot in &buy.lots.all {
        lots.push((
            lot,
            match lot.text("lotNumber", desk) {
                _ if lot.yes("isDeleted", desk) => Lot::Deleted,
                Some(number) => Lot::Kept(number),
                None => {
                    lot.dropped(desk, "lotNumber", "a lot without a number was left out");
                    Lot::Unnumbered
                }
            },
        ));
    }
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for (_, lot) in &lots {
        if let Lot::Kept(number) = lot {
            *uses.entry(number.clone()).or_insert(0) += 1;
        }
    }
    let mut taken: BTreeSet<String> = uses.keys().cloned().collect();
    for (object, lot) in &mut lots {
        if let Lot::Kept(number) = lot
            && uses.get(number).is_some_and(|uses| *uses > 1)
        {
            let name = own_name(object, number, &mut taken, desk);
            let message = format!("another lot has the same number, so this one is called `{name}` in the release");
            let fault = object.about(desk, "goszakup-lot", &message).field(object.field("lotNumber"));
            let hint = "no lot was left out; ask the portal which of them the number belongs to";
            desk.fault(fault.found(number.as_str()).hint(hint));
            *number = name;
        }
    }
    lots
}

/// A name that no other lot has: the portal's `id`, or the number with something behind it.
fn own_name(lot: &Object<'_>, number: &str, taken: &mut BTreeSet<String>, desk: &Desk<'_>) -> String {
    let id = lot.text("id", desk);
    let named = id.into_iter().flat_map(|id| [id.clone(), format!("{number}-{id}")]);
    let counted = (2_usize..).map(|n| format!("{number}-{n}"));
    let free = named.chain(counted).find(|name| !taken.contains(name)).unwrap_or_else(|| number.to_owned());
    taken.insert(free.clone());
    free
}

/// A lot and the item that it is about. `by_number` says that the announcement names no procedure.
pub(super) fn lot_and_item(
    lot: &Object<'_>,
    id: &str,
    by_number: bool,
    desk: &Desk<'_>,
) -> (Tree<'static>, Tree<'static>) {
    let planned = lot.code("refTradeMethodsId", desk).or_else(|| reference(lot, "RefTradeMethods", desk));
    let actual = lot.code("refBuyTradeMethodsId", desk).or_else(|| reference(lot, "RefBuyTradeMethods", desk));
    // A planned procedure is a code, with which the name that an ending stands for cannot be compared.
    let ending = (by_number && planned.is_none()).then(|| suffix(lot, desk)).flatten();
    let actual = actual.or_else(|| ending.map(|known| known.name.clone()));
    let tree = Out::default()
        .text("id", Some(id))
        .text("title", lot.text("nameRu", desk))
        .text("title_kk", lot.text("nameKz", desk))
        .text("description", lot.text("descriptionRu", desk))
        .text("description_kk", lot.text("descriptionKz", desk))
        .with("value", money(lot.number("amount", desk)))
        .text("plannedProcurementMethodDetails", planned)
        .text("procurementMethodDetails", actual)
        .tree();
    let places = codes(lot, "plnPointKatoList", desk);
    let location = places.first().map(|_| {
        let places = places.iter().map(|place| Tree::text(place)).collect();
        let gazetteer = Out::default().text("scheme", Some("KZ-KATO")).list("identifiers", places);
        Out::default().with("gazetteer", gazetteer.some()).tree()
    });
    let item = Out::default()
        .text("id", Some(id))
        .text("description", lot.text("nameRu", desk))
        .text("description_kk", lot.text("nameKz", desk))
        .with("classification", classification(codes(lot, "enstruList", desk).first()))
        .with("quantity", number(lot.number("count", desk)))
        .text("relatedLot", Some(id))
        .with("deliveryLocation", location)
        .tree();
    (tree, item)
}

/// What the ending of the lot's number says.
fn suffix<'d>(lot: &Object<'_>, desk: &Desk<'d>) -> Option<&'d LotSuffix> {
    desk.codes.lot_suffix(&lot.text("lotNumber", desk)?)
}

/// The procedure of an announcement by the endings of its lots' numbers, if all that are written have one and the same.
pub(super) fn procedure<'d>(lots: &[(&Object<'_>, Lot)], desk: &Desk<'d>) -> Option<&'d LotSuffix> {
    let mut kept = lots.iter().filter(|(_, lot)| matches!(lot, Lot::Kept(_))).map(|(lot, _)| suffix(lot, desk));
    let first = kept.next()??;
    kept.all(|other| other == Some(first)).then_some(first)
}

/// The codes in a field that is a list of texts, or one text.
fn codes(object: &Object<'_>, name: &str, desk: &Desk<'_>) -> Vec<String> {
    let one = |tree: &Tree<'_>| match tree {
        Tree::Scalar(raw) => Raw(raw).identifier().map(|text| desk.people.covered(text.trim())),
        Tree::List(_) | Tree::Object(_) => None,
    };
    let items = match object.get(name) {
        Some(Tree::List(items)) => items.as_slice(),
        Some(tree) => std::slice::from_ref(tree),
        None => &[],
    };
    let found: Vec<String> = items.iter().filter_map(one).filter(|text| !text.is_empty()).collect();
    if found.len() < items.iter().filter(|item| !item.is_null()).count() {
        object.fault(desk, name, "a list of codes");
    }
    found
}
