//! No data, however odd, may break a drawing.

use super::samples::*;
use super::*;
use proptest::prelude::*;

/// Any float, with the troublesome ones often.
pub(super) fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        -100.0..100.0,
        prop::sample::select(vec![0.0, -0.0, 1.0, 1e308, -1e308, 5e-324, 1e-300, f64::NAN, f64::INFINITY, f64::MAX]),
    ]
}

pub(super) fn reading() -> impl Strategy<Value = Reading> {
    let absent = vec![Reading::Unknown, Reading::NotApplicable, Reading::Withheld, Reading::Suppressed];
    prop_oneof![4 => number().prop_map(Reading::Value), 1 => prop::sample::select(absent)]
}

pub(super) fn span() -> impl Strategy<Value = Option<Span>> {
    prop::option::of((number(), number()).prop_map(|(low, high)| Span { low, high }))
}

prop_compose! {
    pub(super) fn any_point()(x in number(), label in ".{0,12}", reading in reading(), inner in span(), outer in span(),
                   provisional in any::<bool>(), break_before in prop::option::weighted(0.1, ".{0,60}")) -> Point {
        Point { x, label, reading, inner, outer, provisional, break_before, href: None }
    }
}

prop_compose! {
    fn any_row()(name in ".{0,50}", reading in reading(), interval in span(), rank in prop::option::of(any::<(u32, u32)>()),
                 highlighted in any::<bool>(), provisional in any::<bool>(), href in prop::option::of(".{0,20}")) -> RankedRow {
        RankedRow { name, reading, interval, rank, highlighted, provisional, href }
    }
}

pub(super) fn exact(value: f64) -> String {
    value.to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_series_gives_a_well_formed_drawing(
        lines in prop::collection::vec((".{0,40}", prop::collection::vec(any_point(), 0..8)), 0..8), from_zero: bool,
    ) {
        let count: usize = lines.iter().map(|(_, points)| points.len()).sum();
        let lines = lines.into_iter().map(|(name, points)| Line { name, points }).collect();
        let words = words();
        let frame = Frame::new("s", "Title", "Description", &words, &exact);
        let plot = series(&frame, &SeriesData { lines, from_zero }, &series_labels());
        check(&plot);
        prop_assert_eq!(plot.table.rows.len(), count);
    }

    #[test]
    fn any_list_gives_a_well_formed_drawing(
        rows in prop::collection::vec(any_row(), 0..20), from_zero: bool, links: bool,
        order in prop::sample::select(vec![Order::HighFirst, Order::LowFirst, Order::AsGiven]),
    ) {
        let words = words();
        let frame = Frame { links, ..Frame::new("r", "Title", "Description", &words, &exact) };
        let count = rows.len();
        let plot = ranked(&frame, &RankedData { rows, order, from_zero }, &ranked_labels());
        check(&plot);
        prop_assert_eq!(plot.table.rows.len(), count);
    }

    #[test]
    fn any_map_gives_a_well_formed_drawing(
        cells in prop::collection::vec((".{0,5}", reading(), span()), 0..30), range in span(),
        widest in prop::option::of(number()), suppressing: bool,
    ) {
        let style = if suppressing { MapStyle::Suppressing } else { MapStyle::Plain };
        let cell = |(code, reading, interval): (String, Reading, Option<Span>)| {
            MapCell { name: code.clone(), code, reading, interval, href: None }
        };
        let cells: Vec<MapCell> = cells.into_iter().map(cell).collect();
        let layout = if suppressing { Layout::grid([]) } else { Layout::kazakhstan() };
        let words = words();
        let frame = Frame::new("m", "Title", "Description", &words, &exact);
        check(&map(&frame, &MapData { layout, cells, range, widest, style }, &map_labels()));
    }

    #[test]
    fn any_small_plot_gives_a_well_formed_drawing(
        points in prop::collection::vec((".{0,9}", reading()), 0..9), breaks in prop::collection::vec(0_usize..9, 0..3),
        steps in prop::collection::vec((".{0,30}", number(), span()), 0..6), start in number(), end in number(),
        nominal in number(),
    ) {
        let words = words();
        let frame = Frame::new("x", "Title", "Description", &words, &exact);
        let bar = |(name, reading): &(String, Reading)| {
            Bar { name: name.clone(), reading: *reading, interval: None, href: None }
        };
        let shares = BarsData { bars: points.iter().map(bar).collect(), nominal, from_zero: false };
        check(&bars(&frame, &shares, &bars_labels()));
        check(&spark(&frame, &SparkData { points, breaks, period: String::new(), value: String::new() }));
        let step = |(name, change, interval)| Step { name, change, interval, kind: StepKind::Composition, href: None };
        let steps = steps.into_iter().map(step).collect();
        let data = WaterfallData { start: ("a".into(), start), steps, end: ("b".into(), end) };
        check(&waterfall(&frame, &data, &waterfall_labels()));
    }

    #[test]
    fn numbers_have_at_most_two_decimals_and_no_negative_zero(value in number()) {
        let text = svg::fixed(value);
        prop_assert!(text.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 2 && !decimals.ends_with('0')));
        prop_assert!(text != "-0" && text.parse::<f64>().is_ok_and(f64::is_finite));
    }
}
