//! One announcement with its lots and contracts as a compiled release of OCDS 1.1.

use super::fields::{Desk, Object};
use super::gather::Buy;
use super::people::Number;
use crate::json::tree::Tree;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An object of what comes out, with members in the order in which they are added.
#[derive(Default)]
pub(super) struct Out(Vec<(Cow<'static, str>, Tree<'static>)>);

impl Out {
    pub(super) fn with(mut self, name: &'static str, value: Option<Tree<'static>>) -> Self {
        self.0.extend(value.map(|value| (Cow::Borrowed(name), value)));
        self
    }

    pub(super) fn text(self, name: &'static str, text: Option<impl AsRef<str>>) -> Self {
        self.with(name, text.map(|text| Tree::text(text.as_ref())))
    }

    /// An array, if it has elements.
    pub(super) fn list(self, name: &'static str, items: Vec<Tree<'static>>) -> Self {
        self.with(name, Some(items).filter(|items| !items.is_empty()).map(Tree::List))
    }

    /// The object; `None` when it is empty.
    pub(super) fn some(self) -> Option<Tree<'static>> {
        if self.0.is_empty() { None } else { Some(self.tree()) }
    }

    pub(super) fn tree(self) -> Tree<'static> {
        Tree::Object(self.0)
    }
}

pub(super) fn money(amount: Option<String>) -> Option<Tree<'static>> {
    let amount = Tree::Scalar(Cow::Owned(amount?));
    Some(Out::default().with("amount", Some(amount)).text("currency", Some("KZT")).tree())
}

pub(super) fn number(value: Option<String>) -> Option<Tree<'static>> {
    value.map(|value| Tree::Scalar(Cow::Owned(value)))
}

/// The parties of a release in the order of their first mention.
pub(super) struct Parties<'b> {
    announcement: &'b str,
    all: Vec<(String, Number, Option<String>, Vec<&'static str>)>,
}

impl<'b> Parties<'b> {
    pub(super) fn of(announcement: &'b str) -> Self {
        Self { announcement, all: Vec::new() }
    }

    /// Whether a party has a role.
    fn have(&self, role: &str) -> bool {
        self.all.iter().any(|(.., roles)| roles.contains(&role))
    }

    /// What a natural person is called where there is no key to hash the number with: a number within the announcement,
    /// so that nothing of the person leaves and people of different announcements are never taken for one.
    fn unkeyed(&self, person: &Number) -> String {
        let people: Vec<&Number> = self
            .all
            .iter()
            .map(|(_, number, ..)| number)
            .filter(|number| matches!(number, Number::Person(_)))
            .collect();
        let at = people.iter().position(|known| *known == person).unwrap_or(people.len());
        format!("KZ-IIN-{}-{}", self.announcement, at + 1)
    }

    /// Adds the party that a field names with a role, and gives the reference to it.
    pub(super) fn add(
        &mut self,
        object: &Object<'_>,
        field: &str,
        role: &'static str,
        names: &BTreeMap<String, String>,
        desk: &Desk<'_>,
    ) -> Option<Tree<'static>> {
        let number = object.holder(field, desk)?;
        let (id, name) = match &number {
            Number::Business(digits) => (format!("KZ-BIN-{digits}"), names.get(digits).cloned()),
            Number::Person(digits) => match desk.people.identifier(digits) {
                Some(id) => (id, None),
                None => {
                    let message = "a natural person is told apart within this announcement only: without a key the number \
                                   cannot be replaced by a hash";
                    let fault = object.about(desk, "goszakup-person", message).field(object.field(field));
                    desk.fault(fault.hint("make a key of random bytes and name its file with `--key FILE`"));
                    (self.unkeyed(&number), None)
                }
            },
            Number::Unknown => return None,
        };
        let reference = Out::default().text("id", Some(&id)).text("name", name.as_ref()).tree();
        match self.all.iter_mut().find(|(known, ..)| *known == id) {
            Some((.., roles)) if roles.contains(&role) => {}
            Some((.., roles)) => roles.push(role),
            None => self.all.push((id, number, name, vec![role])),
        }
        Some(reference)
    }

    fn trees(self) -> Vec<Tree<'static>> {
        let party = |(id, number, name, roles): (String, Number, Option<String>, Vec<&'static str>)| {
            let identifier = match number {
                Number::Business(digits) => {
                    Out::default().text("scheme", Some("KZ-BIN")).text("id", Some(digits)).some()
                }
                Number::Person(_) | Number::Unknown => None,
            };
            let roles = roles.into_iter().map(Tree::text).collect();
            let party = Out::default().text("id", Some(id)).text("name", name);
            party.with("identifier", identifier).list("roles", roles).tree()
        };
        self.all.into_iter().map(party).collect()
    }
}

/// The release of an announcement; `None` when there is no date to give it, which is said.
pub(super) fn release(buy: &Buy<'_>, names: &BTreeMap<String, String>, desk: &Desk<'_>) -> Option<Tree<'static>> {
    let Some(date) = date(buy, desk) else {
        let message = "an announcement without any date gives no release";
        let mut fault = buy.object.about(desk, "goszakup-reject", message);
        fault.level = probity_core::Level::Error;
        let fault = fault.field(buy.object.field("publishDate"));
        desk.fault(fault.hint("ask the portal for the object again, with its dates"));
        return None;
    };
    let ocid = format!("{}{}", desk.codes.ocid_prefix, buy.number);
    let mut parties = Parties::of(&buy.number);
    let buyer = parties.add(&buy.object, "customerBin", "buyer", names, desk);
    let entity = parties.add(&buy.object, "orgBin", "procuringEntity", names, desk);
    let (awards, contracts) = super::contracts::both(buy, &mut parties, names, desk);
    let mut tenderers = Vec::new();
    if !parties.have("supplier") {
        tenderers.extend(parties.add(&buy.object, "biinSupplier", "tenderer", names, desk));
    }
    let tender = tender(buy, entity, tenderers, desk);
    let release = Out::default()
        .text("ocid", Some(&ocid))
        .text("id", Some(format!("{ocid}-{date}")))
        .text("date", Some(date))
        .list("tag", vec![Tree::text("compiled")])
        .text("initiationType", Some("tender"))
        .text("language", Some("ru"))
        .list("parties", parties.trees())
        .with("buyer", buyer)
        .with("tender", Some(tender))
        .list("awards", awards)
        .list("contracts", contracts);
    Some(release.tree())
}

/// The latest date at which something happened to the objects of a process.
fn date(buy: &Buy<'_>, desk: &Desk<'_>) -> Option<String> {
    let happened = &desk.codes.happened;
    let of = |object: &Object<'_>, fields: &[String]| -> Vec<String> {
        // Broken dates are named where they are written; here they would be named twice.
        let read = |name: &String| desk.codes.instant(&object.get(name)?.as_text()?, false);
        fields.iter().filter_map(read).collect()
    };
    let mut all = of(&buy.object, &happened.announcement);
    buy.object.objects("Cancel", desk).iter().for_each(|cancel| all.extend(of(cancel, &happened.cancel)));
    // What is not written into the release has no part in its date.
    let written = buy.contracts.all.iter().filter(|contract| super::contracts::is_numbered(contract));
    written.for_each(|contract| all.extend(of(contract, &happened.contract)));
    all.into_iter().max_by_key(|date| date.parse::<jiff::Timestamp>().ok())
}

fn tender(
    buy: &Buy<'_>,
    entity: Option<Tree<'static>>,
    tenderers: Vec<Tree<'static>>,
    desk: &Desk<'_>,
) -> Tree<'static> {
    let object = &buy.object;
    let method = object.text("refTradeMethodsId", desk);
    // The name stands in the announcement or in a list of the portal's references, if the answer holds either.
    let named = reference(object, "RefTradeMethods", desk).or_else(|| buy.method.clone());
    let status = object.text("refBuyStatusId", desk);
    let cancel = object.objects("Cancel", desk).first().map(|cancel| rationale(cancel, desk));
    let word = status.as_deref().and_then(|code| desk.codes.status(code));
    let word = if cancel.is_some() { Some("cancelled") } else { word };
    let pause = if object.objects("Pause", desk).is_empty() { "" } else { " (приостановлено)" };
    let details = reference(object, "RefBuyStatus", desk).or_else(|| status.clone());
    let category = object.text("refSubjectTypeId", desk);
    let lots: Vec<&Object<'_>> = buy.lots.all.iter().filter(|lot| !lot.yes("isDeleted")).collect();
    let entries: Vec<(Tree<'static>, Tree<'static>)> = lots.iter().filter_map(|lot| lot_and_item(lot, desk)).collect();
    let (lots, items) = entries.into_iter().unzip();
    let period = |name, repeat, end| object.instant(repeat, end, desk).or_else(|| object.instant(name, end, desk));
    let period = Out::default()
        .text("startDate", period("startDate", "repeatStartDate", false))
        .text("endDate", period("endDate", "repeatEndDate", true));
    Out::default()
        .text("id", Some(&buy.number))
        .text("title", object.text("nameRu", desk))
        .text("title_kk", object.text("nameKz", desk))
        .text("status", word)
        .text("statusDetails", details.map(|details| format!("{details}{pause}")))
        .text("cancellationRationale", cancel)
        .with("procuringEntity", entity)
        .with("value", money(object.number("totalSum", desk)))
        .text("procurementMethod", method.as_deref().and_then(|code| desk.codes.method(code)))
        .text("procurementMethodDetails", named.or_else(|| method.clone()))
        .text("mainProcurementCategory", category.as_deref().and_then(|code| desk.codes.category(code)))
        .with("tenderPeriod", period.some())
        .text("datePublished", object.instant("publishDate", false, desk))
        .list("tenderers", tenderers)
        .list("lots", lots)
        .list("items", items)
        .tree()
}

/// The Russian name of an entry of a reference list, where the answer holds it.
pub(super) fn reference(object: &Object<'_>, field: &str, desk: &Desk<'_>) -> Option<String> {
    object.objects(field, desk).first()?.text("nameRu", desk)
}

/// Why an announcement was cancelled, in the words of its decision.
fn rationale(cancel: &Object<'_>, desk: &Desk<'_>) -> String {
    let decision = cancel.text("numberDecision", desk).map(|number| format!("решение № {number}"));
    let date = cancel.text("dateDecision", desk).map(|date| format!("от {date}"));
    let code = cancel.text("typeActionsCode", desk).map(|code| format!("({code})"));
    let said: Vec<String> = [decision, date, code].into_iter().flatten().collect();
    if said.is_empty() { "отмена".to_owned() } else { said.join(" ") }
}

/// A lot and the item that it is about.
fn lot_and_item(lot: &Object<'_>, desk: &Desk<'_>) -> Option<(Tree<'static>, Tree<'static>)> {
    let Some(id) = lot_number(lot, desk) else {
        lot.dropped(desk, "lotNumber", "a lot without a number was left out");
        return None;
    };
    let planned = lot.text("refTradeMethodsId", desk).or_else(|| reference(lot, "RefTradeMethods", desk));
    let actual = lot.text("refBuyTradeMethodsId", desk).or_else(|| reference(lot, "RefBuyTradeMethods", desk));
    let tree = Out::default()
        .text("id", Some(&id))
        .text("title", lot.text("nameRu", desk))
        .text("description", lot.text("descriptionRu", desk))
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
        .text("id", Some(&id))
        .text("description", lot.text("nameRu", desk))
        .with("classification", classification(codes(lot, "enstruList", desk).first()))
        .with("quantity", number(lot.number("count", desk)))
        .text("relatedLot", Some(&id))
        .with("deliveryLocation", location)
        .tree();
    Some((tree, item))
}

/// What a lot is called in what comes out.
pub(super) fn lot_number(lot: &Object<'_>, desk: &Desk<'_>) -> Option<String> {
    lot.text("lotNumber", desk)
}

/// A classification in ENSTRU.
pub(super) fn classification(code: Option<&String>) -> Option<Tree<'static>> {
    Some(Out::default().text("scheme", Some("KZ-ENSTRU")).text("id", Some(code?)).tree())
}

/// The codes in a field that is a list of texts, or one text.
fn codes(object: &Object<'_>, name: &str, desk: &Desk<'_>) -> Vec<String> {
    use crate::json::raw::Raw;
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
