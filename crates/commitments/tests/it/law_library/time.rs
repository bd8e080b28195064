//! An act in time: when its parts apply, what its pins say, what changed between two texts, and files that are wrong.

use super::*;

#[test]
fn articles_of_kazakhstan_carry_no_chapter_in_their_identifiers() {
    let expression = one(&act("2015-11-18", "текст").to_string());
    let ids: Vec<&str> = flatten(&expression.provisions).iter().map(|one| one.provision.eid.as_str()).collect();
    assert_eq!(ids, ["chp_1", "art_10", "art_11", "art_11__para_1", "art_11__para_1__point_5-1", "art_11__para_2"]);
    assert_eq!(expression.language.as_str(), "rus");
}

#[test]
fn paragraphs_of_text_are_counted_from_one_and_ordinal_words_are_numbers() {
    let mut value = act("2015-11-18", "текст");
    let part = |num: Option<&str>| json!({"kind": "subparagraph", "num": num, "text": "часть"});
    value["provisions"] = json!([
        {"kind": "article", "num": "1", "children": [part(None), part(Some("вторая")), part(Some("часть двадцать первая"))]},
        {"kind": "article", "num": "2", "text": "Первая.", "children": [part(None), part(Some("үшінші бөлік"))]},
    ]);
    let expression = one(&value.to_string());
    let ids: Vec<&str> = flatten(&expression.provisions).iter().map(|one| one.provision.eid.as_str()).collect();
    let first = ["art_1", "art_1__subpara_1", "art_1__subpara_2", "art_1__subpara_21"];
    assert_eq!(ids, [&first[..], &["art_2", "art_2__subpara_2", "art_2__subpara_3"]].concat());
}

#[test]
fn an_act_begins_to_apply_in_parts() {
    let collection = library(&[act("2015-11-18", "текст")]);
    let state = |at| collection.work(WORK).unwrap().view(at, None).unwrap().state;
    assert_eq!(state(date(2015, 12, 1)), WorkState::NotInForce);
    assert_eq!(state(date(2016, 6, 1)), WorkState::PartlyInForce);
    let first = Some(date(2016, 1, 1));
    use ProvisionState::{InForce, NotCommenced};
    assert_eq!(
        states(&collection, date(2017, 6, 1)),
        [
            ("art_10".to_owned(), InForce, first),
            ("art_11".to_owned(), NotCommenced, None),
            ("art_11__para_1".to_owned(), NotCommenced, None),
            ("art_11__para_1__point_5-1".to_owned(), NotCommenced, None),
            ("art_11__para_2".to_owned(), InForce, Some(date(2017, 1, 1))),
        ]
    );
}

#[test]
fn a_provision_does_not_apply_before_the_first_text_that_has_it() {
    let mut later = act("2018-03-01", "текст");
    let new = json!({"kind": "article", "num": "10-1", "text": "Новая статья."});
    later["provisions"][0]["children"].as_array_mut().unwrap().insert(1, new);
    let collection = library(&[act("2015-11-18", "текст"), later]);
    let found = states(&collection, date(2019, 1, 1));
    assert_eq!(found[1], ("art_10-1".to_owned(), ProvisionState::InForce, Some(date(2018, 3, 1))));
    assert_eq!(found[0].2, Some(date(2016, 1, 1)));
    // Before the later text the article is not there; before the first text, the first text is shown.
    assert_eq!(states(&collection, date(2018, 2, 28)).len(), 5);
    assert_eq!(states(&collection, date(2010, 1, 1)).len(), 5);
}

#[test]
fn without_a_language_the_text_of_the_day_is_taken() {
    let in_language = |day, language| {
        let mut act = act(day, "текст");
        act["language"] = json!(language);
        act
    };
    let collection = library(&[in_language("2015-11-18", "ru"), in_language("2020-07-01", "kk")]);
    let shown = |collection: &Collection, at| {
        let expression = collection.work(WORK).unwrap().expression(at, None).unwrap();
        (expression.language.as_str().to_owned(), expression.expression_date.to_string())
    };
    let is = |language: &str, day: &str| (language.to_owned(), day.to_owned());
    assert_eq!(shown(&collection, date(2016, 6, 1)), is("rus", "2015-11-18"));
    assert_eq!(shown(&collection, date(2021, 1, 1)), is("kaz", "2020-07-01"));
    assert_eq!(shown(&collection, date(2010, 1, 1)), is("rus", "2015-11-18"));
    let both = library(&[in_language("2015-11-18", "ru"), in_language("2015-11-18", "kk"), act("2020-01-01", "иной")]);
    assert_eq!(shown(&both, date(2016, 6, 1)), is("kaz", "2015-11-18"));
    assert_eq!(shown(&both, date(2021, 1, 1)), is("rus", "2020-01-01"));
}

#[test]
fn repeal_reaches_all_and_a_note_of_repeal_its_provision() {
    let mut gone = act("2015-11-18", "исключен Законом РК от 28.12.2016 № 36-VI.");
    gone["commencements"] = json!([{"date": "2016-01-01", "provisions": ["*"]}]);
    let collection = library(std::slice::from_ref(&gone));
    let view = collection.work(WORK).unwrap().view(date(2017, 1, 1), None).unwrap();
    assert_eq!(view.seen("art_11__para_1__point_5-1").unwrap().state, ProvisionState::Repealed);
    assert_eq!(view.state, WorkState::InForce);
    gone["repealed"] = json!({"date": "2020-01-01", "by": "other", "verb": "repealed"});
    let collection = library(&[gone]);
    let holding = collection.work(WORK).unwrap();
    assert_eq!(holding.view(date(2019, 12, 31), None).unwrap().state, WorkState::InForce);
    let after = holding.view(date(2020, 1, 1), None).unwrap();
    assert_eq!(after.state, WorkState::Repealed);
    assert!(after.provisions.iter().all(|seen| seen.state == ProvisionState::Repealed));
}

#[test]
fn without_a_commencement_nothing_is_known() {
    let mut act = act("2015-11-18", "текст");
    act["commencements"] = json!([]);
    let collection = library(&[act]);
    assert_eq!(collection.work(WORK).unwrap().view(date(2020, 1, 1), None).unwrap().state, WorkState::Unknown);
}

#[test]
fn files_of_a_work_are_united_and_the_later_word_on_a_commencement_counts() {
    let mut second = act("2016-05-01", "текст");
    second["language"] = json!("kk");
    second["commencements"] = json!([{"date": "2016-01-01", "provisions": ["*"], "by": null}]);
    let collection = library(&[act("2015-11-18", "текст"), second]);
    let holding = collection.work(WORK).unwrap();
    assert_eq!(holding.commencements.len(), 2);
    assert!(holding.commencements[0].except.is_empty());
    assert_eq!(holding.view(date(2016, 6, 1), None).unwrap().state, WorkState::InForce);
}

#[test]
fn the_text_form_has_a_line_a_provision_and_one_space_for_each_run() {
    let collection = library(&[act("2015-11-18", "текст\u{a0}  с пробелами\nи строкой")]);
    let (form, digest) = collection.pinned(WORK, Some("art_11"), None, date(2016, 1, 1)).unwrap();
    let expected = "11 Запреты\n1. Первый запрет.\n5-1) текст с пробелами и строкой\n2 Второй запрет.";
    assert_eq!(form, expected);
    assert_eq!(digest, probity_core::Digest::of(expected.as_bytes()));
    assert_eq!(collection.pinned(WORK, Some("art_12"), None, date(2016, 1, 1)), None);
    assert_eq!(collection.pinned("Z0000000000", None, None, date(2016, 1, 1)), None);
    let kazakh = "kk".parse().unwrap();
    assert_eq!(collection.pinned(WORK, Some("art_11"), Some(&kazakh), date(2016, 1, 1)), None);
}

#[test]
fn a_pin_changes_with_the_text_and_a_paragraph_of_text_can_be_pinned() {
    let collection =
        library(&[act("2015-11-18", "одна часть\nдругая часть"), act("2018-01-01", "одна часть\nновая часть")]);
    let pin = |eid: &str, at| collection.pinned(WORK, Some(eid), None, at).map(|(_, digest)| digest);
    let (before, after) = (date(2017, 12, 31), date(2018, 1, 1));
    assert_ne!(pin("art_11", before), pin("art_11", after));
    assert_eq!(pin("art_10", before), pin("art_10", after));
    let part = "art_11__para_1__point_5-1__subpara_2";
    assert_eq!(collection.pinned(WORK, Some(part), None, before).unwrap().0, "другая часть");
    assert_ne!(pin(part, before), pin(part, after));
    let standing = collection.standing(WORK, "art_10", None, after).unwrap();
    assert_eq!((standing.state, Some(standing.sha256)), (ProvisionState::InForce, pin("art_10", after)));
}

#[test]
fn two_binding_languages_must_have_the_same_provisions() {
    let mut kazakh = act("2015-11-18", "мәтін");
    kazakh["language"] = json!("kaz");
    kazakh["provisions"][0]["children"].as_array_mut().unwrap().remove(0);
    let collection = library(&[act("2015-11-18", "текст"), kazakh]);
    let found = collection.work(WORK).unwrap().misaligned(date(2015, 11, 18));
    assert_eq!(found.iter().map(|(eid, language)| (*eid, language.as_str())).collect::<Vec<_>>(), [("art_10", "kaz")]);
}

#[test]
fn differences_name_what_came_went_changed_moved_and_was_renumbered() {
    let before = one(&act("2015-11-18", "текст").to_string());
    let mut value = act("2018-01-01", "другой текст");
    let children = value["provisions"][0]["children"].as_array_mut().unwrap();
    children[0]["num"] = json!("12");
    children.push(json!({"kind": "article", "num": "13", "text": "Новая."}));
    let after = one(&value.to_string());
    let found = diff(&before.provisions, &after.provisions);
    let short: Vec<(&str, Change)> = found.iter().map(|one| (one.eid.as_str(), one.change)).collect();
    assert_eq!(
        short,
        [("art_10", Change::Renumbered), ("art_11__para_1__point_5-1", Change::Changed), ("art_13", Change::Added),]
    );
    assert_eq!((found[0].before.as_str(), found[0].after.as_str()), ("art_10", "art_12"));
    let back: Vec<Change> = diff(&after.provisions, &before.provisions).iter().map(|one| one.change).collect();
    assert_eq!(back.iter().filter(|change| **change == Change::Removed).count(), 1);
    // A chapter around what was not in one: the article keeps its identifier and moves.
    value["provisions"] = value["provisions"][0]["children"].take();
    let moved = diff(&after.provisions, &one(&value.to_string()).provisions);
    assert!(moved.iter().any(|one| one.change == Change::Moved && one.eid == "art_11" && one.before == "chp_1"));
}

#[test]
fn an_act_that_is_wrong_is_rejected_with_line_and_reason() {
    let wrong = |text: &str| take("wrong.json", text).diagnostics.remove(0);
    let mut twice = act("2015-11-18", "текст");
    twice["provisions"][0]["eid"] = json!("art_10");
    twice["provisions"][0]["children"][0]["eid"] = json!("art_10");
    let fault = wrong(&twice.to_string());
    assert_eq!(fault.field.as_deref(), Some("provisions[0].children[0].eid"));
    for (member, value, word) in [
        ("work", json!("410-V"), "URI"),
        ("language", json!("Kazakh"), "language"),
        ("expression_date", json!("18.11.2015"), "day"),
        ("format", json!("probity.act/2"), "probity.act/1"),
    ] {
        let mut act = act("2015-11-18", "текст");
        act[member] = value;
        let fault = wrong(&serde_json::to_string_pretty(&act).unwrap());
        assert!(fault.place.row > 1 && fault.message.contains(word), "{member}: {fault:?}");
    }
    let kind = wrong(&act("2015-11-18", "текст").to_string().replace("\"chapter\"", "\"chaptre\""));
    assert!(kind.message.contains("`chapter`"), "{kind:?}");
    assert!(take("odd.json", "{\"a\": 1}").rejected == 1);
}

#[test]
fn unknown_members_are_named() {
    let mut odd = act("2015-11-18", "текст");
    odd["commencement"] = json!([]);
    let read = take("odd.json", &odd.to_string());
    assert_eq!((read.kept(), read.diagnostics.len()), (1, 1));
    assert!(read.diagnostics[0].message.contains("commencement"));
}
