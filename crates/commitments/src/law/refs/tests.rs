//! References of the three languages, by the worked examples of the specification and by laws.

use super::*;
use proptest::prelude::*;

const WORK: &str = "/akn/kz/act/law/2015-11-18/410-v";

fn eids(lang: Language, text: &str) -> Vec<String> {
    find(lang, text).into_iter().map(|one| one.eid).collect()
}

fn all(lang: Language, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(eids(lang, text), expected, "{text}");
    }
}

#[test]
fn russian_references_are_read_from_the_specific_to_the_general() {
    all(
        Language::Ru,
        &[
            ("подпункт 5) пункта 1 статьи 15", "art_15__para_1__point_5"),
            ("в соответствии с подпунктом 5) пункта 1 статьи 15", "art_15__para_1__point_5"),
            ("статьями 12 и 15", "art_12 art_15"),
            ("пунктами 1, 2 и 4 статьи 9", "art_9__para_1 art_9__para_2 art_9__para_4"),
            ("статьи 12–14", "art_12 art_13 art_14"),
            (
                "подпунктами 1) – 3) пункта 2 статьи 7",
                "art_7__para_2__point_1 art_7__para_2__point_2 art_7__para_2__point_3",
            ),
            ("пункт 1 статьи 3 и пункт 2 статьи 4", "art_3__para_1 art_4__para_2"),
            ("пункт 1 и пункт 2 статьи 4", "art_4__para_1 art_4__para_2"),
            ("подпункт 5-1) пункта 1", "para_1__point_5-1"),
            ("статья 12-1", "art_12-1"),
            ("части второй статьи 6", "art_6__subpara_2"),
            ("вторая часть статьи 6", "art_6__subpara_2"),
            ("абзац третий подпункта 2) пункта 1", "para_1__point_2__subpara_3"),
            ("частями первой, второй и пятой статьи 175", "art_175__subpara_1 art_175__subpara_2 art_175__subpara_5"),
            ("абзац двадцать первый пункта 9 статьи 3", "art_3__para_9__subpara_21"),
            ("пункт 3 приложения 1", "att_1__para_3"),
            ("пункт 2 статьи 5 главы 3", "art_5__para_2"),
            ("согласно приложению к настоящему решению", "att_1"),
            ("в размере 5 процентов, 2026 год", ""),
            ("Статья закона. 15 лет", ""),
            ("пунктом 10² части первой статьи 337¹", "art_337¹__subpara_1__para_10²"),
            ("статьями 61¹ и 62²–62⁴", "art_61¹ art_62² art_62³ art_62⁴"),
            ("статьями 12-14", "art_12 art_13 art_14"),
            ("пункты 1-3 статьи 5", "art_5__para_1 art_5__para_2 art_5__para_3"),
            ("статьи 5-7", "art_5-7"),
            ("пунктами 1-1, 1-2 и 1-3", "para_1-1 para_1-2 para_1-3"),
            ("статьями 61-1 и 62.3", "art_61-1 art_62-3"),
            ("частями девяносто девятой — сто второй", "subpara_99 subpara_100 subpara_101 subpara_102"),
            ("\u{43f}\u{443}\u{43d}\u{43a}\u{442} 1 стате\u{438}\u{306}", "para_1"),
            ("настоящи\u{306} пункт 5", "para_5"),
        ],
    );
}

#[test]
fn kazakh_references_are_read_from_the_general_to_the_specific() {
    all(
        Language::Kk,
        &[
            ("15-баптың 1-тармағының 5) тармақшасы", "art_15__para_1__point_5"),
            ("12 және 15-баптар", "art_12 art_15"),
            ("12 және 15-баптарда", "art_12 art_15"),
            ("9-баптың 1, 2 және 4-тармақтары", "art_9__para_1 art_9__para_2 art_9__para_4"),
            ("осы Заңның 7-бабы", "art_7"),
            ("6-баптың екінші бөлігі", "art_6__subpara_2"),
            ("12 – 14-баптар", "art_12 art_13 art_14"),
            ("10 – 1-бап", "art_10-1"),
            ("10-1-бап", "art_10-1"),
            ("15-баптың 1-тармағы және 2-тармағының 3) тармақшасы", "art_15__para_1 art_15__para_2__point_3"),
            ("3-баптың 1-тармағы және 4-баптың 2-тармағы", "art_3__para_1 art_4__para_2"),
            ("1-тармақтың 5-1) тармақшасы", "para_1__point_5-1"),
            ("12-14-баптар", "art_12 art_13 art_14"),
            ("12-14-бап", "art_12-14"),
            ("осы қаулының қосымшасы", "att_1"),
            ("осы шешімге қосымшаға сәйкес", "att_1"),
            ("2026 жылғы 15 наурыз", ""),
        ],
    );
}

#[test]
fn english_references_are_read_both_ways() {
    all(
        Language::En,
        &[
            ("article 15, paragraph 1 (b)", "art_15__para_1__point_b"),
            ("Articles 16 and 17", "art_16 art_17"),
            ("article 5(2)", "art_5__para_2"),
            ("paragraphs 1 and 2 of article 15", "art_15__para_1 art_15__para_2"),
            ("article 5 (2) (a) and (b)", "art_5__para_2__point_a art_5__para_2__point_b"),
            ("Chapter IV", "chp_IV"),
            (
                "articles 15-17 and article 26, paragraphs 2 to 4",
                "art_15 art_16 art_17 art_26__para_2 art_26__para_3 art_26__para_4",
            ),
            ("an article of faith in 15 parts", ""),
            ("Article 15 ter, paragraph 2, and articles 8 bis and 9bis", "art_15ter__para_2 art_8bis art_9bis"),
            ("in article 15, 2 persons", "art_15"),
            ("(article 5 (2))", "art_5__para_2"),
        ],
    );
}

#[test]
fn acts_are_this_one_a_work_or_a_printed_name() {
    let act = |lang, text| find(lang, text).into_iter().map(|one| one.act).collect::<Vec<_>>().join("|");
    assert_eq!(act(Language::Ru, "статьи 15 настоящего Закона"), "this");
    assert_eq!(act(Language::Ru, "статьи 15 настоящего Кодекса и иных"), "this");
    assert_eq!(
        act(Language::Ru, "статьей 35 Закона Республики Казахстан «О местном самоуправлении» аким"),
        "Закона Республики Казахстан «О местном самоуправлении»"
    );
    assert_eq!(
        act(Language::Ru, "со статьей 19, пунктом 4 статьи 69 Земельного кодекса Республики Казахстан, статьей 35"),
        "Земельного кодекса Республики Казахстан|Земельного кодекса Республики Казахстан|"
    );
    assert_eq!(
        act(Language::Ru, "статьи 5 Закона Республики Казахстан от 18 ноября 2015 года № 410-V «О «…» коррупции»"),
        "/akn/kz/act/law/2015-11-18/410-v"
    );
    assert_eq!(act(Language::Ru, "статьи 5 Закона Республики Казахстан от 18 ноября 2015 года № 410 – V"), WORK);
    assert_eq!(
        act(Language::Ru, "статьи 15 Конвенции Организации Объединенных Наций против коррупции установлено"),
        "Конвенции Организации Объединенных Наций против коррупции"
    );
    assert_eq!(act(Language::Kk, "осы Заңның 7-бабы"), "this");
    assert_eq!(act(Language::Kk, "осы қаулының қосымшасы"), "this");
    assert_eq!(act(Language::Kk, "Қазақстан Республикасының 2015 жылғы 18 қарашадағы № 410-V Заңының 26-бабы"), WORK);
    assert_eq!(act(Language::Kk, "Осы Заң «Әдеп туралы» Заңының 2-бабын"), "«Әдеп туралы» Заңының");
    let named = "«О» Қазақстан Республикасы Үкіметінің 2022 жылғы 4 қарашадағы № 871 қаулысының 1-тармағы";
    assert_eq!(act(Language::Kk, named), "/akn/kz/act/resolution/2022-11-04/871");
    let named = "Қазақстан Республикасы Президентінің «А» 2022 жылғы 2 ақпандағы № 802 Жарлығының 2-тармағы";
    assert_eq!(act(Language::Kk, named), "/akn/kz/act/decree/2022-02-02/802");
    assert_eq!(
        act(Language::Kk, "Біріккен Ұлттар Ұйымының Сыбайлас жемқорлыққа қарсы конвенциясының 15-бабы"),
        "Біріккен Ұлттар Ұйымының Сыбайлас жемқорлыққа қарсы конвенциясының"
    );
    assert_eq!(
        act(Language::Kk, "Қазақстан Республикасы Қылмыстық кодексінің 366-бабы"),
        "Қазақстан Республикасы Қылмыстық кодексінің"
    );
    assert_eq!(
        act(Language::Kk, "«Сыбайлас жемқорлыққа қарсы іс-қимыл туралы» Қазақстан Республикасы Заңының 15-бабында"),
        "«Сыбайлас жемқорлыққа қарсы іс-қимыл туралы» Қазақстан Республикасы Заңының"
    );
    assert_eq!(act(Language::En, "article 5 of this Convention"), "this");
    assert_eq!(act(Language::En, "article 15, paragraph 1 (b), of this Convention"), "this");
    let named = "«Қызмет туралы» 2015 жылғы 23 қарашадағы № 416-V Қазақстан Республикасының Заңы 50-бабының 3-тармағы";
    assert_eq!(act(Language::Kk, named), "/akn/kz/act/law/2015-11-23/416-v");
    let named = "Қазақстан Республикасының Конституциясы 4-бабының 3-тармағы";
    assert_eq!(act(Language::Kk, named), "Қазақстан Республикасының Конституциясы");
    assert_eq!(
        act(Language::En, "article 5 of the United Nations Convention against Corruption shall apply"),
        "United Nations Convention against Corruption"
    );
}

#[test]
fn offsets_are_characters_of_the_whole_reference() {
    let rows = rows(Language::Kk, "жоқ\nбұл осы Заңның 7-бабы болады");
    assert_eq!((rows[0].line, rows[0].start, rows[0].end), (2, 4, 21));
    assert_eq!(rows[0].text, "осы Заңның 7-бабы");
    let text = |line| find(Language::Ru, line).remove(1).text;
    assert_eq!(text("статьи 5 (пункт 2) и статьи 6"), "пункт 2");
    assert_eq!(text("статьи 5 (подпункт 2) пункта 1)"), "подпункт 2) пункта 1");
}

#[test]
fn shipped_words_are_read() {
    for lang in [Language::Ru, Language::Kk, Language::En] {
        assert!(Words::of(lang).is_some(), "{lang:?}");
    }
}

proptest! {
    #[test]
    fn no_text_panics_and_offsets_lie_in_it(
        text in "(статьи |пунктом |часть |вторая |15|-1|\\)|, |и |–|«|»|№|баптың |-бап|тармақ|осы |Заңның |article |\\(b\\)|of |the |от |ноября |2015 |жылғы |[a-zа-я0-9(]|\\PC){0,24}"
    ) {
        for lang in [Language::Ru, Language::Kk, Language::En] {
            for one in find(lang, &text) {
                let printed: String = text.chars().take(one.end).skip(one.start).collect();
                prop_assert_eq!(printed, one.text);
                prop_assert!(one.start < one.end && !one.eid.is_empty());
            }
        }
    }
}
