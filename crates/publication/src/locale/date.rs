//! Calendar days as each language writes them in running text, such as `2026 ж. 9 желтоқсан`.

use probity_core::Language;
use std::fmt;
use std::str::FromStr;

/// A calendar day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// A text that is not a day.
#[derive(Debug, thiserror::Error, PartialEq)]
#[error("`{0}` is not a day: write YYYY-MM-DD")]
pub struct NotADay(pub String);

impl Day {
    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        };
        ((1..=last).contains(&day)).then_some(Self { year, month, day })
    }
}

impl Day {
    /// Year, month from 1, day from 1.
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let wrong = || NotADay(text.to_owned());
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| match i {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        let parts: Vec<u16> = text.split('-').filter_map(|part| part.parse().ok()).collect();
        match parts[..] {
            [year, month, day] if shaped => {
                Self::new(year, u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0)).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const KK: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];
const RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// Russian names of months that stand alone.
const RU_ALONE: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

/// Weekdays by the two or three letters of a calendar's head, Monday first.
pub fn weekdays(language: Language) -> [&'static str; 7] {
    match language {
        Language::En => ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
        Language::Kk => ["Дс", "Сс", "Ср", "Бс", "Жм", "Сб", "Жс"],
        Language::Ru => ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"],
    }
}

/// A month of a year, as the head of a calendar: `January 2027`, `2027 ж. қаңтар`, `январь 2027 г.`
pub fn month(language: Language, year: u16, month: u8) -> String {
    let index = usize::from(month).saturating_sub(1) % 12;
    match language {
        Language::En => format!("{} {year}", EN[index]),
        Language::Kk => format!("{year} ж. {}", KK[index]),
        Language::Ru => format!("{} {year} г.", RU_ALONE[index]),
    }
}

/// The day in words.
pub fn day(language: Language, day: Day) -> String {
    let month = usize::from(day.month).saturating_sub(1) % 12;
    let Day { year, day, .. } = day;
    match language {
        Language::En => format!("{day} {} {year}", EN[month]),
        Language::Kk => format!("{year} ж. {day} {}", KK[month]),
        Language::Ru => format!("{day} {} {year} г.", RU[month]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_each_language_writes_them() {
        let date: Day = "2026-12-09".parse().unwrap();
        assert_eq!(day(Language::En, date), "9 December 2026");
        assert_eq!(day(Language::Kk, date), "2026 ж. 9 желтоқсан");
        assert_eq!(day(Language::Ru, date), "9 декабря 2026 г.");
        assert_eq!(month(Language::Ru, 2026, 12), "декабрь 2026 г.");
        assert_eq!(month(Language::Kk, 2026, 12), "2026 ж. желтоқсан");
    }

    #[test]
    fn days_the_calendar_does_not_have_are_refused() {
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "+026-01-01", "", "2026-01-001"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert_eq!("2024-02-29".parse::<Day>().unwrap().to_string(), "2024-02-29");
    }
}
