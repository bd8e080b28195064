//! The gallery's pages of recorded cases: a country's counts, a region, a funnel. The areas and numbers are invented.

use super::plots::{self, Dot};
use super::views::{named, pick};
use crate::locale;
use crate::page::funnel::{self, Horizon, Outcome};
use crate::page::region::{self, Comparison, Line};
use crate::page::value::{Named, Number, Reading, Verdict};
use crate::page::{Figure, drawing, recorded};
use crate::plot::{self, Frame};
use probity_core::Language;

fn offences(language: Language) -> [String; 3] {
    [
        pick(language, "Corruption", "Сыбайлас жемқорлық", "Коррупция"),
        pick(language, "Active bribery", "Пара беру", "Дача взятки"),
        pick(language, "Embezzlement", "Мүлікті иемденіп алу", "Присвоение"),
    ]
}

fn stage(language: Language) -> String {
    pick(language, "Registered (offences)", "Тіркелген (құқық бұзушылықтар)", "Зарегистрировано (правонарушения)")
}

fn count(area: &str, offence: usize, year: usize) -> Number {
    let id = format!("recorded:A.REGISTERED.OFFENCES.0703{offence}:{area}:{}", 2021 + year);
    let value = (40 + 17 * offence + 9 * year) as f64;
    if offence == 1 && year == 2 {
        Number::absent(&id, Reading::Suppressed)
    } else {
        Number::of(&id, value, 0).between(value * 0.75, value * 1.3)
    }
}

fn change(area: &str, ratio: f64, verdict: Option<Verdict>) -> recorded::Change {
    let id = format!("recorded-change:A.REGISTERED.OFFENCES.0703:{area}:2023-2024");
    let ratio = Number::of(&id, ratio, 2).between(ratio * 0.9, ratio * 1.1);
    recorded::Change { from: "2023".into(), to: "2024".into(), ratio, verdict }
}

/// Draws with the frame of a language.
fn draw(language: Language, id: &str, title: &str, make: impl FnOnce(&Frame<'_>) -> plot::Plot) -> Figure {
    let (words, write) = (drawing::states(language), move |value: f64| locale::number(language, value, 1));
    Figure { title: title.to_owned(), note: String::new(), plot: make(&Frame::new(id, title, title, &words, &write)) }
}

/// A country's recorded cases.
pub(super) fn recorded(language: Language, area: &str) -> recorded::View {
    let row = |(i, offence): (usize, String)| recorded::Row {
        stage: stage(language),
        offence,
        period: "2024".into(),
        count: count(area, i, 2 + i % 2),
        marks: if i == 2 { vec![pick(language, "break", "үзіліс", "разрыв")] } else { Vec::new() },
        change: (i != 1).then(|| change(area, 1.2, Some(if i == 0 { Verdict::Rose } else { Verdict::NotClear }))),
    };
    let dots = [Dot {
        label: pick(language, "Example", "Мысал", "Пример"),
        low: 60.0,
        value: 66.0,
        high: 73.0,
        observation: Some("cpi:score:XAA:2024".to_owned()),
    }];
    recorded::View {
        figure: Some(plots::lines_in(language, "recorded-series", &stage(language), &stage(language), &dots)),
        rows: offences(language).into_iter().enumerate().map(row).collect(),
    }
}

fn region_name(language: Language, code: &str) -> Named {
    let letter = code.rsplit('-').next().unwrap_or_default();
    Named::new(
        code,
        pick(language, &format!("Region {letter}"), &format!("{letter} өңірі"), &format!("Регион {letter}")),
    )
}

/// The country's invented regions.
pub(super) fn regions(language: Language) -> Vec<Named> {
    (1..=7).map(|n| region_name(language, &format!("XAA-0{n}"))).collect()
}

/// One region; `None` when the gallery has no such one.
pub(super) fn region(language: Language, code: &str) -> Option<region::View> {
    let regions = regions(language);
    let region = regions.iter().find(|region| region.id == code)?.clone();
    let periods: Vec<String> = (2021..=2024).map(|year| year.to_string()).collect();
    let line = |(i, offence): (usize, String)| Line {
        offence,
        counts: (0..4).map(|year| (year != 0 || i != 2).then(|| count(code, i, year))).collect(),
    };
    let lines: Vec<Line> = offences(language).into_iter().enumerate().map(line).collect();
    let verdicts = [Some(Verdict::NotClear), None, Some(Verdict::Fell)];
    let compare = |(offence, verdict): (String, Option<Verdict>)| Comparison {
        offence,
        region: change(code, 0.8, verdict),
        country: verdict.is_some().then(|| change("XAA", 1.2, Some(Verdict::Rose))),
    };
    Some(region::View {
        country: named(language, 'A'),
        country_page: true,
        stages: vec![("REGISTERED.OFFENCES".to_owned(), stage(language))],
        stage: "REGISTERED.OFFENCES".to_owned(),
        heat: Some(heat(language, &lines, &periods)),
        tiles: Some(tiles(language, &regions)),
        changes: offences(language).into_iter().zip(verdicts).map(compare).collect(),
        region,
        periods,
        lines,
        regions,
    })
}

fn heat(language: Language, lines: &[Line], periods: &[String]) -> Figure {
    let cell = |count: &Option<Number>| plot::HeatCell {
        reading: match count.as_ref().map(|count| count.reading) {
            Some(Reading::Value(value)) => plot::Reading::Value(value),
            Some(_) => plot::Reading::Suppressed,
            None => plot::Reading::Unknown,
        },
        provisional: false,
        break_before: false,
        href: None,
    };
    let row = |line: &Line| plot::HeatRow { name: line.offence.clone(), cells: line.counts.iter().map(cell).collect() };
    let data = plot::HeatData { columns: periods.to_vec(), rows: lines.iter().map(row).collect(), edges: Vec::new() };
    let labels = plot::HeatLabels {
        row: pick(language, "Offence", "Құқық бұзушылық", "Правонарушение"),
        value: stage(language),
        break_word: pick(language, "break", "үзіліс", "разрыв"),
    };
    draw(language, "heat", &stage(language), |frame| plot::heat(frame, &data, &labels))
}

fn tiles(language: Language, regions: &[Named]) -> Figure {
    let cell = |(i, region): (usize, &Named)| {
        let value = 0.7 + 0.1 * i as f64;
        plot::MapCell {
            code: region.id.clone(),
            name: region.name.clone(),
            reading: if i == 4 { plot::Reading::Suppressed } else { plot::Reading::Value(value) },
            interval: Some(plot::Span::new(value - 0.05 * i as f64, value + 0.06 * i as f64)),
            href: None,
        }
    };
    let layout = plot::Layout::grid(regions.iter().map(|region| region.id.as_str()));
    let cells = regions.iter().enumerate().map(cell).collect();
    let data = plot::MapData { layout, cells, range: None, widest: None, style: plot::MapStyle::Suppressing };
    let ratio = pick(language, "Ratio", "Қатынас", "Отношение");
    let labels = plot::MapLabels {
        unit: pick(language, "Region", "Өңір", "Регион"),
        value: ratio.clone(),
        interval: pick(language, "95% interval", "95 % аралық", "95 % интервал"),
        uncertainty: pick(language, "Width", "Ені", "Ширина"),
    };
    draw(language, "tiles", &ratio, |frame| plot::map(frame, &data, &labels))
}

/// The funnel of all invented cases.
pub(super) fn funnel(language: Language) -> funnel::View {
    let cohort = Named::new("all", pick(language, "all cases", "барлық істер", "все дела"));
    let days = [90_u64, 365, 730];
    let horizon = |(i, days): (usize, &u64)| Horizon {
        days: *days,
        complete: i < 2,
        at_risk: Some(Number::of(&format!("case-funnel:at_risk:_T:{days}"), 400.0 - 120.0 * i as f64, 0)),
    };
    let names = [
        ("convicted", pick(language, "Convicted", "Сотталған", "Осуждено"), 12.0),
        ("terminated", pick(language, "Terminated", "Тоқтатылған", "Прекращено"), 7.5),
    ];
    let share = |code: &str, base: f64, i: usize, days: u64| {
        let value = base * (1.0 + i as f64);
        Some(Number::of(&format!("case-funnel:{code}:_T:{days}"), value, 1).between(value - 2.0, value + 2.4))
    };
    let outcome = |(code, name, base): &(&str, String, f64)| Outcome {
        name: name.clone(),
        shares: days.iter().enumerate().map(|(i, days)| share(code, *base, i, *days)).collect(),
    };
    funnel::View {
        cohort: cohort.clone(),
        cohorts: vec![cohort],
        horizons: days.iter().enumerate().map(horizon).collect(),
        outcomes: names.iter().map(outcome).collect(),
        size: Some(Number::of("case-funnel:at_risk:_T:0", 520.0, 0)),
        median: Some(Number::of("case-funnel:median:_T:all", 412.0, 0).between(380.0, 455.0)),
        figure: Some(funnel_figure(language, &names)),
        method: Named::new("cpi", pick(language, "Cohort funnel", "Істер тобы", "Воронка когорты")),
    }
}

fn funnel_figure(language: Language, names: &[(&str, String, f64)]) -> Figure {
    let step = |name: &str, share: f64, complete: bool| plot::FunnelStep {
        name: name.to_owned(),
        count: None,
        share: plot::Reading::Value(share),
        interval: complete.then(|| plot::Span::new(share - 2.0, share + 2.4)),
        complete,
        href: None,
    };
    let all = pick(language, "all cases", "барлық істер", "все дела");
    let open = step(&pick(language, "open", "ашық", "открыты"), 61.0, false);
    let steps = names.iter().map(|(_, name, base)| step(name, 2.0 * base, true)).collect();
    let cohorts =
        vec![plot::FunnelCohort { name: all, size: plot::Reading::Value(400.0), steps, open: Some(open), href: None }];
    let labels = plot::FunnelLabels {
        cohort: pick(language, "Cohort", "Топ", "Когорта"),
        outcome: pick(language, "Outcome", "Нәтиже", "Исход"),
        count: pick(language, "Cases", "Істер", "Дела"),
        share: pick(language, "Share, %", "Үлес, %", "Доля, %"),
        interval: pick(language, "95% interval", "95 % аралық", "95 % интервал"),
        status: pick(language, "Follow-up", "Бақылау", "Наблюдение"),
        complete: pick(language, "complete", "толық", "полное"),
        incomplete: pick(language, "incomplete", "толық емес", "неполное"),
    };
    let whole = move |value: f64| locale::number(language, value, 0);
    let data = plot::FunnelData { cohorts, whole: 100.0 };
    let title = pick(language, "Outcomes within 365 days", "365 күндегі нәтижелер", "Исходы за 365 дней");
    draw(language, "funnel", &title, |frame| plot::funnel(frame, &data, &labels, &whole))
}
