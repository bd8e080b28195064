//! Objects of the portal out of whatever form they were saved in, told apart by their fields, and joined: lots and
//! contracts to their announcement, copies of one object to one. Files and objects may come in any order.

use super::fields::{Desk, Object};
use crate::json::documents::Text;
use crate::json::quick;
use crate::json::raw::{Kind, Raw};
use crate::json::scan::Fault;
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
    pub(super) object: Object<'a>,
    pub(super) lots: Vec<Object<'a>>,
    pub(super) contracts: Vec<Object<'a>>,
}

/// Everything that was found.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub(super) buys: Vec<Buy<'a>>,
    pub(super) rnu: Vec<Object<'a>>,
    /// Names of organisations by their number.
    pub(super) names: BTreeMap<String, String>,
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
        file.documents(&mut faults, |document| match quick::parse(document) {
            Ok(tree) => {
                read += 1;
                self.document(number, &file.place(document), &tree, None, 0, desk);
            }
            Err(fault) => broken.push(file.not_json(Fault { at: file.offset(document) + fault.at, ..fault })),
        });
        // What stands around a number in broken text is not shown: it may be anybody's.
        for mut fault in faults.into_iter().chain(broken) {
            fault.found = None;
            desk.fault(fault);
        }
        read
    }

    fn document(
        &mut self,
        file: usize,
        place: &Place,
        tree: &Tree<'a>,
        named: Option<What>,
        depth: usize,
        desk: &Desk<'_>,
    ) {
        match tree {
            Tree::List(items) if depth < NESTED_MAX => {
                items.iter().for_each(|item| self.document(file, place, item, named, depth + 1, desk));
            }
            Tree::Object(members) => {
                let container = members.iter().filter(|(key, value)| {
                    let holds = matches!(value, Tree::List(_) | Tree::Object(_));
                    holds && (key == "data" || key == "items" || What::named(key).is_some())
                });
                let object = Object::of("object", file, place, tree);
                let kind = object.as_ref().and_then(|object| named.or_else(|| What::of(object)));
                if let (Some(object), Some(kind)) = (object, kind) {
                    return self.object(object, kind, desk);
                }
                let mut inner = 0;
                for (key, value) in container {
                    inner += 1;
                    self.document(file, place, value, What::named(key), depth + 1, desk);
                }
                if inner == 0 {
                    self.unknown(file, place, tree, desk);
                }
            }
            Tree::Scalar(raw) if Raw(raw).kind() == Kind::Null => {}
            _ => self.unknown(file, place, tree, desk),
        }
    }

    fn unknown(&self, file: usize, place: &Place, tree: &Tree<'a>, desk: &Desk<'_>) {
        let Some(text) = desk.files.get(file) else { return };
        let empty = |key: &str| matches!(tree.get(key), Some(Tree::Scalar(_) | Tree::List(_) | Tree::Object(_)));
        if ["data", "items", "errors"].iter().any(|key| empty(key)) && tree.get("errors").is_none() {
            return;
        }
        let message = match tree.get("errors") {
            Some(_) => "the portal answered with an error instead of objects",
            None => "this is no announcement, lot, contract, supplier or entry of the register of unfair suppliers",
        };
        let fault = probity_core::Diagnostic::warning("goszakup-kind", &text.name, message).at(place.clone());
        desk.fault(fault.hint("ask the portal again, or leave the file out"));
    }

    fn object(&mut self, mut object: Object<'a>, kind: What, desk: &Desk<'_>) {
        let word = kind.word();
        let count = self.seen.entry(word).or_insert(0);
        object.path = format!("{word}[{count}]");
        *count += 1;
        match kind {
            What::Buy => self.buy(object, desk),
            What::Lot => self.lots.push(object),
            What::Contract => self.contracts.push(object),
            What::Rnu => self.rnu.push(object),
            What::Subject => self.subject(&object, desk),
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
        let (lots, contracts) = (object.objects("Lots", desk), Vec::new());
        let next = self.buys.len();
        let at = *self.by_number.entry(number.clone()).or_insert(next);
        if let Some(id) = object.text("id", desk) {
            self.by_id.entry(id).or_insert(at);
        }
        match self.buys.get_mut(at) {
            Some(known) => {
                known.object.update(object);
                lots.into_iter().for_each(|lot| joined(&mut known.lots, lot, &["id", "lotNumber"], desk));
            }
            None => {
                let mut buy = Buy { number, object, lots: Vec::new(), contracts };
                lots.into_iter().for_each(|lot| joined(&mut buy.lots, lot, &["id", "lotNumber"], desk));
                self.buys.push(buy);
            }
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
        for lot in lots {
            match self.home(&lot, desk) {
                Some(buy) => joined(&mut buy.lots, lot, &["id", "lotNumber"], desk),
                None => alone(&lot, desk),
            }
        }
        for contract in contracts {
            match self.home(&contract, desk) {
                Some(buy) => joined(&mut buy.contracts, contract, &["contractNumberSys"], desk),
                None => alone(&contract, desk),
            }
        }
    }

    fn home(&mut self, object: &Object<'a>, desk: &Desk<'_>) -> Option<&mut Buy<'a>> {
        let number = object.text("trdBuyNumberAnno", desk).or_else(|| object.text("numberAnno", desk));
        let by_number = number.and_then(|number| self.by_number.get(&number));
        let at = match by_number {
            Some(at) => *at,
            None => match object.text("trdBuyId", desk) {
                Some(id) => *self.by_id.get(&id)?,
                None => self.holding(object, desk)?,
            },
        };
        self.buys.get_mut(at)
    }

    /// The announcement that has the same lot.
    fn holding(&self, object: &Object<'a>, desk: &Desk<'_>) -> Option<usize> {
        let id = object.text("lotNumber", desk)?;
        self.buys.iter().position(|buy| buy.lots.iter().any(|lot| lot.text("lotNumber", desk).as_ref() == Some(&id)))
    }
}

/// Adds an object, or takes its fields into the copy that is there: equal in the first of these fields that both have.
fn joined<'a>(all: &mut Vec<Object<'a>>, object: Object<'a>, keys: &[&str], desk: &Desk<'_>) {
    let same = |known: &Object<'a>| {
        let both = keys.iter().find_map(|key| Some((known.text(key, desk)?, object.text(key, desk)?)));
        both.is_some_and(|(one, other)| one == other)
    };
    match all.iter().position(same).and_then(|at| all.get_mut(at)) {
        Some(known) => known.update(object),
        None => all.push(object),
    }
}

fn alone(object: &Object<'_>, desk: &Desk<'_>) {
    let message = "the announcement that this belongs to is in none of the files, so it was left out";
    let fault = object.about(desk, "goszakup-alone", message).field(object.field("trdBuyNumberAnno"));
    desk.fault(fault.hint("name the file with the announcement, too"));
}
