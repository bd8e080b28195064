//! A report before it has a form: sections of numbered paragraphs, boxes, tables and lists. Every form (a page, a table,
//! linked data, the input of the typesetter) is made from this one tree, so no two of them can say different things.

use super::Kind;
use probity_core::Language;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What sort of report it is.
    pub kind: Kind,
    /// Its language.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// What it is about, for machines: a report, an evaluation, a programme, a state.
    pub subject: String,
    /// The day it describes (ISO).
    pub date: String,
    /// Warnings that stand above everything else, such as that all data are invented.
    pub warnings: Vec<String>,
    /// The facts of the cover.
    pub cover: Vec<Fact>,
    /// The sections.
    pub sections: Vec<Section>,
    /// Remarks at the end: from what and by whom it was made.
    pub foot: Vec<String>,
}

/// A fact of the cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: Phrase,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its anchor.
    pub id: String,
    /// Its number, as printed; empty where sections are not numbered.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading inside the section.
    Heading(String),
    /// A paragraph. Those that are numbered are numbered through the whole report.
    Paragraph {
        /// Its number.
        number: Option<u32>,
        /// Its text.
        text: Phrase,
    },
    /// A text in a box, with what it is.
    Boxed {
        /// What stands in the box: `Recommendation iv`.
        label: String,
        /// The text.
        text: Phrase,
    },
    /// Texts side by side, in equal form.
    Sides {
        /// What is compared.
        caption: String,
        /// The sides.
        sides: Vec<Side>,
    },
    /// A table.
    Table(Table),
    /// A list.
    List(Vec<Phrase>),
}

/// One of the texts that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Whose text it is.
    pub label: String,
    /// Its paragraphs; never empty: where nothing is known, that is said.
    pub items: Vec<Phrase>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Its caption.
    pub caption: String,
    /// Names of the columns; the first column names its rows.
    pub header: Vec<String>,
    /// Rows, all as long as the header.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its content.
    pub text: Phrase,
    /// Whether it is a number.
    pub numeric: bool,
}

/// Running text, piece by piece.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase(pub Vec<Span>);

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Its language when it is not the report's; empty when nobody knows it.
    pub language: Option<String>,
    /// What the reader is told about it: that there is no translation.
    pub mark: Option<String>,
    /// What it leads to, for forms that have links.
    pub link: Option<Link>,
}

/// Another document about the same log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// What sort of document.
    pub kind: Kind,
    /// What it is about, as [`super::Question::reference`] has it.
    pub reference: String,
}

impl Phrase {
    /// Text in the report's language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Span { text: text.into(), ..Span::default() }])
    }

    /// The same phrase, every piece of it leading to another document.
    #[must_use]
    pub fn leading_to(mut self, kind: Kind, reference: &str) -> Self {
        for span in &mut self.0 {
            span.link = Some(Link { kind, reference: reference.to_owned() });
        }
        self
    }

    /// Adds text in the report's language.
    #[must_use]
    pub fn then(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), ..Span::default() });
        self
    }

    /// Adds another phrase.
    #[must_use]
    pub fn and(mut self, mut other: Self) -> Self {
        self.0.append(&mut other.0);
        self
    }

    /// The text, with the marks in front of the pieces that have one.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for span in &self.0 {
            if let Some(mark) = &span.mark {
                out.push_str(mark);
                out.push(' ');
            }
            out.push_str(&span.text);
        }
        out
    }

    /// The language of the text, when one piece of it is in another than the report's.
    pub fn foreign(&self) -> Option<&str> {
        self.0.iter().find_map(|span| span.language.as_deref())
    }

    /// Whether the reader is told that a translation is missing.
    pub fn is_marked(&self) -> bool {
        self.0.iter().any(|span| span.mark.is_some())
    }
}

impl<T: Into<String>> From<T> for Phrase {
    fn from(text: T) -> Self {
        Self::plain(text)
    }
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<Phrase>) -> Self {
        Self { text: text.into(), numeric: false }
    }

    /// A number.
    pub fn number(number: impl ToString) -> Self {
        Self { text: Phrase::plain(number.to_string()), numeric: true }
    }
}

/// A report that is being written: paragraphs get their numbers as they come.
#[derive(Debug, Default)]
pub(super) struct Writer {
    sections: Vec<Section>,
    paragraphs: u32,
}

impl Writer {
    /// Begins a section.
    pub fn section(&mut self, id: &str, number: &str, title: String) {
        self.sections.push(Section { id: id.to_owned(), number: number.to_owned(), title, blocks: Vec::new() });
    }

    /// Adds a piece to the section that was begun last.
    pub fn block(&mut self, block: Block) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    /// Adds a numbered paragraph.
    pub fn say(&mut self, text: impl Into<Phrase>) {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let number = Some(self.paragraphs);
        self.block(Block::Paragraph { number, text: text.into() });
    }

    /// Adds a paragraph without a number.
    pub fn add(&mut self, text: impl Into<Phrase>) {
        self.block(Block::Paragraph { number: None, text: text.into() });
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: String) {
        self.block(Block::Heading(text));
    }

    /// Adds a list, unless it is empty.
    pub fn list(&mut self, items: Vec<Phrase>) {
        if !items.is_empty() {
            self.block(Block::List(items));
        }
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.block(Block::Table(table));
        }
    }

    /// The sections.
    pub fn finish(self) -> Vec<Section> {
        self.sections
    }
}
