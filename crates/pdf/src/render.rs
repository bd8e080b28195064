//! From a report to the bytes of a PDF that a screen reader can read and an archive can keep.

use crate::world::Sheet;
use crate::{Day, PdfError, Report, markup, read};
use std::collections::BTreeMap;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Makes the PDF: PDF/A-3a and PDF/UA-1, tagged, with the attachments inside.
///
/// # Errors
/// When a page has no content, the date is none, or the standards cannot be met.
pub fn render(report: &Report) -> Result<Vec<u8>, PdfError> {
    let pages: Result<Vec<_>, PdfError> = report
        .pages
        .iter()
        .enumerate()
        .map(|(number, html)| read::page(html).ok_or(PdfError::NoContent(number + 1)))
        .collect();
    let (source, drawings) = markup::source(report, &pages?);
    let mut files: BTreeMap<String, Bytes> = BTreeMap::new();
    for (number, svg) in drawings.into_iter().enumerate() {
        files.insert(format!("figure-{number}.svg"), Bytes::from_string(svg));
    }
    for attachment in &report.attachments {
        files.insert(format!("data/{}", attachment.name), Bytes::new(attachment.bytes.clone()));
    }
    let world = Sheet::new(source, files).map_err(PdfError::Typesetting)?;
    let document: PagedDocument =
        typst::compile(&world).output.map_err(|problems| PdfError::Typesetting(said(&problems)))?;
    typst_pdf::pdf(&document, &options(report)?).map_err(|problems| PdfError::Standard(said(&problems)))
}

fn options(report: &Report) -> Result<PdfOptions, PdfError> {
    let Day { year, month, day } = report.date;
    let date = Datetime::from_ymd_hms(year, month, day, 0, 0, 0).ok_or(PdfError::Date(year, month, day))?;
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|problem| PdfError::Standard(problem.message().to_string()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(report.identifier.clone()),
        creator: Smart::Custom(Some("Probity".to_owned())),
        timestamp: Some(Timestamp::new_utc(date)),
        standards,
        ..PdfOptions::default()
    })
}

/// What the typesetter says, on one line.
fn said(problems: &[SourceDiagnostic]) -> String {
    let message = |problem: &SourceDiagnostic| {
        let hints: Vec<&str> = problem.hints.iter().map(|hint| hint.v.as_str()).collect();
        [vec![problem.message.as_str()], hints].concat().join("; ")
    };
    problems.iter().map(message).collect::<Vec<_>>().join(". ")
}
