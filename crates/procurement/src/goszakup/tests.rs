//! The mapping on objects made by hand from the field list, whatever form and order they come in.

use super::*;
use serde_json::Value;

fn run(texts: &[&str], people: &People) -> (Vec<Value>, Converted) {
    let files: Vec<Text> = texts.iter().enumerate().map(|(n, text)| Text::new(format!("{n}.json"), *text)).collect();
    let converted = convert(&files, &Codes::own().expect("the codes"), people);
    let releases = converted.releases.iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    (releases, converted)
}

const BUY: &str = r#"{"id":7,"numberAnno":"7-1","nameRu":"Мост","nameKz":"Көпір","totalSum":100.50,"refTradeMethodsId":188,
"refSubjectTypeId":2,"customerBin":"990140000011","orgBin":"990140000022","refBuyStatusId":350,
"startDate":"2024-02-01 09:00:00","endDate":"2024-03-02 09:00:00","publishDate":"2024-01-31 18:30:00","itogiDatePublic":"2024-03-05 11:15:42.123"}"#;
const LOTS: &str = r#"[{"id":1,"lotNumber":"70-КРБС1","count":2,"amount":"60 000,5","nameRu":"Опора","descriptionRu":"сталь","refTradeMethodsId":2,
"refBuyTradeMethodsId":188,"enstruList":["421321.000.000001"],"plnPointKatoList":["710000000"],"isDeleted":0,"trdBuyNumberAnno":"7-1"},
{"id":2,"lotNumber":"71-КРБС1","isDeleted":1,"trdBuyNumberAnno":"7-1"},{"id":3,"lotNumber":"72-КРБС1","isDeleted":false,"trdBuyNumberAnno":"7-1"}]"#;
const CONTRACT: &str = r#"{"contract_number_sys":"990140000011/240001/00","trd_buy_number_anno":"7-1","supplier_biin":"180540000033",
"customer_bin":"990140000011","sign_date":"2024-03-11 10:00:00","ec_end_date":"2024-12-31","contract_sum_wnds":95,"fakt_sum_wnds":90,
"ContractUnits":[{"lotId":1,"itemPrice":47.5,"quantity":2,"Plans":{"refEnstruCode":"421321.000.000001"}},{"lotId":3,"quantity":1}]}"#;

#[test]
fn an_announcement_its_lots_and_its_contracts_become_one_release_in_any_order_and_form() {
    let whole = format!(r#"{{"data":{{"TrdBuy":[{}],"Contract":[{CONTRACT}],"Lots":{LOTS}}}}}"#, BUY);
    let (releases, converted) = run(&[&whole], &People::default());
    assert_eq!(converted.said, []);
    let release = &releases[0];
    assert_eq!(release["ocid"], "ocds-kz-goszakup-7-1");
    assert_eq!(release["date"], "2024-03-11T10:00:00+05:00", "deadlines and planned ends are not what happened");
    assert_eq!(release["id"], "ocds-kz-goszakup-7-1-2024-03-11T10:00:00+05:00");
    let tender = &release["tender"];
    assert_eq!(tender["tenderPeriod"]["startDate"], "2024-02-01T09:00:00+06:00");
    assert_eq!(tender["tenderPeriod"]["endDate"], "2024-03-02T09:00:00+05:00");
    assert_eq!((&tender["title_kk"], &tender["status"]), (&"Көпір".into(), &"complete".into()));
    assert_eq!((&tender["procurementMethod"], &tender["mainProcurementCategory"]), (&"open".into(), &"works".into()));
    assert_eq!(tender["value"], serde_json::json!({"amount": 100.5, "currency": "KZT"}));
    assert_eq!(tender["lots"].as_array().map(Vec::len), Some(2), "a deleted lot is left out");
    assert_eq!(tender["lots"][0]["value"]["amount"], 60000.5);
    assert_eq!(tender["lots"][0]["plannedProcurementMethodDetails"], "2");
    assert_eq!(tender["lots"][0]["procurementMethodDetails"], "188");
    assert_eq!(
        tender["items"][0]["classification"],
        serde_json::json!({"scheme": "KZ-ENSTRU", "id": "421321.000.000001"})
    );
    assert_eq!(release["buyer"]["id"], "KZ-BIN-990140000011");
    assert_eq!(tender["procuringEntity"]["id"], "KZ-BIN-990140000022");
    assert_eq!(release["parties"][2]["roles"], serde_json::json!(["supplier"]));
    assert_eq!(release["awards"][0]["id"], release["contracts"][0]["awardID"]);
    assert_eq!(release["awards"][0]["relatedLots"], serde_json::json!(["70-КРБС1", "72-КРБС1"]));
    assert_eq!(release["awards"][0]["date"], "2024-03-05T11:15:42.123+05:00");
    assert_eq!(release["contracts"][0]["implementation"]["finalValue"]["amount"], 90);

    // The same as a page of REST, lines of single objects and several files, in another order.
    let page = format!(r#"{{"items":[{CONTRACT}],"total":1}}"#);
    let lines = format!("{}\n{}\n", LOTS.replace('\n', " "), BUY.replace('\n', " "));
    assert_eq!(run(&[&page, &lines], &People::default()).1.releases, converted.releases);
    assert_eq!(run(&[&lines, &page, &whole], &People::default()).1.releases, converted.releases, "copies are one");
}

#[test]
fn a_person_leaves_as_a_hash_under_a_key_and_as_a_number_within_the_announcement_without_one() {
    let person = CONTRACT
        .replace("\"180540000033\"", "10203100012")
        .replace("\"sign_date\"", "\"x\":\"ИИН 010203100012\",\"sign_date\"");
    let buy = BUY.replace("Мост", "Мост, ИИН 010203100012").replace("100.50", "\"010203100012 тг\"");
    let rnu = r#"{"id":5,"pid":9,"supplierBiin":"010203100012","supplierNameRu":"ИП Кто-то","startDate":"2024-01-01 00:00:00","endDate":"2026-01-01"}"#;
    let texts = [buy.as_str(), LOTS, &person, rnu, "{\"numberAnno\":010203100012"];
    let (releases, without) = run(&texts, &People::default());
    assert_eq!(releases[0]["awards"][0]["suppliers"][0]["id"], "KZ-IIN-7-1-1");
    assert_eq!(releases[0]["parties"][2], serde_json::json!({"id": "KZ-IIN-7-1-1", "roles": ["supplier"]}));
    assert_eq!(releases[0]["tender"]["title"], "Мост, ИИН [ИИН]");
    let codes: Vec<_> = without.said.iter().map(|fault| fault.code.as_str()).collect();
    assert_eq!(codes, ["goszakup-person", "goszakup-field", "goszakup-person", "json"]);
    assert!(without.debarments.is_empty());
    let (releases, with) = run(&texts, &People::keyed(b"0123456789abcdef").expect("a key"));
    let id = releases[0]["awards"][0]["suppliers"][0]["id"].as_str().expect("an id");
    assert!(id.starts_with("KZ-IIN-") && releases[0]["parties"][2].get("identifier").is_none());
    assert_eq!((with.debarments[0].id.as_str(), with.debarments[0].name.as_str()), (id, ""));
    for all in [format!("{without:?}"), format!("{with:?}")] {
        assert!(!all.contains("10203100012") && !all.contains("Кто-то"), "{all}");
    }
}

#[test]
fn broken_fields_are_named_and_the_others_stay() {
    let buy = r#"{"numberAnno":"8-1","totalSum":{"a":1},"nameRu":5,"nameKz":[1],"startDate":"31.12.2024","endDate":"2024-01-05 10:00:00",
        "publishDate":"2024-01-01 10:00:00","customerBin":"99014000001","orgBin":["x"],"refTradeMethodsId":"777","Lots":[5,{"id":1,"isDeleted":0},{"lotNumber":"1-ОК1","amount":"много"}]}"#;
    let (releases, converted) = run(
        &[buy, r#"{"totalSum":5,"countLots":2}"#, "[{\"numberAnno\":\"9-1\",\"Lots\":[]}, null, 7]"],
        &People::default(),
    );
    assert_eq!(releases.len(), 1);
    let tender = &releases[0]["tender"];
    assert_eq!(
        (&tender["title"], &tender["tenderPeriod"]),
        (&"5".into(), &serde_json::json!({"endDate": "2024-01-05T10:00:00+06:00"}))
    );
    assert_eq!(tender["lots"], serde_json::json!([{"id": "1-ОК1"}]));
    assert_eq!((tender.get("procurementMethod"), &tender["procurementMethodDetails"]), (None, &"777".into()));
    let mut named: Vec<_> = converted.said.iter().filter_map(|fault| fault.field.as_deref()).collect();
    named.sort();
    let expected = [
        "TrdBuy 8-1/Lots[0]",
        "TrdBuy 8-1/Lots[1]/lotNumber",
        "TrdBuy 8-1/Lots[2]/amount",
        "TrdBuy 8-1/customerBin",
        "TrdBuy 8-1/nameKz",
        "TrdBuy 8-1/orgBin",
        "TrdBuy 8-1/startDate",
        "TrdBuy 8-1/totalSum",
        "TrdBuy 9-1/publishDate",
        "TrdBuy[1]/numberAnno",
    ];
    assert_eq!(named, expected);
    assert!(converted.said.iter().all(|fault| fault.hint.is_some()), "{:?}", converted.said);
    assert!(!format!("{converted:?}").contains("99014000001"), "a number that is no business number is not shown");
}

#[test]
fn a_cancelled_announcement_says_why_and_repeated_dates_replace_the_first() {
    let buy = BUY.replace(
        "\"id\":7",
        r#""id":7,"Cancel":{"numberDecision":"12","dateDecision":"2024-04-01","typeActionsCode":"3"},"Pause":[{"id":1}],"repeatEndDate":"2024-03-20 09:00:00","biinSupplier":"180540000033","RefTradeMethods":{"nameRu":"Конкурс"}"#,
    );
    let (releases, _) = run(&[&buy], &People::default());
    let tender = &releases[0]["tender"];
    assert_eq!(
        (&tender["status"], &tender["cancellationRationale"]),
        (&"cancelled".into(), &"решение № 12 от 2024-04-01 (3)".into())
    );
    assert_eq!(tender["tenderPeriod"]["endDate"], "2024-03-20T09:00:00+05:00");
    assert_eq!(
        (&tender["procurementMethodDetails"], &tender["tenderers"][0]["id"]),
        (&"Конкурс".into(), &"KZ-BIN-180540000033".into())
    );
    assert_eq!(releases[0]["date"], "2024-04-01T00:00:00+05:00");
    assert_eq!(tender["statusDetails"], "350 (приостановлено)");
}

#[test]
fn a_method_has_the_name_of_the_list_of_references_and_else_its_code() {
    let list =
        r#"{"data":{"RefTradeMethods":[{"id":188,"nameRu":"Рейтингово-балльный конкурс"},{"id":2,"nameRu":"x"}]}}"#;
    for (files, name) in [(vec![BUY, list], "Рейтингово-балльный конкурс"), (vec![BUY], "188")]
    {
        let (releases, converted) = run(&files, &People::default());
        assert_eq!(releases[0]["tender"]["procurementMethodDetails"], name, "{:?}", converted.said);
        assert_eq!(releases[0]["tender"]["procurementMethod"], "open");
    }
}

#[test]
fn an_empty_page_is_no_object_and_no_fault() {
    let (releases, converted) = run(&[r#"{"data":{"TrdBuy":[]}}"#, r#"{"items":[],"total":0}"#], &People::default());
    assert_eq!((releases.len(), converted.said.len(), converted.unreadable.len()), (0, 0, 0));
    let (_, converted) = run(&[r#"{"errors":[{"message":"x"}],"data":null}"#, "no JSON"], &People::default());
    assert_eq!(converted.unreadable, ["1.json"]);
    assert!(converted.said.iter().any(|fault| fault.code == "goszakup-kind"));
}

#[test]
fn what_is_not_written_has_no_part_in_the_release_and_a_single_source_stands_in_for_a_contract_without_supplier() {
    let buy = r#"{"numberAnno":"9-1","totalSum":5,"publishDate":"2024-04-01 10:00:00","biinSupplier":"180540000033",
        "Lots":[{"id":1,"lotNumber":"1-OI","isDeleted":1},{"id":2,"lotNumber":"2-OI"},{"id":3}]}"#;
    let numbered = r#"{"trdBuyNumberAnno":"9-1","contractNumberSys":5,"ContractUnits":[{"lotId":1},{"lotId":2}]}"#;
    let without = r#"{"trdBuyNumberAnno":"9-1","contractSumWnds":5,"signDate":"2030-01-01 10:00:00"}"#;
    let (releases, converted) =
        run(&[buy, &format!(r#"{{"data":{{"Contract":[{numbered},{without}]}}}}"#)], &People::default());
    let release = &releases[0];
    assert_eq!((&release["date"], releases.len()), (&"2024-04-01T10:00:00+05:00".into(), 1));
    assert_eq!((&release["contracts"][0]["id"], release["contracts"].as_array().map(Vec::len)), (&"5".into(), Some(1)));
    assert_eq!(release["awards"][0]["relatedLots"], serde_json::json!(["2-OI"]), "the other lot is not in the release");
    assert_eq!(release["tender"]["tenderers"][0]["id"], "KZ-BIN-180540000033");
    let said: Vec<_> = converted.said.iter().map(|own| (own.code.as_str(), own.message.as_str())).collect();
    for (code, word) in [("goszakup-lot", "deleted"), ("goszakup-reject", "contract"), ("goszakup-reject", "lot")] {
        assert!(said.iter().any(|(own, message)| *own == code && message.contains(word)), "{code} {word}: {said:?}");
    }
}

/// An announcement with lots and, of one contract, units.
fn with_lots(lots: &str, units: &str) -> [String; 2] {
    let buy = format!(r#"{{"numberAnno":"7-1","totalSum":5,"publishDate":"2024-04-01 10:00:00","Lots":[{lots}]}}"#);
    [buy, format!(r#"{{"contractNumberSys":"C/1","trdBuyNumberAnno":"7-1","ContractUnits":[{units}]}}"#)]
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(|own| own["id"].as_str()).collect()
}

#[test]
fn two_lots_with_one_number_stay_two_lots_under_the_ids_of_the_portal() {
    let lots = r#"{"id":1,"lotNumber":"L-1","amount":10,"nameRu":"первый"},{"id":2,"lotNumber":"L-1","amount":7,"nameRu":"второй"},
        {"id":3,"lotNumber":"2"}"#;
    let [buy, contract] = with_lots(lots, r#"{"lotId":1},{"lotId":2}"#);
    let (releases, converted) = run(&[&buy, &contract], &People::default());
    let tender = &releases[0]["tender"];
    assert_eq!(ids(&tender["lots"]), ["1", "L-1-2", "2"], "`2` is the number of another lot");
    assert_eq!((&tender["lots"][0]["title"], &tender["lots"][0]["value"]["amount"]), (&"первый".into(), &10.into()));
    assert_eq!(tender["lots"][1]["title"], "второй");
    assert_eq!(ids(&tender["items"]), ["1", "L-1-2", "2"]);
    assert_eq!(releases[0]["awards"][0]["relatedLots"], serde_json::json!(["1", "L-1-2"]));
    let said: Vec<_> = converted.said.iter().map(|fault| fault.message.as_str()).collect();
    assert!(
        said.len() == 2 && said.iter().all(|message| message.contains("another lot has the same number")),
        "{said:?}"
    );
    // A lot without an `id` is told by its number, as before, and a deleted lot takes no number away.
    let [buy, _] = with_lots(
        r#"{"id":1,"lotNumber":"L-1"},{"lotNumber":"L-1","amount":5},{"id":2,"lotNumber":"L-1","isDeleted":1}"#,
        "",
    );
    let (releases, converted) = run(&[&buy], &People::default());
    assert_eq!(releases[0]["tender"]["lots"], serde_json::json!([{"id":"L-1","value":{"amount":5,"currency":"KZT"}}]));
    assert_eq!(converted.said, []);
}

#[test]
fn items_of_a_contract_have_identifiers_of_their_own_whatever_lots_are_called() {
    let lots = r#"{"id":1,"lotNumber":"7"},{"id":2,"lotNumber":"7-2"}"#;
    let [buy, contract] = with_lots(lots, r#"{"lotId":1},{"lotId":1},{"lotId":2},{"lotId":1},{"lotId":2}"#);
    let (releases, converted) = run(&[&buy, &contract], &People::default());
    let items = &releases[0]["contracts"][0]["items"];
    assert_eq!(ids(items), ["7", "7-3", "7-2", "7-4", "7-2-2"]);
    assert_eq!((&items[1]["relatedLot"], &items[2]["relatedLot"]), (&"7".into(), &"7-2".into()));
    assert_eq!(converted.said, []);
}

#[test]
fn an_unknown_kind_of_subject_is_said_and_a_code_is_known_however_its_number_is_written() {
    for code in ["3", "3.0", "\"03\"", "\"3\""] {
        let (releases, converted) = run(&[&BUY.replace("TypeId\":2", &format!("TypeId\":{code}"))], &People::default());
        assert_eq!(
            (&releases[0]["tender"]["mainProcurementCategory"], converted.said.len()),
            (&"services".into(), 0),
            "{code}"
        );
    }
    let (releases, converted) = run(&["", &BUY.replace("TypeId\":2", "TypeId\":99")], &People::default());
    let tender = &releases[0]["tender"];
    assert_eq!((tender.get("mainProcurementCategory"), &tender["title"]), (None, &"Мост".into()));
    let said = converted.said.last().expect("it is said");
    assert_eq!((said.file.as_str(), said.place.row, said.found.as_deref()), ("1.json", 1, Some("99")));
    assert_eq!(said.field.as_deref(), Some("TrdBuy 7-1/refSubjectTypeId"));
    assert_eq!(said.expected.as_deref(), Some("1 (goods), 2 (works), 3 (services)"));
    assert!(said.hint.is_some() && said.level == Level::Warning);
}

#[test]
fn a_word_that_does_not_say_whether_a_lot_is_deleted_is_named_and_the_lot_stays() {
    for (word, kept, told) in [
        ("\"x\"", true, true),
        ("\"2\"", true, true),
        ("[1]", true, true),
        ("\"\"", true, false),
        ("\"0\"", true, false),
        ("\"True\"", false, false),
    ] {
        let [buy, _] = with_lots(&format!(r#"{{"id":1,"lotNumber":"L-1","isDeleted":{word}}}"#), "");
        let (releases, converted) = run(&[&buy], &People::default());
        assert_eq!(releases[0]["tender"].get("lots").is_some(), kept, "{word}");
        let said: Vec<_> = converted.said.iter().filter_map(|fault| fault.field.as_deref()).collect();
        assert_eq!(said, if told { vec!["TrdBuy 7-1/Lots[0]/isDeleted"] } else { vec![] }, "{word}");
    }
}

#[test]
fn of_two_copies_that_contradict_each_other_the_later_counts_and_both_places_are_named() {
    let copy = |sum: &str, updated: &str| {
        let sum = BUY.replace("100.50", sum).replace('\n', " ");
        sum.replace("\"id\":7", &format!(r#""id":7,"lastUpdateDate":"{updated}""#))
    };
    let (older, newer) = (copy("5", "2024-01-01 10:00:00"), copy("6", "2024-02-01T10:00:00"));
    for texts in [[older.as_str(), &newer], [&newer, &older]] {
        let (releases, converted) = run(&texts, &People::default());
        assert_eq!((releases.len(), &releases[0]["tender"]["value"]["amount"]), (1, &6.into()));
        let [said] = &converted.said[..] else { panic!("{:?}", converted.said) };
        assert_eq!(said.code, "goszakup-copies");
        let named = ["`totalSum`", "TrdBuy[0] (0.json:1)", "TrdBuy[1] (1.json:1)", "was updated later"];
        assert!(named.iter().all(|named| said.message.contains(named)), "{}", said.message);
    }
    // Without dates of update the later in the input counts; where each stands in one long document is named by line.
    let lots = |name: &str| format!(r#""Lots":[{{"id":1,"lotNumber":"L-1","nameRu":"{name}"}}]"#);
    let buy = |sum: u8, name: &str| {
        format!("{{\"numberAnno\":\"7-1\",\"totalSum\":{sum},\"publishDate\":\"2024-01-01\",\n{}}}", lots(name))
    };
    let text = format!("{{\"data\":{{\"TrdBuy\":[{},\n{}]}}}}", buy(5, "a"), buy(6, "b"));
    let (releases, converted) = run(&[&text], &People::default());
    assert_eq!(
        (&releases[0]["tender"]["value"]["amount"], &releases[0]["tender"]["lots"][0]["title"]),
        (&6.into(), &"b".into())
    );
    let said: Vec<_> = converted.said.iter().map(|fault| fault.message.as_str()).collect();
    assert!(said[0].contains("TrdBuy[0] (0.json:1) and TrdBuy[1] (0.json:3); the latter comes later"), "{said:?}");
    assert!(said[1].contains("`nameRu`: TrdBuy[0]/Lots[0] (0.json:2) and TrdBuy[1]/Lots[0] (0.json:4)"), "{said:?}");
    // REST and GraphQL write the same values in other ways, and a copy with fewer fields takes none away.
    let rest = r#"{"id":"7","number_anno":"7-1","total_sum":"100,5","publish_date":"2024-01-31T18:30:00","name_ru":"","ref_buy_status_id":null}"#;
    let (alone, _) = run(&[BUY], &People::default());
    let (both, converted) = run(&[BUY, rest], &People::default());
    assert_eq!(
        (converted.said.len(), &both[0]["tender"]["title"], &both[0]["tender"]["status"]),
        (0, &"Мост".into(), &"complete".into())
    );
    assert_eq!(alone[0]["date"], both[0]["date"]);
}

#[test]
fn kazakh_names_of_lots_stand_beside_the_russian_ones() {
    let lots =
        r#"{"id":1,"lotNumber":"L-1","nameRu":"Лот","nameKz":"Бөлік","descriptionRu":"оп","descriptionKz":"сип"}"#;
    let [buy, _] = with_lots(lots, "");
    let (releases, _) = run(&[&buy], &People::default());
    let tender = &releases[0]["tender"];
    let lot = serde_json::json!({"id": "L-1", "title": "Лот", "title_kk": "Бөлік", "description": "оп", "description_kk": "сип"});
    assert_eq!(tender["lots"][0], lot);
    assert_eq!(
        (&tender["items"][0]["description"], &tender["items"][0]["description_kk"]),
        (&"Лот".into(), &"Бөлік".into())
    );
}

#[test]
fn endings_of_lot_numbers_say_the_procedure_where_nothing_else_does() {
    let tender = |more: &str, numbers: &[&str]| {
        let lots: Vec<String> = numbers.iter().map(|number| format!(r#"{{"lotNumber":"{number}"}}"#)).collect();
        let lots = lots.join(",");
        let buy =
            format!(r#"{{"numberAnno":"5-1","totalSum":1,"publishDate":"2024-01-01 10:00:00"{more},"Lots":[{lots}]}}"#);
        let (releases, _) = run(&[&buy], &People::default());
        let tender = &releases[0]["tender"];
        let word = |name: &str| tender[name].as_str().unwrap_or_default().to_owned();
        (word("procurementMethod"), word("procurementMethodDetails"), tender["lots"].clone())
    };
    let name = "Запрос ценовых предложений";
    let (method, details, lots) = tender("", &["1-ЗЦП1", "2-ЗЦП1"]);
    assert_eq!((method.as_str(), details.as_str()), ("open", name));
    assert_eq!(lots[1], serde_json::json!({"id": "2-ЗЦП1", "procurementMethodDetails": name}));
    let (method, details, _) = tender("", &["1-ЗЦП1", "2-ОИ1"]);
    assert_eq!((method.as_str(), details.as_str()), ("", ""), "the lots do not agree");
    let (method, details, lots) = tender(r#","refTradeMethodsId":6"#, &["1-ЗЦП1"]);
    assert_eq!((method.as_str(), details.as_str()), ("direct", "6"), "the method of the announcement goes before");
    assert_eq!(lots, serde_json::json!([{"id": "1-ЗЦП1"}]));
    let (method, ..) = tender("", &["1-ЗЦП1", "2"]);
    assert_eq!(method, "");
}
