//! A report before it is typeset: what of a page belongs on paper. Forms, menus and folds do not; everything a reader
//! could unfold is unfolded.

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Plain.
    Text(String),
    /// Emphasised.
    Strong(String),
    /// Program text: hashes, identifiers, commands.
    Code(String),
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its content.
    pub runs: Vec<Run>,
    /// Whether it names its row.
    pub heads_row: bool,
    /// Whether it is a number.
    pub numeric: bool,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Its caption.
    pub caption: String,
    /// Names of the columns; empty when the rows name themselves.
    pub header: Vec<String>,
    /// Rows, all as long as the header where there is one.
    pub rows: Vec<Vec<Cell>>,
}

/// A block of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 1 is a page's own.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A paragraph in small print.
    Note(Vec<Run>),
    /// A list of short texts.
    List(Vec<Vec<Run>>),
    /// Figures to remember: label, value, remark.
    Cards(Vec<Vec<Run>>),
    /// A table.
    Table(Table),
    /// A drawing: SVG, what it shows in words, its caption.
    Figure {
        /// A file of its own.
        svg: String,
        /// For readers who do not see it.
        alternative: String,
        /// Stands below it; may be empty.
        caption: String,
    },
}
