//! The next text of an act: what an amending act does to it, and what it cannot do.

use super::*;

fn amended(text: &str) -> (Expression, Vec<String>) {
    let base = one(&act("2015-11-18", "лишение свободы до пяти лет").to_string());
    let text = format!(
        "Закон Республики Казахстан\n1. Внести в Закон Республики Казахстан от 18 ноября 2015 года № 410-V «О пробе» следующие изменения:\n{text}\n"
    );
    let outcome = instructions::read("amending.txt", &text, Some(Language::Ru)).unwrap();
    assert!(!outcome.act.instructions.is_empty(), "{text}");
    let amendment = Amendment {
        by: "/akn/kz/act/law/2018-01-01/1-vi",
        instructions: &outcome.act.instructions,
        of: 0,
        provisions: &[],
        lang: Language::Ru,
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
    let outcome = instructions::read("act.txt", amending, Some(Language::Ru)).unwrap();
    let amendment = Amendment {
        by: "/akn/kz/act/decision/2026-03-18/8с37-7",
        instructions: &outcome.act.instructions,
        of: 0,
        provisions: &new.provisions,
        lang: Language::Ru,
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
            lang: Language::Ru,
            date: Day(date(2026, 3, 18)),
        };
        let applied = apply(&one(&value.to_string()), &amendment).unwrap();
        assert_eq!((applied.applied.len(), applied.findings.len()), (2, 0), "{code}: {:?}", applied.findings);
        assert!(form(&applied.expression, "para_1").unwrap().contains("Утвердить бюджет"), "{code}");
        assert!(form(&applied.expression, "att_1").unwrap().contains("Доходы"), "{code}");
    }
}
