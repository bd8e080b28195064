//! What each plot promises its reader.

use super::samples::*;
use super::*;

fn count(found: &Read, element: &str, class: &str) -> usize {
    let is = |(name, key, value): &&(String, String, String)| {
        name == element && key == "class" && class.split(' ').all(|want| value.split(' ').any(|has| has == want))
    };
    found.attributes.iter().filter(is).count()
}

/// Draws one series with English words.
fn draw(data: &SeriesData) -> Plot {
    series(&Frame::new("s", "Score", "A line.", &words(), &plain), data, &series_labels())
}

fn line_of(points: Vec<Point>) -> SeriesData {
    SeriesData { lines: vec![Line { name: "A".into(), points }], from_zero: false }
}

#[test]
fn every_sample_is_well_formed_and_the_same_every_time() {
    for (one, other) in all().iter().zip(all()) {
        assert_eq!(*one, other);
        check(one);
    }
}

#[test]
fn plots_with_different_prefixes_share_a_page() {
    let page: String = all().iter().map(|plot| plot.svg.clone()).collect();
    let found = read(&format!("<html>{page}</html>"));
    let unique: BTreeSet<&String> = found.ids.iter().collect();
    assert_eq!(unique.len(), found.ids.len());
}

#[test]
fn a_series_is_never_joined_across_a_break_or_a_missing_value() {
    let smooth = line_of((2000..2010).map(|year| point(year, 30.0 + f64::from(year % 4))).collect());
    assert_eq!(count(&check(&draw(&smooth)), "path", "p-line"), 1);
    let mut broken = smooth.clone();
    broken.lines[0].points[5].break_before = Some("new method".into());
    let found = check(&draw(&broken));
    assert_eq!((count(&found, "path", "p-line"), count(&found, "line", "p-break")), (2, 1));
    assert!(found.text.contains("new method"));
    let mut gap = smooth.clone();
    gap.lines[0].points[5].reading = Reading::Unknown;
    assert_eq!(count(&check(&draw(&gap)), "path", "p-line"), 2);
}

#[test]
fn suppressed_is_a_hatched_slot_and_provisional_is_hollow() {
    let mut data = line_of((2000..2010).map(|year| point(year, 30.0)).collect());
    let before = check(&draw(&data));
    assert_eq!((count(&before, "circle", "p-s1 p-solid"), before.elements.contains_key("pattern")), (11, false));
    data.lines[0].points[3].reading = Reading::Suppressed;
    data.lines[0].points[9].provisional = true;
    let plot = draw(&data);
    let found = check(&plot);
    // One point gone, one hollow; the label at the line's end keeps its marker.
    assert_eq!((count(&found, "circle", "p-s1 p-solid"), count(&found, "circle", "p-s1 p-hollow")), (9, 1));
    let hatched = |(_, key, value): &&(String, String, String)| key == "fill" && value == "url(#s-hatch)";
    assert_eq!(found.attributes.iter().filter(hatched).count(), 2, "the slot and its key");
    assert_eq!(plot.table.rows[3][1].text, "suppressed");
}

#[test]
fn labels_of_equal_lines_do_not_cover_each_other() {
    let line = |name: &str| Line { name: name.into(), points: vec![point(2000, 5.0), point(2001, 5.0)] };
    let data = SeriesData { lines: ["A", "B", "C", "D", "E", "F"].map(line).to_vec(), from_zero: true };
    let svg = draw(&data).svg;
    let mut places: Vec<f64> = Vec::new();
    for name in ["A 5", "B 5", "C 5", "D 5", "E 5", "F 5"] {
        let head = &svg[..svg.find(&format!(">{name}<")).expect("label")];
        let from = head.rfind(" y=\"").expect("y") + 4;
        places.push(svg[from..].split('"').next().expect("number").parse().expect("number"));
    }
    assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 12.0), "{places:?}");
}

#[test]
fn the_table_holds_the_numbers_of_the_drawing() {
    let plot = draw(&one_series());
    assert_eq!(plot.table.header.len(), 5, "period, value, two intervals, status");
    let texts: Vec<&str> = plot.table.rows[12].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["2024", "40", "38.8 – 41.2", "37 – 43", "provisional"]);
    assert_eq!(plot.table.rows[12][1].href.as_deref(), Some("/en/o/score-2024"));
}

#[test]
fn equal_values_with_equal_ranks_are_one_block() {
    let words = words();
    let frame = Frame::new("r", "Ranks", "A list.", &words, &plain);
    let mut data = ranked_data(4);
    assert_eq!(count(&check(&ranked(&frame, &data, &ranked_labels())), "rect", "p-tie"), 2);
    data.rows[0].reading = Reading::Value(91.0);
    let plot = ranked(&frame, &data, &ranked_labels());
    assert_eq!(count(&check(&plot), "rect", "p-tie"), 1);
    assert_eq!(plot.table.rows[0][3].text, "1–9");
}

#[test]
fn ranked_lists_are_sorted_and_units_without_value_come_last() {
    let words = words();
    let frame = Frame::new("r", "Ranks", "A list.", &words, &plain);
    let mut data = ranked_data(3);
    data.rows[0].reading = Reading::Withheld;
    data.rows[2].reading = Reading::Value(99.0);
    let table = ranked(&frame, &data, &ranked_labels()).table;
    let values: Vec<&str> = table.rows.iter().map(|row| row[1].text.as_str()).collect();
    assert_eq!(values, ["99", "90", "withheld"]);
}

#[test]
fn links_are_drawn_on_request_and_only_to_harmless_addresses() {
    let words = words();
    let still = Frame::new("r", "Ranks", "A list.", &words, &plain);
    let linked = Frame { links: true, ..still };
    let mut data = ranked_data(3);
    data.rows[1].href = Some("javascript:alert(1)".into());
    let plot = ranked(&still, &data, &ranked_labels());
    let found = check(&plot);
    assert!(!found.elements.contains_key("a") && plot.svg.contains("role=\"img\""));
    let plot = ranked(&linked, &data, &ranked_labels());
    assert_eq!(check(&plot).elements["a"], 2);
    assert!(plot.svg.contains("role=\"group\"") && !plot.svg.contains("javascript"));
    assert_eq!(plot.table.rows[1][1].href, None);
}

#[test]
fn texts_cannot_leave_their_place() {
    let words = words();
    let nasty = "<b onload=\"x\">&\u{0}\u{1f}";
    let frame = Frame { title: nasty, description: nasty, ..Frame::new("1 \"><x", "", "", &words, &plain) };
    let mut data = ranked_data(1);
    data.rows[0].name = nasty.into();
    let found = check(&ranked(&frame, &data, &ranked_labels()));
    assert!(!found.elements.contains_key("b") && !found.elements.contains_key("x"));
}

#[test]
fn a_low_value_and_a_missing_one_look_different() {
    let words = words();
    let frame = Frame::new("m", "Map", "Tiles.", &words, &plain);
    let cell = |reading| MapCell { code: "AA".into(), name: "A".into(), reading, interval: None, href: None };
    let draw = |reading, style| {
        let layout = Layout::grid(["AA"]);
        let data =
            MapData { layout, cells: vec![cell(reading)], range: Some(Span::new(0.0, 9.0)), widest: None, style };
        map(&frame, &data, &map_labels()).svg
    };
    let low = palette::hex(palette::suppressing(0, 0));
    assert!(draw(Reading::Value(0.0), MapStyle::Plain).matches(&low).count() == 2, "the tile and the key");
    assert!(draw(Reading::Unknown, MapStyle::Plain).matches(&low).count() == 1, "the key alone");
    let faded = palette::hex(palette::suppressing(3, 0));
    assert_eq!(draw(Reading::Value(0.0), MapStyle::Suppressing).matches(&faded).count(), 2, "no interval: not certain");
    let states = [Reading::Unknown, Reading::NotApplicable, Reading::Withheld, Reading::Suppressed];
    let drawn: BTreeSet<String> = states.map(|state| draw(state, MapStyle::Plain)).into_iter().collect();
    assert_eq!(drawn.len(), 4);
}

#[test]
fn what_the_steps_do_not_explain_is_a_step_of_its_own() {
    let words = words();
    let frame = Frame::new("w", "Change", "Steps.", &words, &plain);
    let mut data = waterfall_data();
    let names = |data: &WaterfallData| waterfall(&frame, data, &waterfall_labels()).table.rows.len();
    assert_eq!(names(&data), 6);
    data.end.1 = 38.0;
    assert_eq!(names(&data), 5, "36 + 2.4 − 0.9 + 0.5 = 38");
}

#[test]
fn ticks_have_different_names_even_when_the_format_has_no_decimals() {
    let (words, whole) = (words(), |value: f64| format!("{value:.0}"));
    let frame = Frame::new("s", "Score", "A line.", &words, &whole);
    let data = line_of(
        vec![point(2000, 36.0), point(2001, 36.4)]
            .into_iter()
            .map(|p| Point { inner: None, outer: None, ..p })
            .collect(),
    );
    let svg = series(&frame, &data, &series_labels()).svg;
    assert_eq!((svg.matches(">36</text>").count(), svg.matches(">37</text>").count()), (1, 1));
}

#[test]
fn small_drawings_stay_as_they_are() {
    let words = words();
    let two = |value: f64| format!("{value:.2}");
    insta::assert_snapshot!(spark(&Frame::new("k", "Spark", "Rises.", &words, &plain), &spark_data()).svg);
    let frame = Frame::new("b", "Coverage", "Four methods.", &words, &two);
    insta::assert_snapshot!(bars(&frame, &bars_data(), &bars_labels()).svg);
}
