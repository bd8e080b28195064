//! What a release publishes elsewhere than rules look for it: bids in the stages of auctions (extension auctions) and
//! estimated values of OCDS 1.2. Where nothing stands at the usual place they stand in for it, and evidence points to where
//! they really are.

use super::Process;
use super::record::{Found, List, Record as _};
use super::stages::{Bid, Lot, Money};
use std::borrow::Cow;

impl<'a> Money<'a> {
    /// Takes another value where none is published; says whether it did. What was found stays: nothing.
    fn take_over(&mut self, other: &Money<'a>) -> bool {
        let stands_in = other.found() == Found::Right && (self.found() == Found::Absent || self.is_blank());
        if stands_in {
            *self = other.clone();
            self.set_found(Found::Absent);
        }
        stands_in
    }

    /// Whether it was taken over from another place.
    fn is_elsewhere(&self) -> bool {
        self.found() == Found::Absent && (self.amount.is_there() || self.currency.is_there())
    }
}

impl<'a> Process<'a> {
    /// Puts what is published elsewhere where rules look for it, unless something is published there.
    pub(super) fn fill_in(&mut self) {
        if !self.auctions.is_empty() && self.bids.found() == Found::Absent {
            let bids: Vec<Bid<'a>> = self.auctioned().map(|(_, bid)| bid.clone()).collect();
            if !bids.is_empty() {
                self.bids.details = List::of(bids);
                self.elsewhere = true;
            }
        }
        let tender = &mut self.tender;
        self.elsewhere |= tender.value.take_over(&tender.estimated_value);
        for Lot { value, estimated_value, .. } in tender.lots.all_mut() {
            self.elsewhere |= value.take_over(estimated_value);
        }
    }

    /// The bids of all stages of all auctions, with the positions of auction, stage and bid.
    fn auctioned(&self) -> impl Iterator<Item = ([usize; 3], &Bid<'a>)> {
        self.auctions.iter().flat_map(|(auction, own)| {
            let stages = own.stages.iter();
            stages.flat_map(move |(stage, own)| own.bids.iter().map(move |(at, bid)| ([auction, stage, at], bid)))
        })
    }

    /// Whether its bids are those of auctions.
    pub fn has_moved_bids(&self) -> bool {
        self.bids.found() == Found::Absent && self.bids.details.has_any()
    }

    /// The pointer to where a value is published, of the pointer to where rules look for it.
    pub fn published<'q>(&self, pointer: &'q str) -> Cow<'q, str> {
        let found = self.elsewhere.then(|| self.bid(pointer).or_else(|| self.estimate(pointer))).flatten();
        found.map_or(Cow::Borrowed(pointer), Cow::Owned)
    }

    fn bid(&self, pointer: &str) -> Option<String> {
        let (at, rest) = numbered(pointer.strip_prefix("/bids/details/")?)?;
        let moved = self.has_moved_bids().then(|| self.auctioned().nth(at)).flatten();
        let ([auction, stage, bid], _) = moved?;
        Some(format!("/auctions/{auction}/stages/{stage}/bids/{bid}{rest}"))
    }

    fn estimate(&self, pointer: &str) -> Option<String> {
        let behind = |rest: &'_ str| rest.is_empty() || rest.starts_with('/');
        if let Some(rest) = pointer.strip_prefix("/tender/value") {
            let moved = behind(rest) && self.tender.value.is_elsewhere();
            return moved.then(|| format!("/tender/estimatedValue{rest}"));
        }
        let (at, rest) = numbered(pointer.strip_prefix("/tender/lots/")?)?;
        let rest = rest.strip_prefix("/value").filter(|rest| behind(rest))?;
        let moved = self.tender.lots.all().get(at).is_some_and(|lot| lot.value.is_elsewhere());
        moved.then(|| format!("/tender/lots/{at}/estimatedValue{rest}"))
    }
}

/// The number that a text begins with, and what stands behind it.
fn numbered(text: &str) -> Option<(usize, &str)> {
    let end = text.find('/').unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    Some((number.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Process<'_> {
        Process::parse(text).expect("a release")
    }

    #[test]
    fn bids_of_auctions_stand_in_where_there_are_no_others() {
        let auctions = r#""auctions":[7,{"stages":[{"bids":[{"id":"1"},null]},{"bids":[]},{"bids":[{"id":"2"}]}]},{"stages":{"bids":{"id":"3"}}}]"#;
        let text = format!("{{{auctions}}}");
        let process = read(&text);
        let ids: Vec<&str> = process.bids.details.records().map(|bid| bid.id.text()).collect();
        assert_eq!((ids, process.has_moved_bids()), (vec!["1", "2", "3"], true));
        assert_eq!(process.published("/bids/details/0/value/amount"), "/auctions/1/stages/0/bids/0/value/amount");
        assert_eq!(process.published("/bids/details/1"), "/auctions/1/stages/2/bids/0");
        assert_eq!(process.published("/bids/details/2/date"), "/auctions/2/stages/0/bids/0/date");
        assert_eq!(process.published("/bids/details/3/date"), "/bids/details/3/date");
        for bids in [r#""bids":{},"#, r#""bids":{"details":[{"id":"own"}]},"#, r#""bids":"x","#] {
            let text = format!("{{{bids}{auctions}}}");
            let process = read(&text);
            let ids: Vec<&str> = process.bids.details.records().map(|bid| bid.id.text()).collect();
            assert!(!process.has_moved_bids() && ids.len() <= 1, "{bids}");
            assert_eq!(process.published("/bids/details/0/date"), "/bids/details/0/date");
        }
        assert!(!read(r#"{"auctions":[{"stages":[{"bids":[]}]}]}"#).has_moved_bids());
    }

    #[test]
    fn the_estimated_value_stands_in_for_a_value_that_is_not_published() {
        let text = r#"{"tender":{"estimatedValue":{"amount":5,"currency":"KZT"},"value":{},
            "lots":[{"value":{"amount":1},"estimatedValue":{"amount":2}},{"estimatedValue":{"amount":3}},{"id":"x"}]}}"#;
        let process = read(text);
        let tender = &process.tender;
        let lots = tender.lots.records().map(|lot| lot.value.amount.get().map(ToString::to_string));
        assert_eq!(tender.value.price().map(|price| price.to_string()).as_deref(), Some("5"));
        assert_eq!(lots.collect::<Vec<_>>(), [Some("1".to_owned()), Some("3".to_owned()), None]);
        assert_eq!(process.published("/tender/value/amount"), "/tender/estimatedValue/amount");
        assert_eq!(process.published("/tender/lots/0/value/amount"), "/tender/lots/0/value/amount");
        assert_eq!(process.published("/tender/lots/1/value/amount"), "/tender/lots/1/estimatedValue/amount");
        assert_eq!(process.published("/tender/lots/1/id"), "/tender/lots/1/id");
        let both = read(r#"{"tender":{"value":{"amount":"x"},"estimatedValue":{"amount":5}}}"#);
        assert!(!both.tender.value.amount.is_there() && !both.elsewhere, "what is published badly is not replaced");
    }
}
