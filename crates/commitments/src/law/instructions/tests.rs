//! Amending acts of our own making, in the drafting style of the published ones.

use super::*;
use proptest::prelude::*;

fn ru(text: &str) -> Outcome {
    read("act.txt", text, Some(Language::Ru)).expect("a text")
}

fn kk(text: &str) -> Outcome {
    read("act.txt", text, Some(Language::Kk)).expect("a text")
}

const LAW: &str =
    "Статья 1. Внести в Закон Республики Казахстан от 18 ноября 2015 года № 410-V «О «мерах»» следующие изменения:\n";

/// Verb, target, what, text and annex of each, one a line.
fn short(outcome: &Outcome) -> Vec<String> {
    let line = |one: &Instruction| {
        let verb = serde_json::to_value(one.verb).unwrap();
        let target = one.target.as_deref().unwrap_or("-");
        let text = one.text.as_deref().or(one.annex.as_deref()).unwrap_or("-");
        format!("{} {target} [{}] {text}", verb.as_str().unwrap(), one.what.join(", "))
    };
    outcome.act.instructions.iter().map(line).collect()
}

#[test]
fn a_budget_decision_replaces_a_paragraph_and_an_annex() {
    let outcome = ru(
        "О внесении изменений\nМаслихат РЕШИЛ:\n1. Внести в решение «О бюджете «села» на 2026 год» от\u{a0} 18  декабря 2025 года № 8С 34/8 следующие изменения:\n\
        пункт 1 изложить в новой редакции:\n«1. Утвердить:\n1) доходы – 5;»;\n\
        приложение 1 к указанному решению изложить в новой редакции согласно приложению к настоящему решению.\n\
        2. Настоящее решение вводится в действие с 1 января 2026 года.\nпункт 3 исключить.",
    );
    assert_eq!(short(&outcome), ["replace para_1 [] 1. Утвердить:\n1) доходы – 5;", "replace att_1 [] att_1"]);
    let act = &outcome.act.modifies[0];
    assert_eq!(act.title.as_deref(), Some("О бюджете «села» на 2026 год"));
    assert_eq!((act.date.unwrap().to_string().as_str(), act.number.as_deref()), ("2025-12-18", Some("8С 34/8")));
    let commencement = outcome.act.commencement.unwrap();
    assert_eq!(
        (commencement.rule.as_str(), commencement.date.unwrap().to_string().as_str()),
        ("from_date", "2026-01-01")
    );
    assert!(outcome.warnings.is_empty());
}

#[test]
fn provisions_are_found_below_the_lines_that_open_them() {
    let outcome = ru(&format!(
        "{LAW}1) в статье 15:\nпункт 2 изложить в следующей редакции:\n«2. Новый.»;\n\
        дополнить пунктом 3-1 следующего содержания:\n«3-1. Ещё.»;\nв пункте 4 слова «старое» заменить словами «новое «имя»»;\n\
        подпункт 5) пункта 6 исключить;\n2) пункты 1 и 2 статьи 21 признать утратившими силу;\n\
        3) дополнить статьей 16-1 следующего содержания:\n«Статья 16-1. Имя\nТекст»;\n4) в части первой статьи 8 слово «и» исключить."
    ));
    assert_eq!(
        short(&outcome),
        [
            "replace art_15__para_2 [] 2. Новый.",
            "insert art_15 [para_3-1] 3-1. Ещё.",
            "substitute art_15__para_4 [старое] новое «имя»",
            "delete art_15__para_6__point_5 [] -",
            "repeal art_21__para_1 art_21__para_2 [] -",
            "insert - [art_16-1] Статья 16-1. Имя\nТекст",
            "delete art_8__subpara_1 [и] -",
        ]
    );
}

#[test]
fn pairs_of_words_are_told_apart_and_parts_do_not_stand_for_the_whole() {
    let outcome = ru(&format!(
        "{LAW}1) в статье 3 слова «а» и «б» заменить соответственно словами «в» и «г»;\n\
        2) в статье 4:\nнаименование изложить в следующей редакции:\n«Имя»;\nпримечание исключить;\n\
        3) текст приложения № 2 изложить в следующей редакции:\nСтатья 2. Иному органу обеспечить исполнение."
    ));
    assert_eq!(
        short(&outcome),
        [
            "substitute art_3 [а] в",
            "substitute art_3 [б] г",
            "replace art_4 [наименование] Имя",
            "delete art_4 [примечание] -",
            "replace att_2 [] -",
        ]
    );
    assert_eq!(outcome.warnings.len(), 1);
}

#[test]
fn a_text_may_begin_in_the_line_of_its_instruction() {
    let outcome = ru(&format!(
        "{LAW}1) статью 5 дополнить пунктом 3 следующего содержания: «3. Согласно пунктом 1\nдалее»;\n\
        2) пункт 4 статьи 5 изложить в следующей редакции: «4. Всё»."
    ));
    let expected = ["insert art_5 [para_3] 3. Согласно пунктом 1\nдалее", "replace art_5__para_4 [] 4. Всё"];
    assert_eq!(short(&outcome), expected);
}

#[test]
fn annexes_are_replaced_and_added_by_annexes() {
    let outcome = ru(&format!(
        "{LAW}приложения 1 и 2 к указанному решению изложить в новой редакции согласно приложениям 1 и 2 \
        к настоящему решению;\nдополнить приложением 4 согласно приложению 3 к настоящему решению."
    ));
    assert_eq!(short(&outcome), ["replace att_1 att_2 [] att_1 att_2", "insert - [att_4] att_3"]);
}

#[test]
fn straight_and_curled_quotation_marks_are_guillemets_where_they_stand_outside() {
    let outcome = ru(
        "1. Внести в решение маслихата от 18 декабря 2025 года № 8С 34/8 \"О бюджете \"села\"\" следующие изменения:\n\
        в пункте 1 слова \"год\" заменить словами \"три года\";\nпункт 2 изложить в следующей редакции:\n\
        \"2. Новый «текст»\nи \"ещё\".\";\nв пункте 3:\nслово “село” исключить;\n\
        пункт 4 изложить в следующей редакции:\n«4. Текст \"в кавычках\".»;\nв пункте 5 слово года заменить словом дня.",
    );
    assert_eq!(outcome.act.modifies[0].title.as_deref(), Some("О бюджете \"села\""));
    assert_eq!(
        short(&outcome),
        [
            "substitute para_1 [год] три года",
            "replace para_2 [] 2. Новый «текст»\nи \"ещё\".",
            "delete para_3 [село] -",
            "replace para_4 [] 4. Текст \"в кавычках\".",
        ]
    );
    assert_eq!((outcome.warnings.len(), outcome.warnings[0].code.as_str()), (1, "law-instruction"));
    let outcome =
        kk("1. \"Бюджет туралы\" 2025 жылғы 18 желтоқсандағы № 34/8 шешіміне мынадай өзгерістер енгізілсін:\n\
        1-тармақтағы \"бір\" деген сөз \"екі\" деген сөзбен ауыстырылсын;");
    assert_eq!(short(&outcome), ["substitute para_1 [бір] екі"]);
    assert_eq!(outcome.act.modifies[0].title.as_deref(), Some("Бюджет туралы"));
}

#[test]
fn a_line_that_stops_within_its_sentence_goes_on_in_the_next_one() {
    let outcome = ru(&format!(
        "{LAW}1) пункт 6\nисключить;\n2) в пункте 4 слова\n«а» заменить словами «б»;\n3) пункты 1-3 исключить;\nисключить;\n\
        4) часть четвертую статьи 274 дополнить пунктом 8 следующего содержания:\n«8) а»;\n\
        предложение первое части пятой изложить в следующей редакции:\n«Новое.»;\n5) пункт 7 исключить."
    ));
    assert_eq!(
        short(&outcome),
        [
            "delete para_6 [] -",
            "substitute para_4 [а] б",
            "delete para_1 para_2 para_3 [] -",
            "insert art_274__subpara_4 [para_8] 8) а",
            "replace art_274__subpara_5 [предложение первое] Новое.",
            "delete para_7 [] -",
        ]
    );
    assert_eq!(outcome.warnings.len(), 1);
}

#[test]
fn outside_articles_the_headings_are_kept() {
    let outcome = ru(&format!(
        "{LAW}в функциональной группе 01 «Услуги»:\nпо администратору 124 «Аппарат»:\n\
        дополнить программой 046 с подпрограммами 005 и 015 следующего содержания:\n«046 Имя»;\nпо администратору 125 «Иной»:\n\
        строку «001 Старое» изложить в следующей редакции:\n«001 Новое»."
    ));
    let first = &outcome.act.instructions[0];
    assert_eq!((first.target.as_deref(), first.what.join(", ").as_str()), (None, "046, 005, 015"));
    assert_eq!(first.context, ["в функциональной группе 01 «Услуги»", "по администратору 124 «Аппарат»"]);
    let second = &outcome.act.instructions[1];
    assert_eq!(
        (second.what.as_slice(), second.text.as_deref()),
        (["001 Старое".to_owned()].as_slice(), Some("001 Новое"))
    );
    assert_eq!(second.context[1], "по администратору 125 «Иной»");
}

#[test]
fn broken_guillemets_end_at_the_next_instruction_and_are_reported() {
    let outcome = ru(&format!(
        "{LAW}пункт 1 изложить в новой редакции:\n«1. Текст -\n\
        приложение 1 куказанному решению изложить в новой редакции согласно приложению к настоящему решению;»;\n\
        2. Настоящий Закон вводится в действие со дня подписания."
    ));
    assert_eq!(short(&outcome), ["replace para_1 [] 1. Текст -", "replace att_1 [] att_1"]);
    assert_eq!(outcome.warnings.len(), 1);
    assert_eq!((outcome.warnings[0].code.as_str(), outcome.warnings[0].place.row), ("law-quotes", 2));
}

#[test]
fn kazakh_instructions_are_read() {
    let outcome = kk("1. «Бюджет туралы» 2025 жылғы 18 желтоқсандағы № 34/8 шешіміне мынадай өзгерістер енгізілсін:\n\
        1-тармақ мынадай редакцияда жазылсын:\n«1. Жаңа.»;\n15-бапта:\n2-тармақ алып тасталсын;\n\
        мынадай мазмұндағы 3-1-тармақпен толықтырылсын:\n«3-1. Тағы.»;\n\
        4-тармақта «ескі» деген сөздер «жаңа» деген сөздермен ауыстырылсын;\n\
        көрсетілген шешімнің 1-қосымшасы осы шешімнің қосымшасына сәйкес жаңа редакцияда жазылсын.\n\
        2. Осы шешім алғашқы ресми жарияланған күнінен кейін күнтізбелік алпыс күн өткен соң қолданысқа енгізіледі.");
    assert_eq!(
        short(&outcome),
        [
            "replace para_1 [] 1. Жаңа.",
            "delete art_15__para_2 [] -",
            "insert art_15 [para_3-1] 3-1. Тағы.",
            "substitute art_15__para_4 [ескі] жаңа",
            "replace att_1 [] att_1",
        ]
    );
    assert_eq!(outcome.act.modifies[0].number.as_deref(), Some("34/8"));
    assert_eq!(outcome.act.commencement.unwrap().rule, "after_publication:60:calendar");
}

#[test]
fn a_repeal_list_in_an_annex_gives_one_repeal_an_act() {
    let outcome = ru(
        "1. Признать утратившими силу некоторые решения согласно приложению к настоящему постановлению.\n\
        2. Настоящее постановление вводится в действие со дня его подписания.\nПриложение\nПеречень утративших силу решений\n\
        1. Постановление Правительства от 4 ноября 2022 года № 871 «Об «одном»».\n\
        2. Подпункт 2) пункта 1 постановления Правительства от 26 декабря 2023 года № 1187 «О другом».",
    );
    assert_eq!(short(&outcome), ["repeal - [] -", "repeal para_1__point_2 [] -"]);
    assert_eq!(outcome.act.kind, [Kind::Repeal]);
    assert_eq!(outcome.act.modifies.iter().map(|act| act.repeal).collect::<Vec<_>>(), [true, false]);
    assert_eq!(outcome.act.modifies[0].title.as_deref(), Some("Об «одном»"));
}

#[test]
fn rules_of_commencement_are_told_apart() {
    let rule = |text: &str| ru(text).act.commencement.map(|one| (one.rule, one.retroactive.map(|day| day.to_string())));
    let is = |rule: &str, day: Option<&str>| Some((rule.to_owned(), day.map(str::to_owned)));
    let head = "3. Настоящий Закон вводится в действие";
    assert_eq!(rule(&format!("{head} со дня его первого официального опубликования.")), is("from_publication", None));
    assert_eq!(
        rule(&format!(
            "{head} по истечении двадцати одного рабочего дня, рабочих дней после дня его первого официального опубликования"
        )),
        is("after_publication:21:working", None)
    );
    assert_eq!(
        rule(&format!("{head} по истечении десяти календарных дней после дня его первого официального опубликования.")),
        is("after_publication:10:calendar", None)
    );
    let months = ru(&format!("{head} по истечении шести месяцев после дня его первого официального опубликования."));
    assert_eq!((months.act.commencement, months.warnings[0].code.as_str()), (None, "law-instruction"));
    let months = "Осы заң алғашқы ресми жарияланған күнінен кейін алты ай өткен соң қолданысқа енгізіледі.";
    assert_eq!(kk(months).act.commencement, None);
    let days = kk(
        "2-бап . Осы Заң алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі.",
    );
    assert_eq!(days.act.commencement.unwrap().rule, "after_publication:10:calendar");
    let excepted = "Настоящий Закон вводится в действие с 1 июля 2020 года, за исключением статьи 5, которая вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования.";
    assert_eq!(rule(excepted), Some(("from_date".to_owned(), None)));
    assert_eq!(
        rule(&format!(
            "{head} со дня подписания и распространяется на правоотношения, возникшие с 1 января 2025 года."
        )),
        is("from_signature", Some("2025-01-01"))
    );
}

#[test]
fn a_record_without_text_and_a_language_without_grammar_are_refused() {
    assert_eq!(read("x.json", "{\"code\":1}", None).unwrap_err().message, "the record has no text");
    assert!(read("x.json", "{", None).is_err());
    assert_eq!(read("x.txt", "a", Some(Language::En)).unwrap_err().code, "law-language");
}

proptest! {
    #[test]
    fn no_text_panics(text in "(Внести в Закон от 1 мая 2020 года № 5 «О» изменения:|пункт 1 |изложить |исключить|дополнить статьей 5 |слова |«|»|:|;|\n|1\\) |2. |Настоящий Закон |вводится в действие |с 1 января 2026 года|\\(|признать утратившим силу |осы |1-тармақ |толықтырылсын|\\PC){0,30}") {
        for lang in [Language::Ru, Language::Kk] {
            let outcome = read("x.txt", &format!("Мәтін {text}"), Some(lang)).unwrap();
            for (at, one) in outcome.act.instructions.iter().enumerate() {
                prop_assert_eq!(one.n, at + 1);
                prop_assert!(one.of < outcome.act.modifies.len());
            }
        }
    }
}
