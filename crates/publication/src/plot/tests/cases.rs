//! What the plots of cases, offences and bodies promise their reader.

use super::samples::{plain, words};
use super::samples_cases::*;
use super::*;

fn filled(found: &Read, pattern: &str) -> usize {
    let is = |(_, key, value): &&(String, String, String)| key == "fill" && value == &format!("url(#{pattern})");
    found.attributes.iter().filter(is).count()
}

fn classed(found: &Read, class: &str) -> Vec<usize> {
    let has = |(_, key, value): &(String, String, String)| key == "class" && value.split(' ').any(|one| one == class);
    found.attributes.iter().enumerate().filter(|(_, attribute)| has(attribute)).map(|(index, _)| index).collect()
}

#[test]
fn a_funnel_hatches_what_is_not_known_yet_and_says_so_in_its_table() {
    let words = words();
    let frame = Frame::new("f", "Cases", "Bars.", &words, &plain);
    let plot = funnel(&frame, &funnel_data(), &funnel_labels(), &whole);
    let found = check(&plot);
    // Two open cohorts, the rest of three unfinished bars, and the key; the suppressed bar has its own pattern.
    assert_eq!((filled(&found, "f-rest"), filled(&found, "f-hatch")), (6, 2));
    let row: Vec<&str> = plot.table.rows[1].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(row, ["Дела 2022 года", "Направлено в суд", "378", "31.4", "29 – 34.3", "полное"]);
    assert_eq!(plot.table.rows.len(), 12);
    assert!(plot.table.rows[7].iter().any(|cell| cell.text.starts_with("ещё не известно")));
    let mut finished = funnel_data();
    finished.cohorts.truncate(1);
    assert_eq!(funnel(&frame, &finished, &funnel_labels(), &whole).table.header.len(), 5, "no status to tell");
}

#[test]
fn the_bars_of_a_funnel_are_shares_of_the_whole_cohort() {
    let words = words();
    let frame = Frame::new("f", "Cases", "Bars.", &words, &plain);
    let found = check(&funnel(&frame, &funnel_data(), &funnel_labels(), &whole));
    let width = |index: usize| found.attributes[index - 1].2.parse::<f64>().expect("height precedes class");
    assert!(classed(&found, "p-track").iter().all(|index| (width(*index) - 14.0).abs() < 1e-9));
    let value = |index: usize| found.attributes[index - 2].2.parse::<f64>().expect("width");
    let bars: Vec<f64> = classed(&found, "p-mark").into_iter().map(value).collect();
    assert!((bars[0] - 0.314 * 458.0).abs() < 0.01, "{bars:?}");
}

#[test]
fn a_heat_map_tells_absent_cells_from_low_ones_and_never_uses_red() {
    let words = words();
    let frame = Frame::new("h", "Offences", "Cells.", &words, &plain);
    let plot = heat(&frame, &heat_data(10), &heat_labels());
    let found = check(&plot);
    assert_eq!((filled(&found, "h-hatch"), filled(&found, "h-cross")), (2, 2), "the cell and its key");
    for (_, _, value) in found.attributes.iter().filter(|(_, key, value)| key == "fill" && value.starts_with('#')) {
        let channel = |at: usize| i32::from_str_radix(&value[at..at + 2], 16).expect("hex");
        assert!(channel(1) - channel(3) < 60, "{value} is no red");
    }
    assert_eq!(plot.table.rows[1][4].text, "suppressed");
    assert_eq!(plot.table.rows[0][6].text, "16; ряд прерван: счёт изменился");
    assert_eq!(plot.table.header.len(), 11);
}

#[test]
fn bins_of_a_heat_map_hold_what_the_key_says() {
    let words = words();
    let frame = Frame::new("h", "Offences", "Cells.", &words, &plain);
    let cell =
        |value: f64| HeatCell { reading: Reading::Value(value), provisional: false, break_before: false, href: None };
    let rows = vec![HeatRow { name: "A".into(), cells: [0.0, 0.0, 0.0, 7.0, 9.0, 900.0].map(cell).to_vec() }];
    let columns: Vec<String> = (0..6).map(|column| column.to_string()).collect();
    let data = HeatData { columns, rows, edges: Vec::new() };
    let svg = heat(&frame, &data, &heat_labels()).svg;
    let colours: BTreeSet<&str> = svg.split("fill=\"#").skip(1).map(|rest| &rest[..6]).collect();
    assert_eq!(colours.len(), 4, "0, 7, 9 and 900 each have a colour, no colour is unused");
    let two = heat(&frame, &HeatData { edges: vec![0.0, 8.0], ..data }, &heat_labels()).svg;
    assert!(two.contains(">9 – 900<") && two.contains(">7<") && two.contains(">0<"));
}

#[test]
fn bodies_are_marked_by_the_limits_they_are_outside_of() {
    let words = words();
    let frame = Frame::new("b", "Bodies", "Dots.", &words, &plain);
    let body = |rate: f64| Body {
        name: format!("B{rate}"),
        exposure: 100.0,
        reading: Reading::Value(rate),
        near: Some(Span::new(4.0, 6.0)),
        far: Some(Span::new(3.0, 7.0)),
        href: None,
    };
    let bodies_of = |rates: &[f64]| BodiesData {
        bodies: rates.iter().map(|rate| body(*rate)).collect(),
        target: 5.0,
        curve: Vec::new(),
    };
    let plot = bodies(&frame, &bodies_of(&[5.0, 6.5, 2.0, 6.0]), &bodies_labels(), &whole);
    let places: Vec<&str> = plot.table.rows.iter().map(|row| row[5].text.as_str()).collect();
    let [inside, between, outside] = bodies_labels().places;
    assert_eq!(places, [inside.as_str(), &between, &outside, &inside], "a limit itself is inside");
    assert!(plot.svg.contains(">B2</text>") && !plot.svg.contains(">B5</text>"), "only who stands out is named");
    check(&plot);
}

#[test]
fn a_diary_marks_the_days_of_its_events_and_lists_all_of_them() {
    let words = words();
    let frame = Frame { links: true, ..Frame::new("c", "Diary", "Months.", &words, &plain) };
    let plot = calendar(&frame, &calendar_data(), &calendar_labels());
    let found = check(&plot);
    assert_eq!((found.elements["a"], classed(&found, "p-track").len()), (3, 3), "two events share a day");
    let dates: Vec<&str> = plot.table.rows.iter().map(|row| row[0].text.as_str()).collect();
    assert_eq!(dates, ["2026-11-30", "2026-12-09", "2026-12-09", "2027-01-15", "2027-02-01"]);
}

#[test]
fn small_multiples_share_their_scale() {
    let words = words();
    let frame = Frame::new("m", "Panels", "Lines.", &words, &plain);
    let flat = |name: &str, value: f64| Line {
        name: name.into(),
        points: (2000..2003).map(|year| Point { inner: None, outer: None, ..samples::point(year, value) }).collect(),
    };
    let data = SeriesData { lines: vec![flat("A", 10.0), flat("B", 20.0), flat("C", 10.0)], from_zero: true };
    let plot = multiples(&frame, &data, &samples::series_labels());
    check(&plot);
    let heights: Vec<&str> =
        plot.svg.split("<path d=\"M").skip(1).map(|rest| rest.split(['L', ' ']).nth(1).unwrap_or("")).collect();
    assert_eq!(heights.len(), 3);
    assert!(heights[0] == heights[2] && heights[0] != heights[1], "{heights:?}");
    assert_eq!(plot.table.rows.len(), 9);
}
