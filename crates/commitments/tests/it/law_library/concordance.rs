//! Rows of a concordance and the search: what answers an obligation, and what has changed since it was judged.

use super::*;

fn with_rows(collection: &mut Collection, rows: &str) {
    let text = format!("standard,work,eid,eid_to,at,relation,author,review,evidence\n{rows}");
    let read = take("kz.concordance.csv", &text);
    assert_eq!(read.rejected, 0, "{:?}", read.diagnostics);
    read.rows.into_iter().for_each(|row| collection.add_row(row));
}

#[test]
fn gaps_say_what_is_implemented_what_is_not_and_what_must_be_looked_at_again() {
    let mut collection = library(&[act("2015-11-18", "текст"), act("2018-01-01", "новый текст")]);
    with_rows(
        &mut collection,
        &format!(
            "uncac/15,{WORK},art_10,,2016-06-01,implements,a,reviewed,\n\
             uncac/16/1,{WORK},art_11,,2016-06-01,implements,a,reviewed,\n\
             uncac/16/10,{WORK},art_10,,2016-06-01,partly,a,reviewed,\n\
             uncac/16/2,{WORK},art_10,,2016-06-01,implements,a,draft,\n\
             uncac/17,,,,,silent,a,reviewed,\n"
        ),
    );
    let ask = |at, all, country| {
        let question = Question { standard: "uncac", country, at, all };
        let rows = gaps(&collection, &question).unwrap();
        rows.into_iter().map(|gap| (gap.standard, gap.state.name())).collect::<Vec<_>>()
    };
    let all = ask(date(2018, 6, 1), true, None);
    assert_eq!(all.len(), 73);
    let part = |name: &str, all: &[(String, &'static str)]| {
        all.iter().find(|(standard, _)| standard == name).map(|(_, state)| *state)
    };
    assert_eq!(part("uncac/15", &all), Some("implemented"));
    assert_eq!(part("uncac/16/1", &all), Some("needs_review"));
    assert_eq!(part("uncac/16/2", &all), Some("draft"));
    assert_eq!((part("uncac/17", &all), part("uncac/20", &all)), (Some("silent"), Some("none")));
    let order: Vec<&str> =
        all.iter().map(|(name, _)| name.as_str()).filter(|name| name.starts_with("uncac/16")).collect();
    assert_eq!(order, ["uncac/16/1", "uncac/16/2", "uncac/16/10"]);
    assert_eq!(part("uncac/16/1", &ask(date(2017, 6, 1), true, None)), Some("implemented"));
    let open = ask(date(2018, 6, 1), false, None);
    assert_eq!((part("uncac/15", &open), part("uncac/20", &open)), (None, None));
    assert_eq!(part("uncac/15", &ask(date(2018, 6, 1), true, Some("kg"))), Some("none"));
    assert!(gaps(&collection, &Question { standard: "etc", country: None, at: date(2018, 6, 1), all: true }).is_none());
}

#[test]
fn a_row_about_what_does_not_apply_or_is_not_there_must_be_looked_at_again() {
    let mut repealed = act("2015-11-18", "текст");
    repealed["repealed"] = json!({"date": "2020-01-01"});
    let mut collection = library(&[repealed, act("2018-01-01", "новый текст")]);
    let rows = ["art_10,2016-06-01", "art_99,2016-06-01", "art_11__para_1,2016-06-01", "art_11__para_1,2019-06-01"];
    for (row, number) in rows.iter().zip(1..) {
        let (eid, at) = row.split_once(',').unwrap();
        with_rows(&mut collection, &format!("uncac/{number},{WORK},{eid},,{at},implements,a,reviewed,\n"));
    }
    let state = |number: usize, at| {
        let standard = format!("uncac/{number}");
        let rows = gaps(&collection, &Question { standard: &standard, country: None, at, all: true }).unwrap();
        rows[0].state.name()
    };
    assert_eq!(state(1, date(2019, 6, 1)), "implemented");
    assert_eq!(state(1, date(2020, 1, 1)), "needs_review");
    assert_eq!(state(2, date(2019, 6, 1)), "needs_review");
    // Its commencement leaves out article 11 but for its second paragraph.
    assert_eq!(state(3, date(2017, 6, 1)), "needs_review");
    // What was read later is another text.
    assert_eq!(state(4, date(2016, 6, 1)), "needs_review");
}

#[test]
fn a_row_of_concordance_that_is_wrong_is_rejected_and_the_others_are_kept() {
    let text = "standard,work,relation,review\nuncac/5,410-V,implements,reviewed\nuncac,/akn/kz/act/law/2015/1,partly,draft\n\
                uncac/5,/akn/kz/act/law/2015/1,implement,draft\nuncac/6,/akn/kz/act/law/2015/1,partly,draft\n";
    let read = take("kz.concordance.csv", text);
    assert_eq!((read.read, read.kept(), read.rejected), (4, 1, 3));
    let places: Vec<(u64, Option<&str>)> =
        read.diagnostics.iter().map(|fault| (fault.place.row, fault.field.as_deref())).collect();
    assert_eq!(places, [(2, Some("work")), (3, Some("standard")), (4, Some("relation"))]);
}

#[test]
fn a_query_in_any_form_finds_the_text_of_its_day() {
    let mut before = act("2015-11-18", "сыбайлас жемқорлыққа қарсы іс-қимыл");
    before["language"] = json!("kk");
    let mut after = act("2018-01-01", "басқа мәтін");
    after["language"] = json!("kk");
    let collection = library(&[before, after]);
    let language = "kaz".parse().unwrap();
    let indexes = indexed(&collection).unwrap();
    let (_, index) = indexes.iter().find(|(code, _)| *code == language).unwrap();
    let found = |query, at| {
        let search = Search { query, language: &language, at, known: None, limit: 5 };
        found(&collection, index, &search, &hits(index, &search))
    };
    let hits = found("жемқорлықпен", date(2017, 1, 1));
    assert_eq!((hits[0].eid.as_str(), hits[0].work.as_str()), ("art_11__para_1__point_5-1", WORK));
    assert_eq!(hits[0].snippet, "5-1) сыбайлас жемқорлыққа қарсы іс-қимыл");
    assert_eq!(found("жемкорлык", date(2017, 1, 1)).len(), 1);
    assert!(found("жемқорлық", date(2018, 1, 1)).is_empty());
}

#[test]
fn rows_of_a_concordance_are_found_under_their_article_with_the_mark_that_their_text_changed() {
    let mut collection = library(&[act("2015-11-18", "текст"), act("2020-01-01", "иной текст")]);
    let table = format!(
        "standard,work,eid,at,relation,author,review\n\
         uncac/8/5,{WORK},art_11,2016-06-01,partly,a,reviewed\n\
         uncac/8/10,{WORK},art_10,2016-06-01,implements,a,draft\n\
         uncac/8/5,/akn/kg/act/law/2017-01-01/5,art_1,2016-06-01,implements,a,draft\n\
         uncac/80,{WORK},art_10,2016-06-01,implements,a,draft\n"
    );
    take("a.concordance.csv", &table).rows.into_iter().for_each(|row| collection.add_row(row));
    let found = |country, at| -> Vec<(String, bool)> {
        let all = answers(&collection, "uncac/8", country, at);
        all.map(|answer| (answer.row.standard.clone(), answer.doubt.is_some())).collect()
    };
    let of =
        |rows: &[(&str, bool)]| rows.iter().map(|(standard, changed)| ((*standard).to_owned(), *changed)).collect();
    let kazakh: Vec<(String, bool)> = of(&[("uncac/8/5", false), ("uncac/8/10", false)]);
    assert_eq!(found(Some("kz"), date(2019, 12, 31)), kazakh);
    let later: Vec<(String, bool)> = of(&[("uncac/8/5", true), ("uncac/8/10", false)]);
    assert_eq!(found(Some("kz"), date(2020, 1, 1)), later);
    assert_eq!(found(None, date(2020, 1, 1)).len(), 3);
    let proposed = collection.proposals("uncac/8", "KZ", date(2020, 1, 1));
    assert_eq!(proposed.len(), 2);
    assert_eq!(proposed[0].provision.as_deref(), Some(format!("{WORK}#art_11").as_str()));
    assert!(proposed[0].doubt.is_some() && proposed[1].doubt.is_none());
}
