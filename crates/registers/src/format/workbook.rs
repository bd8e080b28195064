//! XLSX workbooks: all sheets, row by row. A workbook is a zip archive of XML; its unpacked size is measured before
//! anything is parsed, because its directory can claim what it likes.

use super::{Input, Row, Sheet};
use calamine::{DataRef, Reader as _, Xlsx};
use probity_core::{Diagnostic, canonical};
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

/// Largest workbook as a file, in bytes.
pub(super) const FILE_MAX: u64 = 128 << 20;
/// Largest workbook unpacked, in bytes.
const UNPACKED_MAX: u64 = 512 << 20;
/// Columns looked at; what stands farther right is no table of this program.
const COLUMNS_MAX: u32 = 512;

/// All sheets of the workbook, in its order.
pub(super) fn read(input: &Input) -> Result<Vec<Sheet>, Diagnostic> {
    // Asked first, because it names old and protected workbooks.
    input.kind()?;
    let bytes = input.read_all(FILE_MAX)?;
    measure(input, &bytes)?;
    // The parser is not ours; should it ever panic on a damaged file, that is the file's fault, not the end of us.
    match catch_unwind(AssertUnwindSafe(|| parse(&bytes))) {
        Ok(Ok(sheets)) => Ok(sheets),
        Ok(Err(calamine::XlsxError::Password)) => {
            Err(Diagnostic::error("workbook-unreadable", input.name(), "the workbook is protected by a password")
                .hint("open it, remove the password, and save it again"))
        }
        Ok(Err(error)) => Err(damaged(input, &error.to_string())),
        Err(_) => Err(damaged(input, "its parts contradict each other")),
    }
}

pub(super) fn damaged(input: &Input, why: &str) -> Diagnostic {
    Diagnostic::error("workbook-unreadable", input.name(), format!("the workbook is damaged: {why}"))
        .hint("download it again, or open it in Excel or LibreOffice and save it as .xlsx or as CSV UTF-8")
}

/// Unpacks every part into nothing, counting.
pub(super) fn measure(input: &Input, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(input, &error.to_string()))?;
    let mut left = UNPACKED_MAX;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(input, &error.to_string()))?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|error| damaged(input, &error.to_string()))?;
        left = left.checked_sub(size).ok_or_else(|| {
            Diagnostic::error(
                "expansion",
                input.name(),
                "the workbook grows beyond all measure when unpacked; nothing of it was used",
            )
            .expected(format!("at most {} MiB", UNPACKED_MAX >> 20))
            .hint("save the sheet you need as CSV UTF-8")
        })?;
    }
    Ok(())
}

fn parse(bytes: &[u8]) -> Result<Vec<Sheet>, calamine::XlsxError> {
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let names = book.sheet_names();
    let mut sheets = Vec::with_capacity(names.len());
    for name in names {
        // A chart sheet has no cells; it is not a damaged workbook.
        if let Some(rows) = sheet_rows(&mut book, &name)? {
            sheets.push(Sheet { name: Some(name), rows });
        }
    }
    Ok(sheets)
}

fn sheet_rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<Row>>, calamine::XlsxError> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let sheet: Rc<str> = Rc::from(name);
    let mut rows: Vec<Row> = Vec::new();
    let (mut current, mut texts, mut numbers) = (None, Vec::new(), Vec::new());
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if column >= COLUMNS_MAX {
            continue;
        }
        if current != Some(row) {
            rows.extend(take_row(current, &sheet, &mut texts, &mut numbers));
            current = Some(row);
        }
        let (text, number) = content(cell.get_value());
        let at = column as usize;
        if texts.len() <= at {
            texts.resize(at + 1, String::new());
            numbers.resize(at + 1, None);
        }
        texts[at] = text;
        numbers[at] = number;
    }
    rows.extend(take_row(current, &sheet, &mut texts, &mut numbers));
    Ok(Some(rows))
}

/// The collected cells as a row, if any has text; leaves the collections empty.
fn take_row(row: Option<u32>, sheet: &Rc<str>, texts: &mut Vec<String>, numbers: &mut Vec<Option<f64>>) -> Option<Row> {
    let (texts, numbers) = (std::mem::take(texts), std::mem::take(numbers));
    let line = u64::from(row?) + 1;
    if texts.iter().all(|text| text.trim().is_empty()) {
        return None;
    }
    Some(Row { fields: texts.iter().collect(), numbers, sheet: Some(sheet.clone()), line, delimiter: 0 })
}

/// A cell's text and number. Error cells keep their text (`#N/A`) and have no number.
fn content(value: &DataRef<'_>) -> (String, Option<f64>) {
    match value {
        DataRef::Int(value) => (value.to_string(), Some(*value as f64)),
        DataRef::Float(value) => (canonical::number(*value), value.is_finite().then_some(*value)),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), None),
        DataRef::SharedString(text) => ((*text).to_owned(), None),
        DataRef::Bool(flag) => (flag.to_string(), None),
        DataRef::DateTime(date) => (date.to_string(), None),
        DataRef::Error(error) => (error.to_string(), None),
        DataRef::Empty => (String::new(), None),
    }
}
