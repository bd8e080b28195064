//! A report as a table: one row for every text in it, in the order of the report, so that a spreadsheet can be filtered by
//! section, by paragraph or by column.

use super::tree::{Block, Document, Phrase, Table};

/// Names of the columns.
const HEADER: [&str; 9] =
    ["section", "paragraph", "block", "row", "label", "language", "translation_missing", "text", "subject"];

/// The table. LF line ends, RFC 4180 quotes.
///
/// # Errors
/// Never in practice: the table is written to memory.
pub fn csv(document: &Document) -> Result<String, csv::Error> {
    let mut sheet = Sheet { writer: csv::Writer::from_writer(Vec::new()), document };
    sheet.writer.write_record(HEADER)?;
    for warning in &document.warnings {
        sheet.row(At { block: "warning", ..At::default() }, &Phrase::plain(warning))?;
    }
    sheet.row(At { block: "title", ..At::default() }, &Phrase::plain(&document.title))?;
    for fact in &document.cover {
        sheet.row(At { section: "cover", block: "fact", label: &fact.label, ..At::default() }, &fact.value)?;
    }
    for section in &document.sections {
        let at = At { section: &section.id, ..At::default() };
        sheet.row(At { block: "section", ..at }, &Phrase::plain(&section.title))?;
        section.blocks.iter().try_for_each(|block| sheet.block(at, block))?;
    }
    for remark in &document.foot {
        sheet.row(At { block: "foot", ..At::default() }, &Phrase::plain(remark))?;
    }
    let bytes = sheet.writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, Default)]
struct At<'a> {
    section: &'a str,
    paragraph: Option<u32>,
    block: &'a str,
    row: &'a str,
    label: &'a str,
}

struct Sheet<'a> {
    writer: csv::Writer<Vec<u8>>,
    document: &'a Document,
}

impl Sheet<'_> {
    fn block(&mut self, at: At<'_>, block: &Block) -> Result<(), csv::Error> {
        match block {
            Block::Heading(text) => self.row(At { block: "heading", ..at }, &Phrase::plain(text)),
            Block::Paragraph { number, text } => self.row(At { block: "paragraph", paragraph: *number, ..at }, text),
            Block::Boxed { label, text } => self.row(At { block: "box", label, ..at }, text),
            Block::Sides { caption, sides } => sides.iter().try_for_each(|side| {
                let at = At { block: "side", row: caption, label: &side.label, ..at };
                side.items.iter().try_for_each(|item| self.row(at, item))
            }),
            Block::Table(table) => self.table(at, table),
            Block::List(items) => items.iter().try_for_each(|item| self.row(At { block: "item", ..at }, item)),
        }
    }

    fn table(&mut self, at: At<'_>, table: &Table) -> Result<(), csv::Error> {
        for row in &table.rows {
            let name = row.first().map(|cell| cell.text.text()).unwrap_or_default();
            for (title, cell) in table.header.iter().zip(row) {
                self.row(At { block: "cell", row: &name, label: title, ..at }, &cell.text)?;
            }
        }
        Ok(())
    }

    fn row(&mut self, at: At<'_>, text: &Phrase) -> Result<(), csv::Error> {
        let number = at.paragraph.map(|number| number.to_string()).unwrap_or_default();
        let language = text.foreign().unwrap_or_else(|| self.document.language.code());
        let missing = if text.is_marked() { "yes" } else { "no" };
        let subject = self.document.subject.as_str();
        let text = text.text();
        self.writer.write_record([at.section, &number, at.block, at.row, at.label, language, missing, &text, subject])
    }
}
