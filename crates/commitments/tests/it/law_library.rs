//! The library of law over small invented acts: what applies on a day and since when, pins, differences, gaps, and the next
//! text of an act.

use jiff::civil::{Date, date};
use probity_commitments::date::Day;
use probity_commitments::law::instructions;
use probity_commitments::law::library::{
    Amendment, Change, Collection, Expression, Given, ProvisionState, Question, Read, Source, WorkState, akn, answers,
    apply, diff, flatten, gaps, read, search, shown,
};
use probity_commitments::law::refs::Lang;
use probity_commitments::law::stem::Language;
use proptest::prelude::*;
use serde_json::json;

const WORK: &str = "/akn/kz/act/law/2015-11-18/410-v";

fn act(day: &str, paragraph: &str) -> serde_json::Value {
    json!({
        "format": "probity.act/1", "work": WORK, "aliases": ["Z1500000410"], "title": {"ru": "О пробе"},
        "language": "ru", "expression_date": day, "assented": "2015-11-18",
        "commencements": [
            {"date": "2016-01-01", "provisions": ["*"], "except": ["art_11"], "main": true, "by": null},
            {"date": "2017-01-01", "provisions": ["art_11__para_2"], "by": "later"},
        ],
        "provisions": [{"kind": "chapter", "num": "1", "heading": "Общие положения", "children": [
            {"kind": "article", "num": "10", "heading": "Понятия", "text": "Понятия закона."},
            {"kind": "article", "num": "11", "heading": "Запреты", "children": [
                {"kind": "paragraph", "num": "1.", "text": "Первый запрет.", "children": [
                    {"kind": "point", "num": "5-1)", "text": paragraph}]},
                {"kind": "paragraph", "num": 2, "text": "Второй  запрет."}]}]}],
    })
}

fn one(text: &str) -> Expression {
    let mut read = take("act.json", text);
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    read.expressions.remove(0)
}

fn take(name: &str, text: &str) -> Read {
    read(Source { name, text }, &Given::default()).unwrap()
}

fn library(acts: &[serde_json::Value]) -> Collection {
    let mut collection = Collection::default();
    acts.iter().for_each(|act| collection.add(one(&act.to_string())));
    collection
}

fn states(collection: &Collection, at: Date) -> Vec<(String, ProvisionState, Option<Date>)> {
    let view = collection.work("Z1500000410").unwrap().view(at, None).unwrap();
    let all = view.provisions.iter().skip(1);
    all.map(|seen| (seen.provision.eid.clone(), seen.state, seen.since)).collect()
}

#[test]
fn articles_of_kazakhstan_carry_no_chapter_in_their_identifiers() {
    let expression = one(&act("2015-11-18", "текст").to_string());
    let ids: Vec<&str> = flatten(&expression.provisions).iter().map(|one| one.provision.eid.as_str()).collect();
    assert_eq!(ids, ["chp_1", "art_10", "art_11", "art_11__para_1", "art_11__para_1__point_5-1", "art_11__para_2"]);
    assert_eq!(expression.language.as_str(), "rus");
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

#[test]
fn what_is_written_as_akoma_ntoso_is_read_as_the_same_provisions() {
    let mut value = act("2015-11-18", "строка\nещё <строка> & «кавычки»");
    value["provisions"].as_array_mut().unwrap().push(json!({"kind": "attachment", "heading": "Перечень",
        "text": "к закону", "children": [{"kind": "paragraph", "num": "1.", "text": "Первое."}]}));
    let collection = library(&[value]);
    let holding = collection.work(WORK).unwrap();
    let expression = holding.expressions().next().unwrap();
    let text = akn::write(holding, expression).unwrap();
    let again = take("act.xml", &text).expressions.remove(0);
    let same = |a: &Expression| -> Vec<(String, String)> {
        flatten(&a.provisions).iter().map(|one| (one.provision.eid.clone(), one.provision.line())).collect()
    };
    assert_eq!(same(&again), same(expression));
    assert_eq!(again.provisions[1].children[0].eid, "att_1__para_1");
    assert_eq!(
        (&again.work, &again.language, again.expression_date),
        (&expression.work, &expression.language, expression.expression_date)
    );
    assert_eq!((again.commencements, again.title), (expression.commencements.clone(), expression.title.clone()));
}

#[test]
fn plain_text_gives_chapters_articles_paragraphs_points_and_annexes() {
    let text = "О ПРОБЕ\nПреамбула.\nГлава 1. Общие положения\nСтатья 1. Понятия\n1. Первое:\n1) одно;\n2) другое «Статья 7.\n1. чужое».\n\
                2-1. Второе.\nСтатья 2\nЧасть первая.\nЧасть вторая.\nСтатья 3. Настоящий Закон вводится в действие со дня подписания.\n\
                Президент\nПриложение 2\nк закону\n1. Перечень.\n";
    let given = Given {
        work: Some("/akn/kz/act/law/2020-01-01/1-vi".parse().unwrap()),
        language: Some("ru".parse().unwrap()),
        date: Some(Day(date(2020, 1, 1))),
    };
    let read = read(Source { name: "act.txt", text }, &given).unwrap();
    let act = &read.expressions[0];
    let ids: Vec<String> = flatten(&act.provisions).iter().map(|one| one.provision.eid.clone()).collect();
    assert_eq!(
        ids,
        [
            "chp_1",
            "art_1",
            "art_1__para_1",
            "art_1__para_1__point_1",
            "art_1__para_1__point_2",
            "art_1__para_2-1",
            "art_2",
            "art_3",
            "att_2",
            "att_2__para_1"
        ]
    );
    let article = &act.provisions[0].children[1];
    assert_eq!(article.text.as_deref(), Some("Часть первая.\nЧасть вторая."));
    assert_eq!(act.preamble.as_deref(), Some("О ПРОБЕ\nПреамбула."));
    let lacking = probity_commitments::law::library::read(Source { name: "act.txt", text }, &Given::default());
    assert!(lacking.unwrap_err().hint.unwrap().contains("--work"));
}

#[test]
fn kazakh_plain_text_has_its_numbers_before_its_words() {
    let text = "1-тарау. Жалпы ережелер\n15-бап. Пара алу\n1. Бірінші:\n5-1) екінші;\n16-бап. Басқа\nМәтін.\n1-қосымша\nТізбе\n";
    let given = Given {
        work: Some("/akn/kz/act/law/2020-01-01/1-vi".parse().unwrap()),
        language: Some("kk".parse().unwrap()),
        date: Some(Day(date(2020, 1, 1))),
    };
    let read = read(Source { name: "act.txt", text }, &given).unwrap();
    let ids: Vec<String> =
        flatten(&read.expressions[0].provisions).iter().map(|one| one.provision.eid.clone()).collect();
    assert_eq!(ids, ["chp_1", "art_15", "art_15__para_1", "art_15__para_1__point_5-1", "art_16", "att_1"]);
}

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
    let kazakh = "kaz".parse().unwrap();
    let found = |query: &str, at| search(&collection, query, &kazakh, Language::Kazakh, at, 5).unwrap();
    let hits = found("жемқорлықпен", date(2017, 1, 1));
    assert_eq!((hits[0].eid.as_str(), hits[0].work.as_str()), ("art_11__para_1__point_5-1", WORK));
    assert_eq!(found("жемкорлык", date(2017, 1, 1)).len(), 1);
    assert!(found("жемқорлық", date(2018, 1, 1)).is_empty());
}

fn amended(text: &str) -> (Expression, Vec<String>) {
    let base = one(&act("2015-11-18", "лишение свободы до пяти лет").to_string());
    let text = format!(
        "Закон Республики Казахстан\n1. Внести в Закон Республики Казахстан от 18 ноября 2015 года № 410-V «О пробе» следующие изменения:\n{text}\n"
    );
    let outcome = instructions::read("amending.txt", &text, Some(Lang::Russian)).unwrap();
    assert!(!outcome.act.instructions.is_empty(), "{text}");
    let amendment = Amendment {
        by: "/akn/kz/act/law/2018-01-01/1-vi",
        instructions: &outcome.act.instructions,
        of: 0,
        provisions: &[],
        lang: Lang::Russian,
        date: Day(date(2018, 1, 1)),
    };
    let applied = apply(&base, &amendment).unwrap();
    (applied.expression, applied.findings.into_iter().map(|one| one.message).collect())
}

fn form(expression: &Expression, eid: &str) -> Option<String> {
    probity_commitments::law::library::find(&expression.provisions, eid).map(|one| one.form())
}

#[test]
fn words_are_substituted_and_missing_words_are_a_finding() {
    let (next, findings) = amended("в подпункте 5-1) пункта 1 статьи 11 слова «пяти лет» заменить словами «семи лет»;");
    assert_eq!(findings, [""; 0]);
    assert_eq!(form(&next, "art_11__para_1__point_5-1").unwrap(), "5-1) лишение свободы до семи лет");
    assert_eq!(next.expression_date.0, date(2018, 1, 1));
    let (same, findings) = amended("в пункте 2 статьи 11 слова «десяти лет» заменить словами «семи лет»;");
    assert_eq!(findings.len(), 1);
    assert_eq!(form(&same, "art_11__para_2").unwrap(), "2 Второй запрет.");
}

#[test]
fn provisions_are_replaced_inserted_and_deleted() {
    let (next, findings) =
        amended("пункт 2 статьи 11 изложить в следующей редакции:\n«2. Новый запрет:\n1) один;\n2) два.»;");
    assert_eq!(findings, [""; 0]);
    assert_eq!(form(&next, "art_11__para_2").unwrap(), "2 Новый запрет:\n1 один;\n2 два.");
    let (next, findings) =
        amended("дополнить статьей 10-1 следующего содержания:\n«Статья 10-1. Новая\nТекст новой статьи.»;");
    assert_eq!(findings, [""; 0]);
    let ids: Vec<String> = flatten(&next.provisions).iter().map(|one| one.provision.eid.clone()).collect();
    assert_eq!(ids[..4], ["chp_1", "art_10", "art_10-1", "art_11"]);
    let (next, findings) = amended("подпункт 5-1) пункта 1 статьи 11 исключить;");
    assert_eq!((findings.len(), form(&next, "art_11__para_1__point_5-1")), (0, None));
    let (_, findings) = amended("пункт 7 статьи 11 исключить;");
    assert_eq!(findings.len(), 1);
}

#[test]
fn published_acts_are_read_and_written_as_akoma_ntoso() {
    let Some(folder) = probity_testkit::reference("commitments") else { return };
    for kind in ["kzlaw", "uzlaw"] {
        for entry in fs_err::read_dir(folder.join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.display().to_string();
            let read = take(&name, &fs_err::read_to_string(&path).unwrap());
            assert_eq!((read.kept(), read.rejected), (1, 0), "{name}: {:?}", read.diagnostics);
            let mut collection = Collection::default();
            collection.add(read.expressions[0].clone());
            let holding = collection.works().next().unwrap();
            let again = take("act.xml", &akn::write(holding, &read.expressions[0]).unwrap());
            let same = |act: &Expression| -> Vec<(String, String)> {
                flatten(&act.provisions).iter().map(|one| (one.provision.eid.clone(), one.provision.line())).collect()
            };
            assert_eq!(same(&again.expressions[0]), same(&read.expressions[0]), "{name}");
        }
    }
}

#[test]
fn akoma_ntoso_of_others_is_read() {
    let Some(folder) = probity_testkit::reference("commitments/akn") else { return };
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        if !name.ends_with(".xml") {
            continue;
        }
        let given = Given {
            work: Some("/akn/xx/act/2000/1".parse().unwrap()),
            language: Some("en".parse().unwrap()),
            date: Some(Day(date(2000, 1, 1))),
        };
        let text = fs_err::read_to_string(&path).unwrap();
        let read = read(Source { name: &name, text: &text }, &given).unwrap();
        assert_eq!(read.kept(), 1, "{name}: {:?}", read.diagnostics);
        assert!(!read.expressions[0].provisions.is_empty(), "{name}");
    }
}

fn provisions() -> impl Strategy<Value = serde_json::Value> {
    let text = prop_oneof![Just(None), "[а-яa-z <&\n]{0,12}".prop_map(Some)];
    let kind = prop_oneof![Just("article"), Just("paragraph"), Just("point"), Just("chapter"), Just("section")];
    let num = prop_oneof![Just(None), "[0-9a-c. ()-]{0,4}".prop_map(Some)];
    let leaf = (kind, num, text).prop_map(|(kind, num, text)| json!({"kind": kind, "num": num, "text": text}));
    leaf.prop_recursive(3, 20, 4, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..4)).prop_map(|(mut one, children)| {
            one["children"] = json!(children);
            one
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_act_has_unique_identifiers_and_survives_akoma_ntoso(all in prop::collection::vec(provisions(), 1..4)) {
        let mut value = act("2015-11-18", "текст");
        value["provisions"] = json!(all);
        let expression = one(&value.to_string());
        let flat = flatten(&expression.provisions);
        let ids: std::collections::BTreeSet<&str> = flat.iter().map(|one| one.provision.eid.as_str()).collect();
        prop_assert_eq!(ids.len(), flat.len());
        let mut collection = Collection::default();
        collection.add(expression.clone());
        let text = akn::write(collection.works().next().unwrap(), &expression).unwrap();
        let again = take("act.xml", &text).expressions.remove(0);
        let same = |act: &Expression| -> Vec<(String, String)> {
            flatten(&act.provisions).iter().map(|one| (one.provision.eid.clone(), one.provision.line())).collect()
        };
        prop_assert_eq!(same(&again), same(&expression));
        prop_assert!(diff(&again.provisions, &expression.provisions).is_empty());
    }

    #[test]
    fn no_text_stops_the_reader(text in "\\PC{0,200}", name in "[a-z]{1,3}(\\.json|\\.xml|\\.concordance\\.csv|\\.txt)") {
        let given = Given {
            work: Some(WORK.parse().unwrap()),
            language: Some("ru".parse().unwrap()),
            date: Some(Day(date(2015, 11, 18))),
        };
        let read = read(Source { name: &name, text: &text }, &given);
        if let Ok(read) = read {
            prop_assert_eq!(read.read, read.kept() + read.rejected);
            if let Some(expression) = read.expressions.first() {
                let mut collection = Collection::default();
                collection.add(expression.clone());
                let view = collection.work(WORK).unwrap().view(date(2020, 1, 1), None).unwrap();
                prop_assert!(shown(&view, None).is_some());
            }
        }
    }
}

#[test]
fn an_annex_is_replaced_by_the_annex_of_the_amending_act() {
    let given = |work: &str| Given {
        work: Some(work.parse().unwrap()),
        language: Some("ru".parse().unwrap()),
        date: Some(Day(date(2025, 12, 18))),
    };
    let base = "1. Утвердить бюджет.\nПриложение 1\nк решению\nДоходы 100\n";
    let amending = "1. Внести в решение от 18 декабря 2025 года № 8С 34/8 «О пробе» следующие изменения:\n\
                    приложение 1 к указанному решению изложить в новой редакции согласно приложению к настоящему решению.\n\
                    2. Настоящее решение вводится в действие с 1 января 2026 года.\nПредседатель\nПриложение\nк решению 37/7\n\
                    Приложение 1\nк решению 34/8\nДоходы 200\n";
    let take =
        |text: &str, work: &str| read(Source { name: "act.txt", text }, &given(work)).unwrap().expressions.remove(0);
    let base = take(base, "/akn/kz/act/decision/2025-12-18/8с34-8");
    let new = take(amending, "/akn/kz/act/decision/2026-03-18/8с37-7");
    assert_eq!(new.conclusions.as_deref(), Some("Председатель"));
    let outcome = instructions::read("act.txt", amending, Some(Lang::Russian)).unwrap();
    let amendment = Amendment {
        by: "/akn/kz/act/decision/2026-03-18/8с37-7",
        instructions: &outcome.act.instructions,
        of: 0,
        provisions: &new.provisions,
        lang: Lang::Russian,
        date: Day(date(2026, 1, 1)),
    };
    let applied = apply(&base, &amendment).unwrap();
    assert_eq!((applied.applied.len(), applied.findings.len()), (1, 0), "{:?}", applied.findings);
    assert!(form(&applied.expression, "att_1").unwrap().contains("Доходы 200"));
    assert!(form(&applied.expression, "para_1").unwrap().contains("Утвердить"));
}

#[test]
fn published_budget_decisions_apply_to_a_decision_of_their_kind() {
    for code in [223_255, 223_257, 223_261, 223_263, 223_264, 223_265, 223_267] {
        let Some(path) = probity_testkit::reference(&format!("commitments/kzlaw/{code}.json")) else { return };
        let text = fs_err::read_to_string(path).unwrap();
        let new = take("new.json", &text).expressions.remove(0);
        let outcome = instructions::read("new.json", &text, None).unwrap();
        let mut value = act("2025-12-18", "текст");
        value["work"] = json!("/akn/kz/act/decision/2025-12-18/1");
        value["provisions"] = json!([{"kind": "paragraph", "num": "1", "text": "Старый бюджет"},
            {"kind": "attachment", "num": "1", "text": "Старое приложение"}]);
        let amendment = Amendment {
            by: "amending",
            instructions: &outcome.act.instructions,
            of: 0,
            provisions: &new.provisions,
            lang: Lang::Russian,
            date: Day(date(2026, 3, 18)),
        };
        let applied = apply(&one(&value.to_string()), &amendment).unwrap();
        assert_eq!((applied.applied.len(), applied.findings.len()), (2, 0), "{code}: {:?}", applied.findings);
        assert!(form(&applied.expression, "para_1").unwrap().contains("Утвердить бюджет"), "{code}");
        assert!(form(&applied.expression, "att_1").unwrap().contains("Доходы"), "{code}");
    }
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
        all.map(|answer| (answer.row.standard.clone(), answer.changed)).collect()
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
    assert!(proposed[0].changed && !proposed[1].changed);
}
