//! The fields of a release that Cardinal's indicators look at, each as absent as Cardinal takes it: a value of the wrong
//! kind is no value, a repeated key counts with its last value, and nothing of it fails the line.

use super::fields::{Fields, shapes};
use super::words::Words;
use crate::json::reader::{Broken, Reader};
use crate::json::shapes::Shapes;
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

thread_local! {
    /// What this thread has read before; it changes how fast a line is read and nothing else.
    static SHAPES: RefCell<Shapes> = RefCell::new(shapes());
}

/// An element of `tenderers` or `suppliers` whose `id` is no string.
pub const NOBODY: u32 = u32::MAX;

/// The names that occur in one run of lines.
#[derive(Default)]
pub struct Names {
    /// Identifiers of organisations.
    pub organisations: Words,
    /// First characters of classifications.
    pub classes: Words,
    /// Currencies of bids.
    pub currencies: Words,
}

impl Names {
    /// The number of the class that an identifier begins with.
    pub fn class(&mut self, id: &str, digits: usize) -> u32 {
        let end = id.char_indices().nth(digits).map_or(id.len(), |(at, _)| at);
        self.classes.number(id.get(..end).unwrap_or_default())
    }
}

/// A bid's status, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BidStatus {
    /// No text: not submitted.
    #[default]
    Missing,
    /// `invited` or `withdrawn`: not submitted.
    Outside,
    /// `valid`.
    Valid,
    /// `disqualified`.
    Disqualified,
    /// Any other text: submitted.
    Other,
}

impl From<Option<&str>> for BidStatus {
    #[inline]
    fn from(text: Option<&str>) -> Self {
        match text {
            None => Self::Missing,
            Some("invited" | "withdrawn") => Self::Outside,
            Some("valid") => Self::Valid,
            Some("disqualified") => Self::Disqualified,
            Some(_) => Self::Other,
        }
    }
}

impl BidStatus {
    /// Whether the bid counts as submitted.
    pub fn submitted(self) -> bool {
        matches!(self, Self::Valid | Self::Disqualified | Self::Other)
    }
}

/// A bid.
#[derive(Debug, Clone, Default)]
pub struct Bid<'a> {
    /// Its status.
    pub status: BidStatus,
    /// Its date as written.
    pub date: Option<Cow<'a, str>>,
    /// Its amount, if it is a number that is finite as a float.
    pub amount: Option<f64>,
    /// The number of its currency.
    pub currency: Option<u32>,
    /// Its tenderers in `Release::ids`, if they are an array.
    pub tenderers: Option<Range<usize>>,
}

/// An award's status, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AwardStatus {
    /// No text: the award is passed over.
    #[default]
    Missing,
    /// `active`.
    Active,
    /// `cancelled` or `unsuccessful`.
    Closed,
    /// Any other text: the process is not decided.
    Open,
}

impl From<Option<&str>> for AwardStatus {
    #[inline]
    fn from(text: Option<&str>) -> Self {
        match text {
            None => Self::Missing,
            Some("active") => Self::Active,
            Some("cancelled" | "unsuccessful") => Self::Closed,
            Some(_) => Self::Open,
        }
    }
}

/// An award.
#[derive(Debug, Clone, Default)]
pub struct Award {
    /// Its status.
    pub status: AwardStatus,
    /// Its suppliers in `Release::ids`, if they are an array.
    pub suppliers: Option<Range<usize>>,
    /// The classes of its items in `Release::classes`, if they are an array.
    pub items: Option<Range<usize>>,
}

/// The tender.
#[derive(Debug, Clone, Default)]
pub struct Tender<'a> {
    /// Whether `tender` is an object.
    pub present: bool,
    /// `status` is `cancelled`.
    pub cancelled: bool,
    /// `procurementMethod`.
    pub method: Option<Cow<'a, str>>,
    /// `procurementMethodDetails`.
    pub details: Option<Cow<'a, str>>,
    /// `numberOfTenderers` is the integer 1.
    pub one_tenderer: bool,
    /// `tenderPeriod.startDate`.
    pub start: Option<Cow<'a, str>>,
    /// `tenderPeriod.endDate`.
    pub end: Option<Cow<'a, str>>,
    /// `procuringEntity.id`.
    pub entity: Option<u32>,
}

/// A release.
#[derive(Debug, Clone, Default)]
pub struct Release<'a> {
    /// `ocid`, if it is a text.
    pub ocid: Option<Cow<'a, str>>,
    /// `tender`.
    pub tender: Tender<'a>,
    /// `buyer.id`.
    pub buyer: Option<u32>,
    pub(super) ids: Vec<u32>,
    pub(super) classes: Vec<u32>,
    pub(super) bids: Vec<Bid<'a>>,
    pub(super) awards: Vec<Award>,
    pub(super) details: Option<Range<usize>>,
    pub(super) award_list: Option<Range<usize>>,
}

impl<'a> Release<'a> {
    /// `bids.details`, if it is an array.
    pub fn bids(&self) -> Option<&[Bid<'a>]> {
        self.bids.get(self.details.clone()?)
    }

    /// `awards`, if it is an array.
    pub fn awards(&self) -> Option<&[Award]> {
        self.awards.get(self.award_list.clone()?)
    }

    /// The numbers of the organisations of a bid or an award; `None` if they are no array.
    pub fn ids(&self, range: &Option<Range<usize>>) -> Option<&[u32]> {
        self.ids.get(range.clone()?)
    }

    /// The classes of an award's items; `None` if they are no array.
    pub fn classes(&self, range: &Option<Range<usize>>) -> Option<&[u32]> {
        self.classes.get(range.clone()?)
    }

    /// Reads the value of a line into this release, which keeps only its memory from the one before. `digits` is the
    /// length of a class; without it items are passed over. Says whether the value is an object.
    ///
    /// # Errors
    /// The first fault of the line.
    pub fn read(&mut self, reader: &mut Reader<'a>, names: &mut Names, digits: Option<usize>) -> Result<bool, Broken> {
        self.clear();
        let told = reader.peek() == b'{'
            && SHAPES
                .with_borrow_mut(|shapes| reader.pass_plain(shapes, &mut Fields::new(&mut *self, &mut *names, digits)));
        if told {
            return Ok(true);
        }
        self.clear();
        self.read_slowly(reader, names, digits)
    }

    fn clear(&mut self) {
        self.ids.clear();
        self.classes.clear();
        self.bids.clear();
        self.awards.clear();
        (self.ocid, self.buyer, self.details, self.award_list) = (None, None, None, None);
        self.tender = Tender::default();
    }

    /// The same of a line that is not written plainly.
    pub(super) fn read_slowly(
        &mut self,
        reader: &mut Reader<'a>,
        names: &mut Names,
        digits: Option<usize>,
    ) -> Result<bool, Broken> {
        reader.object(|reader, key| {
            match key {
                "ocid" => self.ocid = reader.string()?,
                "buyer" => self.buyer = organisation(reader, names)?,
                "tender" => self.tender = tender(reader, names)?,
                "bids" => self.read_bids(reader, names)?,
                "awards" => self.read_awards(reader, names, digits)?,
                _ => reader.skip()?,
            }
            Ok(())
        })
    }

    fn read_bids(&mut self, reader: &mut Reader<'a>, names: &mut Names) -> Result<(), Broken> {
        self.details = None;
        reader.object(|reader, key| {
            if key != "details" {
                return reader.skip();
            }
            let start = self.bids.len();
            let array = reader.list(|reader| {
                let bid = self.bid(reader, names)?;
                self.bids.push(bid);
                Ok(())
            })?;
            self.details = array.then_some(start..self.bids.len());
            Ok(())
        })?;
        Ok(())
    }

    fn bid(&mut self, reader: &mut Reader<'a>, names: &mut Names) -> Result<Bid<'a>, Broken> {
        let mut bid = Bid::default();
        reader.object(|reader, key| {
            match key {
                "status" => bid.status = reader.string()?.as_deref().into(),
                "date" => bid.date = reader.string()?,
                "value" => (bid.amount, bid.currency) = money(reader, names)?,
                "tenderers" => bid.tenderers = self.read_ids(reader, names)?,
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(bid)
    }

    fn read_ids(&mut self, reader: &mut Reader<'a>, names: &mut Names) -> Result<Option<Range<usize>>, Broken> {
        let start = self.ids.len();
        let array = reader.list(|reader| {
            self.ids.push(organisation(reader, names)?.unwrap_or(NOBODY));
            Ok(())
        })?;
        Ok(array.then_some(start..self.ids.len()))
    }

    fn read_awards(&mut self, reader: &mut Reader<'a>, names: &mut Names, digits: Option<usize>) -> Result<(), Broken> {
        let start = self.awards.len();
        let array = reader.list(|reader| {
            let award = self.award(reader, names, digits)?;
            self.awards.push(award);
            Ok(())
        })?;
        self.award_list = array.then_some(start..self.awards.len());
        Ok(())
    }

    fn award(&mut self, reader: &mut Reader<'a>, names: &mut Names, digits: Option<usize>) -> Result<Award, Broken> {
        let mut award = Award::default();
        reader.object(|reader, key| {
            match key {
                "status" => award.status = reader.string()?.as_deref().into(),
                "suppliers" => award.suppliers = self.read_ids(reader, names)?,
                "items" => match digits {
                    Some(digits) => award.items = self.read_items(reader, names, digits)?,
                    None => reader.skip()?,
                },
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(award)
    }

    fn read_items(
        &mut self,
        reader: &mut Reader<'a>,
        names: &mut Names,
        digits: usize,
    ) -> Result<Option<Range<usize>>, Broken> {
        let start = self.classes.len();
        let array = reader.list(|reader| {
            let mut class = None;
            reader.object(|reader, key| {
                if key != "classification" {
                    return reader.skip();
                }
                class = identifier(reader)?;
                Ok(())
            })?;
            if let Some(class) = class {
                self.classes.push(names.class(&class, digits));
            }
            Ok(())
        })?;
        Ok(array.then_some(start..self.classes.len()))
    }
}

/// The `id` of an object, if it is a text.
fn identifier<'a>(reader: &mut Reader<'a>) -> Result<Option<Cow<'a, str>>, Broken> {
    let mut id = None;
    reader.object(|reader, key| {
        if key != "id" {
            return reader.skip();
        }
        id = reader.string()?;
        Ok(())
    })?;
    Ok(id)
}

fn organisation(reader: &mut Reader, names: &mut Names) -> Result<Option<u32>, Broken> {
    Ok(identifier(reader)?.map(|id| names.organisations.number(&id)))
}

/// A number, if it is finite as a float. Cardinal reads the integer `-0` as 0, and `-0.0` as the float below nought.
pub(super) fn finite(literal: &str) -> Option<f64> {
    let literal = if literal == "-0" { "0" } else { literal };
    literal.parse().ok().filter(|number: &f64| number.is_finite())
}

fn money(reader: &mut Reader, names: &mut Names) -> Result<(Option<f64>, Option<u32>), Broken> {
    let (mut amount, mut currency) = (None, None);
    reader.object(|reader, key| {
        match key {
            "amount" if matches!(reader.peek(), b'-' | b'0'..=b'9') => {
                amount = finite(reader.number()?);
            }
            "amount" => {
                amount = None;
                reader.skip()?;
            }
            "currency" => currency = reader.string()?.map(|code| names.currencies.number_again(&code)),
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok((amount, currency))
}

fn tender<'a>(reader: &mut Reader<'a>, names: &mut Names) -> Result<Tender<'a>, Broken> {
    let mut tender = Tender::default();
    let present = reader.object(|reader, key| {
        match key {
            "status" => tender.cancelled = reader.string()?.as_deref() == Some("cancelled"),
            "procurementMethod" => tender.method = reader.string()?,
            "procurementMethodDetails" => tender.details = reader.string()?,
            "numberOfTenderers" if matches!(reader.peek(), b'-' | b'0'..=b'9') => {
                tender.one_tenderer = reader.number()? == "1";
            }
            "numberOfTenderers" => {
                tender.one_tenderer = false;
                reader.skip()?;
            }
            "tenderPeriod" => {
                (tender.start, tender.end) = (None, None);
                reader.object(|reader, key| {
                    match key {
                        "startDate" => tender.start = reader.string()?,
                        "endDate" => tender.end = reader.string()?,
                        _ => reader.skip()?,
                    }
                    Ok(())
                })?;
            }
            "procuringEntity" => tender.entity = organisation(reader, names)?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    tender.present = present;
    Ok(tender)
}

#[cfg(test)]
mod tests {
    use super::super::{Indicators, Settings};

    #[test]
    fn a_winner_at_the_integer_minus_nought_is_as_one_at_nought_and_one_at_the_float_is_not() {
        let settings = Settings::parse("[R058]\nthreshold = 0.1\n").expect("the settings are right");
        let answer = |amount: &str| {
            let bid = |who: &str, amount: &str| {
                format!(
                    r#"{{"status":"valid","value":{{"amount":{amount},"currency":"USD"}},"tenderers":[{{"id":"{who}"}}]}}"#
                )
            };
            let (one, two) = (bid("T1", "2"), bid("T2", amount));
            let line = format!(
                r#"{{"ocid":"a","bids":{{"details":[{one},{two}]}},"awards":[{{"status":"active","suppliers":[{{"id":"T2"}}]}}]}}"#
            );
            // As it is told while the line is passed, and as it is read.
            [line.clone(), line.replace(':', " : ")].map(|line| {
                let (mut indicators, mut out) = (Indicators::new(&settings, false), Vec::new());
                indicators.read(line.as_bytes()).and_then(|_| indicators.write(&mut out)).expect("it is in memory");
                String::from_utf8(out).expect("text").contains("\"a\":{\"R058\":null}")
            })
        };
        assert_eq!(
            [answer("0"), answer("-0"), answer("-0.0"), answer("-0e0")],
            [[true; 2], [true; 2], [false; 2], [false; 2]]
        );
    }
}
