//! The room of law over the demonstration's library: days, languages, words that changed, references both ways, gaps.

use super::{LawSection, Library};
use crate::gallery;
use crate::observatory::Names;
use crate::page::rules::problems;
use crate::site::{Request, Section as _};
use jiff::civil::date;
use probity_core::Language;
use proptest::prelude::*;
use std::sync::LazyLock;

const ACT: &str = "law/akn/xs/act/law/2024-11-20/77";
const OTHER: &str = "law/akn/xs/act/law/2025-03-10/12";

static SECTION: LazyLock<LawSection> = LazyLock::new(|| {
    LawSection::new(Library {
        collection: std::sync::Arc::new(gallery::laws::library()),
        today: date(2026, 11, 21),
        names: Names::built_in(),
        indexed: None,
        recorded: None,
    })
});

fn ask(language: Language, path: &str, query: &[(&str, &str)]) -> Option<String> {
    let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    SECTION.page(&gallery::house(), &Request { language, path: path.to_owned(), query })
}

fn page(language: Language, path: &str, query: &[(&str, &str)]) -> String {
    let html = ask(language, path, query).unwrap_or_else(|| panic!("{path} {query:?}"));
    assert_eq!(problems(language, &html), Vec::<String>::new(), "{path} {query:?}");
    html
}

#[test]
fn an_act_shows_the_text_of_the_day_in_the_language_asked() {
    let now = page(Language::Ru, ACT, &[]);
    assert!(now.contains("решает палата") && !now.contains("и не голосует"));
    let then = page(Language::Ru, ACT, &[("at", "2025-06-30")]);
    assert!(then.contains("и не голосует") && !then.contains("решает палата"));
    // Article 4 began to apply a day later.
    assert!(then.contains("[ещё не действует]"));
    assert!(!page(Language::Ru, ACT, &[("at", "2025-07-01")]).contains("[ещё не действует]"));
    let kazakh = page(Language::En, ACT, &[("text", "kk")]);
    assert!(kazakh.contains("<div class=\"act\" lang=\"kk\">"));
    let both = page(Language::En, ACT, &[("text", "rus"), ("beside", "kaz")]);
    assert!(both.contains("lang=\"ru\"") && both.contains("lang=\"kk\"") && both.contains("Russian and Kazakh"));
}

#[test]
fn a_provision_has_a_page_of_its_own_and_one_that_is_not_there_has_none() {
    let html = page(Language::En, ACT, &[("eid", "art_3")]);
    assert!(html.contains("id=\"art_3\"") && !html.contains("id=\"art_2\""));
    assert!(html.contains("uncac/7/4") && !html.contains("uncac/8/5"));
    assert!(ask(Language::En, ACT, &[("eid", "art_99")]).is_none());
    assert!(ask(Language::En, "law/akn/xs/act/law/1999-01-01/1", &[]).is_none());
}

#[test]
fn words_that_changed_are_marked_by_signs_and_elements() {
    let html = page(Language::Ru, "law-changes/akn/xs/act/law/2024-11-20/77", &[]);
    assert!(html.contains("<del>[− обсуждения"), "{html}");
    assert!(html.contains("<ins>[+ обсуждения;"), "{html}");
    let same = [("from", "2025-01-01"), ("to", "2025-12-31")];
    let html = page(Language::Ru, "law-changes/akn/xs/act/law/2024-11-20/77", &same);
    assert!(html.contains("Тексты двух дней одинаковы."));
}

#[test]
fn references_lead_to_the_acts_they_name_by_title_and_back() {
    let out = page(Language::Ru, OTHER, &[]);
    assert!(out.contains("/ru/law/akn/xs/act/law/2024-11-20/77?eid=art_2"), "{out}");
    assert!(out.contains("/ru/law/akn/xs/act/law/2025-03-10/12?eid=art_2__para_1"), "{out}");
    let back = page(Language::Kk, ACT, &[("eid", "art_2")]);
    assert!(back.contains("/kk/law/akn/xs/act/law/2025-03-10/12?eid=art_1"), "{back}");
    let before = page(Language::Kk, ACT, &[("eid", "art_2"), ("at", "2025-03-09")]);
    assert!(!before.contains("2025-03-10/12?eid=art_1"), "the act that refers to it did not exist");
}

#[test]
fn the_search_finds_a_word_in_every_form_and_in_titles() {
    let found = page(Language::Kk, "laws", &[("q", "сыйлықтан")]);
    assert!(found.contains("2025-03-10/12?text=kaz"), "{found}");
    assert!(page(Language::Ru, "laws", &[("q", "подарками")]).contains("eid=art_2"));
    assert!(page(Language::En, "laws", &[("q", "zzz")]).contains("Nothing in the texts"));
}

#[test]
fn a_concordance_shows_two_countries_their_relations_and_their_gaps() {
    let html = page(Language::En, "concordance/uncac", &[]);
    assert!(html.contains("8. Codes of conduct for public officials"));
    for said in ["needs review: the text has changed", "contradicts, reviewed", "implements, not reviewed"] {
        assert!(html.contains(said), "{said}");
    }
    let one = page(Language::En, "concordance/uncac", &[("c", "xt")]);
    assert!(one.contains("contradicts, reviewed") && !one.contains("implements, not reviewed"));
    let article = page(Language::Ru, "article/uncac:8", &[("at", "2025-12-31")]);
    assert!(article.contains("Кодексы поведения") && article.contains("любой стоимости"), "{article}");
    assert!(
        ask(Language::En, "article/uncac:72", &[]).is_none() && ask(Language::En, "concordance/none", &[]).is_none()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_question_breaks_a_page(
        page in prop::sample::select(vec![ACT, OTHER, "laws", "concordance/uncac", "article/uncac:8",
            "law-changes/akn/xs/act/law/2024-11-20/77"]),
        field in prop::sample::select(vec!["at", "from", "to", "text", "beside", "eid", "q", "c"]),
        value in "\\PC{0,12}|-?[0-9]{1,6}-[0-9]{2}-[0-9]{2}|[a-z]{3}",
    ) {
        if let Some(html) = ask(Language::Kk, page, &[(field, &value)]) {
            prop_assert_eq!(problems(Language::Kk, &html), Vec::<String>::new());
        }
    }
}
