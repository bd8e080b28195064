//! Small worlds of cases, bodies and releases to draw: invented numbers of an invented country.

use super::super::*;
use super::samples::{comma, plain, words, words_ru};

/// Whole numbers.
pub fn whole(value: f64) -> String {
    format!("{value:.0}")
}

fn step(name: &str, count: f64, share: f64, complete: bool) -> FunnelStep {
    FunnelStep {
        name: name.into(),
        count: Some(Reading::Value(count)),
        share: Reading::Value(share),
        interval: Some(Span::new(share - 2.4, share + 2.9)),
        complete,
        href: Some("/en/o/case-funnel".into()),
    }
}

pub fn funnel_data() -> FunnelData {
    let cohort = |name: &str, size: f64, complete: bool| FunnelCohort {
        name: name.into(),
        size: Reading::Value(size),
        steps: vec![
            step("Направлено в суд", size * 0.314, 31.4, complete),
            step(
                "Прекращено по нереабилитирующим основаниям, в том числе за примирением сторон",
                size * 0.21,
                21.0,
                complete,
            ),
            FunnelStep {
                count: Some(Reading::Suppressed),
                share: Reading::Suppressed,
                interval: None,
                ..step("Оправдано", 0.0, 0.0, complete)
            },
            FunnelStep { count: None, ..step("Прервано", 0.0, 0.0, complete) },
        ],
        open: Some(FunnelStep {
            interval: None, ..step("Без исхода к 365-му дню", size * 0.45, 45.0, complete)
        }),
        href: Some("/en/o/at-risk".into()),
    };
    FunnelData {
        cohorts: vec![cohort("Дела 2022 года", 1204.0, true), cohort("Дела 2024 года", 987.0, false)],
        whole: 100.0,
    }
}

pub fn funnel_labels() -> FunnelLabels {
    FunnelLabels {
        cohort: "Когорта".into(),
        outcome: "Исход".into(),
        count: "Дела".into(),
        share: "Доля когорты к 365-му дню, %".into(),
        interval: "95 % интервал".into(),
        status: "Наблюдение".into(),
        complete: "полное".into(),
        incomplete: "ещё не известно: дело открыто или не прослежено до срока".into(),
    }
}

pub fn heat_data(years: i32) -> HeatData {
    let names =
        ["Взяточничество", "Хищение вверенного имущества", "Пайдакүнемдік мақсатта қызмет бабын пайдалану", "Fraud"];
    let cell = |row: usize, year: i32| HeatCell {
        reading: match (row, year) {
            (1, 3) => Reading::Suppressed,
            (2, 0..=2) => Reading::NotApplicable,
            (3, 5) => Reading::Unknown,
            (3, 6) => Reading::Withheld,
            _ => Reading::Value(f64::from((year * 37 + 11) % 90) * [1.0, 0.4, 8.0, 0.05][row]),
        },
        provisional: year == years - 1,
        break_before: year == 5 && row < 2,
        href: Some("/en/o/recorded".into()),
    };
    let row = |(row, name): (usize, &&str)| HeatRow {
        name: (*name).into(),
        cells: (0..years).map(|year| cell(row, year)).collect(),
    };
    HeatData {
        columns: (0..years).map(|year| (2015 + year).to_string()).collect(),
        rows: names.iter().enumerate().map(row).collect(),
        edges: Vec::new(),
    }
}

pub fn heat_labels() -> HeatLabels {
    HeatLabels {
        row: "Преступление".into(),
        value: "Зарегистрированные преступления, на 100 000 жителей".into(),
        break_word: "ряд прерван: счёт изменился".into(),
    }
}

/// Counts as in a country that changed its offence codes: from zero, broken, with a suppressed slot.
pub fn counts() -> SeriesData {
    let values = [410.0, 432.0, 395.0, 388.0, 120.0, 131.0, 118.0, 109.0];
    let point = |(year, value): (i32, f64)| Point {
        x: f64::from(year),
        label: year.to_string(),
        reading: if year == 2021 { Reading::Suppressed } else { Reading::Value(value) },
        inner: None,
        outer: (year != 2021).then(|| Span::new(value - 2.0 * value.sqrt(), value + 2.0 * value.sqrt())),
        provisional: year == 2022,
        break_before: (year == 2019).then(|| "2019: новые коды преступлений".to_owned()),
        href: None,
    };
    let points = (2015..).zip(values).map(point).collect();
    SeriesData { lines: vec![Line { name: "Взяточничество".into(), points }], from_zero: true }
}

/// Rates of bodies with normal limits around 12 per 1000; enough to draw with, not the exact ones.
pub fn bodies_data() -> BodiesData {
    let limits = |exposure: f64| {
        let se = (12.0 / exposure).sqrt() * 31.0;
        let around = |z: f64| Span::new((12.0 - z * se).max(0.0), 12.0 + z * se);
        Limit { exposure, near: around(1.96), far: around(3.09) }
    };
    let body = |index: i32| {
        let exposure = 300.0 + f64::from(index * index) * 95.0;
        let rate = 12.0 + f64::from((index * 13) % 9 - 4) * 0.6 + if index == 12 { 5.0 } else { 0.0 };
        let limit = limits(exposure);
        Body {
            name: format!("Суд № {index}"),
            exposure,
            reading: if index == 4 { Reading::Suppressed } else { Reading::Value(rate) },
            near: Some(limit.near),
            far: Some(limit.far),
            href: Some("/en/o/rate".into()),
        }
    };
    let curve = (1..60).map(|step| limits(f64::from(step) * 500.0)).collect();
    BodiesData { bodies: (0..17).map(body).collect(), target: 12.0, curve }
}

pub fn bodies_labels() -> BodiesLabels {
    BodiesLabels {
        body: "Суд".into(),
        exposure: "Рассмотрено дел".into(),
        rate: "Отменённые приговоры на 1000 дел".into(),
        near: "95 % пределы".into(),
        far: "99,8 % пределы".into(),
        target: "все суды:".into(),
        place: "Положение".into(),
        places: ["в пределах случайного".into(), "за 95 % пределами".into(), "за 99,8 % пределами".into()],
    }
}

pub fn calendar_data() -> CalendarData {
    let event = |year, month, day, text: &str, kind| Event {
        year,
        month,
        day,
        date: format!("{year}-{month:02}-{day:02}"),
        text: text.into(),
        kind,
        href: Some("/en/dataset/findings".into()),
    };
    let month = |year, month, name: &str| Month { year, month, name: name.into() };
    CalendarData {
        months: vec![
            month(2026, 11, "2026 ж. қараша"),
            month(2026, 12, "2026 ж. желтоқсан"),
            month(2027, 1, "2027 ж. қаңтар"),
        ],
        weekdays: ["Дс", "Сс", "Ср", "Бс", "Жм", "Сб", "Жс"].map(str::to_owned),
        kinds: vec!["шығарылым".into(), "мерзім".into()],
        events: vec![
            event(2026, 12, 9, "Index of 2026", 0),
            event(2026, 12, 9, "Answer due", 1),
            event(2026, 11, 30, "Legal statistics, October", 0),
            event(2027, 1, 15, "Answer due", 1),
            event(2027, 2, 1, "After the months drawn", 0),
        ],
    }
}

pub fn calendar_labels() -> CalendarLabels {
    CalendarLabels { date: "Күні".into(), event: "Оқиға".into(), kind: "Түрі".into() }
}

pub fn multiples_data() -> SeriesData {
    let mut data = super::samples::six_series();
    data.lines[0].points[6].break_before = Some("new method".into());
    data.lines[4].points.truncate(5);
    data.lines.push(Line { name: "No data".into(), points: Vec::new() });
    data
}

/// The plots of this file, each with a frame of its own id.
pub fn all() -> Vec<Plot> {
    let (en, ru) = (words(), words_ru());
    let frame = |id: &'static str, title: &'static str| Frame::new(id, title, "What can be seen.", &ru, &comma);
    let english = |id: &'static str, title: &'static str| Frame::new(id, title, "What can be seen.", &en, &plain);
    vec![
        series(&frame("counts", "Counts with a break"), &counts(), &super::samples::series_labels()),
        funnel(&frame("funnel", "Funnel of cases"), &funnel_data(), &funnel_labels(), &whole),
        heat(&frame("heat", "Offences by year"), &heat_data(10), &heat_labels()),
        heat(&english("heat-wide", "Offences by many years"), &heat_data(24), &heat_labels()),
        bodies(&frame("bodies", "Bodies and chance"), &bodies_data(), &bodies_labels(), &whole),
        calendar(&frame("calendar", "Diary"), &calendar_data(), &calendar_labels()),
        multiples(&frame("multiples", "Small multiples"), &multiples_data(), &super::samples::series_labels()),
    ]
}
