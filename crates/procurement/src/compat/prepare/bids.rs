//! Bids and awards: amounts, currencies, classifications, statuses, and who bid or supplied.

use super::super::settings::{Listed, Preparation};
use super::organisations::{Ids, Roles, stringify};
use super::rows::Rows;
use super::{remove, set};
use crate::json::raw::{Kind, Raw};
use crate::json::tree::Tree;
use std::collections::{BTreeMap, HashMap};

/// Statuses of bids: the code list of the bids extension of OCDS.
const BID_STATUSES: [&str; 5] = ["invited", "pending", "valid", "disqualified", "withdrawn"];
/// Statuses of awards: the code list of OCDS 1.1.
const AWARD_STATUSES: [&str; 4] = ["pending", "active", "cancelled", "unsuccessful"];

/// Prepares `bids.details`.
pub fn bids(preparation: &Preparation, release: &mut Tree, ids: Ids, roles: &mut Roles, rows: &mut Rows) {
    let Some(Tree::List(details)) = release.get_mut("bids").and_then(|bids| bids.get_mut("details")) else { return };
    for (index, bid) in details.iter_mut().enumerate() {
        if let Some(value) = bid.get_mut("value").filter(|value| matches!(value, Tree::Object(_))) {
            amount(preparation, value, index, rows);
        }
        schemes(preparation, bid, "/bids/details[]/items[]/classification/scheme", index, rows);
        let status = Status {
            path: "/bids/details[]/status",
            default: preparation.bid_status.as_deref(),
            renamed: &preparation.bid_statuses,
            known: &BID_STATUSES,
        };
        status.prepare(bid, index, rows);
        ids.array(bid, "tenderers", Some((&mut *roles, "tenderer")));
    }
}

/// Prepares `awards`.
pub fn awards(
    preparation: &Preparation,
    release: &mut Tree,
    ids: Ids,
    roles: &mut Roles,
    rows: &mut Rows,
    cancelled: &HashMap<String, bool>,
) {
    let nothing = Listed::new();
    let classes = Ids { redacted: &nothing, prefix: "" };
    let Some(Tree::List(awards)) = release.get_mut("awards") else { return };
    for (index, award) in awards.iter_mut().enumerate() {
        stringify(award, "id");
        if let Some(Tree::List(items)) = award.get_mut("items") {
            for item in items {
                classes.object(item, "classification", None);
            }
        }
        schemes(preparation, award, "/awards[]/items[]/classification/scheme", index, rows);
        let status = Status {
            path: "/awards[]/status",
            default: preparation.award_status.as_deref(),
            renamed: &preparation.award_statuses,
            known: &AWARD_STATUSES,
        };
        status.prepare(award, index, rows);
        if award.get("id").and_then(Tree::as_text).is_some_and(|id| cancelled.get(id.as_ref()) == Some(&true)) {
            set(award, "status", Tree::text("cancelled"));
        }
        ids.array(award, "suppliers", Some((&mut *roles, "supplier")));
    }
}

fn amount(preparation: &Preparation, value: &mut Tree, index: usize, rows: &mut Rows) {
    let number = match value.get("amount") {
        Some(Tree::Scalar(raw)) if Raw(raw).kind() == Kind::Number => raw.parse::<f64>().ok(),
        _ => None,
    };
    if let Some(number) = number.filter(|number| number.is_finite()) {
        if preparation.redacted_amounts.contains(&number) {
            remove(value, "amount");
        } else if number == 0.0 {
            rows.add("/bids/details[]/value/amount", &[index], "", "is zero");
        }
    }
    if value.get("currency").is_none() {
        match &preparation.currency {
            Some(currency) => set(value, "currency", Tree::text(currency)),
            None => rows.add("/bids/details[]/value/currency", &[index], "", "not set"),
        }
    }
}

/// The schemes of the classifications of items. A null scheme is one.
fn schemes(preparation: &Preparation, parent: &mut Tree, path: &'static str, index: usize, rows: &mut Rows) {
    let Some(Tree::List(items)) = parent.get_mut("items") else { return };
    for (position, item) in items.iter_mut().enumerate() {
        let classification = item.get_mut("classification").filter(|class| matches!(class, Tree::Object(_)));
        let Some(classification) = classification.filter(|class| class.get("scheme").is_none()) else { continue };
        match &preparation.item_classification_scheme {
            Some(scheme) => set(classification, "scheme", Tree::text(scheme)),
            None => rows.add(path, &[index, position], "", "not set"),
        }
    }
}

struct Status<'s> {
    path: &'static str,
    default: Option<&'s str>,
    renamed: &'s BTreeMap<String, String>,
    known: &'s [&'s str],
}

impl Status<'_> {
    fn prepare(&self, object: &mut Tree, index: usize, rows: &mut Rows) {
        // As Cardinal does, a null in place of an object becomes one as soon as there is something to put in.
        if object.is_null() && self.default.is_some() {
            *object = Tree::Object(Vec::new());
        }
        if object.get("status").is_none() {
            match self.default {
                Some(default) if matches!(object, Tree::Object(_)) => set(object, "status", Tree::text(default)),
                _ => rows.add(self.path, &[index], "", "not set"),
            }
        }
        let Some(status) = object.get_mut("status") else { return };
        let Some(mut text) = status.as_text().map(std::borrow::Cow::into_owned) else { return };
        if let Some(renamed) = self.renamed.get(&text) {
            text.clone_from(renamed);
            *status = Tree::text(renamed);
        }
        if !self.known.contains(&text.as_str()) {
            rows.add(self.path, &[index], &text, "invalid");
        }
    }
}
