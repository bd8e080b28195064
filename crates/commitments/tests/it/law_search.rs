//! Search over provisions: the acceptance in use of the specification, and the laws of a ranking.

use probity_commitments::law::search::Index;
use probity_core::Language;
use proptest::prelude::*;

fn kazakh() -> Index<&'static str> {
    let mut index = Index::new(Language::Kk).unwrap();
    index.add("art_1", "Сыбайлас жемқорлыққа қарсы іс-қимыл туралы заңнама");
    index.add("art_2", "Жемқорлық тәуекелдерін талдау");
    index.add("art_3", "Мемлекеттік сатып алу туралы шарттың талаптары");
    index.add("art_4", "Судьялардың тәуелсіздігі");
    index
}

fn keys(index: &Index<&'static str>, query: &str) -> Vec<&'static str> {
    index.search(query, 10).into_iter().map(|hit| hit.key).collect()
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
    let index = kazakh();
    let hits = index.search("жемкорлык", 10);
    assert_eq!(hits.iter().map(|hit| (hit.key, hit.exact)).collect::<Vec<_>>(), [("art_2", false), ("art_1", false)]);
    let mut two = Index::new(Language::Kk).unwrap();
    two.add("folded", "сот сот сот");
    two.add("written", "сөт туралы бірнеше ұзақ сөйлем жазылған ереже");
    two.add("other", "ереже");
    let hits = two.search("сөт", 10);
    assert_eq!(hits.iter().map(|hit| (hit.key, hit.exact)).collect::<Vec<_>>(), [("written", true), ("folded", false)]);
}

#[test]
fn russian_forms_meet_and_a_snippet_shows_the_match() {
    let mut index = Index::new(Language::Ru).unwrap();
    index.add(1, &format!("{}отчёт о борьбе с коррупцией {}", "слово ".repeat(30), "конец ".repeat(30)));
    let hits = index.search("Отчета", 1);
    assert!(
        hits[0].snippet.starts_with("… слово") && hits[0].snippet.contains("отчёт о борьбе"),
        "{}",
        hits[0].snippet
    );
    assert!(hits[0].snippet.ends_with("конец …"), "{}", hits[0].snippet);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_texts_and_query_give_falling_scores_and_no_more_than_asked_for(
        texts in prop::collection::vec("[абқі -]{0,12}|\\PC{0,20}", 0..6), query in "[абқі -]{0,8}|\\PC{0,10}", limit in 0usize..4,
    ) {
        let mut index = Index::new(Language::Kk).unwrap();
        texts.iter().enumerate().for_each(|(at, text)| index.add(at, text));
        let hits = index.search(&query, limit);
        prop_assert!(hits.len() <= limit);
        prop_assert!(hits.windows(2).all(|pair| (pair[0].exact && !pair[1].exact) || pair[0].score >= pair[1].score));
        prop_assert!(hits.iter().all(|hit| hit.score.is_finite() && hit.score > 0.0));
    }
}
