//! Contracts of an announcement as contracts and awards of OCDS: the portal publishes no award of its own, so each contract
//! says what was awarded, and both carry its number.

use super::fields::{Desk, Object};
use super::gather::Buy;
use super::lots::Lot;
use super::release::{Out, Parties, classification, money, number, reference};
use crate::json::raw::Raw;
use crate::json::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// Awards and contracts of an announcement.
pub(super) fn both(
    buy: &Buy<'_>,
    lots: &[(&Object<'_>, Lot)],
    parties: &mut Parties<'_>,
    names: &BTreeMap<String, String>,
    desk: &Desk<'_>,
) -> (Vec<Tree<'static>>, Vec<Tree<'static>>) {
    let lots: BTreeMap<String, &Lot> =
        lots.iter().filter_map(|(lot, what)| Some((lot.text("id", desk)?, what))).collect();
    let decided = buy.object.instant("itogiDatePublic", false, desk);
    let (mut awards, mut contracts) = (Vec::new(), Vec::new());
    for contract in &buy.contracts.all {
        let Some(id) = contract.text("contractNumberSys", desk) else {
            contract.dropped(desk, "contractNumberSys", "a contract without a number was left out");
            continue;
        };
        let units = units(contract, &lots, desk);
        let value = money(contract.number("contractSumWnds", desk));
        let signed = contract.instant("signDate", false, desk);
        let supplier = parties.add(contract, "supplierBiin", "supplier", names, desk);
        let mut related: Vec<String> = units.iter().filter_map(|unit| unit.lot.clone()).collect();
        related.sort();
        related.dedup();
        let award = Out::default()
            .text("id", Some(&id))
            .text("status", Some("active"))
            .text("date", decided.as_ref().or(signed.as_ref()))
            .with("value", value.clone())
            .list("suppliers", supplier.into_iter().collect())
            .list("relatedLots", related.iter().map(|lot| Tree::text(lot)).collect());
        awards.push(award.tree());
        let paid = Out::default().with("finalValue", money(contract.number("faktSumWnds", desk)));
        let state =
            reference(contract, "RefContractStatus", desk).or_else(|| contract.text("refContractStatusId", desk));
        let tree = Out::default()
            .text("id", Some(&id))
            .text("awardID", Some(&id))
            // No list of the portal's contract statuses is known: a signed contract is in force, another is to come.
            .text("status", Some(if signed.is_some() { "active" } else { "pending" }))
            .text("statusDetails", state)
            .with("value", value)
            .text("dateSigned", signed)
            .list("items", units.into_iter().map(|unit| unit.item).collect())
            .with("implementation", paid.some());
        contracts.push(tree.tree());
    }
    (awards, contracts)
}

/// Whether a contract has the number that it is written under.
pub(super) fn is_numbered(contract: &Object<'_>) -> bool {
    let Some(Tree::Scalar(raw)) = contract.get("contractNumberSys") else { return false };
    Raw(raw).identifier().is_some_and(|number| !number.trim().is_empty())
}

struct Unit {
    lot: Option<String>,
    item: Tree<'static>,
}

/// What a contract is about. An item has the name of its lot, or the lot's `id` where the lot is not in the files; of
/// several items of one lot the later ones are numbered.
fn units(contract: &Object<'_>, lots: &BTreeMap<String, &Lot>, desk: &Desk<'_>) -> Vec<Unit> {
    let units = contract.objects("ContractUnits", desk);
    let mut joined = Vec::with_capacity(units.len());
    for (n, unit) in units.iter().enumerate() {
        let lot_id = unit.text("lotId", desk);
        let lot = lot_id.as_ref().and_then(|id| lot_of(unit, lots.get(id).copied(), desk));
        let name = lot.clone().or(lot_id).unwrap_or_else(|| (n + 1).to_string());
        joined.push((lot, name));
    }
    let ids = apart(&joined);
    let mut found = Vec::with_capacity(units.len());
    for ((unit, (lot, _)), id) in units.iter().zip(joined).zip(ids) {
        let plan = unit.objects("Plans", desk).into_iter().next();
        let class = plan.as_ref().and_then(|plan| plan.text("refEnstruCode", desk));
        let price = money(unit.number("itemPrice", desk));
        let item = Out::default()
            .text("id", Some(id))
            .with("classification", classification(class.as_ref()))
            .with("quantity", number(unit.number("quantity", desk)))
            .with("unit", Out::default().with("value", price).some())
            .text("relatedLot", lot.as_ref());
        found.push(Unit { lot, item: item.tree() });
    }
    found
}

/// Names of items, each once: the first of a name has it as it is, the others a number behind it that makes it no other's.
fn apart(items: &[(Option<String>, String)]) -> Vec<String> {
    let mut taken: BTreeSet<String> = items.iter().map(|(_, name)| name.clone()).collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ids = Vec::with_capacity(items.len());
    for (_, name) in items {
        let times = times.entry(name).or_insert(0);
        *times += 1;
        let mut id = name.clone();
        if *times > 1 {
            id = format!("{name}-{times}");
            while !taken.insert(id.clone()) {
                *times += 1;
                id = format!("{name}-{times}");
            }
        }
        ids.push(id);
    }
    ids
}

/// The name of the lot that a unit names; what cannot be joined is said.
fn lot_of(unit: &Object<'_>, lot: Option<&Lot>, desk: &Desk<'_>) -> Option<String> {
    let (message, hint) = match lot {
        Some(Lot::Kept(name)) => return Some(name.clone()),
        Some(Lot::Deleted) => (
            "the lot of a contract is deleted in the announcement, so the contract is not joined to it",
            "ask for the announcement's lots again: a lot with a contract should not be deleted",
        ),
        Some(Lot::Unnumbered) => (
            "the lot of a contract has no number and was left out, so the contract is not joined to it",
            "ask for the announcement's lots again, with the field `lotNumber`",
        ),
        None => (
            "the lot of a contract is in none of the files, so the contract is not joined to it",
            "name the file with the announcement's lots, too",
        ),
    };
    desk.fault(unit.about(desk, "goszakup-lot", message).field(unit.field("lotId")).hint(hint));
    None
}
