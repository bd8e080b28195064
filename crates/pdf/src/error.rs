//! Why a report cannot be made.

/// The error.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A page has no content to print.
    #[error("page {0} of the report has no content: it is no page of the site")]
    NoContent(usize),
    /// The date is none.
    #[error("{0}-{1}-{2} is not a day of the calendar")]
    Date(i32, u8, u8),
    /// The typesetter refused; this is a fault of the program, not of the data.
    #[error("the report cannot be typeset: {0}")]
    Typesetting(String),
    /// The result would not conform to PDF/A-3a and PDF/UA-1.
    #[error("the report would not be accessible and archival: {0}")]
    Standard(String),
}
