//! One contracting process as flags see it: the members of a compiled release that any rule reads, borrowed from the
//! text, every one of any kind. Positions in lists are those of the published arrays, so that evidence can point there.

pub mod amount;
pub mod cell;
pub mod moment;
pub mod organization;
pub mod record;
pub mod stages;
pub mod words;

use crate::json::raw::Raw;
use crate::json::reader::Reader;
use crate::json::scan::Fault;
use crate::json::tree::Tree;
use cell::{Cell, Id, Text};
use moment::Moment;
use organization::Organization;
use record::{Found, List, Marked, Record as _, records};
use stages::{Award, Bids, Complaint, Contract, Planning, RelatedProcess, Tender};
use std::borrow::Cow;
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
        let read = record::fill_record(&mut process, &mut reader).and_then(|()| reader.end()).is_ok();
        if read && process.found() == Found::Right { Ok(process) } else { Self::parse_any(text) }
    }

    /// Reads what is nested too deeply for one pass, and says of a text that is not JSON where and why.
    fn parse_any(text: &'a str) -> Result<Self, Unreadable> {
        let process: Self = serde_json::from_str(text)?;
        match process.found() {
            Found::Right => Ok(process),
            Found::Absent => Err(Unreadable::NoObject("null")),
            Found::Wrong(kind) => Err(Unreadable::NoObject(kind.word())),
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

/// Why a text is no release.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is not JSON.
    #[error("this is not JSON: {0}")]
    Json(#[from] serde_json::Error),
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

    #[test]
    fn both_readers_read_the_same() {
        let texts = [
            r#"{"ocid":"a","ocid":"b","tag":["x",1,null,{}],"tender":{"id":1},"tender":{"title":"t"},"bids":{"details":[1,{"value":{"amount":" 5 "}}]}}"#,
            r#"{"ocid":"\u00e9","awards":{"id":"one"},"contracts":null,"parties":"x","date":"2024-01-01","buyer":[1],"releases":[]}"#,
        ];
        for text in texts {
            assert_eq!(Process::parse(text).ok(), Process::parse_any(text).ok(), "{text}");
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
