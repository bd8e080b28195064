//! Cells of the Treaty Collection: a date such as `25 Aug 2008` with the mark of the instrument's kind behind it.

use crate::date::iso_day;
use crate::treaty::deposits::Kind;
use jiff::civil::Date;

/// What is expected in such a cell.
pub const EXPECTED: &str = "a date such as `25 Aug 2008`, with a mark (a, A, AA, d, c, s) or without, or nothing";

/// A date with its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instrument {
    pub date: Date,
    pub kind: Kind,
    /// Marked `n`: the treaty is applied provisionally, which binds nobody to it.
    pub provisional: bool,
}

/// Why a cell is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellError {
    Form,
    Calendar,
    Mark,
    Brackets,
}

impl CellError {
    pub fn message(self, text: &str) -> String {
        match self {
            Self::Form | Self::Brackets => format!("`{text}` is not a date"),
            Self::Calendar => format!("`{text}` is not in the calendar"),
            Self::Mark => format!("the mark of `{text}` is not known"),
        }
    }

    pub fn hint(self) -> Option<&'static str> {
        (self == Self::Brackets).then_some(
            "brackets stand for an action that was replaced or undone; write the date without, or leave it out",
        )
    }
}

/// Reads a cell; `provisional` says whether its column can hold provisional applications (`n`).
pub fn parse(text: &str, provisional: bool) -> Result<Instrument, CellError> {
    if text.contains(['[', ']']) {
        return Err(CellError::Brackets);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let (date, mark) = match words.as_slice() {
        [day, month, year] => (printed(day, month, year)?, None),
        [day, month, year, mark] => (printed(day, month, year)?, Some(*mark)),
        [day] => (iso_day(day).ok_or(CellError::Form)?, None),
        [day, mark] => (iso_day(day).ok_or(CellError::Form)?, Some(*mark)),
        _ => return Err(CellError::Form),
    };
    match mark {
        None => Ok(Instrument { date, kind: Kind::Ratification, provisional: false }),
        Some("n") if provisional => Ok(Instrument { date, kind: Kind::Ratification, provisional: true }),
        // A ratification is printed without a mark.
        Some("r") => Err(CellError::Mark),
        Some(mark) => {
            let kind = Kind::of_mark(mark).ok_or(CellError::Mark)?;
            Ok(Instrument { date, kind, provisional: false })
        }
    }
}

/// A date in the Collection's form, the month in letters, short or in full.
fn printed(day: &str, month: &str, year: &str) -> Result<Date, CellError> {
    let digits = |text: &str, from: usize, to: usize| {
        (from..=to).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(day, 1, 2) || !digits(year, 4, 4) {
        return Err(CellError::Form);
    }
    let names = |format: &str, day: &str| Date::strptime(format, format!("{day} {month} {year}")).ok();
    let formats = ["%d %b %Y", "%d %B %Y"];
    let found = formats.iter().find_map(|format| names(format, day)).filter(|date| date.year() >= 1);
    // Every month has a first day: if that parses, the month is one and only the day is wrong.
    let month_is_known = || formats.iter().any(|format| names(format, "1").is_some());
    found.ok_or_else(|| if month_is_known() { CellError::Calendar } else { CellError::Form })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn dates_have_marks_that_differ_by_case() {
        let cases = [
            ("25 Aug 2008", Kind::Ratification),
            ("25 August 2008", Kind::Ratification),
            ("2008-08-25", Kind::Ratification),
            ("25 Aug 2008 a", Kind::Accession),
            ("25 Aug 2008  A", Kind::Acceptance),
            ("25\u{a0}Aug 2008 AA", Kind::Approval),
            ("25 Aug 2008 d", Kind::Succession),
            ("25 Aug 2008 c", Kind::FormalConfirmation),
            ("25 Aug 2008 s", Kind::DefinitiveSignature),
        ];
        for (text, kind) in cases {
            let expected = Instrument { date: date(2008, 8, 25), kind, provisional: false };
            assert_eq!(parse(text, false), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_date_says_why() {
        for (text, error) in [
            ("yes", CellError::Form),
            ("Aug 2008", CellError::Form),
            ("25 Aug 08", CellError::Form),
            ("25 Agu 2008", CellError::Form),
            ("25.08.2008", CellError::Form),
            ("25 Aug 2008 a 3", CellError::Form),
            ("+5 Aug 2008", CellError::Form),
            ("31 Jun 2008", CellError::Calendar),
            ("29 Feb 2007", CellError::Calendar),
            ("0 Feb 2007", CellError::Calendar),
            ("25 Aug 2008 x", CellError::Mark),
            ("25 Aug 2008 aa", CellError::Mark),
            ("25 Aug 2008 n", CellError::Mark),
            ("[19 Nov 2009 ]", CellError::Brackets),
        ] {
            assert_eq!(parse(text, false), Err(error), "{text}");
        }
    }

    #[test]
    fn a_provisional_application_is_one_only_where_the_column_says_so() {
        assert!(parse("25 Apr 2008 n", true).is_ok_and(|instrument| instrument.provisional));
    }

    proptest! {
        #[test]
        fn no_cell_breaks_the_reader(text in ".{0,20}", words in "[0-9]{0,3} [A-Za-z]{0,4} [0-9]{0,5} ?[a-zA-Z]{0,2}") {
            let _ = (parse(&text, true), parse(&words, false));
        }

        #[test]
        fn every_day_is_read_as_it_is_printed(days in 0i32..80_000) {
            let day = crate::calendar::add_days(date(1850, 1, 1), days).expect("a day");
            let text = day.strftime("%-d %b %Y").to_string();
            prop_assert_eq!(parse(&text, false).map(|instrument| instrument.date), Ok(day));
        }
    }
}
