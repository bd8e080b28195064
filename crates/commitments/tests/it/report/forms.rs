//! What all forms of a report share: they are made of the same tree, twice the same, and hostile text stays text.

use super::{COUNTS, WORLD, ask, fold};
use probity_commitments::report::{Kind, csv, html, json_ld};
use probity_core::Language;

const ASKED: [(Kind, &str); 6] = [
    (Kind::Compliance, "C2"),
    (Kind::Situation, "XA-4"),
    (Kind::Checklist, "XA-U2"),
    (Kind::Quarterly, "plan@2023"),
    (Kind::Shadow, "XA-4"),
    (Kind::CountrySheet, "XA"),
];

#[test]
fn two_runs_give_the_same_bytes() {
    let forms = || {
        let fold = fold(&[WORLD, COUNTS]);
        let mut all = Vec::new();
        for (kind, reference) in ASKED {
            for language in Language::ALL {
                let document = ask(&fold, kind, reference, language, "2024-10-01").unwrap();
                all.push((html(&document), csv(&document).unwrap(), json_ld(&document)));
            }
        }
        all
    };
    assert_eq!(forms(), forms());
}

#[test]
fn pages_are_labelled_and_in_their_language_and_text_stays_text() {
    let fold = fold(&[WORLD]);
    for (kind, reference) in ASKED {
        for language in Language::ALL {
            let page = html(&ask(&fold, kind, reference, language, "2024-10-01").unwrap());
            assert!(page.starts_with(&format!("<!DOCTYPE html><html lang=\"{language}\">")), "{kind}");
            assert!(page.contains("SYNTHETIC"), "{kind}");
            assert!(!page.contains("<gifts>"));
            assert!(!page.contains('\u{2068}'), "no marks of direction");
            // For a validator of HTML, when somebody asks for the pages.
            if let Some(folder) = option_env!("REPORT_PAGES") {
                fs_err::create_dir_all(folder).unwrap();
                fs_err::write(format!("{folder}/{kind}.{language}.html"), &page).unwrap();
            }
        }
    }
}

#[test]
fn a_text_without_a_translation_is_shown_with_a_mark_and_its_language() {
    let fold = fold(&[WORLD]);
    let kazakh = ask(&fold, Kind::Compliance, "C2", Language::Kk, "2024-10-01").unwrap();
    let page = html(&kazakh);
    assert!(
        page.contains(
            "[қазақша аудармасы жоқ; мәтін тілі: ағылшын]</span> <span lang=\"en\">that &lt;gifts&gt; &amp; hospitality"
        ),
        "{page}"
    );
    assert!(page.contains("(а) декларациялар тексерілсін"), "the translation that is there");
    let table = csv(&kazakh).unwrap();
    let row = table.lines().find(|line| line.contains("hospitality")).unwrap();
    assert!(row.contains(",en,yes,"), "{row}");
    assert!(json_ld(&kazakh).contains("\"inLanguage\":\"en\""));
}

#[test]
fn the_table_has_a_row_for_every_text_and_the_linked_data_can_be_read() {
    let fold = fold(&[WORLD]);
    let document = ask(&fold, Kind::Compliance, "C2", Language::En, "2024-10-01").unwrap();
    let table = csv(&document).unwrap();
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows[0], "section,paragraph,block,row,label,language,translation_missing,text,subject");
    assert!(rows.iter().any(|row| row.contains("GRECO concludes that recommendation ii remains partly implemented.")));
    let data: serde_json::Value = serde_json::from_str(&json_ld(&document)).unwrap();
    assert_eq!((&data["@type"], &data["inLanguage"]), (&"Report".into(), &"en".into()));
    assert_eq!(data["hasPart"].as_array().map(Vec::len), Some(3));
}
