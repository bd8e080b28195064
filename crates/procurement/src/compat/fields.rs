//! The same fields of a release, told while its line is passed: as fast as what nobody reads. A line that is not written
//! plainly is read by the reader instead, and both must give the same release.

use super::release::{Award, Bid, NOBODY, Names, Release, Tender, finite};
use crate::json::reader::Text;
use crate::json::shapes::Shapes;
use crate::json::wanted::{Place, Take, Wanted};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Release,
    Ocid,
    Buyer,
    BuyerId,
    Tender,
    TenderStatus,
    Method,
    Details,
    Count,
    Period,
    Start,
    End,
    Entity,
    EntityId,
    Bids,
    BidList,
    Bid,
    BidStatus,
    BidDate,
    BidValue,
    Amount,
    Currency,
    Bidders,
    Bidder,
    BidderId,
    Awards,
    Award,
    AwardStatus,
    Suppliers,
    Supplier,
    SupplierId,
    Items,
    Item,
    Class,
    ClassId,
}

/// Every field with its place.
const WANTED: [(Field, &str); 35] = [
    (Field::Release, ""),
    (Field::Ocid, "ocid"),
    (Field::Buyer, "buyer"),
    (Field::BuyerId, "buyer/id"),
    (Field::Tender, "tender"),
    (Field::TenderStatus, "tender/status"),
    (Field::Method, "tender/procurementMethod"),
    (Field::Details, "tender/procurementMethodDetails"),
    (Field::Count, "tender/numberOfTenderers"),
    (Field::Period, "tender/tenderPeriod"),
    (Field::Start, "tender/tenderPeriod/startDate"),
    (Field::End, "tender/tenderPeriod/endDate"),
    (Field::Entity, "tender/procuringEntity"),
    (Field::EntityId, "tender/procuringEntity/id"),
    (Field::Bids, "bids"),
    (Field::BidList, "bids/details"),
    (Field::Bid, "bids/details/[]"),
    (Field::BidStatus, "bids/details/[]/status"),
    (Field::BidDate, "bids/details/[]/date"),
    (Field::BidValue, "bids/details/[]/value"),
    (Field::Amount, "bids/details/[]/value/amount"),
    (Field::Currency, "bids/details/[]/value/currency"),
    (Field::Bidders, "bids/details/[]/tenderers"),
    (Field::Bidder, "bids/details/[]/tenderers/[]"),
    (Field::BidderId, "bids/details/[]/tenderers/[]/id"),
    (Field::Awards, "awards"),
    (Field::Award, "awards/[]"),
    (Field::AwardStatus, "awards/[]/status"),
    (Field::Suppliers, "awards/[]/suppliers"),
    (Field::Supplier, "awards/[]/suppliers/[]"),
    (Field::SupplierId, "awards/[]/suppliers/[]/id"),
    (Field::Items, "awards/[]/items"),
    (Field::Item, "awards/[]/items/[]"),
    (Field::Class, "awards/[]/items/[]/classification"),
    (Field::ClassId, "awards/[]/items/[]/classification/id"),
];

/// What was read of releases before.
pub fn shapes() -> Shapes {
    Shapes::new(Wanted::new(WANTED.iter().map(|(_, path)| *path)))
}

#[inline(always)]
fn field(place: Place) -> Option<Field> {
    WANTED.get((place as usize).wrapping_sub(1)).map(|(field, _)| *field)
}

/// What stands at a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Object,
    List,
    Scalar,
}

/// Puts what is told into a release that was cleared before.
pub struct Fields<'r, 'a> {
    release: &'r mut Release<'a>,
    names: &'r mut Names,
    digits: Option<usize>,
    /// The present item of an award has given its class.
    classed: bool,
}

impl<'r, 'a> Fields<'r, 'a> {
    /// Nothing told yet.
    pub fn new(release: &'r mut Release<'a>, names: &'r mut Names, digits: Option<usize>) -> Self {
        Self { release, names, digits, classed: false }
    }

    /// Whatever stands at a field, what stood there before counts no more.
    fn begin(&mut self, field: Field, kind: Kind) {
        let release = &mut *self.release;
        let tender = &mut release.tender;
        match field {
            Field::Release => {}
            Field::Ocid => release.ocid = None,
            Field::Buyer | Field::BuyerId => release.buyer = None,
            Field::Tender => *tender = Tender { present: kind == Kind::Object, ..Tender::default() },
            Field::TenderStatus => tender.cancelled = false,
            Field::Method => tender.method = None,
            Field::Details => tender.details = None,
            Field::Count => tender.one_tenderer = false,
            Field::Period => (tender.start, tender.end) = (None, None),
            Field::Start => tender.start = None,
            Field::End => tender.end = None,
            Field::Entity | Field::EntityId => tender.entity = None,
            Field::Bids => release.details = None,
            Field::BidList => release.details = none_yet(kind, release.bids.len()),
            Field::Awards => release.award_list = none_yet(kind, release.awards.len()),
            Field::Bid => {
                release.bids.push(Bid::default());
                one_more(&mut release.details);
            }
            Field::Award => {
                release.awards.push(Award::default());
                one_more(&mut release.award_list);
            }
            _ => self.begin_inside(field, kind),
        }
    }

    fn begin_inside(&mut self, field: Field, kind: Kind) {
        let Release { bids, awards, ids, classes, .. } = &mut *self.release;
        match (field, bids.last_mut(), awards.last_mut()) {
            (Field::BidStatus, Some(bid), _) => bid.status = Default::default(),
            (Field::BidDate, Some(bid), _) => bid.date = None,
            (Field::BidValue, Some(bid), _) => (bid.amount, bid.currency) = (None, None),
            (Field::Amount, Some(bid), _) => bid.amount = None,
            (Field::Currency, Some(bid), _) => bid.currency = None,
            (Field::Bidders, Some(bid), _) => bid.tenderers = none_yet(kind, ids.len()),
            (Field::Bidder, Some(bid), _) => {
                ids.push(NOBODY);
                one_more(&mut bid.tenderers);
            }
            (Field::AwardStatus, _, Some(award)) => award.status = Default::default(),
            (Field::Suppliers, _, Some(award)) => award.suppliers = none_yet(kind, ids.len()),
            (Field::Supplier, _, Some(award)) => {
                ids.push(NOBODY);
                one_more(&mut award.suppliers);
            }
            (Field::BidderId | Field::SupplierId, ..) => ids.iter_mut().rev().take(1).for_each(|id| *id = NOBODY),
            (Field::Items, _, Some(award)) => award.items = self.digits.and_then(|_| none_yet(kind, classes.len())),
            (Field::Item, ..) => self.classed = false,
            (Field::Class | Field::ClassId, _, Some(award)) if self.classed => {
                classes.pop();
                award.items = award.items.take().map(|range| range.start..range.end.saturating_sub(1));
                self.classed = false;
            }
            _ => {}
        }
    }

    fn organisation(&mut self, text: Text<'a>) -> u32 {
        self.names.organisations.number(&text.decode())
    }

    fn class(&mut self, text: Text<'a>) {
        self.begin(Field::ClassId, Kind::Scalar);
        let (Some(digits), Some(award)) = (self.digits, self.release.awards.last_mut()) else { return };
        self.release.classes.push(self.names.class(&text.decode(), digits));
        one_more(&mut award.items);
        self.classed = true;
    }
}

impl<'a> Take<'a> for Fields<'_, 'a> {
    #[inline]
    fn opened(&mut self, place: Place, object: bool) -> bool {
        if let Some(field) = field(place) {
            self.begin(field, if object { Kind::Object } else { Kind::List });
        }
        true
    }

    #[inline]
    fn text(&mut self, place: Place, text: Text<'a>) {
        let Some(field) = field(place) else { return };
        match field {
            Field::Ocid => self.release.ocid = Some(text.decode()),
            Field::BuyerId => self.release.buyer = Some(self.organisation(text)),
            Field::TenderStatus => self.release.tender.cancelled = text.decode() == "cancelled",
            Field::Method => self.release.tender.method = Some(text.decode()),
            Field::Details => self.release.tender.details = Some(text.decode()),
            Field::Start => self.release.tender.start = Some(text.decode()),
            Field::End => self.release.tender.end = Some(text.decode()),
            Field::EntityId => self.release.tender.entity = Some(self.organisation(text)),
            Field::BidderId | Field::SupplierId => {
                let number = self.organisation(text);
                self.release.ids.iter_mut().rev().take(1).for_each(|id| *id = number);
            }
            Field::ClassId => self.class(text),
            Field::BidStatus | Field::BidDate | Field::Currency => {
                let Some(bid) = self.release.bids.last_mut() else { return };
                match field {
                    Field::BidStatus => bid.status = Some(&*text.decode()).into(),
                    Field::BidDate => bid.date = Some(text.decode()),
                    _ => bid.currency = Some(self.names.currencies.number_again(&text.decode())),
                }
            }
            Field::AwardStatus => {
                let Some(award) = self.release.awards.last_mut() else { return };
                award.status = Some(&*text.decode()).into();
            }
            _ => self.begin(field, Kind::Scalar),
        }
    }

    #[inline]
    fn bare(&mut self, place: Place, literal: &'a str) {
        let Some(field) = field(place) else { return };
        self.begin(field, Kind::Scalar);
        match (field, self.release.bids.last_mut()) {
            (Field::Count, _) => self.release.tender.one_tenderer = literal == "1",
            // Words are no numbers.
            (Field::Amount, Some(bid)) => bid.amount = finite(literal),
            _ => {}
        }
    }
}

/// A list that begins; `None` for what is no list.
fn none_yet(kind: Kind, at: usize) -> Option<Range<usize>> {
    (kind == Kind::List).then_some(at..at)
}

fn one_more(list: &mut Option<Range<usize>>) {
    if let Some(range) = list {
        range.end += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::reader::Reader;
    use proptest::prelude::*;

    /// Everything a release says, with names in the place of their numbers.
    fn said(release: &Release<'_>, names: &Names) -> String {
        let id = |id: &u32| (*id != NOBODY).then(|| names.organisations.text(*id).to_owned());
        let ids = |range: &Option<Range<usize>>| release.ids(range).map(|all| all.iter().map(id).collect::<Vec<_>>());
        let bid = |bid: &Bid<'_>| {
            let currency = bid.currency.map(|code| names.currencies.text(code).to_owned());
            format!("{:?} {:?} {:?} {currency:?} {:?}", bid.status, bid.date, bid.amount, ids(&bid.tenderers))
        };
        let award = |award: &Award| {
            let text = |class: &u32| names.classes.text(*class).to_owned();
            let classes = release.classes(&award.items).map(|all| all.iter().map(text).collect::<Vec<_>>());
            format!("{:?} {:?} {classes:?}", award.status, ids(&award.suppliers))
        };
        let (bids, awards) = (release.bids(), release.awards());
        let bids = bids.map(|all| all.iter().map(bid).collect::<Vec<_>>());
        let awards = awards.map(|all| all.iter().map(award).collect::<Vec<_>>());
        let tender = Tender { entity: None, ..release.tender.clone() };
        let (entity, buyer) = (release.tender.entity.map(|own| id(&own)), release.buyer.map(|own| id(&own)));
        format!("{:?} {tender:?} {entity:?} {buyer:?} {bids:?} {awards:?}", release.ocid)
    }

    /// Anything in which the names of the fields stand, mostly where they belong.
    fn value() -> impl Strategy<Value = String> {
        let scalars = [
            "1",
            "1.0",
            "-2e3",
            "-0",
            "1e999",
            "null",
            "true",
            "\"\"",
            "\"active\"",
            "\"valid\"",
            "\"cancelled\"",
            "\"1\"",
            "\"\\u0031\"",
            "\"DOP\"",
            "\"2021-01-01\"",
            "\"81110000\"",
            "\"a name of more than sixteen letters\"",
            "{}",
            "[]",
        ];
        let keys = [
            "ocid",
            "buyer",
            "id",
            "tender",
            "status",
            "procurementMethod",
            "numberOfTenderers",
            "tenderPeriod",
            "startDate",
            "endDate",
            "procuringEntity",
            "bids",
            "details",
            "date",
            "value",
            "amount",
            "currency",
            "tenderers",
            "awards",
            "suppliers",
            "items",
            "classification",
            "\\u0069d",
            "other",
        ];
        let key = proptest::sample::select(keys.to_vec());
        proptest::sample::select(scalars.to_vec()).prop_map(str::to_owned).prop_recursive(6, 60, 5, move |inner| {
            let member = (key.clone(), inner.clone()).prop_map(|(key, value)| format!("\"{key}\":{value}"));
            prop_oneof![
                3 => proptest::collection::vec(member, 0..6).prop_map(|all| format!("{{{}}}", all.join(","))),
                1 => proptest::collection::vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(","))),
            ]
        })
    }

    /// A release whose lists are lists, of anything.
    fn release() -> impl Strategy<Value = String> {
        let list = |key: &'static str, of: BoxedStrategy<String>| {
            proptest::collection::vec(of, 0..3).prop_map(move |all| format!("\"{key}\":[{}]", all.join(",")))
        };
        let part =
            |key: &'static str, of: BoxedStrategy<String>| of.prop_map(move |value| format!("\"{key}\":{value}"));
        let object = |of: BoxedStrategy<String>| {
            proptest::collection::vec(of, 0..5).prop_map(|all| format!("{{{}}}", all.join(","))).boxed()
        };
        let any = || value().boxed();
        let person = || object(part("id", any()).boxed());
        let people = |key| list(key, prop_oneof![person(), any()].boxed()).boxed();
        let bid = object(
            prop_oneof![
                people("tenderers"),
                part("status", any()).boxed(),
                part("date", any()).boxed(),
                part("value", object(prop_oneof![part("amount", any()), part("currency", any())].boxed())).boxed()
            ]
            .boxed(),
        );
        let item = object(part("classification", prop_oneof![person(), any()].boxed()).boxed());
        let award = object(
            prop_oneof![
                people("suppliers"),
                part("status", any()).boxed(),
                list("items", prop_oneof![item, any()].boxed()).boxed()
            ]
            .boxed(),
        );
        let bids = object(list("details", prop_oneof![3 => bid, 1 => any()].boxed()).boxed());
        object(
            prop_oneof![
                part("ocid", any()).boxed(),
                part("buyer", person()).boxed(),
                part("tender", any()).boxed(),
                part("bids", bids).boxed(),
                list("awards", prop_oneof![3 => award, 1 => any()].boxed()).boxed(),
                part("awards", any()).boxed()
            ]
            .boxed(),
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn a_line_says_the_same_however_it_is_read(line in prop_oneof![release(), value()], spaced: bool, class in 0..3_usize) {
            let line = if spaced { line.replace(':', ": ").replace(',', ", ") } else { line };
            let digits = Some(class).filter(|digits| *digits > 0);
            // Joints are found only where enough stands behind them.
            let text = format!("{line}\n{}", " ".repeat(60));
            for _ in 0..2 {
                let (mut fast, mut slow) = (Release::default(), Release::default());
                let (mut fast_names, mut slow_names) = (Names::default(), Names::default());
                let (mut reader, mut other) = (Reader::line(&text, 0), Reader::line(&text, 0));
                let read = fast.read(&mut reader, &mut fast_names, digits);
                let expected = slow.read_slowly(&mut other, &mut slow_names, digits);
                prop_assert_eq!((read, reader.at()), (expected, other.at()));
                if expected == Ok(true) {
                    prop_assert_eq!(said(&fast, &fast_names), said(&slow, &slow_names));
                }
            }
        }
    }
}
