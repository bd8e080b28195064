//! From year-to-date sums to the periods themselves. A form that grows from January to December is differenced within
//! its year; a sum that became smaller says that earlier months were revised, which is an event and not a count.

use probity_core::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What one period of a year-to-date series says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// The count of the period itself.
    Count(Decimal),
    /// The sum became smaller: earlier periods were revised by at least this (negative) difference. The period's own
    /// count is not known.
    Revision(Decimal),
    /// Earlier periods of the year are missing, so that the difference belongs to several periods: the first of them.
    Gap {
        /// The first period the difference covers.
        since: u8,
        /// The difference.
        sum: Decimal,
    },
}

/// The periods of one year (1–12 for months, 1–4 for quarters) from their year-to-date sums.
///
/// After a revision the next difference starts from the revised sum.
pub fn differences(sums: &BTreeMap<u8, Decimal>) -> BTreeMap<u8, Step> {
    let mut before = (0u8, Decimal::integer(0));
    let mut steps = BTreeMap::new();
    for (period, sum) in sums {
        let difference = sum.minus(before.1);
        let step = if difference.compare(Decimal::integer(0)) == Ordering::Less {
            Step::Revision(difference)
        } else if *period > before.0 + 1 {
            Step::Gap { since: before.0 + 1, sum: difference }
        } else {
            Step::Count(difference)
        };
        steps.insert(*period, step);
        before = (*period, *sum);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sums(values: &[(u8, i64)]) -> BTreeMap<u8, Decimal> {
        values.iter().map(|(period, sum)| (*period, Decimal::integer(*sum))).collect()
    }

    #[test]
    fn a_smaller_sum_is_a_revision_and_never_a_negative_count() {
        let steps = differences(&sums(&[(1, 10), (2, 25), (3, 22), (4, 30)]));
        assert_eq!(steps[&1], Step::Count(Decimal::integer(10)));
        assert_eq!(steps[&2], Step::Count(Decimal::integer(15)));
        assert_eq!(steps[&3], Step::Revision(Decimal::integer(-3)));
        assert_eq!(steps[&4], Step::Count(Decimal::integer(8)));
    }

    #[test]
    fn a_missing_month_makes_the_next_difference_one_of_several_months() {
        let steps = differences(&sums(&[(2, 25), (5, 40)]));
        assert_eq!(steps[&2], Step::Gap { since: 1, sum: Decimal::integer(25) });
        assert_eq!(steps[&5], Step::Gap { since: 3, sum: Decimal::integer(15) });
    }

    proptest! {
        #[test]
        fn counts_of_a_growing_year_add_up_to_its_last_sum(counts in prop::collection::vec(0i64..1000, 1..=12)) {
            let mut total = 0;
            let sums: BTreeMap<u8, Decimal> = counts.iter().zip(1u8..).map(|(count, month)| {
                total += count;
                (month, Decimal::integer(total))
            }).collect();
            let steps = differences(&sums);
            for (count, month) in counts.iter().zip(1u8..) {
                prop_assert_eq!(steps[&month], Step::Count(Decimal::integer(*count)));
            }
        }
    }
}
