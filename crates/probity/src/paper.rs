//! Reports: pages of the site handed to the typesetter, with the data they show. Only here do the site and the
//! typesetter meet.

use crate::failure::Failure;
use crate::{methods, site};
use probity_commitments::report::Document;
use probity_core::{FindingId, Language};
use probity_pdf::{Attachment, Day, Report, observations, render};
use probity_publication::observatory::{Records, table};
use probity_publication::package::Files;
use probity_publication::{Request, Route, Site};
use probity_registers::Observatory;
use std::path::Path;

/// A page in a language, with the observations it shows attached.
///
/// # Errors
/// When there is no such page or the observatory cannot be read.
pub fn of_page(dir: &Path, page: &str, language: Language, now: &str) -> Result<Vec<u8>, Failure> {
    let site = site::build(dir, Some(date(now)?))?;
    let html = html(&site, page, language).ok_or_else(|| {
        let hint = "give the address of a page without its language, such as country/KAZ or dataset/cpi";
        Failure::missing(format!("there is no page `{page}` in {}", dir.display())).hint(hint)
    })?;
    let records = Records::read(&Observatory::open(dir)?, &methods::catalogue()?)?;
    let ids: Vec<FindingId> = observations(&html).iter().filter_map(|id| id.parse().ok()).collect();
    let shown: Vec<_> = ids.iter().filter_map(|id| records.find(id)).collect();
    let mut attachments = Vec::new();
    if !shown.is_empty() {
        let csv = table(&shown).map_err(|error| Failure::input(error.to_string()))?;
        attachments.push(attachment("observations.csv", csv.into_bytes()));
    }
    let dataset = page.strip_prefix("dataset/").map(|id| format!("data/{id}.csv"));
    if let Some(file) = dataset.and_then(|path| Some((path.clone(), site.file(&path)?))) {
        attachments.push(attachment(file.0.trim_start_matches("data/"), file.1.bytes.to_vec()));
    }
    report(&site, language, now, page, vec![html], attachments)
}

/// The report of a package: the pages of its data sets with their tables attached, in every language.
///
/// # Errors
/// When the observatory cannot be read.
pub fn of_package(dir: &Path, now: &str, files: &Files) -> Result<Files, Failure> {
    // Pages of such an observatory would show what the package keeps back.
    if site::confidential(&Observatory::open(dir)?).is_some() {
        return Ok(Files::new());
    }
    let site = site::build(dir, Some(date(now)?))?;
    let mut pages: Vec<String> = site.paths().into_iter().filter(|path| path.starts_with("dataset/")).collect();
    pages.sort();
    let tables = || files.iter().filter(|(path, _)| path.starts_with("data/") && path.ends_with(".csv"));
    let mut reports = Files::new();
    for language in Language::ALL {
        let attachments = tables().map(|(path, bytes)| attachment(&path["data/".len()..], bytes.clone())).collect();
        let html = pages.iter().filter_map(|page| html(&site, page, language)).collect();
        let pdf = report(&site, language, now, "package", html, attachments)?;
        reports.insert(format!("report.{language}.pdf"), pdf);
    }
    Ok(reports)
}

/// A report of the commitments: its page on paper, with its texts as a table and as linked data inside.
///
/// # Errors
/// When the report cannot be typeset.
pub fn of_commitments(document: &Document, head: &str, table: String) -> Result<Vec<u8>, Failure> {
    let linked = Attachment {
        name: "report.jsonld".to_owned(),
        media_type: "application/ld+json".to_owned(),
        description: "This report as linked data".to_owned(),
        bytes: probity_commitments::report::json_ld(document).into_bytes(),
    };
    let warnings: String = document.warnings.iter().map(|warning| format!("{warning} ")).collect();
    let report = Report {
        language: document.language,
        title: document.title.clone(),
        publisher: document.publisher.clone(),
        identifier: format!("{head} {} {} {} {}", document.kind, document.subject, document.language, document.date),
        date: day(&document.date)?,
        footer: warnings + document.foot.first().map_or("", String::as_str),
        pages: vec![probity_commitments::report::html(document)],
        attachments: vec![attachment("report.csv", table.into_bytes()), linked],
    };
    render(&report).map_err(|error| Failure::input(error.to_string()))
}

fn html(site: &Site, page: &str, language: Language) -> Option<String> {
    // Addresses escape what identifiers of markets and processes may hold; a section is asked without the escapes.
    let path = probity_publication::route::decode(&Route::parse(page.trim_matches('/'))?.path())?;
    site.page(&Request { language, path, query: Vec::new() })
}

fn attachment(name: &str, bytes: Vec<u8>) -> Attachment {
    let description = format!("The numbers of this report as a table: {name}");
    Attachment { name: name.to_owned(), media_type: "text/csv".to_owned(), description, bytes }
}

fn report(
    site: &Site,
    language: Language,
    now: &str,
    page: &str,
    pages: Vec<String>,
    attachments: Vec<Attachment>,
) -> Result<Vec<u8>, Failure> {
    let house = &site.house;
    let name = house.name.get(language);
    let report = Report {
        language,
        title: format!("{name} · {now}"),
        publisher: name.to_owned(),
        identifier: format!("{} {page} {language} {now}", house.run),
        date: day(now)?,
        footer: probity_publication::page::foot(house, language),
        pages,
        attachments,
    };
    render(&report).map_err(|error| Failure::input(error.to_string()))
}

fn date(now: &str) -> Result<jiff::civil::Date, Failure> {
    now.parse().map_err(|error| Failure::usage(format!("`{now}`: {error}")))
}

fn day(now: &str) -> Result<Day, Failure> {
    let date = date(now)?;
    let part = |value: i8| u8::try_from(value).unwrap_or(1);
    Ok(Day { year: date.year().into(), month: part(date.month()), day: part(date.day()) })
}
