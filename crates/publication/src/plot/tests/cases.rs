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
