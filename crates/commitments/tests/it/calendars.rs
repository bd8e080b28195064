//! Calendars: which days are worked, where deadlines come to rest, and what is said when the calendar is not sure.

use jiff::civil::{Date, date};
use probity_commitments::calendar::{
    Calendar, Coverage, Direction, Rolled, add_days, add_months, end_of_month, read_calendars, roll,
};
use proptest::prelude::*;

const KZ: &str = r#"
[[calendar]]
id = "KZ"
timezone = "Asia/Almaty"
weekend = ["sat", "sun"]
[[calendar.day]]
date = 2022-01-03
kind = "holiday"
[[calendar.day]]
date = 2024-05-04
kind = "working"
name = { en = "Worked instead of 2024-05-08" }
[[calendar.day]]
date = 2024-05-08
kind = "holiday"
name = { en = "Day off (substituted from 2024-05-04)" }
estimated = false
[[calendar.day]]
date = 2024-06-17
kind = "holiday"
name = { en = "Kurban Ait" }
estimated = true
"#;

fn calendar(text: &str) -> Calendar {
    let calendars = read_calendars("calendars.toml", text).unwrap_or_else(|faults| panic!("{faults:#?}"));
    calendars.get("KZ").expect("the calendar").clone()
}

fn next(calendar: &Calendar, day: Date) -> Rolled {
    roll(day, Direction::Next, calendar).unwrap()
}

#[test]
fn a_day_is_worked_if_listed_so_or_neither_weekend_nor_holiday() {
    let kz = calendar(KZ);
    assert_eq!(kz.timezone, "Asia/Almaty");
    for (day, working) in [
        (date(2024, 5, 4), true),
        (date(2024, 5, 5), false),
        (date(2024, 5, 7), true),
        (date(2024, 5, 8), false),
        (date(2024, 5, 11), false),
    ] {
        assert_eq!(kz.is_working(day), working, "{day}");
    }
}

#[test]
fn deadlines_roll_to_working_days_in_both_directions() {
    let kz = calendar(KZ);
    let rolled = |day, direction| roll(day, direction, &kz).unwrap().date;
    assert_eq!(rolled(date(2024, 5, 8), Direction::Next), date(2024, 5, 9));
    assert_eq!(rolled(date(2024, 5, 8), Direction::Previous), date(2024, 5, 7));
    assert_eq!(rolled(date(2024, 5, 11), Direction::Next), date(2024, 5, 13));
    assert_eq!(rolled(date(2024, 5, 5), Direction::Previous), date(2024, 5, 4));
    assert_eq!(rolled(date(2024, 5, 7), Direction::Next), date(2024, 5, 7));
}

fn said(rolled: &Rolled) -> Vec<String> {
    rolled.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_deadline_that_rolls_over_an_estimated_day_says_so() {
    let rolled = next(&calendar(KZ), date(2024, 6, 15));
    assert_eq!(
        (rolled.date, said(&rolled)),
        (date(2024, 6, 18), vec!["2024-06-17 (Kurban Ait) is an estimated day".to_owned()])
    );
    assert_eq!(said(&next(&calendar(KZ), date(2024, 6, 14))), Vec::<String>::new());
}

#[test]
fn years_that_a_calendar_does_not_cover_are_named() {
    let kz = calendar(KZ);
    assert_eq!(
        [2021, 2022, 2023, 2024, 2025].map(|year| kz.covers(year)),
        [Coverage::Outside, Coverage::Listed, Coverage::Gap, Coverage::Listed, Coverage::Outside]
    );
    assert_eq!(said(&next(&kz, date(2025, 3, 3))), ["calendar does not cover 2025"]);
    assert_eq!(said(&next(&kz, date(2021, 1, 2))), ["calendar does not cover 2021"]);
    assert_eq!(said(&next(&kz, date(2023, 3, 3))), ["calendar lists no day of 2023"]);
    let over = next(&kz, date(2022, 12, 31));
    assert_eq!((over.date, said(&over)), (date(2023, 1, 2), vec!["calendar lists no day of 2023".to_owned()]));
    let empty = calendar("[[calendar]]\nid = \"KZ\"\nweekend = [\"sat\", \"sun\"]\n");
    assert_eq!(said(&next(&empty, date(2024, 6, 15))), ["calendar does not cover 2024"]);
}

#[test]
fn a_faulty_calendar_is_told_every_fault_with_its_line() {
    let text = "[[calendar]]\nid = \"X\"\nweekend = [\"saturday\", \"sun\"]\n[[calendar.day]]\ndate = 2024-01-01\n\
                kind = \"holiday\"\n[[calendar.day]]\ndate = \"2024-01-01\"\nkind = \"holiday\"\n";
    let faults = read_calendars("x.toml", text).unwrap_err();
    let found: Vec<_> =
        faults.iter().map(|fault| (fault.place.row, fault.place.column, fault.message.as_str())).collect();
    assert_eq!(found, [(3, 12, "`saturday` is not a day of the week"), (8, 8, "2024-01-01 is listed twice")]);
    for text in [
        "[[calendar]]\nid = \"X\"\nweekend = [\"mon\",\"tue\",\"wed\",\"thu\",\"fri\",\"sat\",\"sun\"]",
        "[[calendar]]\nid = \"X\"\nweekend = []\n[[calendar.day]]\ndate = 2024-02-30\nkind = \"holiday\"",
        "[[calendar]]\nid = \"X\"\nweekend = []\n[[calendar.day]]\ndate = 2024-02\nkind = \"holiday\"",
        "[[calendar]]\nid = \"X\"\nweekend = []\n[[calendar.day]]\ndate = 2024-02-03\nkind = \"half\"",
        "[[calendar]]\nid = \"X\"\nweekends = []",
    ] {
        let faults = read_calendars("x.toml", text).unwrap_err();
        assert!(faults[0].place.row > 1 && faults[0].line.is_some(), "{text}: {faults:#?}");
    }
}

#[test]
fn a_calendar_is_the_same_from_json() {
    let json = r#"{"id":"KZ","weekend":["sat"],"day":[{"date":"2024-05-08","kind":"holiday"}]}"#;
    let toml = "[[calendar]]\nid = \"KZ\"\nweekend = [\"sat\"]\nday = [{ date = 2024-05-08, kind = \"holiday\" }]\n";
    assert_eq!(serde_json::from_str::<Calendar>(json).unwrap(), calendar(toml));
    let twice = json.replace("]}", r#",{"date":"2024-05-08","kind":"working"}]}"#);
    let error = serde_json::from_str::<Calendar>(&twice).unwrap_err().to_string();
    assert_eq!(error, ".day[1].date: 2024-05-08 is listed twice");
}

/// The Kazakh days of the reference data as a calendar of ours.
fn kazakhstan() -> Option<Calendar> {
    let path = probity_testkit::reference("commitments/calendars/kz_holidays.csv")?;
    let mut text = "[[calendar]]\nid = \"KZ\"\ntimezone = \"Asia/Almaty\"\nweekend = [\"sat\", \"sun\"]\n".to_owned();
    let mut reader = csv::Reader::from_reader(fs_err::File::open(path).unwrap());
    for row in reader.records() {
        let row = row.unwrap();
        let name = serde_json::to_string(&row[2]).unwrap();
        text.push_str(&format!("[[calendar.day]]\ndate = {}\nkind = \"{}\"\n", &row[0], &row[1]));
        text.push_str(&format!("name = {{ en = {name} }}\nestimated = {}\n", &row[3]));
    }
    Some(calendar(&text))
}

#[test]
fn the_kazakh_days_of_the_reference_data_move_deadlines() {
    let Some(kz) = kazakhstan() else { return };
    assert!(kz.is_working(date(2024, 5, 4)));
    assert_eq!(next(&kz, date(2024, 5, 7)).date, date(2024, 5, 10));
    let kurban = next(&kz, date(2026, 5, 27));
    assert_eq!((kurban.date, kurban.notes.len()), (date(2026, 5, 28), 1));
    assert_eq!(said(&kurban), ["2026-05-27 (Eid al-Adha) is an estimated day"]);
    assert_eq!(kz.covers(2025), Coverage::Gap);
    assert_eq!(said(&next(&kz, date(2027, 3, 1))), ["calendar does not cover 2027"]);
}

proptest! {
    #[test]
    fn rolling_stops_at_the_nearest_working_day(days in 0i32..2000, forwards in any::<bool>()) {
        let kz = calendar(KZ);
        let start = add_days(date(2021, 6, 1), days).unwrap();
        let (direction, step) = if forwards { (Direction::Next, 1) } else { (Direction::Previous, -1) };
        let end = roll(start, direction, &kz).unwrap().date;
        prop_assert!(kz.is_working(end));
        let mut day = start;
        while day != end {
            prop_assert!(!kz.is_working(day));
            day = add_days(day, step).unwrap();
        }
        prop_assert_eq!(roll(end, direction, &kz).unwrap().date, end);
    }

    #[test]
    fn months_add_up_from_the_first_of_a_month(year in 1900i16..2200, month in 1i8..=12, one in 0i32..600, two in 0i32..600) {
        let start = date(year, month, 1);
        let stepwise = add_months(start, one).and_then(|date| add_months(date, two));
        prop_assert_eq!(stepwise, add_months(start, one + two));
        prop_assert!(end_of_month(start) < add_months(start, 1).unwrap());
    }
}
