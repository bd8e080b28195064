//! A row of a table, cell by cell in the order of the columns.

use crate::process::amount::Amount;
use crate::process::cell::Cell;
use crate::process::moment::Moment;
use crate::process::stages::Money;
use crate::process::words::Words;
use probity_registers::table::StarCell;
use std::borrow::Cow;

/// A row.
#[derive(Debug, Clone)]
pub struct Row<'p>(Vec<StarCell<'p>>);

impl<'p> Row<'p> {
    /// A row of a process: its ordinal, positions, and the byte at which the process stands.
    pub fn new(process: u64, positions: &[usize], at: u64) -> Self {
        let positions = positions.iter().map(|position| StarCell::Unsigned(*position as u64));
        Self(std::iter::once(StarCell::Unsigned(process)).chain(positions).chain([StarCell::Unsigned(at)]).collect())
    }

    /// A row whose key has a stage: process, stage, positions, byte.
    pub fn staged(process: u64, stage: &'static str, positions: &[usize], at: u64) -> Self {
        let mut row = Self::new(process, positions, at);
        row.0.insert(1, StarCell::Text(Cow::Borrowed(stage)));
        row
    }

    /// With a path after the process in its key.
    pub fn worded(mut self, path: String) -> Self {
        self.0.insert(1, StarCell::Text(Cow::Owned(path)));
        self
    }

    /// With a path and positions as text after the process in its key.
    pub fn keyed(mut self, path: String, indexes: String) -> Self {
        self.0.insert(1, StarCell::Text(Cow::Owned(indexes)));
        self.worded(path)
    }

    /// The cells.
    pub fn cells(&self) -> &[StarCell<'p>] {
        &self.0
    }

    fn and(mut self, cell: Option<StarCell<'p>>) -> Self {
        self.0.push(cell.unwrap_or(StarCell::Missing));
        self
    }

    /// An identifier, a code or a text.
    pub fn text<T: AsRef<str>>(self, cell: &'p Cell<'p, T>) -> Self {
        self.and(cell.get().map(|text| StarCell::Text(Cow::Borrowed(text.as_ref()))))
    }

    /// Any text.
    pub fn string(self, text: Option<impl Into<Cow<'p, str>>>) -> Self {
        self.and(text.map(|text| StarCell::Text(text.into())))
    }

    /// Texts; missing when there are none.
    pub fn texts(self, words: &'p Words<'p>) -> Self {
        let texts: Vec<&'p str> = words.words.iter().map(AsRef::as_ref).collect();
        self.and((!texts.is_empty()).then_some(StarCell::Texts(texts)))
    }

    /// Words as one text, joined by `;`.
    pub fn joined(self, words: &'p Words<'p>) -> Self {
        let text = words.iter().collect::<Vec<_>>().join(";");
        self.string((!text.is_empty()).then_some(text))
    }

    /// An amount and its currency.
    pub fn money(self, money: &'p Money<'p>) -> Self {
        self.decimal(&money.amount).text(&money.currency)
    }

    /// A decimal.
    pub fn decimal(self, cell: &Cell<'_, Amount>) -> Self {
        self.and(cell.get().map(|amount| StarCell::Decimal(amount.millionths())))
    }

    /// A date: local time, offset, whether it is a day.
    pub fn date(self, cell: &Cell<'_, Moment>) -> Self {
        let moment = cell.get();
        self.and(moment.map(|own| StarCell::Signed(own.local)))
            .and(moment.and_then(|own| own.offset).map(|offset| StarCell::Signed(i64::from(offset))))
            .and(moment.map(|own| StarCell::Boolean(own.day)))
    }

    /// A count.
    pub fn count(self, count: usize) -> Self {
        self.and(Some(StarCell::Unsigned(count as u64)))
    }

    /// A count that may be unknown.
    pub fn position(self, position: Option<usize>) -> Self {
        self.and(position.map(|own| StarCell::Unsigned(own as u64)))
    }

    /// A whole number.
    pub fn number(self, number: Option<i64>) -> Self {
        self.and(number.map(StarCell::Signed))
    }

    /// Yes or no.
    pub fn yes(self, yes: Option<bool>) -> Self {
        self.and(yes.map(StarCell::Boolean))
    }
}
