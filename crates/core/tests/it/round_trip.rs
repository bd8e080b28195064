//! Whatever is displayed reads back as the same value. Registers, packages and run ids all rely on it.

use probity_core::{Currency, Decimal, Money, PartialDate, Sequence, Share};
use proptest::prelude::*;

fn dates() -> impl Strategy<Value = PartialDate> {
    let day = (1i16..=9999, 1i8..=12, 1i8..=31).prop_filter_map("a day of the calendar", |(year, month, day)| {
        format!("{year:04}-{month:02}-{day:02}").parse().ok()
    });
    let month =
        (1i16..=9999, 1i8..=12).prop_filter_map("a month", |(year, month)| PartialDate::year_month(year, month));
    let year = (1i16..=9999).prop_filter_map("a year", PartialDate::year_only);
    prop_oneof![day, month, year]
}

fn currencies() -> impl Strategy<Value = Currency> {
    let any = "[A-Z]{3}".prop_filter_map("codes with a minor unit", |code| code.parse().ok());
    prop_oneof![
        any,
        prop::sample::select(vec!["KZT", "JPY", "KWD", "CLF"])
            .prop_filter_map("listed codes", |code| code.parse().ok())
    ]
}

fn amounts() -> impl Strategy<Value = Money> {
    (any::<i128>(), currencies()).prop_map(|(minor, currency)| Money { minor, currency })
}

proptest! {
    #[test]
    fn a_displayed_date_reads_back(date in dates()) {
        prop_assert_eq!(date.to_string().parse::<PartialDate>(), Ok(date));
    }

    #[test]
    fn an_order_of_dates_is_the_order_of_every_pair_of_days_they_stand_for(a in dates(), b in dates()) {
        let ends = [(a.earliest(), b.latest()), (a.latest(), b.earliest())];
        match a.compare(b) {
            Sequence::Before => prop_assert!(ends.iter().all(|(x, y)| x < y)),
            Sequence::After => prop_assert!(ends.iter().all(|(x, y)| x > y)),
            Sequence::Same => prop_assert!(ends.iter().all(|(x, y)| x == y)),
            Sequence::Unknown => prop_assert!(a.earliest() <= b.latest() && b.earliest() <= a.latest()),
        }
        let mirrored = match b.compare(a) {
            Sequence::Before => Sequence::After,
            Sequence::After => Sequence::Before,
            other => other,
        };
        prop_assert_eq!(a.compare(b), mirrored);
    }

    #[test]
    fn a_displayed_amount_reads_back(money in amounts()) {
        prop_assert_eq!(money.to_string().parse::<Money>(), Ok(money));
    }

    #[test]
    fn a_sum_minus_a_part_is_the_other_part(a in any::<i64>(), b in any::<i64>(), currency in currencies()) {
        let (a, b) = (Money { minor: a.into(), currency }, Money { minor: b.into(), currency });
        prop_assert_eq!(a.checked_add(b).and_then(|sum| sum.checked_sub(b)), Ok(a));
    }

    #[test]
    fn a_displayed_share_reads_back(millionths in 0..=i64::MAX) {
        let share = Share::from_millionths(millionths).unwrap();
        prop_assert_eq!(share.to_string().parse::<Share>(), Ok(share));
    }

    #[test]
    fn a_share_of_a_share_is_off_by_at_most_half_a_millionth(a in 0..=100_000_000i64, b in 0..=100_000_000i64) {
        let (x, y) = (Share::from_millionths(a).unwrap(), Share::from_millionths(b).unwrap());
        let product = i128::from(x.checked_mul(y).unwrap().millionths());
        prop_assert_eq!(x.checked_mul(y), y.checked_mul(x));
        prop_assert!((2 * (product * 100_000_000 - i128::from(a) * i128::from(b))).abs() <= 100_000_000);
    }

    #[test]
    fn a_displayed_decimal_reads_back(text in "-?[0-9]{1,18}(\\.[0-9]{1,17})?") {
        let decimal = Decimal::parse(&text).unwrap();
        prop_assert_eq!(Decimal::parse(&decimal.to_string()), Some(decimal));
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,20}|[-0-9.% KZT]{0,60}") {
        let _ = (text.parse::<PartialDate>(), text.parse::<Money>(), text.parse::<Share>(), Decimal::parse(&text));
    }
}
