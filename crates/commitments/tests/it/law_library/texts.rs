//! Acts as plain text and as Akoma Ntoso: what is read, and what is written is read again.

use super::*;

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
fn another_act_of_the_same_day_and_number_is_rejected_and_the_same_one_in_another_language_is_kept() {
    let record = |code: &str, language: &str, body: &str| {
        let url = format!("https://adilet.zan.kz/{language}/docs/{code}/info");
        json!({"title": body, "text": format!("{body}\n1. {body}."), "date": "2026-03-18", "language": language,
            "code": code, "requisites": format!("Решение {body} от 18 марта 2026 года № 2"), "act_types": "РЕШ", "url": url})
    };
    let all = [record("1", "ru", "акима села А"), record("1", "kk", "акима села А"), record("2", "kk", "акима села Б")];
    let texts = all.map(|record| record.to_string());
    let files = texts.iter().map(|text| (Source { name: "a.json", text }, take("a.json", text))).collect();
    let now = "2026-04-01T00:00:00Z".parse().unwrap();
    let planned = shelf::plan(&[], &Collection::default(), now, files).unwrap();
    let kept: Vec<usize> = planned.reports.iter().map(|report| report.kept).collect();
    assert_eq!((kept, planned.entries.len()), (vec![1, 1, 0], 2));
    let fault = &planned.reports[2].diagnostics[0];
    assert_eq!((fault.code.as_str(), fault.found.as_deref()), ("law-collision", Some("2")));
    assert!(fault.hint.is_some());
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
