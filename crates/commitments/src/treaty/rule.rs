//! When a treaty enters into force: so many days or months after so many deposits. The grammar is small and its messages
//! say what was expected where, because a rule is typed by people who have the article of the treaty before them.

use crate::calendar::{add_days, add_months};
use jiff::civil::Date;
use std::fmt;
use std::num::{NonZeroU16, NonZeroUsize};
use std::str::FromStr;

/// A rule of entry into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// A term after the Nth deposit.
    Counted(Counted),
    /// A condition that deposits alone do not decide, in words.
    Conditional(String),
}

/// A term after the Nth deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// How many deposits it takes.
    pub nth: NonZeroUsize,
    /// What runs from the day of the Nth.
    pub term: Term,
}

/// What runs from the day of a deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// So many days.
    Days(u16),
    /// So many months, clamped to the end of a shorter month.
    Months(u16),
    /// So many days, then on to the first day of the following month.
    FirstOfMonthAfterDays(u16),
    /// So many months, then on to the first day of the following month.
    FirstOfMonthAfterMonths(u16),
    /// The first day of the Kth month after the month of the deposit.
    FirstOfNthMonth(NonZeroU16),
}

/// When the treaty begins to bind a party that joins later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    /// A term after its own deposit.
    After(Term),
    /// On the day of its own deposit.
    OnDeposit,
}

impl Term {
    /// The day on which the term ends; `None` beyond the calendar's last year.
    pub fn from(self, deposit: Date) -> Option<Date> {
        match self {
            Self::Days(days) => add_days(deposit, i32::from(days)),
            Self::Months(months) => add_months(deposit, i32::from(months)),
            Self::FirstOfMonthAfterDays(days) => first_of_next_month(add_days(deposit, i32::from(days))?),
            Self::FirstOfMonthAfterMonths(months) => first_of_next_month(add_months(deposit, i32::from(months))?),
            Self::FirstOfNthMonth(nth) => add_months(deposit.first_of_month(), i32::from(nth.get())),
        }
    }
}

fn first_of_next_month(date: Date) -> Option<Date> {
    add_months(date.first_of_month(), 1)
}

impl Later {
    /// The day on which a deposit begins to bind; `None` beyond the calendar's last year.
    pub fn from(self, deposit: Date) -> Option<Date> {
        match self {
            Self::After(term) => term.from(deposit),
            Self::OnDeposit => Some(deposit),
        }
    }
}

impl Counted {
    /// What holds for later parties when nothing else is said: the term of the rule itself.
    pub fn default_later(self) -> Later {
        Later::After(self.term)
    }
}

/// A text that is no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RuleError {
    /// One sentence: what is wrong.
    pub message: String,
    /// What was expected.
    pub expected: String,
    /// The wrong part of the text; empty where something is missing.
    pub found: String,
    /// Which character of the text is the first wrong one, from 1.
    pub column: u32,
}

/// Words that begin a rule, and the number they take after N.
const RULES: [(&str, &str); 6] = [
    ("days_after_nth", ":N:D"),
    ("months_after_nth", ":N:M"),
    ("first_of_month_after_days_after_nth", ":N:D"),
    ("first_of_month_after_months_after_nth", ":N:M"),
    ("first_of_nth_month_after_nth", ":N:K"),
    ("conditional", ":TEXT"),
];

/// Words that begin a rule for later parties.
const LATERS: [(&str, &str); 6] = [
    ("days", ":D"),
    ("months", ":M"),
    ("first_of_month_after_days", ":D"),
    ("first_of_month_after_months", ":M"),
    ("first_of_nth_month", ":K"),
    ("on_deposit", ""),
];

fn forms(words: &[(&str, &str)]) -> String {
    words.iter().map(|(word, rest)| format!("{word}{rest}")).collect::<Vec<_>>().join(", ")
}

/// The parts of a text between colons, each with the column it begins at.
struct Parts<'a> {
    word: &'a str,
    numbers: Vec<(u32, &'a str)>,
    form: String,
    end: u32,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str, words: &[(&str, &str)], kind: &str) -> Result<Self, RuleError> {
        let mut column = 1_u32;
        let mut parts = Vec::new();
        for part in text.split(':') {
            parts.push((column, part));
            column = column.saturating_add(width(part)).saturating_add(1);
        }
        let word = parts.first().map_or("", |(_, word)| *word);
        let Some((_, rest)) = words.iter().find(|(known, _)| *known == word) else {
            let message = format!("`{word}` is not {kind}");
            return Err(RuleError { message, expected: forms(words), found: word.to_owned(), column: 1 });
        };
        let numbers = parts.split_off(1);
        let parts = Self { word, numbers, form: format!("{word}{rest}"), end: width(text).saturating_add(1) };
        let wanted = rest.matches(':').count();
        if parts.numbers.len() == wanted || word == "conditional" {
            return Ok(parts);
        }
        let (column, surplus) = parts.numbers.get(wanted).copied().unwrap_or((parts.end, ""));
        let message = match (wanted, parts.numbers.len()) {
            (0, given) => format!("`{word}` takes no number, found {given}"),
            (1, given) => format!("`{word}` takes one number, found {given}"),
            (_, given) => format!("`{word}` takes {wanted} numbers, found {given}"),
        };
        Err(RuleError { message, expected: parts.form, found: surplus.to_owned(), column })
    }

    /// The number at `index`, in digits.
    fn number<T: FromStr>(&self, index: usize, name: &str, least: u16) -> Result<T, RuleError> {
        let (column, text) = self.numbers.get(index).copied().unwrap_or((self.end, ""));
        let digits = Some(text).filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|text| text.parse().ok()).ok_or_else(|| RuleError {
            message: format!("{name} is `{text}`"),
            expected: format!("a whole number from {least} to {} for {name} of {}", u16::MAX, self.form),
            found: text.to_owned(),
            column,
        })
    }

    fn term(&self, index: usize) -> Result<Option<Term>, RuleError> {
        let word = self.word.strip_suffix("_after_nth").unwrap_or(self.word);
        Ok(Some(match word {
            "days" => Term::Days(self.number(index, "D", 0)?),
            "months" => Term::Months(self.number(index, "M", 0)?),
            "first_of_month_after_days" => Term::FirstOfMonthAfterDays(self.number(index, "D", 0)?),
            "first_of_month_after_months" => Term::FirstOfMonthAfterMonths(self.number(index, "M", 0)?),
            "first_of_nth_month" => Term::FirstOfNthMonth(self.number(index, "K", 1)?),
            _ => return Ok(None),
        }))
    }
}

fn width(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        let parts = Parts::of(text, &RULES, "a rule")?;
        if parts.word == "conditional" {
            return conditional(text, &parts);
        }
        let nth: NonZeroU16 = parts.number(0, "N", 1)?;
        match parts.term(1)? {
            Some(term) => Ok(Self::Counted(Counted { nth: nth.into(), term })),
            None => Err(RuleError {
                message: "this is not a rule".to_owned(),
                expected: forms(&RULES),
                found: parts.word.to_owned(),
                column: 1,
            }),
        }
    }
}

fn conditional(text: &str, parts: &Parts<'_>) -> Result<Rule, RuleError> {
    let condition = text.split_once(':').map_or("", |(_, condition)| condition.trim());
    if condition.is_empty() {
        let message = "a conditional rule needs its condition in words".to_owned();
        return Err(RuleError {
            message,
            expected: "conditional:TEXT".to_owned(),
            found: String::new(),
            column: parts.end,
        });
    }
    Ok(Rule::Conditional(condition.to_owned()))
}

impl FromStr for Later {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let parts = Parts::of(text.trim(), &LATERS, "a rule for later parties")?;
        Ok(parts.term(0)?.map_or(Self::OnDeposit, Self::After))
    }
}

impl Term {
    /// Word and number.
    fn written(self) -> (&'static str, u16) {
        match self {
            Self::Days(days) => ("days", days),
            Self::Months(months) => ("months", months),
            Self::FirstOfMonthAfterDays(days) => ("first_of_month_after_days", days),
            Self::FirstOfMonthAfterMonths(months) => ("first_of_month_after_months", months),
            Self::FirstOfNthMonth(nth) => ("first_of_nth_month", nth.get()),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counted(Counted { nth, term }) => {
                let (word, number) = term.written();
                write!(f, "{word}_after_nth:{nth}:{number}")
            }
            Self::Conditional(condition) => write!(f, "conditional:{condition}"),
        }
    }
}

impl fmt::Display for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::After(term) => {
                let (word, number) = term.written();
                write!(f, "{word}:{number}")
            }
            Self::OnDeposit => f.write_str("on_deposit"),
        }
    }
}

#[cfg(test)]
mod tests;
