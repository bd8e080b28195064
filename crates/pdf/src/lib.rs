//! Reports as PDF/A-3a and PDF/UA-1 with their data attached. A report is one or several pages of the site on paper:
//! the page's own HTML is read into a tree of headings, tables and figures, which a typesetter lays out, so a report
//! cannot say anything else than the page does. Alone behind its feature, because a typesetter is the heaviest thing
//! in the house.

mod error;
mod figure;
mod legible;
mod markup;
mod read;
mod render;
mod tree;
mod world;

pub use error::PdfError;
pub use read::observations;
pub use render::render;

use probity_core::Language;

/// A file that travels inside the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, without folders, such as `cpi.csv`.
    pub name: String,
    /// Its media type, such as `text/csv`.
    pub media_type: String,
    /// What it holds, for the reader's list of attachments.
    pub description: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A calendar day, as the report's date of creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Year.
    pub year: i32,
    /// Month, 1–12.
    pub month: u8,
    /// Day, 1–31.
    pub day: u8,
}

/// What a report is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The language of its text.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The state of the data it shows: its identifier for ever. Equal content under the same identifier gives equal
    /// bytes.
    pub identifier: String,
    /// What counts as today.
    pub date: Day,
    /// Stands at the foot of every sheet: the warning that data are invented, the fingerprint of the state.
    pub footer: String,
    /// Whole HTML documents of the site, in order.
    pub pages: Vec<String>,
    /// The data.
    pub attachments: Vec<Attachment>,
}
