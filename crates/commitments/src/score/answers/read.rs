//! Reading of `input,value[,evidence,author,subject,note]`. Every cell that is no answer is an error with its line and
//! column: a percent sign or a thousands separator silently understood is a score silently wrong.

use super::{Answer, Answers, Given, Sheet};
use crate::score::exact::Exact;
use crate::score::nearest::did_you_mean;
use crate::score::source::Source;
use csv::StringRecord;
use probity_core::{Diagnostic, Place};
use std::collections::BTreeMap;

/// Columns that are read, and the one for remarks that is not.
const COLUMNS: [&str; 6] = ["input", "value", "evidence", "author", "subject", "note"];

impl Answers {
    /// Reads a file of answers; with it, warnings.
    ///
    /// # Errors
    /// Everything that is wrong, each with its line and column.
    pub fn read(source: &Source<'_>) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let text = source.text.strip_prefix('\u{feff}').unwrap_or(source.text);
        let mut rows = Rows::of(source.name, text);
        let Some(header) = rows.next() else {
            let fault = Diagnostic::error("empty-file", source.name, "the file has no rows");
            return Err(vec![fault.hint("begin with the header `input,value`")]);
        };
        let mut gathering = Gathering::new(header.and_then(|row| Columns::of(&row))?);
        for row in rows {
            let read = row.and_then(|row| gathering.row(&row));
            gathering.faults.extend(read.err().into_iter().flatten());
        }
        gathering.finish(source.name)
    }
}

/// One row with its place.
struct Row<'a> {
    file: &'a str,
    number: u64,
    line: &'a str,
    cells: StringRecord,
}

impl Row<'_> {
    fn cell(&self, index: usize) -> &str {
        self.cells.get(index).unwrap_or_default().trim()
    }

    fn place(&self, index: Option<usize>) -> Place {
        let column = index.map_or(0, |index| u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1));
        Place { sheet: None, row: self.number, column }
    }

    fn error(&self, code: &str, index: Option<usize>, message: &str) -> Diagnostic {
        Diagnostic::error(code, self.file, message).at(self.place(index)).line(self.line)
    }
}

/// The rows of a text. The line is counted here: what the reader calls a row's position is that of blank lines before it.
struct Rows<'a> {
    file: &'a str,
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    counted: usize,
    line: u64,
}

impl<'a> Rows<'a> {
    fn of(file: &'a str, text: &'a str) -> Self {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        Self { file, text, reader, counted: 0, line: 1 }
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Result<Row<'a>, Vec<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        let begins = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        let mut cells = StringRecord::new();
        let read = self.reader.read_record(&mut cells);
        let rest = self.text.get(begins..).unwrap_or_default();
        let begins = begins + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let passed = self.text.get(self.counted..begins).unwrap_or_default();
        self.line += passed.bytes().filter(|byte| *byte == b'\n').count() as u64;
        self.counted = begins.min(self.text.len());
        let line = self.text.get(begins..).unwrap_or_default().lines().next().unwrap_or_default();
        match read {
            Ok(true) => Some(Ok(Row { file: self.file, number: self.line, line, cells })),
            Ok(false) => None,
            Err(error) => {
                let fault = Diagnostic::error("unreadable", self.file, error.to_string());
                Some(Err(vec![fault.at(Place { sheet: None, row: self.line, column: 0 }).line(line)]))
            }
        }
    }
}

/// Where the columns are.
struct Columns {
    width: usize,
    input: usize,
    value: usize,
    evidence: Option<usize>,
    author: Option<usize>,
    subject: Option<usize>,
    warnings: Vec<Diagnostic>,
}

impl Columns {
    fn of(header: &Row<'_>) -> Result<Self, Vec<Diagnostic>> {
        let mut at = BTreeMap::new();
        let (mut faults, mut warnings) = (Vec::new(), Vec::new());
        for index in 0..header.cells.len() {
            let name = header.cell(index);
            if at.insert(name, index).is_some() {
                let fault = header.error("duplicate-column", Some(index), "two columns have the same name");
                faults.push(fault.found(name).hint("rename or delete one"));
            } else if !COLUMNS.contains(&name) {
                let warning =
                    Diagnostic::warning("column-ignored", header.file, format!("column `{name}` is left out"));
                let warning = warning.at(header.place(Some(index))).line(header.line).field(name);
                warnings.push(match did_you_mean(name, COLUMNS) {
                    Some(hint) => warning.hint(hint),
                    None => warning.hint("columns of answers are input, value, evidence, author, subject and note"),
                });
            }
        }
        for name in ["input", "value"].into_iter().filter(|name| !at.contains_key(name)) {
            let fault = header.error("column-missing", None, &format!("there is no column `{name}`"));
            let fault = fault.field(name).expected("the header `input,value[,evidence,author,subject,note]`");
            faults.push(match header.line.contains(';') && !header.line.contains(',') {
                true => fault.hint("the cells are separated by semicolons; save the file with commas"),
                false => fault.hint("name the columns in the first row"),
            });
        }
        match (at.get("input"), at.get("value")) {
            (Some(&input), Some(&value)) if faults.is_empty() => Ok(Self {
                width: header.cells.len(),
                input,
                value,
                evidence: at.get("evidence").copied(),
                author: at.get("author").copied(),
                subject: at.get("subject").copied(),
                warnings,
            }),
            _ => Err(faults),
        }
    }
}

/// What has been read so far.
struct Gathering {
    columns: Columns,
    sheets: Vec<Sheet>,
    numbers: BTreeMap<String, usize>,
    faults: Vec<Diagnostic>,
}

impl Gathering {
    fn new(columns: Columns) -> Self {
        // Without a column for it there is one subject, even when nothing was answered.
        let sheets = if columns.subject.is_none() { vec![Sheet::default()] } else { Vec::new() };
        Self { columns, sheets, numbers: BTreeMap::new(), faults: Vec::new() }
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), Vec<Diagnostic>> {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let (found, width) = (row.cells.len(), self.columns.width);
        if found != width {
            let message = format!("this row has {found} cells, the header has {width}");
            let hint = "put a text with a comma in quotation marks; a number has no thousands separator";
            return Err(vec![row.error("ragged-row", None, &message).hint(hint)]);
        }
        let input = named(row, self.columns.input, "input");
        let subject = self.columns.subject.map(|index| named(row, index, "subject")).transpose();
        let given = self.given(row);
        match (input, subject, given) {
            (Ok(input), Ok(subject), Ok(given)) => self.keep(row, input, subject, given).map_err(|fault| vec![fault]),
            (input, subject, given) => Err([input.err(), subject.err(), given.err()].into_iter().flatten().collect()),
        }
    }

    fn given(&self, row: &Row<'_>) -> Result<Given, Diagnostic> {
        let columns = &self.columns;
        let found = row.cell(columns.value);
        let answer = answer(found).map_err(|hint| {
            let message = "this is neither yes, no nor na, nor a decimal number";
            let fault = row.error("number-expected", Some(columns.value), message).field("value").found(found);
            fault.expected("`yes`, `no`, `na`, a number such as `37.6`, or nothing").hint(hint)
        })?;
        let evidence = columns.evidence.map_or("", |index| row.cell(index));
        let author = columns.author.map_or("", |index| row.cell(index));
        Ok(Given {
            answer,
            evidence: evidence.split(';').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            author: Some(author.to_owned()).filter(|author| !author.is_empty()),
            named: row.place(Some(columns.input)),
            place: row.place(Some(columns.value)),
            found: found.to_owned(),
            line: row.line.to_owned(),
        })
    }

    fn keep(&mut self, row: &Row<'_>, input: String, subject: Option<String>, given: Given) -> Result<(), Diagnostic> {
        let number = match &subject {
            None => 0,
            Some(name) => *self.numbers.entry(name.clone()).or_insert_with(|| {
                self.sheets.push(Sheet { subject: subject.clone(), given: BTreeMap::new() });
                self.sheets.len() - 1
            }),
        };
        let Some(sheet) = self.sheets.get_mut(number) else { return Ok(()) };
        if let Some(first) = sheet.given.get(&input) {
            let about = subject.map(|name| format!(" about `{name}`")).unwrap_or_default();
            let message = format!("`{input}` is answered twice{about}, first in line {}", first.place.row);
            let fault = row.error("duplicate-row", Some(self.columns.input), &message).field("input").found(input);
            return Err(fault.hint("delete one of the two rows"));
        }
        sheet.given.insert(input, given);
        Ok(())
    }

    fn finish(self, file: &str) -> Result<(Answers, Vec<Diagnostic>), Vec<Diagnostic>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let by_subject = self.columns.subject.is_some();
        Ok((Answers { file: file.to_owned(), by_subject, sheets: self.sheets }, self.columns.warnings))
    }
}

/// A name that must be there.
fn named(row: &Row<'_>, index: usize, field: &str) -> Result<String, Diagnostic> {
    match row.cell(index) {
        "" => Err(row.error("text-missing", Some(index), &format!("there is no {field}")).field(field)),
        name => Ok(name.to_owned()),
    }
}

/// Reads a value, or says what to write instead.
fn answer(text: &str) -> Result<Answer, &'static str> {
    match text {
        "" => return Ok(Answer::Missing),
        "yes" => return Ok(Answer::Yes),
        "no" => return Ok(Answer::No),
        "na" => return Ok(Answer::NotApplicable),
        _ => {}
    }
    if let Some(number) = Exact::decimal(text) {
        return Ok(Answer::Number(number));
    }
    let digits = text.chars().any(|letter| letter.is_ascii_digit());
    Err(match text.to_lowercase().as_str() {
        "yes" | "y" | "true" => "write `yes`",
        "no" | "n" | "false" => "write `no`",
        "n/a" | "na" | "n.a." | "-" | "not applicable" => {
            "write `na` if it does not apply; leave it empty if it is not known"
        }
        _ if text.contains('%') => "write the number alone, without the percent sign",
        _ if digits && text.contains(',') => "write decimals behind a point, and no thousands separator",
        _ if digits && text.contains([' ', '\u{a0}', '\u{202f}', '\'', '’', '_']) => "write no thousands separator",
        _ if digits && text.contains(['e', 'E']) => "write the number in full, without an exponent",
        _ if digits && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte)) => {
            "write at most 40 digits, one point, and the sign in front"
        }
        _ => "leave it empty if it is not known; remarks belong in the column `note`",
    })
}
