//! Pages of a state's legal database: what is law on them, what editors wrote, and what they say of the act besides. The law on
//! them is invented.

use super::*;

/// A page in the shape of Adilet around a text.
fn page(language: &str, title: &str, requisites: &str, article: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<!-- saved from url=(0042)https://adilet.zan.kz/{language}/docs/Z2000000007 -->\n<html><head><title>x</title></head><body>\
         <div class=\"container_alpha slogan\"><h1>{title}</h1><span class=\"status\">x</span><p>{requisites}</p></div>\
         <ul><li><a href=\"/{language}/docs/Z2000000007/info\">i</a></li></ul><article>{article}</article>\
         <footer><p>1. Внизу страницы.</p></footer></body></html>"
    )
}

const LAW: &str = "Закон Республики Казахстан от 5 марта 2020 года № 7-VI ЗРК.";

/// Two articles with notes of editors, a paragraph that was taken out, a provision that holds another wording, and a signature.
const TEXT: &str = r##"<p><span class="note">&nbsp; Примечание РЦПИ!</span><br><span class="note"> См. </span><a href="#z2">ст.2</a></p>
<p id="z1">&nbsp;&nbsp; Настоящий Закон о пробе.</p><h3 id="z2"> Глава 1.<br>Общие положения</h3>
<p><b><a name="z3"></a>Статья 1. Понятия</b></p><p id="z4">&nbsp; 1. В Законе:</p>
<font color="#FF0000">&nbsp; В подпункт 1) предусматривается изменение Законом РК от 19.05.2026 <a href="#">№ 9-VIII</a>.</font><br>
<p>&nbsp; 1) проба – <a href="#z9">образец</a>;<script>var x = "1) нет";</script></p>
<span class="note">&nbsp; 2) исключен Законом РК от 26.11.2021 </span><a href="#">№ 8-VII</a><span class="note"> (с 01.01.2022).</span><br>
<span class="note">&nbsp; Сноска. Статья 1 с изменениями, внесенными Законом РК от 26.11.2021 </span><a href="#">№ 8-VII</a><span class="note"> (с 01.01.2022).</span><br>
<p><b>Статья 1<sup>1</sup>. Вставка</b></p><p>Текст с <font color="blue">цветом</font>.</p>
<p><b>Статья 2. Порядок введения в действие</b></p><p>1. Настоящий Закон вводится в действие с 1 июля 2020 года, за исключением:</p>
<p>1) <a href="#z3">пункта 1 статьи 1</a>, который вводится в действие с 1 января 2021 года;</p>
<p>2) статьи 1-1, которая вводится в действие по истечении десяти календарных дней после дня ее опубликования.</p>
<p>2. До 1 января 2021 года статья 1 действует в следующей редакции:</p><p><b>"Статья 1. Прежнее</b></p><p>1. Было "так".</p><p>2. И так.".</p>
<p>3. Признать утратившим силу:</p><p>1) закон.</p><p>Часть вторая пункта:</p><p>1) её подпункт.</p><p>Часть третья.</p><p>4. Всё.</p>
<table><tbody><tr><td><i>Президент<br>Республики Казахстан</i></td><td>&nbsp;</td><td><i>А. ПРОБИН</i></td></tr></tbody></table>"##;

fn given(day: Option<Date>) -> Given {
    Given { date: day.map(Day), ..Given::default() }
}

fn expression(html: &str, day: Option<Date>) -> Expression {
    let mut read = read(Source { name: "page.html", text: html }, &given(day)).unwrap();
    assert_eq!((read.read, read.rejected), (1, 0), "{:?}", read.diagnostics);
    read.expressions.remove(0)
}

#[test]
fn a_page_gives_the_act_without_what_editors_wrote() {
    let act = expression(&page("rus", "О пробе", LAW, TEXT), Some(date(2022, 1, 1)));
    assert_eq!(act.work.to_string(), "/akn/kz/act/law/2020-03-05/7-vi");
    assert_eq!(act.aliases.iter().collect::<Vec<_>>(), ["Z2000000007"]);
    assert_eq!((act.expression_date, act.assented), (Day(date(2022, 1, 1)), Some(Day(date(2020, 3, 5)))));
    assert!(act.authoritative && act.repealed.is_none());
    assert_eq!(act.preamble.as_deref(), Some("Настоящий Закон о пробе."));
    assert_eq!(act.conclusions.as_deref(), Some("Президент Республики Казахстан А. ПРОБИН"));
    let lines: Vec<String> = flatten(&act.provisions)
        .iter()
        .map(|one| format!("{}: {}", one.provision.eid, one.provision.line().replace('\n', " / ")))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    chp_1: 1 Общие положения
    art_1: 1 Понятия
    art_1__para_1: 1 В Законе:
    art_1__para_1__point_1: 1 проба – образец;
    art_1__para_1__point_2: 2 исключен Законом РК от 26.11.2021 № 8-VII (с 01.01.2022).
    art_1¹: 1¹ Вставка Текст с цветом.
    art_2: 2 Порядок введения в действие
    art_2__para_1: 1 Настоящий Закон вводится в действие с 1 июля 2020 года, за исключением:
    art_2__para_1__point_1: 1 пункта 1 статьи 1, который вводится в действие с 1 января 2021 года;
    art_2__para_1__point_2: 2 статьи 1-1, которая вводится в действие по истечении десяти календарных дней после дня ее опубликования.
    art_2__para_2: 2 До 1 января 2021 года статья 1 действует в следующей редакции: "Статья 1. Прежнее 1. Было "так". 2. И так.".
    art_2__para_3: 3 Признать утратившим силу:
    art_2__para_3__point_1: 1 закон.
    art_2__para_3__subpara_2: Часть вторая пункта:
    art_2__para_3__subpara_2__point_1: 1 её подпункт.
    art_2__para_3__subpara_3: Часть третья.
    art_2__para_4: 4 Всё.
    "#);
    let begins: Vec<(Day, Vec<String>, Vec<String>)> =
        act.commencements.into_iter().map(|one| (one.date, one.provisions, one.except)).collect();
    let names = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        begins,
        [
            (Day(date(2020, 7, 1)), names(&["*"]), names(&["art_1__para_1", "art_1-1"])),
            (Day(date(2021, 1, 1)), names(&["art_1__para_1"]), names(&[])),
        ]
    );
}

#[test]
fn a_changed_text_without_its_day_is_rejected_and_an_unchanged_one_has_the_day_of_the_act() {
    let read = take("page.html", &page("rus", "О пробе", LAW, TEXT));
    assert_eq!((read.kept(), read.rejected), (0, 1));
    assert_eq!(read.diagnostics[0].found.as_deref(), Some("its notes on changes name days up to 2022-01-01"));
    let act = expression(&page("rus", "О пробе", LAW, "<p>Статья 1. Понятия</p><p>Проба.</p>"), None);
    assert_eq!(act.expression_date, Day(date(2020, 3, 5)));
}

#[test]
fn pages_in_kazakh_bind_and_translations_into_english_do_not() {
    let kazakh = "<p>1-бап. Ұғымдар</p><p>1. Осы Заңда:</p><span class=\"note\">2. Алып тасталды - ҚР 26.11.2021 </span><a>№ 8-VII</a>\
                  <span class=\"note\"> Заңымен.</span><br><p>2-бап . Қолданысқа енгізу</p>\
                  <p>Осы Заң, 2021 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 1-бапты қоспағанда, 2020 жылғы 1 шілдеден бастап қолданысқа енгізіледі.</p>";
    let act = expression(
        &page("kaz", "Проба туралы", "Қазақстан Республикасының Заңы 2020 жылғы 5 наурыздағы № 7-VI ҚРЗ.", kazakh),
        None,
    );
    assert_eq!((act.work.to_string().as_str(), act.authoritative), ("/akn/kz/act/law/2020-03-05/7-vi", true));
    let days: Vec<(Day, Vec<String>)> = act.commencements.iter().map(|one| (one.date, one.except.clone())).collect();
    assert_eq!(days, [(Day(date(2020, 7, 1)), vec!["art_1".to_owned()]), (Day(date(2021, 1, 1)), vec![])]);
    let view_of = |act: Expression| {
        let mut collection = Collection::default();
        collection.add(act);
        let view = collection.work("Z2000000007").unwrap().view(date(2022, 1, 1), None).unwrap();
        view.provisions.iter().map(|seen| (seen.provision.eid.clone(), seen.state)).collect::<Vec<_>>()
    };
    assert!(view_of(act).contains(&("art_1__para_2".to_owned(), ProvisionState::Repealed)));
    let english = expression(
        &page(
            "eng",
            "On samples",
            "The Law of the Republic of Kazakhstan dated 5 March 2020 No. 7-VI.",
            "<p>Article 1. Terms</p><p>A sample.</p>",
        ),
        None,
    );
    assert_eq!((english.work.to_string().as_str(), english.authoritative), ("/akn/kz/act/law/2020-03-05/7-vi", false));
}

#[test]
fn a_repealed_act_ends_on_the_day_its_page_names_or_with_a_warning_on_that_of_the_other_act() {
    let end = |requisites: &str, note: &str| {
        let html = page("rus", "О пробе", requisites, &format!("{note}<p>Статья 1. Понятия</p><p>Проба.</p>"));
        let read = read(Source { name: "page.html", text: &html }, &given(Some(date(2020, 3, 5)))).unwrap();
        (read.expressions[0].repealed.as_ref().map(|repeal| repeal.date.0), read.diagnostics.len())
    };
    let note = |rest: &str| format!("<span class=\"note\">Сноска. {rest}</span><br>");
    let gone = "Закон Республики Казахстан от 5 марта 2020 года N 7-VI. Утратил силу Законом Республики Казахстан от 18 мая 2023 года № 9-VII";
    assert_eq!(end(LAW, ""), (None, 0));
    assert_eq!(end(LAW, &note("Статья 1 утратила силу Законом РК от 18.05.2023 № 9-VII.")), (None, 0));
    let of_article = format!("<p>Статья 9. Иное</p>{}", note("Утратила силу Законом РК от 18.05.2023 № 9-VII."));
    assert_eq!(end(LAW, &of_article), (None, 0));
    let dated = note("Утратил силу Законом РК от 18.05.2023 № 9-VII (вводится в действие с 01.07.2023).");
    assert_eq!(end(gone, &dated), (Some(date(2023, 7, 1)), 0));
    assert_eq!(end(gone, &note("Утратил силу Законом РК от 18.05.2023 № 9-VII.")), (Some(date(2023, 5, 18)), 1));
    assert_eq!(end(gone, ""), (Some(date(2023, 5, 18)), 1));
    let english = page(
        "eng",
        "On samples",
        "The Law of the Republic of Kazakhstan dated 5 March 2020 No. 7-VI. Abolished by the Law of the \
                        Republic of Kazakhstan dated 18 May 2023 No. 9-VII.",
        "<p>Article 1. Terms</p><p>A sample.</p>",
    );
    let kazakh = page(
        "kaz",
        "Проба туралы",
        "Қазақстан Республикасының Заңы 2020 жылғы 5 наурыздағы № 7-VI. Күші жойылды - Қазақстан \
                       Республикасының 2023 жылғы 18 мамырдағы № 9-VII Заңымен",
        "<p>1-бап. Ұғымдар</p><p>Проба.</p>",
    );
    for html in [english, kazakh] {
        assert_eq!(expression(&html, None).repealed.unwrap().date, Day(date(2023, 5, 18)));
    }
}

#[test]
fn a_page_without_an_act_says_which_page_to_save() {
    let read = take("history.html", "<html><body><h1>История изменений</h1></body></html>");
    assert_eq!((read.read, read.rejected), (1, 1));
    let fault = &read.diagnostics[0];
    assert!(
        fault.code == "law-page" && fault.hint.as_deref().is_some_and(|hint| hint.contains("docs/CODE")),
        "{fault:?}"
    );
}

#[test]
fn instructions_are_read_from_a_page_as_from_a_record() {
    let article = "<p>1. Внести в Закон Республики Казахстан от 5 марта 2020 года № 7-VI \"О пробе\" следующие изменения:</p>\
                   <p>в статье 1:</p><p>пункт 1 исключить.</p><p>2. Настоящий Закон вводится в действие с 1 июля 2021 года.</p>";
    let html =
        page("rus", "О внесении изменений", "Закон Республики Казахстан от 6 мая 2021 года № 8-VII ЗРК.", article);
    let act = instructions::read("page.html", &html, None).unwrap().act;
    assert_eq!((act.act.as_str(), act.instructions.len()), ("Z2000000007", 1));
    assert_eq!(act.instructions[0].target.as_deref(), Some("art_1__para_1"));
}

proptest! {
    #[test]
    fn no_page_is_too_odd_to_be_read(parts in proptest::collection::vec("<(/)?(p|br|table|tr|td|sup|span class=note|font color=red|article|h3)>|Статья 1\\. |1\\) |\"|«|»|[а-я ]{0,9}", 0..60)) {
        let html = page("rus", "О пробе", LAW, &parts.concat());
        let _ = read(Source { name: "page.html", text: &html }, &given(None));
    }
}
