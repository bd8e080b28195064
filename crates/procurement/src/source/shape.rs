//! What an object is - release, record or package - and the releases in it. Only objects that hold others come here; a
//! bare release is recognised while it is read.

use super::NESTED_MAX;
use crate::json::fault::Fault;
use crate::json::raw::{Kind, Raw};
use crate::json::scan;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'t> {
    /// A release.
    Release(&'t str),
    /// What the publisher of a record compiled, and the releases it was compiled from.
    Compiled(&'t str, Vec<&'t str>),
    /// The release of a record that is judged, and its versioned release; without the first, the last state of the second.
    Versioned(Option<&'t str>, &'t str),
    /// The releases of one record, which are to be merged.
    Record(Vec<&'t str>),
    /// What cannot be used: the text, the code of the diagnostic, the problem, the remedy.
    Fault(&'t str, &'static str, String, &'static str),
    /// What is broken between the parts that can be used.
    Broken(&'t str, Fault),
}

/// The telling members of an object.
#[derive(Default)]
struct Head<'t> {
    process: bool,
    linked: bool,
    releases: Option<&'t str>,
    records: Option<&'t str>,
    compiled: Option<&'t str>,
    versioned: Option<&'t str>,
    /// Whether there is one, of whatever kind.
    is_versioned: bool,
}

impl<'t> Head<'t> {
    /// What could be read of an object, and where it is broken.
    fn of(text: &'t str) -> (Self, Option<Fault>) {
        let mut head = Self::default();
        let read = scan::members(text, |key, value| match key {
            r#""ocid""# => head.process = true,
            r#""url""# => head.linked = true,
            r#""releases""# => head.releases = Some(value),
            r#""records""# => head.records = Some(value),
            r#""compiledRelease""# => head.compiled = Some(value).filter(|value| Raw(value).kind() == Kind::Object),
            r#""versionedRelease""# => {
                head.is_versioned = true;
                head.versioned = Some(value).filter(|value| Raw(value).kind() == Kind::Object);
            }
            _ => {}
        });
        (head, read.err())
    }

    /// Whether it holds releases or records in a list.
    fn is_package(&self) -> bool {
        self.records.or(self.releases).is_some()
    }
}

/// Takes a document apart.
pub fn apart<'t>(text: &'t str, depth: usize, out: &mut Vec<Part<'t>>) {
    match Raw(text).kind() {
        Kind::List if depth < NESTED_MAX => list(text, out, |inner, out| apart(inner, depth + 1, out)),
        Kind::Object => {
            let (head, fault) = Head::of(text);
            out.extend(fault.map(|fault| Part::Broken(text, fault)));
            if fault.is_none() || head.is_package() {
                object(text, &head, out);
            }
        }
        kind => out.push(no_release(text, kind)),
    }
}

fn object<'t>(text: &'t str, head: &Head<'t>, out: &mut Vec<Part<'t>>) {
    if let Some(records) = head.records {
        list(records, out, |inner, out| match (Raw(inner).kind(), Head::of(inner)) {
            (Kind::Object, (head, None)) => record(inner, &head, out),
            (Kind::Object, (_, Some(fault))) => out.push(Part::Broken(inner, fault)),
            (kind, _) => out.push(no_release(inner, kind)),
        });
    } else if head.compiled.is_some() || head.is_versioned || (head.process && head.releases.is_some()) {
        record(text, head, out);
    } else if let Some(releases) = head.releases {
        list(releases, out, |inner, out| out.push(Part::Release(inner)));
    } else {
        out.push(Part::Release(text));
    }
}

/// A record: what its publisher compiled, with its versions where it holds several; else the releases it holds.
fn record<'t>(text: &'t str, head: &Head<'t>, out: &mut Vec<Part<'t>>) {
    let mut releases = Vec::new();
    // A list that is broken or no list holds nothing that could be used.
    let _ = scan::elements(head.releases.unwrap_or("[]"), |inner| releases.push(inner));
    let linked = |inner: &&str| {
        let (head, fault) = Head::of(inner);
        fault.is_none() && head.linked && !head.process
    };
    let (links, releases): (Vec<_>, Vec<_>) = releases.into_iter().partition(linked);
    if !links.is_empty() {
        let hint = "nothing is fetched: download the linked releases and name their files";
        let mut problem =
            format!("{} of {} releases of the record are linked", links.len(), links.len() + releases.len());
        if head.compiled.is_some() && head.versioned.is_none() {
            problem.push_str(", and the compiled release is judged without their history");
        }
        out.push(Part::Fault(text, "ocds-linked", problem, hint));
    }
    if let Some(compiled) = head.compiled {
        out.push(match (releases.len() > 1, head.versioned) {
            (true, _) => Part::Compiled(compiled, releases),
            (false, Some(versioned)) => Part::Versioned(Some(compiled), versioned),
            (false, None) => Part::Release(compiled),
        });
        return;
    }
    match (&releases[..], head.versioned) {
        ([], Some(versioned)) => out.push(Part::Versioned(None, versioned)),
        ([], None) if links.is_empty() => {
            let problem = "the record holds neither a compiled release nor releases".to_owned();
            out.push(Part::Fault(text, "ocds-linked", problem, "take the compiled releases of the publisher"));
        }
        ([], None) => {}
        ([one], Some(versioned)) => out.push(Part::Versioned(Some(one), versioned)),
        ([one], None) => out.push(Part::Release(one)),
        _ => out.push(Part::Record(releases)),
    }
}

fn list<'t>(text: &'t str, out: &mut Vec<Part<'t>>, mut each: impl FnMut(&'t str, &mut Vec<Part<'t>>)) {
    if Raw(text).kind() != Kind::List {
        let problem = format!("an array of releases or records is needed here, this is {}", Raw(text).kind().word());
        out.push(Part::Fault(text, "ocds-shape", problem, "check what wrote the package"));
        return;
    }
    let mut inner = Vec::new();
    let cut = scan::elements(text, |element| inner.push(element));
    inner.into_iter().for_each(|element| each(element, out));
    if let Err(fault) = cut {
        out.push(Part::Broken(text, fault));
    }
}

/// Whether a text that is broken somewhere may hold releases that are not: it is a list, or a package.
pub fn holds_parts(text: &str) -> bool {
    text.starts_with('[') || (text.starts_with('{') && Head::of(text).0.is_package())
}

fn no_release(text: &str, kind: Kind) -> Part<'_> {
    let problem = format!("a release is a JSON object, this is {}", kind.word());
    Part::Fault(text, "ocds-shape", problem, "a release is written as an object: {\"ocid\": …, \"date\": …}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        apart(text, 0, &mut out);
        let show = |part: &Part<'_>| match part {
            Part::Release(text) => (*text).to_owned(),
            Part::Compiled(text, versions) => format!("{text} of {}", versions.join("+")),
            Part::Versioned(text, versions) => format!("{} by {versions}", text.unwrap_or("the last")),
            Part::Record(texts) => texts.join("+"),
            Part::Fault(_, code, ..) => (*code).to_owned(),
            Part::Broken(_, fault) => fault.expected.to_owned(),
        };
        out.iter().map(show).collect()
    }

    #[test]
    fn packages_records_and_arrays_give_their_releases() {
        assert_eq!(parts(r#"{"releases":[{"ocid":1},2]}"#), [r#"{"ocid":1}"#, "2"]);
        assert_eq!(parts(r#"[[{"releases":[{"a":1}]},{"b":2}],7]"#), [r#"{"a":1}"#, r#"{"b":2}"#, "ocds-shape"]);
        let record = r#"{"records":[{"releases":[{"ocid":1},{"ocid":2}]},{"releases":[{"ocid":1}],"compiledRelease":{"c":1}},
            {"releases":[{"url":"x"},{"ocid":3}]},{"ocid":"x"},5]}"#;
        let expected =
            [r#"{"ocid":1}+{"ocid":2}"#, r#"{"c":1}"#, "ocds-linked", r#"{"ocid":3}"#, "ocds-linked", "ocds-shape"];
        assert_eq!(parts(record), expected);
        let compiled = r#"{"records":[{"compiledRelease":{"c":1},"releases":[{"ocid":1},{"url":"x"},{"ocid":2}]}]}"#;
        assert_eq!(parts(compiled), ["ocds-linked", r#"{"c":1} of {"ocid":1}+{"ocid":2}"#]);
        let versioned = r#"{"records":[{"compiledRelease":{"c":1},"versionedRelease":{}},{"versionedRelease":{"v":[]}},
            {"releases":[{"ocid":1}],"versionedRelease":{}},{"releases":[{"url":"x"}],"versionedRelease":{}},
            {"releases":[{"ocid":1},{"ocid":2}],"versionedRelease":{}},{"versionedRelease":7}]}"#;
        let expected = [
            r#"{"c":1} by {}"#,
            r#"the last by {"v":[]}"#,
            r#"{"ocid":1} by {}"#,
            "ocds-linked",
            "the last by {}",
            r#"{"ocid":1}+{"ocid":2}"#,
            "ocds-linked",
        ];
        assert_eq!(parts(versioned), expected);
        assert_eq!(parts(r#"{"releases":{"ocid":1}}"#), ["ocds-shape"]);
        let broken = r#"{"releases":[{"a":1},{"b":}],}"#;
        assert_eq!(parts(broken), ["the name of a member in quotes", r#"{"a":1}"#, r#"{"b":}"#]);
    }
}
