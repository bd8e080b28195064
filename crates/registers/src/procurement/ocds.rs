//! Open Contracting releases, wherever they stand in a JSON document: one a line, in packages, records or arrays. Each is
//! named by the byte at which it begins; a broken document costs the rest of its line and nothing else.

use crate::format::Input;
use crate::perception::Report;
use probity_core::{Diagnostic, Place};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// Largest source, in bytes, that is read at once.
const BYTES_MAX: u64 = 4 << 30;
/// Arrays and packages within one another.
const DEPTH_MAX: u32 = 4;

/// A release as the register lists it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Release {
    /// The process.
    pub ocid: String,
    /// The buyer's identifier; the procuring entity's where there is no buyer.
    pub buyer: Option<String>,
    /// The tender's title.
    pub title: Option<String>,
    /// The release's date.
    pub date: Option<String>,
    /// The tender's status.
    pub status: Option<String>,
    /// The procedure.
    pub method: Option<String>,
    /// The tender's value.
    pub amount: Option<f64>,
    /// Its currency.
    pub currency: Option<String>,
    /// The byte of the unpacked source at which the release begins.
    pub at: u64,
    /// Its line.
    pub place: Place,
}

#[derive(Deserialize)]
struct Package<'a> {
    #[serde(borrow, default)]
    ocid: Option<&'a RawValue>,
    #[serde(borrow, default)]
    releases: Option<&'a RawValue>,
    #[serde(borrow, default)]
    records: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "compiledRelease")]
    compiled: Option<&'a RawValue>,
}

/// Streams the releases of a file.
pub fn releases_into(input: &Input, sink: &mut dyn FnMut(Release)) -> Report {
    let bytes = match input.read_all(BYTES_MAX) {
        Ok(bytes) => bytes,
        Err(fault) => return Report::unusable(fault),
    };
    let mut report = Report::default();
    let Ok(text) = std::str::from_utf8(&bytes) else {
        report.condemn(
            Diagnostic::error("encoding", input.name(), "JSON must be UTF-8; this file is not")
                .hint("export it again as UTF-8"),
        );
        return report;
    };
    let mut reader = Reader { file: input.name(), text, line: 1, seen: 0, report, sink };
    reader.documents();
    let mut report = reader.report;
    if report.kept == 0 && !report.unusable {
        report.condemn(
            Diagnostic::error("release-expected", input.name(), "there is no release in the file")
                .expected("Open Contracting releases: one a line, or in packages, records or arrays"),
        );
    }
    report
}

struct Reader<'a, 's> {
    file: &'a str,
    text: &'a str,
    line: u64,
    seen: usize,
    report: Report,
    sink: &'s mut dyn FnMut(Release),
}

impl<'a> Reader<'a, '_> {
    /// Reads one JSON text after another.
    fn documents(&mut self) {
        let mut at = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.trim_start().is_empty()) {
            let begin = at + rest.len() - rest.trim_start().len();
            let rest = self.text.get(begin..).unwrap_or_default();
            let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<&'a RawValue>();
            match stream.next() {
                Some(Ok(value)) => {
                    at = begin + stream.byte_offset();
                    self.value(value.get(), DEPTH_MAX);
                }
                Some(Err(error)) => {
                    self.refuse(begin, &error.to_string());
                    at = rest.find('\n').map_or(self.text.len(), |end| begin + end + 1);
                }
                None => break,
            }
            if self.report.unusable {
                break;
            }
        }
    }

    /// The releases in a value.
    fn value(&mut self, value: &'a str, depth: u32) {
        if value.starts_with('[') && depth > 0 {
            let items: Vec<&'a RawValue> = serde_json::from_str(value).unwrap_or_default();
            return items.into_iter().for_each(|item| self.value(item.get(), depth - 1));
        }
        let package: Result<Package<'a>, _> = serde_json::from_str(value);
        match package {
            Ok(Package { ocid: Some(_), compiled: Some(compiled), .. }) => self.value(compiled.get(), 0),
            // A record without compiled release has an ocid and releases of its own.
            Ok(Package { releases: Some(list), .. } | Package { ocid: None, records: Some(list), .. }) if depth > 0 => {
                self.value(list.get(), depth - 1);
            }
            Ok(Package { ocid: Some(_), .. }) => self.release(value),
            Ok(_) => self.refuse(self.offset(value), "there is no `ocid`"),
            Err(error) => self.refuse(self.offset(value), &error.to_string()),
        }
    }

    fn release(&mut self, value: &'a str) {
        let at = self.offset(value);
        let tree: Value = match serde_json::from_str(value) {
            Ok(tree) => tree,
            Err(error) => return self.refuse(at, &error.to_string()),
        };
        let word = |pointer: &str| match tree.pointer(pointer) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let Some(ocid) = word("/ocid") else { return self.refuse(at, "`ocid` is no text") };
        let release = Release {
            ocid,
            buyer: word("/buyer/id").or_else(|| word("/tender/procuringEntity/id")),
            title: word("/tender/title"),
            date: word("/date"),
            status: word("/tender/status"),
            method: word("/tender/procurementMethod"),
            amount: tree.pointer("/tender/value/amount").and_then(Value::as_f64),
            currency: word("/tender/value/currency"),
            at: at as u64,
            place: self.place(at),
        };
        self.report.row(Vec::new());
        (self.sink)(release);
    }

    fn refuse(&mut self, at: usize, problem: &str) {
        let what = problem.split(" at line ").next().unwrap_or(problem).to_owned();
        let fault = Diagnostic::error("release-expected", self.file, format!("this is no release: {what}"));
        let line = self.text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let found: String = line.chars().take(80).collect();
        let place = self.place(at);
        let fault = fault.at(place).found(found).expected("a JSON object with an `ocid`");
        self.report.row(vec![fault.hint("a line that ends too early was cut off: download the file again")]);
    }

    /// Where a part of the text begins: the distance of the two.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len())
    }

    /// The line of a byte; bytes come in rising order.
    fn place(&mut self, at: usize) -> Place {
        let passed = self.text.as_bytes().get(self.seen..at).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.seen = self.seen.max(at);
        Place { sheet: None, row: self.line, column: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(String, u64, u64)>, Report) {
        let mut all = Vec::new();
        let input = Input::bytes("r.jsonl", text.as_bytes());
        let report = releases_into(&input, &mut |own| all.push((own.ocid, own.at, own.place.row)));
        (all, report)
    }

    #[test]
    fn releases_are_found_in_lines_packages_records_and_arrays() {
        let text = "{\"ocid\":\"a\"}\n{\"releases\":[{\"ocid\":\"b\"}, {\"ocid\":\"c\"}]}\n[{\"ocid\":\"d\"}]\n\
                    {\"records\":[{\"ocid\":\"e\",\"compiledRelease\":{\"ocid\":\"e\"}},{\"ocid\":\"f\",\"releases\":[{\"ocid\":\"f\"}]}]}";
        let (all, report) = read(text);
        let ocids: Vec<&str> = all.iter().map(|(ocid, ..)| ocid.as_str()).collect();
        assert_eq!(ocids, ["a", "b", "c", "d", "e", "f"]);
        assert_eq!((report.read, report.rejected), (6, 0));
        assert!(all.iter().all(|(ocid, at, _)| text[*at as usize..].starts_with(&format!("{{\"ocid\":\"{ocid}"))));
        assert_eq!(all.iter().map(|(_, _, line)| *line).collect::<Vec<_>>(), [1, 2, 2, 3, 4, 4]);
    }

    #[test]
    fn a_broken_line_costs_itself_only() {
        let (all, report) = read("\u{feff}{\"ocid\":\"a\"}\n{\"ocid\":\n7\n{\"ocid\":\"b\"}\n{\"id\":1}\n");
        assert_eq!(all.iter().map(|(ocid, _, line)| (ocid.as_str(), *line)).collect::<Vec<_>>(), [("a", 1), ("b", 4)]);
        assert_eq!((report.kept, report.rejected), (2, 3));
        assert!(read("hello").1.unusable);
    }
}
