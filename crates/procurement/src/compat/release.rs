//! The fields of a release that Cardinal's indicators look at, each as absent as Cardinal takes it: a value of the wrong
//! kind is no value, a repeated key counts with its last value, and nothing of it fails the line.

use super::scan::{Malformed, Scan};
use super::words::Words;
use std::borrow::Cow;
use std::ops::Range;

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
    ids: Vec<u32>,
    classes: Vec<u32>,
    bids: Vec<Bid<'a>>,
    awards: Vec<Award>,
    details: Option<Range<usize>>,
    award_list: Option<Range<usize>>,
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
    pub fn read(&mut self, scan: &mut Scan<'a>, names: &mut Names, digits: Option<usize>) -> Result<bool, Malformed> {
        self.ids.clear();
        self.classes.clear();
        self.bids.clear();
        self.awards.clear();
        (self.ocid, self.buyer, self.details, self.award_list) = (None, None, None, None);
        self.tender = Tender::default();
        scan.object(|scan, key| {
            match key {
                b"ocid" => self.ocid = scan.string()?,
                b"buyer" => self.buyer = organisation(scan, names)?,
                b"tender" => self.tender = tender(scan, names)?,
                b"bids" => self.read_bids(scan, names)?,
                b"awards" => self.read_awards(scan, names, digits)?,
                _ => scan.skip()?,
            }
            Ok(())
        })
    }

    fn read_bids(&mut self, scan: &mut Scan<'a>, names: &mut Names) -> Result<(), Malformed> {
        self.details = None;
        scan.object(|scan, key| {
            if key != b"details" {
                return scan.skip();
            }
            let start = self.bids.len();
            let array = scan.list(|scan| {
                let bid = self.bid(scan, names)?;
                self.bids.push(bid);
                Ok(())
            })?;
            self.details = array.then_some(start..self.bids.len());
            Ok(())
        })?;
        Ok(())
    }

    fn bid(&mut self, scan: &mut Scan<'a>, names: &mut Names) -> Result<Bid<'a>, Malformed> {
        let mut bid = Bid::default();
        scan.object(|scan, key| {
            match key {
                b"status" => {
                    bid.status = match scan.string()?.as_deref() {
                        None => BidStatus::Missing,
                        Some("invited" | "withdrawn") => BidStatus::Outside,
                        Some("valid") => BidStatus::Valid,
                        Some("disqualified") => BidStatus::Disqualified,
                        Some(_) => BidStatus::Other,
                    }
                }
                b"date" => bid.date = scan.string()?,
                b"value" => (bid.amount, bid.currency) = money(scan, names)?,
                b"tenderers" => bid.tenderers = self.read_ids(scan, names)?,
                _ => scan.skip()?,
            }
            Ok(())
        })?;
        Ok(bid)
    }

    fn read_ids(&mut self, scan: &mut Scan<'a>, names: &mut Names) -> Result<Option<Range<usize>>, Malformed> {
        let start = self.ids.len();
        let array = scan.list(|scan| {
            self.ids.push(organisation(scan, names)?.unwrap_or(NOBODY));
            Ok(())
        })?;
        Ok(array.then_some(start..self.ids.len()))
    }

    fn read_awards(&mut self, scan: &mut Scan<'a>, names: &mut Names, digits: Option<usize>) -> Result<(), Malformed> {
        let start = self.awards.len();
        let array = scan.list(|scan| {
            let award = self.award(scan, names, digits)?;
            self.awards.push(award);
            Ok(())
        })?;
        self.award_list = array.then_some(start..self.awards.len());
        Ok(())
    }

    fn award(&mut self, scan: &mut Scan<'a>, names: &mut Names, digits: Option<usize>) -> Result<Award, Malformed> {
        let mut award = Award::default();
        scan.object(|scan, key| {
            match key {
                b"status" => {
                    award.status = match scan.string()?.as_deref() {
                        None => AwardStatus::Missing,
                        Some("active") => AwardStatus::Active,
                        Some("cancelled" | "unsuccessful") => AwardStatus::Closed,
                        Some(_) => AwardStatus::Open,
                    }
                }
                b"suppliers" => award.suppliers = self.read_ids(scan, names)?,
                b"items" => match digits {
                    Some(digits) => award.items = self.read_items(scan, names, digits)?,
                    None => scan.skip()?,
                },
                _ => scan.skip()?,
            }
            Ok(())
        })?;
        Ok(award)
    }

    fn read_items(
        &mut self,
        scan: &mut Scan<'a>,
        names: &mut Names,
        digits: usize,
    ) -> Result<Option<Range<usize>>, Malformed> {
        let start = self.classes.len();
        let array = scan.list(|scan| {
            let mut class = None;
            scan.object(|scan, key| {
                if key != b"classification" {
                    return scan.skip();
                }
                class = identifier(scan)?;
                Ok(())
            })?;
            if let Some(class) = class {
                let end = class.char_indices().nth(digits).map_or(class.len(), |(at, _)| at);
                self.classes.push(names.classes.number(class.get(..end).unwrap_or_default()));
            }
            Ok(())
        })?;
        Ok(array.then_some(start..self.classes.len()))
    }
}

/// The `id` of an object, if it is a text.
fn identifier<'a>(scan: &mut Scan<'a>) -> Result<Option<Cow<'a, str>>, Malformed> {
    let mut id = None;
    scan.object(|scan, key| {
        if key != b"id" {
            return scan.skip();
        }
        id = scan.string()?;
        Ok(())
    })?;
    Ok(id)
}

fn organisation(scan: &mut Scan, names: &mut Names) -> Result<Option<u32>, Malformed> {
    Ok(identifier(scan)?.map(|id| names.organisations.number(&id)))
}

fn money(scan: &mut Scan, names: &mut Names) -> Result<(Option<f64>, Option<u32>), Malformed> {
    let (mut amount, mut currency) = (None, None);
    scan.object(|scan, key| {
        match key {
            b"amount" if matches!(scan.peek(), b'-' | b'0'..=b'9') => {
                amount = scan.number()?.parse().ok().filter(|amount: &f64| amount.is_finite());
            }
            b"amount" => {
                amount = None;
                scan.skip()?;
            }
            b"currency" => currency = scan.string()?.map(|code| names.currencies.number(&code)),
            _ => scan.skip()?,
        }
        Ok(())
    })?;
    Ok((amount, currency))
}

fn tender<'a>(scan: &mut Scan<'a>, names: &mut Names) -> Result<Tender<'a>, Malformed> {
    let mut tender = Tender::default();
    let present = scan.object(|scan, key| {
        match key {
            b"status" => tender.cancelled = scan.string()?.as_deref() == Some("cancelled"),
            b"procurementMethod" => tender.method = scan.string()?,
            b"procurementMethodDetails" => tender.details = scan.string()?,
            b"numberOfTenderers" if matches!(scan.peek(), b'-' | b'0'..=b'9') => {
                tender.one_tenderer = scan.number()? == "1";
            }
            b"numberOfTenderers" => {
                tender.one_tenderer = false;
                scan.skip()?;
            }
            b"tenderPeriod" => {
                (tender.start, tender.end) = (None, None);
                scan.object(|scan, key| {
                    match key {
                        b"startDate" => tender.start = scan.string()?,
                        b"endDate" => tender.end = scan.string()?,
                        _ => scan.skip()?,
                    }
                    Ok(())
                })?;
            }
            b"procuringEntity" => tender.entity = organisation(scan, names)?,
            _ => scan.skip()?,
        }
        Ok(())
    })?;
    tender.present = present;
    Ok(tender)
}
