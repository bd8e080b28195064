//! One announcement with its lots and contracts as a compiled release of OCDS 1.1.

use super::fields::{Desk, Object};
use super::gather::Buy;
use super::lots::{self, Lot};
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
    let lots = lots::all(buy, desk);
    let mut parties = Parties::of(&buy.number);
    let buyer = parties.add(&buy.object, "customerBin", "buyer", names, desk);
    let entity = parties.add(&buy.object, "orgBin", "procuringEntity", names, desk);
    let (awards, contracts) = super::contracts::both(buy, &lots, &mut parties, names, desk);
    let mut tenderers = Vec::new();
    if !parties.have("supplier") {
        tenderers.extend(parties.add(&buy.object, "biinSupplier", "tenderer", names, desk));
    }
    let tender = tender(buy, &lots, entity, tenderers, desk);
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
    lots: &[(&Object<'_>, Lot)],
    entity: Option<Tree<'static>>,
    tenderers: Vec<Tree<'static>>,
    desk: &Desk<'_>,
) -> Tree<'static> {
    let object = &buy.object;
    let method = object.code("refTradeMethodsId", desk);
    // The name stands in the announcement or in a list of the portal's references, if the answer holds either.
    let named = reference(object, "RefTradeMethods", desk).or_else(|| buy.method.clone());
    let is_unsaid = method.is_none() && named.is_none();
    let by_number = is_unsaid.then(|| lots::procedure(lots, desk)).flatten();
    let status = object.code("refBuyStatusId", desk);
    let cancel = object.objects("Cancel", desk).first().map(|cancel| rationale(cancel, desk));
    let word = status.as_deref().and_then(|code| desk.codes.status(code));
    let word = if cancel.is_some() { Some("cancelled") } else { word };
    let open = method.as_deref().and_then(|code| desk.codes.method(code));
    let pause = if object.objects("Pause", desk).is_empty() { "" } else { " (приостановлено)" };
    let details = reference(object, "RefBuyStatus", desk).or_else(|| status.clone());
    let kept = lots.iter().filter_map(|(lot, what)| match what {
        Lot::Kept(name) => Some(lots::lot_and_item(lot, name, is_unsaid, desk)),
        Lot::Deleted | Lot::Unnumbered => None,
    });
    let (lots, items) = kept.unzip();
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
        .text("procurementMethod", open.or(by_number.map(|known| known.method.as_str())))
        .text("procurementMethodDetails", named.or(method.clone()).or(by_number.map(|known| known.name.clone())))
        .text("mainProcurementCategory", category(object, desk))
        .with("tenderPeriod", period.some())
        .text("datePublished", object.instant("publishDate", false, desk))
        .list("tenderers", tenderers)
        .list("lots", lots)
        .list("items", items)
        .tree()
}

/// What is bought. The release has no other field that would show a code that is not known, so it is said.
fn category<'d>(object: &Object<'_>, desk: &Desk<'d>) -> Option<&'d str> {
    const FIELD: &str = "refSubjectTypeId";
    let code = object.code(FIELD, desk)?;
    let category = desk.codes.category(&code);
    if category.is_none() {
        let message = "a code is not known, so the release has no mainProcurementCategory";
        let fault = object.about(desk, "goszakup-field", message).field(object.field(FIELD)).found(code);
        let hint =
            "the rest of the announcement was kept; look the code up in the portal's list of subjects of procurement";
        desk.fault(fault.expected(desk.codes.categories()).hint(hint));
    }
    category
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

/// A classification in ENSTRU.
pub(super) fn classification(code: Option<&String>) -> Option<Tree<'static>> {
    Some(Out::default().text("scheme", Some("KZ-ENSTRU")).text("id", Some(code?)).tree())
}
