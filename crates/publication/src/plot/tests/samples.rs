//! Small worlds to draw: invented numbers, long Kazakh and Russian names.

use super::super::*;

pub fn words() -> StateWords {
    StateWords {
        provisional: "provisional".into(),
        unknown: "not known".into(),
        not_applicable: "not applicable".into(),
        withheld: "withheld".into(),
        suppressed: "suppressed".into(),
    }
}

pub fn words_ru() -> StateWords {
    StateWords {
        provisional: "предварительные данные".into(),
        unknown: "нет данных".into(),
        not_applicable: "неприменимо".into(),
        withheld: "не раскрывается".into(),
        suppressed: "скрыто для защиты данных".into(),
    }
}

/// One decimal at most.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.1}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Decimal comma and real minus.
pub fn comma(value: f64) -> String {
    plain(value).replace('.', ",").replace('-', "−")
}

pub fn point(year: i32, value: f64) -> Point {
    Point {
        x: f64::from(year),
        label: year.to_string(),
        reading: Reading::Value(value),
        inner: Some(Span::new(value - 1.2, value + 1.2)),
        outer: Some(Span::new(value - 3.0, value + 3.0)),
        provisional: false,
        break_before: None,
        href: Some(format!("/en/o/score-{year}")),
    }
}

pub fn one_series() -> SeriesData {
    let values = [26.0, 26.0, 29.0, 28.0, 29.0, 31.0, 31.0, 34.0, 38.0, 37.0, 36.0, 39.0, 40.0];
    let mut points: Vec<Point> = (2012..).zip(values).map(|(year, value)| point(year, value)).collect();
    points[2].reading = Reading::Suppressed;
    points[4].break_before = Some("2016: новая методика, значения не сопоставимы с прежними".into());
    points[8].reading = Reading::Unknown;
    points[12].provisional = true;
    SeriesData {
        lines: vec![Line { name: "Қазақстан Республикасы".into(), points }], from_zero: false
    }
}

pub fn six_series() -> SeriesData {
    let names = [
        "Казахстан",
        "Кыргызстан",
        "Соединённое Королевство Великобритании и Северной Ирландии",
        "Өзбекстан",
        "Georgia",
        "Estonia",
    ];
    let line = |(index, name): (usize, &&str)| {
        let start = [38.0, 26.0, 74.0, 33.0, 53.0, 76.0][index];
        let value = |year: i32| start + f64::from((year * (index as i32 + 3)) % 5);
        let points = (2012..2025).map(|year| point(year, value(year))).map(|p| Point { inner: None, ..p }).collect();
        Line { name: (*name).to_owned(), points }
    };
    let mut lines: Vec<Line> = names.iter().enumerate().map(line).collect();
    lines[1].points[5].reading = Reading::Withheld;
    lines[3].points[5].reading = Reading::Withheld;
    SeriesData { lines, from_zero: true }
}

pub fn series_labels() -> SeriesLabels {
    SeriesLabels {
        unit: "Страна".into(),
        period: "Год".into(),
        value: "Балл индекса восприятия коррупции (0–100)".into(),
        inner: "50 % интервал".into(),
        outer: "90 % интервал".into(),
        status: "Статус".into(),
    }
}

pub fn ranked_data(count: usize) -> RankedData {
    let names = ["Denmark", "Солтүстік Қазақстан облысы", "United Arab Emirates", "Босния и Герцеговина", "Chad"];
    let row = |index: usize| RankedRow {
        name: format!("{} {index}", names[index % names.len()]),
        reading: if index % 19 == 18 { Reading::Unknown } else { Reading::Value(90.0 - (index / 2 * 2) as f64 * 0.4) },
        interval: Some(Span::new(86.0 - index as f64 * 0.4, 93.0 - index as f64 * 0.4)),
        rank: Some((index as u32 / 2 * 2 + 1, index as u32 / 2 * 2 + 9)),
        highlighted: index == 3,
        provisional: index == 4,
        href: Some(format!("/en/country/{index}")),
    };
    RankedData { rows: (0..count).map(row).collect(), order: Order::HighFirst, from_zero: false }
}

pub fn ranked_labels() -> RankedLabels {
    RankedLabels {
        rank: "Орын".into(),
        unit: "Аймақ".into(),
        value: "Сыбайлас жемқорлықты қабылдау индексі, балл".into(),
        interval: "90 % аралық".into(),
    }
}

pub fn map_data(layout: Layout, style: MapStyle) -> MapData {
    let codes: Vec<String> = layout.places().map(|(code, ..)| code.to_owned()).collect();
    let cell = |(index, code): (usize, &String)| {
        let value = 10.0 + ((index * 37) % 80) as f64;
        let half = 1.0 + ((index * 7) % 10) as f64;
        let absent = [Reading::Unknown, Reading::Suppressed, Reading::Withheld, Reading::NotApplicable];
        let reading = if index % 9 == 8 { absent[index / 9 % 4] } else { Reading::Value(value) };
        let interval = reading.value().map(|v| Span::new(v - half, v + half));
        MapCell {
            code: code.clone(),
            name: format!("Place {code}"),
            reading,
            interval,
            href: Some(format!("/en/{code}")),
        }
    };
    let cells = codes.iter().enumerate().map(cell).collect();
    MapData { layout, cells, range: Some(Span::new(0.0, 100.0)), widest: Some(20.0), style }
}

pub fn map_labels() -> MapLabels {
    MapLabels {
        unit: "Регион".into(),
        value: "Балл (0–100)".into(),
        interval: "90 % интервал".into(),
        uncertainty: "ширина 90 % интервала: чем шире, тем меньше различаемых цветов".into(),
    }
}

pub fn bars_data() -> BarsData {
    let bar = |name: &str, value: f64, half: f64| Bar {
        name: name.to_owned(),
        reading: Reading::Value(value),
        interval: Some(Span::new(value - half, value + half)),
        href: Some("/en/o/coverage".into()),
    };
    let bars = vec![
        bar("Published standard error", 0.71, 0.04),
        bar("t, k − 1", 0.91, 0.02),
        bar("Байесовская модель ненаблюдаемых компонент", 0.88, 0.03),
        Bar { reading: Reading::NotApplicable, interval: None, ..bar("Bootstrap", 0.0, 0.0) },
    ];
    BarsData { bars, nominal: 0.9, from_zero: false }
}

pub fn bars_labels() -> BarsLabels {
    BarsLabels {
        unit: "Method".into(),
        value: "Share of intervals that cover the truth".into(),
        interval: "95 % interval of the share".into(),
        nominal: "nominal".into(),
    }
}

pub fn spark_data() -> SparkData {
    let values = [26.0, 28.0, 29.0, 31.0, 31.0, 34.0, f64::NAN, 38.0, 37.0, 40.0];
    let points = (2012..).zip(values).map(|(year, value)| (year.to_string(), Reading::Value(value))).collect();
    SparkData { points, breaks: vec![3], period: "Year".into(), value: "Score".into() }
}

pub fn waterfall_data() -> WaterfallData {
    let step = |name: &str, change: f64, kind: StepKind| Step {
        name: name.to_owned(),
        change,
        interval: (kind == StepKind::LikeForLike).then(|| Span::new(change - 0.8, change + 0.8)),
        kind,
        href: None,
    };
    WaterfallData {
        start: ("2023 жыл".into(), 36.0),
        steps: vec![
            step("Сол дереккөздердегі өзгеріс", 2.4, StepKind::LikeForLike),
            step("Дереккөздер құрамы", -0.9, StepKind::Composition),
            step("Шкаланы қайта есептеу", 0.5, StepKind::Rebasing),
        ],
        end: ("2024 жыл".into(), 39.0),
    }
}

pub fn waterfall_labels() -> WaterfallLabels {
    WaterfallLabels {
        step: "Қадам".into(),
        value: "Балл".into(),
        interval: "90 % аралық".into(),
        remainder: "Түсіндірілмеген айырма".into(),
    }
}

/// Every kind of plot, with a frame of its own id.
pub fn all() -> Vec<Plot> {
    let (en, ru) = (words(), words_ru());
    let two = |value: f64| format!("{value:.2}").replace('.', ",");
    let frame = |id: &'static str, title: &'static str| Frame::new(id, title, "What can be seen.", &ru, &comma);
    let english = |id: &'static str, title: &'static str| Frame::new(id, title, "What can be seen.", &en, &plain);
    let coverage = Frame { number: &two, ..english("bars", "Coverage") };
    let mut plots = vec![
        series(&frame("one", "One series"), &one_series(), &series_labels()),
        series(&english("six", "Six series"), &six_series(), &series_labels()),
        ranked(&english("ranked", "Ranked"), &ranked_data(12), &ranked_labels()),
        bars(&coverage, &bars_data(), &bars_labels()),
        waterfall(&frame("fall", "Change"), &waterfall_data(), &waterfall_labels()),
        spark(&frame("spark", "Spark"), &spark_data()),
        map(&frame("kz", "Regions"), &map_data(Layout::kazakhstan(), MapStyle::Suppressing), &map_labels()),
        map(&english("kz-plain", "Regions"), &map_data(Layout::kazakhstan(), MapStyle::Plain), &map_labels()),
        map(
            &english("grid", "Grid"),
            &map_data(Layout::grid(["AA", "BB", "CC", "DD", "EE"]), MapStyle::Plain),
            &map_labels(),
        ),
        map(&frame("world", "World"), &map_data(Layout::world(), MapStyle::Suppressing), &map_labels()),
        ranked(&english("tall", "Tall list"), &ranked_data(60), &ranked_labels()),
    ];
    plots.extend(super::samples_cases::all());
    plots
}
