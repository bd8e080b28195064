//! No cases, bodies or dates, however odd, may break a drawing.

use super::properties::{exact, number, reading, span};
use super::samples::*;
use super::samples_cases::*;
use super::*;
use proptest::prelude::*;

prop_compose! {
    fn any_step()(name in ".{0,90}", count in prop::option::of(reading()), share in reading(), interval in span(),
                  complete in any::<bool>(), href in prop::option::of(".{0,9}")) -> FunnelStep {
        FunnelStep { name, count, share, interval, complete, href }
    }
}

prop_compose! {
    fn any_cohort()(name in ".{0,40}", size in reading(), steps in prop::collection::vec(any_step(), 0..5),
                    open in prop::option::of(any_step())) -> FunnelCohort {
        FunnelCohort { name, size, steps, open, href: None }
    }
}

prop_compose! {
    fn any_heat_row()(name in ".{0,40}", cells in prop::collection::vec(
        (reading(), any::<bool>(), any::<bool>()), 0..9)) -> HeatRow {
        let cell = |(reading, provisional, break_before)| HeatCell { reading, provisional, break_before, href: None };
        HeatRow { name, cells: cells.into_iter().map(cell).collect() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_funnel_gives_a_well_formed_drawing(
        cohorts in prop::collection::vec(any_cohort(), 0..4), whole in number(), links: bool,
    ) {
        let words = words();
        let frame = Frame { links, ..Frame::new("f", "Title", "Description", &words, &exact) };
        let rows: usize = cohorts.iter().map(|cohort| 1 + cohort.steps.len() + usize::from(cohort.open.is_some())).sum();
        let plot = funnel(&frame, &FunnelData { cohorts, whole }, &funnel_labels(), &whole_or_text);
        check(&plot);
        prop_assert_eq!(plot.table.rows.len(), rows);
    }

    #[test]
    fn any_heat_map_gives_a_well_formed_drawing(
        columns in prop::collection::vec(".{0,12}", 0..40), rows in prop::collection::vec(any_heat_row(), 0..6),
        edges in prop::collection::vec(number(), 0..5),
    ) {
        let words = words();
        let frame = Frame::new("h", "Title", "Description", &words, &exact);
        let count = rows.len();
        let plot = heat(&frame, &HeatData { columns, rows, edges }, &heat_labels());
        check(&plot);
        prop_assert_eq!(plot.table.rows.len(), count);
    }

    #[test]
    fn any_bodies_give_a_well_formed_drawing(
        some in prop::collection::vec((".{0,40}", number(), reading(), span(), span()), 0..12), target in number(),
        curve in prop::collection::vec((number(), number(), number(), number(), number()), 0..6),
    ) {
        let words = words();
        let frame = Frame::new("b", "Title", "Description", &words, &exact);
        let body = |(name, exposure, reading, near, far)| Body { name, exposure, reading, near, far, href: None };
        let limit = |(exposure, a, b, c, d)| Limit {
            exposure, near: Span { low: a, high: b }, far: Span { low: c, high: d },
        };
        let bodies_of: Vec<Body> = some.into_iter().map(body).collect();
        let count = bodies_of.len();
        let data = BodiesData { bodies: bodies_of, target, curve: curve.into_iter().map(limit).collect() };
        let plot = bodies(&frame, &data, &bodies_labels(), &exact);
        check(&plot);
        prop_assert_eq!(plot.table.rows.len(), count);
    }

    #[test]
    fn any_calendar_gives_a_well_formed_drawing(
        months in prop::collection::vec((any::<i32>(), any::<u8>(), ".{0,20}"), 0..5),
        events in prop::collection::vec((any::<i32>(), any::<u8>(), any::<u8>(), any::<usize>(), ".{0,20}"), 0..6),
    ) {
        let words = words();
        let frame = Frame::new("c", "Title", "Description", &words, &exact);
        let month = |(year, month, name): (i32, u8, String)| Month { year, month: month % 14, name };
        let event = |(year, month, day, kind, text): (i32, u8, u8, usize, String)| {
            Event { year, month, day, date: String::new(), text, kind, href: None }
        };
        let count = events.len();
        let months = months.into_iter().map(month).collect();
        let data = CalendarData { months, events: events.into_iter().map(event).collect(), ..calendar_data() };
        let plot = calendar(&frame, &data, &calendar_labels());
        check(&plot);
        prop_assert_eq!(plot.table.rows.len(), count);
    }

    #[test]
    fn any_small_multiples_give_a_well_formed_drawing(
        lines in prop::collection::vec((".{0,40}", prop::collection::vec(super::properties::any_point(), 0..8)), 0..8),
        from_zero: bool,
    ) {
        let count: usize = lines.iter().map(|(_, points)| points.len()).sum();
        let lines = lines.into_iter().map(|(name, points)| Line { name, points }).collect();
        let words = words();
        let frame = Frame::new("m", "Title", "Description", &words, &exact);
        let plot = multiples(&frame, &SeriesData { lines, from_zero }, &series_labels());
        check(&plot);
        prop_assert_eq!(plot.table.rows.len(), count);
    }
}

fn whole_or_text(value: f64) -> String {
    whole(value)
}
