//! The releases of a file as the register of an observatory lists them, read as everything else in this room is: what a
//! run over files can judge, an import keeps.

use crate::json::raw::Raw;
use crate::json::scan;
use crate::process::Process;
use crate::source::{Reject, reading, releases};
use probity_core::{Diagnostic, Place};
use probity_registers::Input;
use probity_registers::perception::Report;
use probity_registers::procurement::Release;

/// Streams the releases of a file, those of records too.
pub fn releases_into(input: &Input, sink: &mut dyn FnMut(Release)) -> Report {
    let mut report = Report::default();
    let reading = match reading(input) {
        Ok(reading) => reading,
        Err(fault) => return Report::unusable(fault),
    };
    let read = releases(input, reading, &mut |given| match given {
        _ if report.unusable => {}
        Err(reject) => drop(report.row(vec![told(&reject)])),
        Ok(given) => {
            for (text, at) in given.texts.iter().chain(given.history).zip(given.begins) {
                report.row(Vec::new());
                sink(listed(text, *at, given.line));
            }
        }
    });
    if let Err(fault) = read {
        report.condemn(fault);
    } else if report.kept == 0 && !report.unusable {
        report.condemn(
            Diagnostic::error("release-expected", input.name(), "there is no release in the file")
                .expected("Open Contracting releases: one a line, or in packages, records or arrays"),
        );
    }
    report
}

/// What was not used is an error of an import, which lists it among the register's rejects.
fn told(reject: &Reject) -> Diagnostic {
    let place = Place { sheet: None, row: reject.line, column: 0 };
    let fault = Diagnostic::error(reject.code, &reject.file, &reject.problem).at(place).hint(reject.hint);
    if reject.ocid.is_empty() { fault } else { fault.found(&reject.ocid) }
}

fn listed(text: &str, at: u64, line: u64) -> Release {
    let process = Process::parse(text).unwrap_or_default();
    let word = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    let tender = &process.tender;
    let mut date = None;
    // The register keeps the date as it was published.
    let _ = scan::members(text, |key, value| {
        if key == "\"date\"" {
            date = Raw(value).identifier().and_then(|own| word(&own));
        }
    });
    Release {
        ocid: process.ocid.text().to_owned(),
        buyer: word(process.buyer.id.text()).or_else(|| word(tender.procuring_entity.id.text())),
        title: word(tender.title.text()),
        date,
        status: word(tender.status.text()),
        method: word(tender.procurement_method.text()),
        amount: tender.value.amount.get().map(|amount| amount.to_f64()),
        currency: word(tender.value.currency.text()),
        at,
        place: Place { sheet: None, row: line, column: 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> (Vec<(String, u64, u64)>, Report) {
        let mut all = Vec::new();
        let input = Input::bytes("r.jsonl", text);
        let report = releases_into(&input, &mut |own| all.push((own.ocid, own.at, own.place.row)));
        (all, report)
    }

    #[test]
    fn releases_are_found_in_lines_packages_records_and_arrays() {
        let text = "{\"ocid\":\"a\"}\n{\"releases\":[{\"ocid\":\"b\"}, {\"ocid\":\"c\"}]}\n[{\"ocid\":\"d\"}]\n\
                    {\"records\":[{\"ocid\":\"e\",\"compiledRelease\":{\"ocid\":\"e\"},\"releases\":[{\"ocid\":\"e\",\"id\":1},{\"ocid\":\"e\",\"id\":2}]},\
                    {\"ocid\":\"f\",\"releases\":[{\"ocid\":\"f\"}]}]}";
        let (all, report) = read(text.as_bytes());
        let ocids: Vec<&str> = all.iter().map(|(ocid, ..)| ocid.as_str()).collect();
        assert_eq!(ocids, ["a", "b", "c", "d", "e", "e", "e", "f"]);
        assert_eq!((report.read, report.rejected), (8, 0));
        assert!(all.iter().all(|(ocid, at, _)| text[*at as usize..].starts_with(&format!("{{\"ocid\":\"{ocid}"))));
        assert_eq!(all.iter().map(|(_, _, line)| *line).collect::<Vec<_>>(), [1, 2, 2, 3, 4, 4, 4, 4]);
    }

    #[test]
    fn a_broken_line_costs_itself_only() {
        let (all, report) =
            read(b"\xEF\xBB\xBF{\"ocid\":\"a\"}\n{\"ocid\":\n7\n{\"ocid\":\"b\"}\n{\"id\":1}\n{\"ocid\":\"\xff\"}\n");
        assert_eq!(all.iter().map(|(ocid, _, line)| (ocid.as_str(), *line)).collect::<Vec<_>>(), [("a", 1), ("b", 4)]);
        assert_eq!((report.kept, report.rejected), (2, 3));
        assert!(report.rejects().all(|own| own.place.row > 1 && own.hint.is_some()));
        assert!(read(b"hello").1.unusable);
    }

    #[test]
    fn what_a_run_over_files_judges_an_import_keeps() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        let text = format!(
            "{{\"ocid\":\"a\",\"x\":{deep}}}\n{{\"ocid\":\"b\",\"x\":1e999}}\n{{\"ocid\":\"c\",\"x\":\"\\ud800\"}}\n"
        );
        let (all, report) = read(text.as_bytes());
        assert_eq!((all.len(), report.kept, report.rejected), (3, 3, 0));
    }
}
