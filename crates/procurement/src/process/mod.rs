//! One contracting process as flags see it: the members of a compiled release that any rule reads, borrowed from the
//! text, every one of any kind. Positions in lists are those of the published arrays, so that evidence can point there.

pub mod amount;
pub mod cell;
mod elsewhere;
pub mod identity;
pub mod moment;
pub mod organization;
mod place;
pub mod record;
pub mod stages;
pub mod words;

use crate::json::fault::Fault;
use crate::json::raw::Raw;
use crate::json::reader::{self, Reader};
use crate::json::shapes::Shapes;
use crate::json::tree::Tree;
use crate::json::wanted::{Place, Take, tell};
use cell::{Cell, Id, Text};
use moment::Moment;
use organization::Organization;
use place::{Namer, Steps};
use record::{Fill as _, Found, List, Marked, Opened, Record as _, Value, records};
use stages::{Auction, Award, Bids, Complaint, Contract, Planning, RelatedProcess, Tender};
use std::borrow::Cow;
use std::cell::RefCell;
use words::Words;

records! {
    /// A release of one process.
    pub struct Process {
        /// The process's identifier.
        ocid: Cell<'a, Id<'a>> = "ocid",
        /// The release's identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// The release's date.
        date: Cell<'a, Moment> = "date",
        /// The release's tags.
        tag: Words<'a> = "tag",
        /// How the process began.
        initiation_type: Cell<'a, Text<'a>> = "initiationType",
        /// Language of the texts.
        language: Cell<'a, Text<'a>> = "language",
        /// The buyer.
        buyer: Organization<'a> = "buyer",
        /// All organisations.
        parties: List<Organization<'a>> = "parties",
        /// Planning.
        planning: Planning<'a> = "planning",
        /// The tender.
        tender: Tender<'a> = "tender",
        /// Bids.
        bids: Bids<'a> = "bids",
        /// Auctions (extension), whose bids stand in where there are no others.
        auctions: List<Auction<'a>> = "auctions",
        /// Awards.
        awards: List<Award<'a>> = "awards",
        /// Contracts.
        contracts: List<Contract<'a>> = "contracts",
        /// Related processes.
        related_processes: List<RelatedProcess<'a>> = "relatedProcesses",
        /// Complaints (extension).
        complaints: List<Complaint<'a>> = "complaints",
        /// Whether it is a package or a record of releases.
        releases: Marked = "releases",
        /// Whether it is a package of records.
        records: Marked = "records",
        /// Whether it is a record.
        compiled_release: Marked = "compiledRelease",
        /// Whether it is a record.
        versioned_release: Marked = "versionedRelease",
    } beside {
        /// Whether a cell of it may be odd: of a wrong kind, or no amount that could be paid.
        odd: bool,
        /// Whether something that rules look for is published elsewhere.
        elsewhere: bool,
    }
}

impl<'a> Process<'a> {
    /// Reads a release.
    ///
    /// # Errors
    /// When the text is not JSON or no object.
    pub fn parse(text: &'a str) -> Result<Self, Unreadable> {
        let mut process = Self::default();
        let mut reader = Reader::document(text);
        reader.space();
        let read = SHAPES.with_borrow_mut(|shapes| {
            let plain = reader.pass_plain(shapes, &mut Filling(&mut process));
            if plain { Ok(()) } else { tell(&mut reader, shapes.wanted(), &mut Filling(&mut process)) }
        });
        match (read.and_then(|()| reader.end()), process.found()) {
            (Ok(()), Found::Right) => {
                process.fill_in();
                Ok(process)
            }
            (Ok(()), Found::Absent) => Err(Unreadable::NoObject("null")),
            (Ok(()), Found::Wrong(kind)) => Err(Unreadable::NoObject(kind.word())),
            (Err(broken), _) => Err(Unreadable::Json(Fault::new(&reader, broken))),
        }
    }

    /// Whether it is no release but a record or a package, which hold releases.
    pub fn holds_others(&self) -> bool {
        self.releases.0 || self.records.0 || self.compiled_release.0 || self.versioned_release.0
    }

    /// The publisher: the beginning of the ocid up to its second hyphen.
    pub fn publisher(&self) -> &str {
        let ocid = self.ocid.text();
        let end = ocid.match_indices('-').nth(1).map_or(ocid.len(), |(at, _)| at);
        ocid.get(..end).unwrap_or(ocid)
    }
}

thread_local! {
    /// What this thread has read before; it changes how fast a release is read and nothing else.
    static SHAPES: RefCell<Shapes> = RefCell::new(Shapes::over_lines(Namer::name(Process::name)));
}

/// Puts what is told of a text into a process.
struct Filling<'p, 'a>(&'p mut Process<'a>);

impl<'a> Take<'a> for Filling<'_, 'a> {
    #[inline]
    fn opened(&mut self, place: Place, object: bool) -> bool {
        let opened = self.0.open(Steps::to(place), object);
        self.0.odd |= opened == Opened::Wrong;
        opened != Opened::Whole
    }

    #[inline]
    fn text(&mut self, place: Place, text: reader::Text<'a>) {
        let odd = self.0.put(Steps::to(place), Value::Text(text));
        self.0.odd |= odd;
    }

    #[inline]
    fn bare(&mut self, place: Place, literal: &'a str) {
        let odd = self.0.put(Steps::to(place), Value::Bare(literal));
        self.0.odd |= odd;
    }

    fn whole(&mut self, place: Place, text: &'a str) {
        let odd = self.0.put(Steps::to(place), Value::Whole(text));
        self.0.odd |= odd;
    }
}

/// Why a text is no release.
#[derive(Debug, Clone, Copy, thiserror::Error)]
pub enum Unreadable {
    /// It is not JSON.
    #[error("this is not JSON: expected {} at byte {}", .0.expected, .0.at)]
    Json(Fault),
    /// It is JSON, but no object.
    #[error("a release is a JSON object, this is {0}")]
    NoObject(&'static str),
}

/// The same document in a form every reader takes: strings without lone surrogates, numbers that are no finite float as
/// texts. For the rare text that JSON allows and [`Process::parse`] refuses.
///
/// # Errors
/// When the text is not JSON.
pub fn tolerable(text: &str) -> Result<String, Fault> {
    Ok(clean(Tree::parse(text)?).to_string())
}

fn clean(tree: Tree<'_>) -> Tree<'_> {
    match tree {
        Tree::Scalar(raw) => {
            let kind = Raw(&raw).kind();
            let decoded = Raw(&raw).text().map(|text| Tree::text(&text));
            let finite = || raw.parse::<f64>().is_ok_and(f64::is_finite);
            match (kind, decoded) {
                (_, Some(text)) => text,
                (crate::json::raw::Kind::Number, _) if !finite() => Tree::text(&raw),
                (crate::json::raw::Kind::List | crate::json::raw::Kind::Object, _) => {
                    Tree::Scalar(Cow::Borrowed("null"))
                }
                _ => Tree::Scalar(raw),
            }
        }
        Tree::List(items) => Tree::List(items.into_iter().map(clean).collect()),
        Tree::Object(members) => Tree::Object(members.into_iter().map(|(key, value)| (key, clean(value))).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_wrong_kind_loses_itself_and_nothing_else() {
        let text = r#"{"ocid":"ocds-1-2-3","id":7,"bids":"x","awards":[1,null,[],{"id":"a","value":{"amount":"1 000,5","currency":3}}],
            "tender":{"value":[],"status":"active","tenderPeriod":{"endDate":"soon"},"items":{"id":1}},"unknown":[[1]],"ocid":"ocds-b-1"}"#;
        let process = Process::parse(text).expect("a release");
        assert_eq!(process.ocid.text(), "ocds-b-1");
        assert_eq!(process.publisher(), "ocds-b");
        assert_eq!(process.id.text(), "7");
        let (at, award) = process.awards.iter().next().expect("an award");
        assert_eq!((at, award.id.text()), (3, "a"));
        assert_eq!(award.value.amount.get().map(ToString::to_string).as_deref(), Some("1000.5"));
        assert_eq!(process.tender.status.text(), "active");
        assert_eq!(process.tender.tender_period.end_date.lack("p"), "unreadable:p");
        assert_eq!(process.tender.items.len(), 1);
    }

    /// What is read without a look at what was read before.
    fn told(text: &str) -> Option<Process<'_>> {
        let (mut process, mut reader) = (Process::default(), Reader::document(text));
        let read = tell(&mut reader, &Namer::name(Process::name), &mut Filling(&mut process));
        read.and_then(|()| reader.end()).ok()?;
        process.fill_in();
        (process.found() == Found::Right).then_some(process)
    }

    #[test]
    fn what_is_expected_is_read_as_what_is_not() {
        let long = "x".repeat(60);
        let texts = [
            r#"{"ocid":"a","ocid":"b","tag":["x",1,null,{}],"tender":{"id":1},"tender":{"title":"t"},"bids":{"details":[1,{"value":{"amount":" 5 "}}]}}"#.to_owned(),
            r#"{"ocid":"\u00e9","awards":{"id":"one"},"contracts":null,"parties":"x","date":"2024-01-01","buyer":[1],"releases":[]}"#.to_owned(),
            format!(r#"{{"{long}":{{"{long}":[]}},"ocid":"a","tender":{{"{long}":1,"status":"active"}}}}"#),
        ];
        for text in texts.iter().chain(&texts) {
            assert!(told(text).is_some(), "{text}");
            assert_eq!(Process::parse(text).ok(), told(text), "{text}");
        }
    }

    #[test]
    fn a_value_is_unreadable_with_its_text_however_deep_it_is() {
        let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
        let text = format!(r#"{{"ocid":"a","id":{{"b":[1]}},"date":{deep},"unknown":{deep},"language":"es"}}"#);
        let process = Process::parse(&text).expect("a release");
        assert_eq!(process.id, Cell::Unreadable(r#"{"b":[1]}"#));
        assert_eq!(process.date, Cell::Unreadable(deep.as_str()));
        assert_eq!(process.language.text(), "es");
        assert!(Process::parse(&text.replacen("]]]", "]]}", 1)).is_err());
    }

    /// Texts of few keys that stand at many places, repeated ones among them, and values of any kind at each.
    fn documents() -> impl Strategy<Value = String> {
        const KEYS: [&str; 25] = [
            "ocid",
            "id",
            "tag",
            "tender",
            "awards",
            "contracts",
            "items",
            "value",
            "amount",
            "currency",
            "date",
            "parties",
            "roles",
            "buyer",
            "bids",
            "details",
            "auctions",
            "stages",
            "estimatedValue",
            "tenderers",
            "unit",
            "releases",
            "implementation",
            "transactions",
            "a\\nb",
        ];
        let leaf = proptest::sample::select(vec![
            "null",
            "true",
            "\"true\"",
            "0",
            "-1.50",
            "12.5e1",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"\\u00e9\"",
            "\"\\ud800\"",
            "\"1 000,5\"",
            "\"2024-01-01\"",
            "\"2024-01-01T10:00:00.5Z\"",
            "\"9999-12-31T00:00:00Z\"",
            "[]",
            "{}",
        ]);
        let any = leaf.prop_map(str::to_owned).prop_recursive(7, 60, 5, |inner| {
            let member = (proptest::sample::select(KEYS.to_vec()), inner.clone());
            let member = member.prop_map(|(key, value)| format!("\"{key}\":{value}"));
            prop_oneof![
                proptest::collection::vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(","))),
                proptest::collection::vec(member, 0..6).prop_map(|all| format!("{{{}}}", all.join(","))),
            ]
        });
        any.prop_map(|text| if text.starts_with('{') { text } else { format!("{{\"ocid\":{text}}}") })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn a_release_is_the_same_however_it_is_read(texts in proptest::collection::vec(documents(), 1..4)) {
            for text in texts.iter().chain(&texts) {
                let spaced = text.replace(',', ",\n ");
                prop_assert_eq!(Process::parse(text).ok(), told(text), "{}", text);
                prop_assert_eq!(Process::parse(&spaced).ok(), told(&spaced), "{}", spaced);
            }
        }
    }

    #[test]
    fn what_json_allows_and_no_float_can_hold_is_made_tolerable() {
        let text = r#"{"ocid":"a\ud800","tender":{"value":1e999,"status":"active"}}"#;
        let tolerable = tolerable(text).expect("it is JSON");
        let process = Process::parse(&tolerable).expect("a release");
        assert_eq!(process.ocid.text(), "a\u{fffd}");
        assert_eq!(process.tender.status.text(), "active");
    }
}
