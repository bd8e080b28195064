//! Numbers as readers meet them: with their interval, their state when there is no number, and always inside a link
//! to the observation that proves them.

use crate::locale;
use crate::message as say;
use crate::page::layout::Frame;
use crate::route::Route;
use maud::{Markup, html};
use probity_core::Language;

/// A number, or the reason why there is none. Unknown, not applicable, withheld, suppressed and zero are five things.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// The number.
    Value(f64),
    /// The inputs do not suffice.
    Insufficient,
    /// The question does not arise.
    NotApplicable,
    /// Hidden to protect persons.
    Suppressed,
    /// The holder did not give it.
    Withheld,
    /// Nobody knows.
    Unknown,
}

/// A number ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The number or the reason for its absence.
    pub reading: Reading,
    /// Lower and upper end of its interval, in the same unit.
    pub interval: Option<(f64, f64)>,
    /// Digits behind the decimal mark.
    pub decimals: usize,
    /// Whether it is a difference, shown with its sign.
    pub signed: bool,
    /// The finding it is, by name; `None` only for numbers that are no findings, such as cells of sources.
    pub observation: Option<String>,
}

impl Number {
    /// A finding's number without interval.
    pub fn of(observation: &str, value: f64, decimals: usize) -> Self {
        let observation = Some(observation.to_owned());
        Self { reading: Reading::Value(value), interval: None, decimals, signed: false, observation }
    }

    /// A finding that has no number.
    pub fn absent(observation: &str, reading: Reading) -> Self {
        Self { reading, interval: None, decimals: 0, signed: false, observation: Some(observation.to_owned()) }
    }

    /// With an interval.
    pub fn between(mut self, low: f64, high: f64) -> Self {
        self.interval = Some((low, high));
        self
    }

    /// As a difference.
    pub fn difference(mut self) -> Self {
        self.signed = true;
        self
    }

    fn digits(&self, language: Language, value: f64) -> String {
        if self.signed {
            locale::signed(language, value, self.decimals)
        } else {
            locale::number(language, value, self.decimals)
        }
    }

    /// The number or the word for its absence, as text.
    pub fn text(&self, language: Language) -> String {
        match self.reading {
            Reading::Value(value) => self.digits(language, value),
            Reading::Insufficient => say::state_insufficient(language),
            Reading::NotApplicable => say::state_not_applicable(language),
            Reading::Suppressed => say::state_suppressed(language),
            Reading::Withheld => say::state_withheld(language),
            Reading::Unknown => say::state_unknown(language),
        }
    }

    /// The interval as text, if there is one.
    pub fn interval_text(&self, language: Language) -> Option<String> {
        self.interval.map(|(low, high)| locale::range(&self.digits(language, low), &self.digits(language, high)))
    }

    fn class(&self) -> &'static str {
        match self.reading {
            Reading::Value(_) => "num",
            Reading::Insufficient => "num absent insufficient",
            Reading::NotApplicable => "num absent not-applicable",
            Reading::Suppressed => "num absent suppressed",
            Reading::Withheld => "num absent withheld",
            Reading::Unknown => "num absent unknown",
        }
    }

    /// The number and its interval inside a link to the observation.
    pub fn markup(&self, frame: &Frame<'_>) -> Markup {
        let language = frame.language;
        let inner = html! {
            span class="v" { (self.text(language)) }
            @if let Some(interval) = self.interval_text(language) { " " span class="interval" { "(" (interval) ")" } }
        };
        linked(frame, self.observation.as_deref(), self.class(), &inner)
    }

    /// The number alone, for tables that give the interval its own column.
    pub fn bare(&self, frame: &Frame<'_>) -> Markup {
        linked(frame, self.observation.as_deref(), self.class(), &html! { (self.text(frame.language)) })
    }

    /// The interval alone, linked like the number.
    pub fn interval_markup(&self, frame: &Frame<'_>) -> Markup {
        let text = self.interval_text(frame.language).unwrap_or_else(|| "–".to_owned());
        linked(frame, self.observation.as_deref(), "num interval", &html! { (text) })
    }
}

/// `inner` inside a link to an observation, or in a plain span.
pub fn linked(frame: &Frame<'_>, observation: Option<&str>, class: &str, inner: &Markup) -> Markup {
    match observation {
        Some(id) => html! { a class=(class) href=(Route::Observation(id.to_owned()).href(frame.language)) { (inner) } },
        None => html! { span class=(class) { (inner) } },
    }
}

/// A rank that is honest about what it does not know: first and last possible place.
#[derive(Debug, Clone, PartialEq)]
pub struct RankRange {
    /// Best possible place, from 1.
    pub best: u32,
    /// Worst possible place.
    pub worst: u32,
    /// How many were ranked.
    pub of: u32,
    /// The finding it is.
    pub observation: Option<String>,
}

impl RankRange {
    /// `12–25`, linked.
    pub fn markup(&self, frame: &Frame<'_>) -> Markup {
        linked(frame, self.observation.as_deref(), "num", &html! { (self.text()) })
    }

    /// `12–25 of 180`, linked.
    pub fn of_markup(&self, frame: &Frame<'_>) -> Markup {
        let text = say::rank_of(frame.language, u64::from(self.of), self.text());
        linked(frame, self.observation.as_deref(), "num", &html! { (text) })
    }

    fn text(&self) -> String {
        locale::range(&self.best.to_string(), &self.worst.to_string())
    }
}

/// What can be said about a difference between two editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It rose, beyond the uncertainty.
    Rose,
    /// It fell, beyond the uncertainty.
    Fell,
    /// The uncertainty is larger than the difference.
    NotClear,
}

impl Verdict {
    /// The verdict in words, with a sign that does not rely on colour.
    pub fn markup(self, language: Language) -> Markup {
        let (class, sign, text) = match self {
            Self::Rose => ("verdict rose", "↑", say::verdict_rose(language)),
            Self::Fell => ("verdict fell", "↓", say::verdict_fell(language)),
            Self::NotClear => ("verdict not-clear", "≈", say::verdict_not_clear(language)),
        };
        html! { span class=(class) { span aria-hidden="true" { (sign) } " " (text) } }
    }
}

/// Something with a code and a name in the page's language: a country, an indicator, a data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its code, as in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Named {
    /// A code with its name.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into() }
    }

    /// A link to the country of this code.
    pub fn country(&self, frame: &Frame<'_>) -> Markup {
        html! { a href=(Route::Country(self.id.clone()).href(frame.language)) { (self.name) } }
    }
}
