//! Objects of the portal out of whatever form they were saved in, told apart by their fields, and joined: lots and
//! contracts to their announcement, copies of one object to one. Files and objects may come in any order.

use super::fields::{Desk, Object};
use crate::json::documents::Text;
use crate::json::raw::{Kind, Raw};
use crate::json::tree::Tree;
use probity_core::Place;
use std::collections::BTreeMap;

/// Answers nest containers a few deep.
const NESTED_MAX: usize = 5;

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Buy,
    Lot,
    Contract,
    Rnu,
    Subject,
    Method,
}

impl What {
    /// The kind that a container of GraphQL names.
    fn named(container: &str) -> Option<Self> {
        match container.to_lowercase().as_str() {
            "trdbuy" | "trdbuys" => Some(Self::Buy),
            "lots" => Some(Self::Lot),
            "contract" | "contracts" => Some(Self::Contract),
            "rnu" => Some(Self::Rnu),
            "subject" | "subjects" => Some(Self::Subject),
            "reftrademethods" | "ref_trade_methods" => Some(Self::Method),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Buy => "TrdBuy",
            Self::Lot => "Lots",
            Self::Contract => "Contract",
            Self::Rnu => "Rnu",
            Self::Subject => "Subjects",
            Self::Method => "RefTradeMethods",
        }
    }

    /// The kind that an object's fields show.
    fn of(object: &Object<'_>) -> Option<Self> {
        let has = |name| object.has(name);
        if has("contractNumberSys") {
            Some(Self::Contract)
        } else if has("numberAnno") && (has("totalSum") || has("Lots")) {
            Some(Self::Buy)
        } else if has("lotNumber") {
            Some(Self::Lot)
        } else if has("supplierBiin") && has("pid") {
            Some(Self::Rnu)
        } else if has("numberAnno") || (has("totalSum") && (has("Lots") || has("refBuyStatusId") || has("countLots"))) {
            Some(Self::Buy)
        } else if has("pid") && (has("bin") || has("iin")) {
            Some(Self::Subject)
        } else {
            None
        }
    }
}

/// An announcement with what belongs to it.
#[derive(Debug)]
pub(super) struct Buy<'a> {
    pub(super) number: String,
    /// The name of its method, from a list of references.
    pub(super) method: Option<String>,
    pub(super) object: Object<'a>,
    pub(super) lots: Group<'a>,
    pub(super) contracts: Group<'a>,
}

/// Objects that are told apart by the values of some fields.
#[derive(Debug, Default)]
pub(super) struct Group<'a> {
    pub(super) all: Vec<Object<'a>>,
    index: BTreeMap<(usize, String), usize>,
}

impl<'a> Group<'a> {
    /// Adds an object, or takes its fields into the copy that is there. The first key tells objects apart for certain: where
    /// two have different ones, it does not matter that the other keys are the same.
    fn add(&mut self, object: Object<'a>, keys: &[&str], desk: &Desk<'_>) {
        let own: Vec<(usize, String)> =
            keys.iter().enumerate().filter_map(|(n, key)| Some((n, object.text(key, desk)?))).collect();
        let certain = own.iter().find(|(n, _)| *n == 0);
        let apart = |at: &usize| {
            let known = self.all.get(*at).zip(keys.first()).and_then(|(known, key)| known.text(key, desk));
            known.zip(certain).is_some_and(|(known, (_, own))| known != *own)
        };
        let known = own.iter().find_map(|key| self.index.get(key).filter(|at| key.0 == 0 || !apart(at))).copied();
        let at = known.unwrap_or(self.all.len());
        for key in own {
            self.index.entry(key).or_insert(at);
        }
        match self.all.get_mut(at) {
            Some(copy) => copy.update(object, desk),
            None => self.all.push(object),
        }
    }
}

/// What tells lots apart.
const LOT: [&str; 2] = ["id", "lotNumber"];
/// What tells contracts apart.
const CONTRACT: [&str; 1] = ["contractNumberSys"];

/// Everything that was found.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub(super) buys: Vec<Buy<'a>>,
    pub(super) rnu: Vec<Object<'a>>,
    /// Names of organisations by their number.
    pub(super) names: BTreeMap<String, String>,
    /// Names of methods by their code.
    methods: BTreeMap<String, String>,
    /// Announcements that cannot become a release.
    pub(super) rejected: usize,
    lots: Vec<Object<'a>>,
    contracts: Vec<Object<'a>>,
    by_number: BTreeMap<String, usize>,
    by_id: BTreeMap<String, usize>,
    seen: BTreeMap<&'static str, usize>,
}

impl<'a> Found<'a> {
    /// Takes the objects of a file; gives how many documents of it could be read.
    pub(super) fn take(&mut self, number: usize, file: &'a Text, desk: &Desk<'_>) -> usize {
        let mut faults = Vec::new();
        let mut broken = Vec::new();
        let mut read = 0;
        file.documents(&mut faults, |document| match Tree::parse(document) {
            Ok(tree) => {
                read += 1;
                self.document((number, file.offset(document)), &tree, None, 0, desk);
            }
            Err(fault) => broken.push(file.not_json(document, fault)),
        });
        // What stands around a number in broken text is not shown: it may be anybody's.
        for mut fault in faults.into_iter().chain(broken) {
            fault.found = None;
            desk.fault(fault);
        }
        read
    }

    fn document(&mut self, here: (usize, usize), tree: &Tree<'a>, named: Option<What>, depth: usize, desk: &Desk<'_>) {
        match tree {
            Tree::List(items) if depth < NESTED_MAX => {
                items.iter().for_each(|item| self.document(here, item, named, depth + 1, desk));
            }
            Tree::Object(members) => {
                let container = members.iter().filter(|(key, value)| {
                    let holds = matches!(value, Tree::List(_) | Tree::Object(_));
                    holds && (key == "data" || key == "items" || What::named(key).is_some())
                });
                let object = Object::of("object", here, tree, desk);
                let kind = object.as_ref().and_then(|object| named.or_else(|| What::of(object)));
                if let (Some(object), Some(kind)) = (object, kind) {
                    return self.object(object, kind, desk);
                }
                let mut inner = 0;
                for (key, value) in container {
                    inner += 1;
                    self.document(here, value, What::named(key), depth + 1, desk);
                }
                if inner == 0 {
                    self.unknown(here, tree, desk);
                }
            }
            Tree::Scalar(raw) if Raw(raw).kind() == Kind::Null => {}
            _ => self.unknown(here, tree, desk),
        }
    }

    fn unknown(&self, (file, at): (usize, usize), tree: &Tree<'a>, desk: &Desk<'_>) {
        let Some(text) = desk.files.get(file) else { return };
        let empty = |key: &str| matches!(tree.get(key), Some(Tree::Scalar(_) | Tree::List(_) | Tree::Object(_)));
        if ["data", "items", "errors"].iter().any(|key| empty(key)) && tree.get("errors").is_none() {
            return;
        }
        let message = match tree.get("errors") {
            Some(_) => "the portal answered with an error instead of objects",
            None => "this is no announcement, lot, contract, supplier or entry of the register of unfair suppliers",
        };
        let fault = probity_core::Diagnostic::warning("goszakup-kind", &text.name, message).at(Place {
            sheet: None,
            row: text.line(at),
            column: 0,
        });
        desk.fault(fault.hint("ask the portal again, or leave the file out"));
    }

    fn object(&mut self, mut object: Object<'a>, kind: What, desk: &Desk<'_>) {
        let word = kind.word();
        let count = self.seen.entry(word).or_insert(0);
        object.call(format!("{word}[{count}]"));
        *count += 1;
        match kind {
            What::Buy => self.buy(object, desk),
            What::Lot => self.lots.push(object),
            What::Contract => self.contracts.push(object),
            What::Rnu => self.rnu.push(object),
            What::Subject => self.subject(&object, desk),
            What::Method => {
                if let (Some(code), Some(name)) = (object.code("id", desk), object.text("nameRu", desk)) {
                    self.methods.insert(code, name);
                }
            }
        }
    }

    fn buy(&mut self, mut object: Object<'a>, desk: &Desk<'_>) {
        let Some(number) = object.text("numberAnno", desk) else {
            let mut fault =
                object.about(desk, "goszakup-reject", "an announcement without its number gives no release");
            fault.level = probity_core::Level::Error;
            let fault = fault.field(object.field("numberAnno")).expected("a number such as 9000001-1");
            desk.fault(fault.hint("ask the portal for the object again, with the field `numberAnno`"));
            self.rejected += 1;
            return;
        };
        object.path = format!("TrdBuy {number}");
        let lots = object.objects("Lots", desk);
        let next = self.buys.len();
        let at = *self.by_number.entry(number.clone()).or_insert(next);
        if let Some(id) = object.text("id", desk) {
            self.by_id.entry(id).or_insert(at);
        }
        if at == next {
            self.buys.push(Buy { number, method: None, object, lots: Group::default(), contracts: Group::default() });
        } else if let Some(known) = self.buys.get_mut(at) {
            known.object.update(object, desk);
        }
        if let Some(buy) = self.buys.get_mut(at) {
            lots.into_iter().for_each(|lot| buy.lots.add(lot, &LOT, desk));
        }
    }

    fn subject(&mut self, object: &Object<'a>, desk: &Desk<'_>) {
        use super::people::Number;
        // Names of natural persons stay where they are.
        if let Some(Number::Business(digits)) = object.holder("bin", desk)
            && let Some(name) = object.text("nameRu", desk)
        {
            self.names.insert(digits, name);
        }
    }

    /// Joins lots and contracts to their announcements, whatever the order in which they came.
    pub(super) fn join(&mut self, desk: &Desk<'_>) {
        let (lots, contracts) = (std::mem::take(&mut self.lots), std::mem::take(&mut self.contracts));
        for buy in &mut self.buys {
            buy.method = buy.object.code("refTradeMethodsId", desk).and_then(|code| self.methods.get(&code).cloned());
        }
        let mut by_lot = BTreeMap::new();
        for (at, buy) in self.buys.iter().enumerate() {
            by_lot.extend(buy.lots.all.iter().filter_map(|lot| Some((lot.text("lotNumber", desk)?, at))));
        }
        for lot in lots {
            match self.home(&lot, &by_lot, desk) {
                Some(buy) => buy.lots.add(lot, &LOT, desk),
                None => alone(&lot, desk),
            }
        }
        for contract in contracts {
            match self.home(&contract, &by_lot, desk) {
                Some(buy) => buy.contracts.add(contract, &CONTRACT, desk),
                None => alone(&contract, desk),
            }
        }
    }

    fn home(&mut self, object: &Object<'a>, by_lot: &BTreeMap<String, usize>, desk: &Desk<'_>) -> Option<&mut Buy<'a>> {
        let named = |map: &BTreeMap<String, usize>, field| map.get(&object.text(field, desk)?).copied();
        let at = named(&self.by_number, "trdBuyNumberAnno")
            .or_else(|| named(&self.by_number, "numberAnno"))
            .or_else(|| named(&self.by_id, "trdBuyId"))
            .or_else(|| named(by_lot, "lotNumber"))?;
        self.buys.get_mut(at)
    }
}

fn alone(object: &Object<'_>, desk: &Desk<'_>) {
    let message = "the announcement that this belongs to is in none of the files, so it was left out";
    let fault = object.about(desk, "goszakup-alone", message).field(object.field("trdBuyNumberAnno"));
    desk.fault(fault.hint("name the file with the announcement, too"));
}
