//! A table of the method file together with how messages call it.

use super::Value;
use std::ops::Range;
use toml::de::DeTable;

/// A table, its span and its name in messages.
#[derive(Debug, Clone)]
pub(in crate::score) struct Section<'a> {
    pub(super) table: &'a DeTable<'a>,
    pub(super) span: Range<usize>,
    pub(super) name: String,
}

impl<'a> Section<'a> {
    /// The table in a value, if it is one.
    pub(super) fn of(value: &'a Value<'a>, name: String) -> Option<Self> {
        Some(Self { table: value.get_ref().as_table()?, span: value.span(), name })
    }

    /// The span of a key's value, or of the whole table without it.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.table.get(key).map_or_else(|| self.span.clone(), |value| value.span())
    }
}
