//! Search over provisions: the acceptance in use of the specification, the laws of a ranking, and an index that was damaged or
//! went on.

use jiff::Timestamp;
use jiff::civil::date;
use probity_commitments::law::search::{Gathered, Index, Made, Unusable, What};
use probity_core::{Digest, Language};
use proptest::prelude::*;

const MADE: fn() -> Made = || Made { by: Digest::of(b"program"), list: Digest::of(b"list"), bytes: 4 };

fn gathered(language: Language, units: &[(&str, &str)]) -> Gathered {
    let mut gathered = Gathered::new(language).unwrap();
    let units = units.iter().map(|(eid, text)| (*eid, (*text).to_owned()));
    gathered.add("work", What::Text(date(2020, 1, 1)), Timestamp::UNIX_EPOCH, units);
    gathered
}

fn index(language: Language, units: &[(&str, &str)]) -> Index {
    Index::open(gathered(language, units).finish(MADE()), language).unwrap()
}

fn kazakh() -> Index {
    index(
        Language::Kk,
        &[
            ("art_1", "Сыбайлас жемқорлыққа қарсы іс-қимыл туралы заңнама"),
            ("art_2", "Жемқорлық тәуекелдерін талдау"),
            ("art_3", "Мемлекеттік сатып алу туралы шарттың талаптары"),
            ("art_4", "Судьялардың тәуелсіздігі"),
        ],
    )
}

/// What a query finds, and whether as written.
fn found<'a>(index: &'a Index, query: &str) -> Vec<(&'a str, bool)> {
    let hits = index.search(&index.choose(date(2020, 1, 1), None, false), query, 10);
    hits.into_iter().map(|hit| (hit.eid, hit.exact)).collect()
}

fn keys<'a>(index: &'a Index, query: &str) -> Vec<&'a str> {
    found(index, query).into_iter().map(|(eid, _)| eid).collect()
}

#[test]
fn a_query_in_any_case_form_finds_the_act_in_any_other() {
    let index = kazakh();
    for query in ["жемқорлық", "жемқорлыққа", "Жемқорлықпен", "жемқорлықтың"]
    {
        assert_eq!(keys(&index, query), ["art_2", "art_1"], "{query}");
    }
    assert_eq!(keys(&index, "шарт талабы"), ["art_3"]);
    assert_eq!(keys(&index, "балық"), [""; 0]);
}

#[test]
fn letters_typed_as_russian_ones_match_behind_those_as_written() {
    assert_eq!(found(&kazakh(), "жемкорлык"), [("art_2", false), ("art_1", false)]);
    let two = index(
        Language::Kk,
        &[("folded", "сот сот сот"), ("written", "сөт туралы бірнеше ұзақ сөйлем жазылған ереже"), ("other", "ереже")],
    );
    assert_eq!(found(&two, "сөт"), [("written", true), ("folded", false)]);
    let texts = ["Сыйлық алу", "қызметшілердің сыйлықтары", "Декларацияны тапсыру", "активтерді қайтару"];
    let units: Vec<(&str, &str)> = ["1", "2", "3", "4"].into_iter().zip(texts).collect();
    let index = index(Language::Kk, &units);
    for query in ["сыйлыкка", "сыйлыктын"] {
        assert_eq!(keys(&index, query), ["1", "2"], "{query}");
    }
    let one = [("кызметшилер", "2"), ("декларациянын", "3"), ("активтердин", "4")];
    one.iter().for_each(|(query, eid)| assert_eq!(keys(&index, query), [*eid], "{query}"));
    assert_eq!(keys(&kazakh(), "жемкорлыкка"), ["art_2", "art_1"]);
}

#[test]
fn russian_forms_meet_and_a_snippet_shows_the_match() {
    let text = format!("{}отчёт о борьбе с коррупцией {}", "слово ".repeat(30), "конец ".repeat(30));
    let index = index(Language::Ru, &[("art_1", &text)]);
    assert_eq!(keys(&index, "Отчета"), ["art_1"]);
    let snippet = index.snippet(text.trim(), "Отчета");
    assert!(snippet.starts_with("… слово") && snippet.contains("отчёт о борьбе"), "{snippet}");
    assert!(snippet.ends_with("конец …"), "{snippet}");
}

#[test]
fn the_text_of_the_day_is_asked_and_of_one_day_the_one_recorded_last() {
    let at = |second| Timestamp::from_second(second).unwrap();
    let mut gathered = Gathered::new(Language::En).unwrap();
    let mut add = |work, what, second, text: &str| gathered.add(work, what, at(second), [("art_1", text.to_owned())]);
    add("a", What::Text(date(2021, 1, 1)), 20, "later words");
    add("a", What::Text(date(2020, 1, 1)), 10, "first words");
    add("a", What::Text(date(2020, 1, 1)), 30, "mended words");
    add("b", What::Title, 10, "old title");
    add("b", What::Title, 20, "new title");
    let index = Index::open(gathered.finish(MADE()), Language::En).unwrap();
    let finds = |query: &str, day, known: i64, titles| {
        !index.search(&index.choose(day, Some(at(known)), titles), query, 5).is_empty()
    };
    let early = date(2019, 1, 1);
    assert!(
        finds("mended", early, 30, false) && !finds("first", early, 30, false) && !finds("later", early, 30, false)
    );
    assert!(finds("first", early, 29, false) && !finds("mended", early, 29, false));
    assert!(finds("later", date(2022, 1, 1), 30, false) && !finds("mended", date(2022, 1, 1), 30, false));
    assert!(finds("new", early, 30, true) && !finds("old", early, 30, true) && finds("old", early, 19, true));
    assert!(!finds("new", early, 30, false));
}

#[test]
fn an_index_that_went_on_is_the_one_made_at_once() {
    let texts = ["сот туралы", "сөт пен сот", "қайта қарау туралы ереже"];
    let add = |gathered: &mut Gathered, text: &str| {
        gathered.add(text, What::Text(date(2020, 1, 1)), Timestamp::UNIX_EPOCH, [("art_1", text.to_owned())]);
    };
    let mut whole = Gathered::new(Language::Kk).unwrap();
    texts.iter().for_each(|text| add(&mut whole, text));
    let mut grown = Gathered::new(Language::Kk).unwrap();
    for text in texts {
        add(&mut grown, text);
        grown = Gathered::behind(Index::open(grown.finish(MADE()), Language::Kk).unwrap());
    }
    assert_eq!(grown.finish(MADE()), whole.finish(MADE()));
}

#[test]
fn a_damaged_index_is_refused_wherever_it_is_damaged() {
    let bytes = gathered(Language::Kk, &[("art_1", "Судьялардың тәуелсіздігі")]).finish(MADE());
    assert_eq!(Index::open(bytes.clone(), Language::Kk).unwrap().made(), &MADE());
    for at in 0..bytes.len() {
        let mut other = bytes.clone();
        other[at] ^= 1;
        assert!(matches!(Index::open(other, Language::Kk), Err(Unusable::Damaged)), "byte {at}");
        assert!(matches!(Index::open(bytes[..at].to_vec(), Language::Kk), Err(Unusable::Damaged)), "up to {at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_texts_and_query_give_falling_scores_and_no_more_than_asked_for(
        texts in prop::collection::vec("[абқі -]{0,12}|\\PC{0,20}", 0..6), query in "[абқі -]{0,8}|\\PC{0,10}", limit in 0usize..4,
    ) {
        let units: Vec<(&str, &str)> = ["0", "1", "2", "3", "4", "5"].into_iter().zip(texts.iter().map(String::as_str)).collect();
        let index = index(Language::Kk, &units);
        let hits = index.search(&index.choose(date(2020, 1, 1), None, false), &query, limit);
        prop_assert!(hits.len() <= limit);
        prop_assert!(hits.windows(2).all(|pair| (pair[0].exact && !pair[1].exact) || pair[0].score >= pair[1].score));
        prop_assert!(hits.iter().all(|hit| hit.score.is_finite() && hit.score > 0.0));
    }
}
