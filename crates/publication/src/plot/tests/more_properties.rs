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
}

fn whole_or_text(value: f64) -> String {
    whole(value)
}
