//! CSV and TSV, streamed. Rows that do not have the header's number of cells are reported one by one and left out; a
//! wrong encoding or a NUL byte condemns the file, because then no cell can be trusted.

use super::{Flow, Input, Leniency, Row, RowSink};
use probity_core::{Diagnostic, Place};
use std::io::{BufReader, Read};

/// Longest row, in bytes: an unclosed quotation mark must not swallow a large file into memory.
const ROW_MAX: usize = 16 << 20;

/// Streams the file into `sink`.
pub(super) fn stream(
    input: &Input,
    delimiter: u8,
    leniency: Leniency,
    sink: &mut dyn RowSink,
) -> Result<(), Diagnostic> {
    let head = input.head()?;
    check_encoding(input, &head)?;
    let mut reader = BufReader::with_capacity(1 << 16, input.reader()?);
    if head.starts_with(b"\xEF\xBB\xBF") {
        let mut mark = [0; 3];
        reader.read_exact(&mut mark).map_err(|error| input.failed(&error))?;
    }
    let bounded = Bounded::new(reader);
    let mut csv = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bounded);
    let mut row = Row { delimiter, ..Row::default() };
    let mut width = None;
    let mut warned = false;
    let mut bytes = csv::ByteRecord::new();
    loop {
        csv.get_mut().row_starts();
        match csv.read_byte_record(&mut bytes) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(csv_fault(input, &error)),
        }
        let line = start_line(&csv, &bytes);
        bytes = fill(&mut row, bytes, line, input, leniency, &mut warned, sink)?;
        let flow = match width {
            None => {
                width = Some(row.len());
                sink.header(&row)
            }
            Some(width) if row.len() != width && !leniency.ragged => sink.fault(ragged(input, &row, width)),
            Some(_) => sink.row(&row),
        };
        if flow == Flow::Stop {
            break;
        }
    }
    if width.is_none() {
        return Err(
            Diagnostic::error("empty-file", input.name(), "the file has no rows").hint("check the export that made it")
        );
    }
    Ok(())
}

/// The line a record starts on, counted back from where the reader stands: the record's own position would be that of
/// the blank lines before it.
fn start_line<R: Read>(csv: &csv::Reader<Bounded<R>>, record: &csv::ByteRecord) -> u64 {
    let inside = match record.as_slice().contains(&b'\n') {
        true => record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64,
        false => 0,
    };
    // The last row may have no line end, or have swallowed it behind a quotation mark that is never closed.
    let swallowed = record.as_slice().ends_with(b"\n");
    let unended = csv.position().byte() == csv.get_ref().given && (swallowed || !csv.get_ref().ended);
    csv.position().line().saturating_sub(inside + u64::from(!unended)).max(1)
}

/// Puts the bytes into the row as text; gives a buffer back for the next row.
fn fill(
    row: &mut Row,
    bytes: csv::ByteRecord,
    line: u64,
    input: &Input,
    leniency: Leniency,
    warned: &mut bool,
    sink: &mut dyn RowSink,
) -> Result<csv::ByteRecord, Diagnostic> {
    row.line = line;
    if bytes.as_slice().contains(&0) {
        return Err(Diagnostic::error(
            "nul-byte",
            input.name(),
            "there is a NUL byte in this line; a text file has none",
        )
        .at(Place { sheet: None, row: line, column: 0 })
        .hint("the file is damaged or is not text: download or export it again"));
    }
    let spare = std::mem::take(&mut row.fields).into_byte_record();
    match csv::StringRecord::from_byte_record(bytes) {
        Ok(fields) => row.fields = fields,
        Err(error) if leniency.latin => {
            if !std::mem::replace(warned, true) {
                sink.fault(
                    Diagnostic::warning(
                        "encoding-latin",
                        input.name(),
                        "this line is not UTF-8; it was read as Windows-1252 (Latin-1)",
                    )
                    .at(Place { sheet: None, row: line, column: 0 })
                    .hint("compare accented names with the original; better save the file as UTF-8"),
                );
            }
            row.fields = error.into_byte_record().iter().map(latin).collect();
        }
        Err(error) => return Err(not_utf8(input, line, &error.into_byte_record())),
    }
    Ok(spare)
}

/// Windows-1252, with the five unassigned bytes as the control characters of Latin-1.
fn latin(bytes: &[u8]) -> String {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    bytes
        .iter()
        .map(|byte| if (0x80..0xA0).contains(byte) { HIGH[usize::from(*byte) - 0x80] } else { char::from(*byte) })
        .collect()
}

/// Refuses UTF-16 and UTF-32 by their marks or their NUL bytes.
pub(super) fn check_encoding(input: &Input, head: &[u8]) -> Result<(), Diagnostic> {
    let start = &head[..head.len().min(200)];
    let nul = |parity: usize| start.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let wide = start.len() >= 8 && (nul(0) > start.len() / 4 || nul(1) > start.len() / 4);
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) || wide {
        return Err(Diagnostic::error(
            "encoding-utf16",
            input.name(),
            "the file is written in UTF-16 (\"Unicode text\")",
        )
        .expected("UTF-8")
        .hint(
            "in Excel choose `Save as`, `CSV UTF-8 (comma delimited)`; elsewhere: iconv -f UTF-16 -t UTF-8 FILE > NEW",
        ));
    }
    Ok(())
}

/// The diagnostic for bytes that are not UTF-8; guesses between Latin and Cyrillic by the share of high letters.
fn not_utf8(input: &Input, line: u64, record: &csv::ByteRecord) -> Diagnostic {
    let bytes = record.as_slice();
    let fields: Vec<String> = record.iter().map(latin).collect();
    let high = bytes.iter().filter(|byte| **byte >= 0xC0).count();
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let guess = if high > letters { "Windows-1251 (Cyrillic)" } else { "Windows-1252 (Latin-1)" };
    let code = guess.split(' ').next().unwrap_or_default().to_uppercase();
    Diagnostic::error("encoding", input.name(), format!("this line is not UTF-8; it looks like {guess}"))
        .at(Place { sheet: None, row: line, column: 0 })
        .found(fields.join(",").chars().take(60).collect::<String>())
        .expected("UTF-8")
        .hint(format!(
            "in Excel choose `Save as`, `CSV UTF-8 (comma delimited)`; elsewhere: iconv -f {code} -t UTF-8 FILE > NEW"
        ))
}

/// The message about a row with more or fewer cells than its header.
pub(crate) fn ragged(input: &Input, row: &Row, width: usize) -> Diagnostic {
    let quote = row.texts().any(|text| text.contains('\n'));
    let hint = if quote {
        "a quotation mark opened in this row is closed lines later or never: close it, or double it inside a text"
    } else if row.len() > width {
        "a comma inside a name or number needs quotation marks around the whole cell: \"Korea, South\""
    } else {
        "the row is cut off, or cells without a value were left out: write an empty cell as two commas"
    };
    let diagnostic = Diagnostic::error(
        "ragged-row",
        input.name(),
        format!("this row has {} cells, the header has {width}", row.len()),
    )
    .at(row.whole())
    .expected(format!("{width} cells"))
    .hint(hint);
    match row.source_line() {
        Some(line) => diagnostic.line(line),
        None => diagnostic,
    }
}

fn csv_fault(input: &Input, error: &csv::Error) -> Diagnostic {
    match error.kind() {
        csv::ErrorKind::Io(io) if io.get_ref().is_some_and(|inner| inner.is::<RowTooLong>()) => {
            let row = error.position().map_or(0, csv::Position::line);
            Diagnostic::error("row-too-long", input.name(), "a row is longer than 16 MiB")
                .at(Place { sheet: None, row, column: 0 })
                .hint("a quotation mark is opened and never closed, or this is not a text table")
        }
        csv::ErrorKind::Io(io) => input.failed(io),
        _ => Diagnostic::error("unreadable", input.name(), format!("the file cannot be read as CSV: {error}")),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a row is too long")]
struct RowTooLong;

/// Refuses to go on when more than [`ROW_MAX`] bytes were read since a row started, and turns the line ends of Windows
/// and old Macs into plain ones, so that lines are counted alike.
struct Bounded<R> {
    inner: R,
    since: usize,
    given: u64,
    after_return: bool,
    ended: bool,
}

impl<R> Bounded<R> {
    fn new(inner: R) -> Self {
        Self { inner, since: 0, given: 0, after_return: false, ended: false }
    }

    fn row_starts(&mut self) {
        self.since = 0;
    }

    /// Rewrites `bytes` in place; gives the new length.
    fn plain_ends(&mut self, bytes: &mut [u8]) -> usize {
        if !self.after_return && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let second = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !second {
                bytes[kept] = if self.after_return { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.inner.read(buffer)?;
            self.since += read;
            if self.since > ROW_MAX {
                return Err(std::io::Error::other(RowTooLong));
            }
            let kept = self.plain_ends(&mut buffer[..read]);
            if kept > 0 {
                self.ended = buffer[kept - 1] == b'\n';
                self.given += kept as u64;
            }
            // Zero bytes would mean the end; a chunk that was only the second half of a line end is not the end.
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}
