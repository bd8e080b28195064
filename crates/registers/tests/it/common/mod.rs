//! What the tests share: diagnostics as text, and small workbooks written by hand.
#![allow(dead_code, clippy::unwrap_used)]

use probity_core::Diagnostic;
use probity_registers::Input;
use probity_registers::perception::{Reading, Report, scores};
use std::io::Write as _;

/// Diagnostics as a plain text, one block each.
pub fn text(diagnostics: &[Diagnostic]) -> String {
    let block = |diagnostic: &Diagnostic| {
        let level = if diagnostic.is_error() { "error" } else { "warning" };
        let place = if diagnostic.place.row == 0 { String::new() } else { format!(", {}", diagnostic.place) };
        let mut lines = vec![
            format!("{level}[{}] {}{place}", diagnostic.code, diagnostic.file),
            format!("  {}", diagnostic.message),
        ];
        let parts = [
            ("field", &diagnostic.field),
            ("found", &diagnostic.found),
            ("expected", &diagnostic.expected),
            ("line", &diagnostic.line),
            ("hint", &diagnostic.hint),
        ];
        lines.extend(parts.iter().filter_map(|(name, part)| part.as_ref().map(|part| format!("  {name}: {part}"))));
        lines.join("\n")
    };
    diagnostics.iter().map(block).collect::<Vec<_>>().join("\n")
}

/// A report as a plain text.
pub fn report(report: &Report) -> String {
    let usable = if report.unusable { "unusable" } else { "usable" };
    format!(
        "{usable}: read {}, kept {}, rejected {}\n{}",
        report.read,
        report.kept,
        report.rejected,
        text(&report.diagnostics)
    )
}

/// A reading of scores as a plain text: the report and the number of records.
pub fn scores_text(name: &str, bytes: impl Into<Vec<u8>>) -> String {
    reading(&scores(&Input::bytes(name, bytes.into())))
}

pub fn reading<T>(reading: &Reading<T>) -> String {
    format!("{} records; {}", reading.records.len(), report(&reading.report))
}

/// A cell of a workbook made here.
pub enum C<'a> {
    T(&'a str),
    N(f64),
    E(&'a str),
    X,
}

/// An XLSX file with these sheets.
pub fn workbook(sheets: &[(&str, Vec<Vec<C<'_>>>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, content: String| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    };
    let each = |f: &dyn Fn(usize, &str) -> String| -> String {
        sheets.iter().enumerate().map(|(i, (name, _))| f(i + 1, name)).collect()
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let pkg = "http://schemas.openxmlformats.org/package/2006/relationships";
    part("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".into());
    part(
        "_rels/.rels",
        format!(
            "<?xml version=\"1.0\"?><Relationships xmlns=\"{pkg}\"><Relationship Id=\"rId1\" Type=\"{rel}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let list = each(&|i, name| format!("<sheet name=\"{name}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>"));
    part(
        "xl/workbook.xml",
        format!(
            "<?xml version=\"1.0\"?><workbook xmlns=\"{main}\" xmlns:r=\"{rel}\"><sheets>{list}</sheets></workbook>"
        ),
    );
    let list = each(&|i, _| {
        format!("<Relationship Id=\"rId{i}\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>")
    });
    part(
        "xl/_rels/workbook.xml.rels",
        format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{pkg}\">{list}</Relationships>"),
    );
    for (i, (_, rows)) in sheets.iter().enumerate() {
        let mut data = String::new();
        for (r, row) in rows.iter().enumerate() {
            data += &format!("<row r=\"{}\">", r + 1);
            for (c, cell) in row.iter().enumerate() {
                let at = format!("{}{}", probity_core::origin::column_letters(c as u32 + 1), r + 1);
                data += &match cell {
                    C::T(text) => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                    C::N(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
                    C::E(error) => format!("<c r=\"{at}\" t=\"e\"><v>{error}</v></c>"),
                    C::X => String::new(),
                };
            }
            data += "</row>";
        }
        part(
            &format!("xl/worksheets/sheet{}.xml", i + 1),
            format!("<?xml version=\"1.0\"?><worksheet xmlns=\"{main}\"><sheetData>{data}</sheetData></worksheet>"),
        );
    }
    zip.finish().unwrap().into_inner()
}
