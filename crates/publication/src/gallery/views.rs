//! The views of the gallery's pages.

use super::plots::{Dot, dots, lines};
use super::three;
use crate::page::value::{Named, Number, RankRange, Reading, Verdict};
use crate::page::{Figure, compare, country, home, indicator, map, method, methods, observation, ranking, status};
use crate::route::Route;
use crate::site::Request;
use probity_core::{Digest, Language, Place, State};

const LETTERS: &str = "ABCDEFGH";

pub(super) fn pick(language: Language, en: &str, kk: &str, ru: &str) -> String {
    three(en, kk, ru).get(language).to_owned()
}

fn cpi(language: Language) -> Named {
    Named::new(
        "cpi",
        pick(
            language,
            "Corruption Perceptions Index",
            "Сыбайлас жемқорлықты қабылдау индексі",
            "Индекс восприятия коррупции",
        ),
    )
}

pub(super) fn named(language: Language, letter: char) -> Named {
    Named::new(
        format!("XA{letter}"),
        pick(language, &format!("Example {letter}"), &format!("{letter} мысал елі"), &format!("Пример {letter}")),
    )
}

fn all(language: Language) -> Vec<Named> {
    LETTERS.chars().map(|letter| named(language, letter)).collect()
}

fn value(i: usize) -> f64 {
    78.4 - 9.3 * i as f64
}

/// The score of country number `i`; the fourth has too few sources.
fn score(i: usize, edition: &str) -> Number {
    let letter = LETTERS.chars().nth(i).unwrap_or('A');
    let id = format!("cpi:score:XA{letter}:{edition}");
    if i == 3 {
        Number::absent(&id, Reading::Insufficient)
    } else {
        Number::of(&id, value(i), 1).between(value(i) - 4.1, value(i) + 3.9)
    }
}

fn range(best: u32, worst: u32) -> RankRange {
    RankRange { best, worst, of: 8, observation: Some("cpi:rank:XAA:2024".to_owned()) }
}

pub(super) fn figure(language: Language, id: &str, labels: &[String]) -> Figure {
    let title = pick(
        language,
        "Scores with 90% intervals",
        "Баллдар және 90 % сенімділік аралықтары",
        "Баллы с интервалами 90 %",
    );
    let unit = pick(language, "points", "балл", "баллы");
    let points: Vec<Dot> = labels
        .iter()
        .enumerate()
        .map(|(i, label)| {
            let observation = Some("cpi:score:XAA:2024".to_owned());
            Dot { label: label.clone(), low: value(i) - 4.1, value: value(i), high: value(i) + 3.9, observation }
        })
        .collect();
    if id == "series" { lines(language, &title, &unit, &points) } else { dots(language, id, &title, &unit, &points) }
}

pub(super) fn names(language: Language) -> Vec<String> {
    all(language).into_iter().map(|country| country.name).collect()
}

fn editions() -> Vec<String> {
    ["2024", "2023", "2022"].map(str::to_owned).to_vec()
}

fn edition(request: &Request) -> String {
    request
        .first("edition")
        .filter(|edition| editions().iter().any(|known| known == edition))
        .unwrap_or("2024")
        .to_owned()
}

pub(super) fn home(language: Language) -> home::View {
    let mean = Number::of("cpi:mean:world:2024", 43.2, 1).between(42.1, 44.3);
    home::View {
        indicator: cpi(language),
        edition: Some("2024".into()),
        summary: pick(
            language,
            "How corrupt the public sector of a country is thought to be, by experts and business people, on a scale from 0 to 100.",
            "Сарапшылар мен кәсіпкерлердің пікірінше елдің мемлекеттік секторы қаншалықты жемқорлыққа ұшыраған: 0-ден 100-ге дейінгі шкала.",
            "Насколько коррумпированным эксперты и предприниматели считают государственный сектор страны: шкала от 0 до 100.",
        ),
        headlines: vec![
            home::Headline {
                label: pick(language, "Mean score", "Орташа балл", "Средний балл"),
                number: mean,
                note: String::new(),
            },
            home::Headline {
                label: named(language, 'A').name,
                number: score(0, "2024"),
                note: pick(language, "highest score", "ең жоғары балл", "наибольший балл"),
            },
            home::Headline { label: named(language, 'D').name, number: score(3, "2024"), note: String::new() },
        ],
        changes: vec![change_row(language, 'B', 5.2, Verdict::Rose), change_row(language, 'F', -6.4, Verdict::Fell)],
        compared: 7,
        countries: all(language),
        datasets: vec![Named::new("findings", pick(language, "All findings", "Барлық нәтижелер", "Все результаты"))],
        name: super::house().name.get(language).to_owned(),
        releases: super::proof::diary(language).past,
        deadlines: super::proof::diary(language).upcoming,
        funnels: super::cases::funnel(language).cohorts,
    }
}

fn change_row(language: Language, letter: char, by: f64, verdict: Verdict) -> home::Change {
    let difference =
        Number::of(&format!("change:score:XA{letter}:2023-2024"), by, 1).between(by - 2.0, by + 2.1).difference();
    home::Change { country: named(language, letter), from: "2023".into(), to: "2024".into(), difference, verdict }
}

pub(super) fn country(language: Language, id: &str) -> Option<country::View> {
    let i = LETTERS.chars().position(|letter| id == format!("XA{letter}"))?;
    let ranked = i != 3;
    let sources: Vec<country::SourceRow> = (1..=4)
        .map(|n| country::SourceRow {
            source: Named::new(
                format!("S{n}"),
                pick(
                    language,
                    &format!("Invented survey {n}"),
                    &format!("{n}-ойдан шығарылған сауалнама"),
                    &format!("Вымышленный опрос {n}"),
                ),
            ),
            value: Number::of(&format!("cpi:source-S{n}:{id}:2024"), value(i) + 3.0 * f64::from(n) - 7.0, 1),
        })
        .collect();
    let part =
        |name: &str, by: f64| (name.to_owned(), Number::of(&format!("change:part:{id}:2023-2024"), by, 2).difference());
    Some(country::View {
        published: Vec::new(),
        recorded: (i == 0).then(|| super::cases::recorded(language, id)),
        regions: if i == 0 { super::cases::regions(language) } else { Vec::new() },
        country: named(language, LETTERS.chars().nth(i)?),
        indicator: cpi(language),
        edition: "2024".into(),
        unit: pick(language, "points of 100", "100-ден балл", "баллов из 100"),
        score: score(i, "2024"),
        confidence: 90,
        marginal: ranked.then(|| range(1, 2)),
        simultaneous: ranked.then(|| range(1, 3)),
        series: ranked.then(|| figure(language, "series", &[names(language)[i].clone()])),
        change: ranked.then(|| country::Change {
            from: "2023".into(),
            to: "2024".into(),
            difference: Number::of(&format!("change:score:{id}:2023-2024"), -0.7, 1).between(-2.6, 1.2).difference(),
            verdict: Verdict::NotClear,
            parts: vec![
                part(
                    &pick(
                        language,
                        "Sources in both editions",
                        "Екі шығарылымда да бар дереккөздер",
                        "Источники в обоих выпусках",
                    ),
                    -1.25,
                ),
                part(
                    &pick(language, "Sources joined or left", "Қосылған не шыққан дереккөздер", "Появились или ушли"),
                    0.55,
                ),
            ],
        }),
        robustness: ranked.then(|| country::Robustness {
            capture: Number::of(&format!("cpi:capture:{id}:2024"), 2.4, 1),
            without: sources.clone(),
        }),
        sources: if ranked { sources } else { sources.into_iter().take(2).collect() },
    })
}

pub(super) fn ranking(language: Language, request: &Request) -> ranking::View {
    let edition = edition(request);
    let rows = all(language).into_iter().enumerate().filter(|(i, _)| *i != 3).map(|(i, country)| ranking::Row {
        country,
        score: score(i, &edition),
        marginal: range(i as u32 + 1, (i as u32 + 2).min(8)),
        simultaneous: range(i as u32 + 1, 8),
    });
    ranking::View {
        indicator: cpi(language),
        rows: rows.collect(),
        left_out: vec![(named(language, 'D'), score(3, &edition))],
        edition,
        editions: editions(),
        confidence: 90,
        figure: figure(language, "dots", &names(language)),
    }
}

pub(super) fn map(language: Language, request: &Request) -> map::View {
    map::View {
        indicator: cpi(language),
        edition: edition(request),
        editions: editions(),
        colours: map::Colours::from_word(request.first("colours")),
        places: None,
        geometry: None,
        figure: figure(language, "map", &names(language)),
        disclaimer: pick(
            language,
            "Tiles are placed for reading, not for borders.",
            "Шаршылар шекараны емес, оқуға ыңғайлы орналасуды көрсетеді.",
            "Клетки расставлены для чтения и не изображают границ.",
        ),
    }
}

pub(super) fn compare(language: Language, request: &Request) -> compare::View {
    let all = all(language);
    let chosen: Vec<compare::Row> = request
        .all("c")
        .into_iter()
        .filter_map(|code| all.iter().position(|country| country.id == code))
        .take(compare::COUNTRIES_MAX)
        .map(|i| compare::Row {
            country: all[i].clone(),
            score: score(i, "2024"),
            marginal: (i != 3).then(|| range(1, 3)),
        })
        .collect();
    let labels: Vec<String> = chosen.iter().map(|row| row.country.name.clone()).collect();
    let figure = (!labels.is_empty()).then(|| figure(language, "series", &labels));
    compare::View { indicator: cpi(language), edition: "2024".into(), chosen, all, figure }
}

fn parameters(language: Language) -> Vec<method::Parameter> {
    let row = |name: &str, title: String, value: &str, from, to, verified| method::Parameter {
        name: name.into(),
        title,
        value: value.into(),
        unit: String::new(),
        from,
        to,
        verified,
    };
    vec![
        row(
            "sources_min",
            pick(
                language,
                "Fewest sources for a score",
                "Балл үшін қажет дереккөздердің ең аз саны",
                "Наименьшее число источников для балла",
            ),
            "3",
            None,
            None,
            true,
        ),
        row(
            "z",
            pick(
                language,
                "Multiplier of the standard error",
                "Стандартты қатенің көбейткіші",
                "Множитель стандартной ошибки",
            ),
            "1.645",
            Some(2012),
            None,
            false,
        ),
    ]
}

pub(super) fn indicator(language: Language) -> indicator::View {
    indicator::View {
        indicator: cpi(language),
        summary: home(language).summary,
        unit: pick(
            language,
            "points from 0 to 100; higher means thought to be cleaner",
            "0-ден 100-ге дейінгі балл; жоғары балл — тазарақ деп саналады",
            "баллы от 0 до 100; выше — считается чище",
        ),
        method: Named::new("cpi", method(language).title),
        version: "1.0.0".into(),
        editions: editions(),
        parameters: parameters(language),
        sources: vec![indicator::Source {
            source: Named::new(
                "S1",
                pick(language, "Invented survey 1", "1-ойдан шығарылған сауалнама", "Вымышленный опрос 1"),
            ),
            publisher: "Example Press".into(),
            countries: 8,
        }],
        truth: Some(indicator::Truth {
            coverage: Number::of("coverage:share:all:2024", 91.3, 1).between(88.0, 94.1),
            promised: 90,
            figure: figure(language, "truth", &names(language)),
        }),
    }
}

pub(super) fn methods(language: Language) -> methods::View {
    let method = method(language);
    let row = methods::Row {
        id: method.id,
        area: "measurement".into(),
        title: method.title,
        summary: method.summary,
        version: method.version,
        verified: true,
    };
    methods::View { methods: vec![row] }
}

pub(super) fn method(language: Language) -> method::View {
    method::View {
        id: "cpi".into(),
        title: pick(
            language,
            "Mean of rescaled sources",
            "Шкалаға келтірілген дереккөздердің орташасы",
            "Среднее приведённых к шкале источников",
        ),
        summary: pick(
            language,
            "Adds up what the sources say on a common scale.",
            "Дереккөздердің бағаларын ортақ шкалада біріктіреді.",
            "Сводит оценки источников на общей шкале.",
        ),
        version: "1.0.0".into(),
        digest: Digest::of(b"method").to_string(),
        verified: true,
        sections: vec![
            (
                pick(language, "What it finds", "Нені анықтайды", "Что находит"),
                pick(
                    language,
                    "A score for each country.\n\nAnd its interval.",
                    "Әр елдің балы.\n\nЖәне оның аралығы.",
                    "Балл каждой страны.\n\nИ его интервал.",
                ),
            ),
            (
                pick(language, "Exclusions", "Ерекшеліктер", "Исключения"),
                pick(
                    language,
                    "Countries with fewer than three sources.",
                    "Дереккөзі үштен аз елдер.",
                    "Страны, у которых меньше трёх источников.",
                ),
            ),
        ],
        formula: "    score = mean(rescaled)\n    interval = score ± z · s / √n".into(),
        parameters: parameters(language),
        citations: vec![method::Citation {
            text: "Example, A. (2020). An invented paper.".into(),
            url: "https://example.org/paper".into(),
        }],
        case: Some(method::Case {
            title: pick(language, "Three sources, one country", "Үш дереккөз, бір ел", "Три источника, одна страна"),
            inputs: vec![case_table(
                "scores.csv",
                &["country", "source", "value"],
                &[&["XAA", "S1", "40"], &["XAA", "S2", "50"], &["XAA", "S3", "60"]],
            )],
            output: case_table("expected.csv", &["country", "score"], &[&["XAA", "50"]]),
        }),
    }
}

fn case_table(caption: &str, header: &[&str], rows: &[&[&str]]) -> method::CaseTable {
    let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    method::CaseTable {
        caption: caption.to_owned(),
        header: texts(header),
        rows: rows.iter().map(|row| texts(row)).collect(),
    }
}

pub(super) fn observation(language: Language, id: &str) -> Option<observation::View> {
    let parts: Vec<&str> = id.split(':').collect();
    let [_, _, subject, period] = parts[..] else { return None };
    let absent = subject == "XAD";
    let evidence = |n: u64, sheet: Option<&str>| observation::Evidence {
        role: format!("S{n}"),
        file: if sheet.is_some() { "survey.xlsx".into() } else { "survey.csv".into() },
        digest: Digest::of(&[n as u8]).to_string(),
        computed: false,
        place: Place { sheet: sheet.map(str::to_owned), row: 10 + n, column: 3 },
        value: format!("{}", 60 + n),
    };
    Some(observation::View {
        id: id.to_owned(),
        measure: pick(language, "Score", "Балл мәні", "Балл"),
        subject: named(language, subject.chars().last()?),
        subject_page: subject.starts_with("XA").then(|| Route::Country(subject.to_owned())),
        period: period.to_owned(),
        number: if absent {
            Number::absent(id, Reading::Insufficient)
        } else {
            Number::of(id, 62.4, 1).between(58.3, 66.3)
        },
        unit: if absent {
            String::new()
        } else {
            pick(language, "points of 100", "100-ден балл", "баллов из 100")
        },
        state: if absent { State::Insufficient } else { State::Value },
        reason: if absent {
            pick(
                language,
                "Two sources; three are needed.",
                "Екі дереккөз бар, үшеуі қажет.",
                "Два источника; нужно три.",
            )
        } else {
            String::new()
        },
        method: Named::new("cpi", method(language).title),
        version: "1.0.0".into(),
        run: super::house().run,
        parameters: vec![("sources_min".into(), "3".into()), ("z".into(), "1.645".into())],
        evidence: vec![evidence(1, Some("Sheet1")), evidence(2, None)],
    })
}

pub(super) fn status(language: Language) -> status::View {
    status::View {
        observations: 1234,
        countries: 8,
        methods: 1,
        counts: vec![(pick(language, "Editions", "Шығарылымдар", "Выпуски"), 3)],
        sources: vec![status::Source {
            file: "survey.csv".into(),
            digest: Digest::of(b"survey").to_string(),
            register: "perception-scores".into(),
            kept: 12_342,
            rejected: 3,
        }],
    }
}
