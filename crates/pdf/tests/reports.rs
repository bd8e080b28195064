//! Pages of every kind as reports, over invented countries.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)] // A test stops at the first surprise.

use probity_core::Language;
use probity_pdf::{Attachment, Day, PdfError, Report, render};
use probity_publication::{Request, gallery};

fn page(language: Language, path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let query = query.split('&').filter_map(|pair| pair.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned()));
    let path = probity_publication::route::decode(path).expect("addresses are well formed");
    let request = Request { language, path, query: query.collect() };
    gallery::site().page(&request).expect("the gallery has the page")
}

fn report(language: Language, path: &str) -> Report {
    Report {
        language,
        title: format!("Есеп: {path}"),
        publisher: "Мысал обсерваториясы".to_owned(),
        identifier: format!("test {path} {language}"),
        date: Day { year: 2026, month: 11, day: 21 },
        footer: "Ойдан шығарылған деректер ≥ 0 · ₸".to_owned(),
        pages: vec![page(language, path)],
        attachments: vec![Attachment {
            name: "data.csv".to_owned(),
            media_type: "text/csv".to_owned(),
            description: "The numbers of this report".to_owned(),
            bytes: b"country,score\nXAA,62.4\n".to_vec(),
        }],
    }
}

#[test]
fn every_page_of_the_site_can_be_printed_in_every_language() {
    for path in gallery::site().paths() {
        for language in Language::ALL {
            let pdf = render(&report(language, &path)).unwrap_or_else(|error| panic!("{path} in {language}: {error}"));
            assert!(pdf.starts_with(b"%PDF-1.7"), "{path} in {language}");
        }
    }
}

#[test]
fn the_same_report_has_the_same_bytes_and_another_identifier_has_others() {
    let one = report(Language::Kk, "country/XAA");
    let bytes = render(&one).expect("a report");
    assert_eq!(bytes, render(&one).expect("the same report"));
    let other = Report { identifier: "another".to_owned(), ..one };
    assert_ne!(bytes, render(&other).expect("another report"));
}

#[test]
fn text_of_a_page_never_becomes_a_command_of_the_typesetter() {
    let hostile = r##"<main><h1>#panic("no") \" $x$ *b* _i_</h1><p>"#read("/etc/passwd")" \\ </p></main>"##;
    let report = Report { pages: vec![hostile.to_owned()], ..report(Language::En, "country/XAA") };
    assert!(render(&report).is_ok());
}

#[test]
fn a_letter_that_no_font_has_costs_the_letter_and_not_the_report() {
    let foreign =
        "<main><h1>腐敗 ▲</h1><p>فساد 🙂 <code>\u{10ffff}</code></p><table><tr><td>ტენდერი</td></tr></table></main>";
    let report = Report {
        title: "中".to_owned(),
        footer: "日".to_owned(),
        pages: vec![foreign.to_owned()],
        ..report(Language::En, "country/XAA")
    };
    render(&report).expect("a report");
}

#[test]
fn a_page_without_content_and_a_day_that_is_none_are_named() {
    let empty = Report { pages: vec!["<p>no main</p>".to_owned()], ..report(Language::En, "country/XAA") };
    assert!(matches!(render(&empty), Err(PdfError::NoContent(1))));
    let never = Report { date: Day { year: 2026, month: 2, day: 30 }, ..report(Language::En, "country/XAA") };
    assert!(matches!(render(&never), Err(PdfError::Date(2026, 2, 30)) | Err(PdfError::Typesetting(_))));
}
