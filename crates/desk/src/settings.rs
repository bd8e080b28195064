//! How much the desk shows at once, and what it calls soon and new: data, so that no page has its own idea of it.

use serde::Deserialize;
use std::sync::LazyLock;

/// `data/desk.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// Rows on a page.
    pub page: usize,
    /// Rows of one sort of things on the first page.
    pub queue: usize,
    /// Days before a date from which it waits on the first page.
    pub soon_days: i32,
    /// Days for which a shadow report or a comment is new.
    pub new_days: i32,
}

impl Default for Settings {
    // Only when the file cannot be read, which a test rules out: nothing is soon, nothing is new, pages have one row.
    fn default() -> Self {
        Self { page: 1, queue: 1, soon_days: 0, new_days: 0 }
    }
}

pub(crate) static SETTINGS: LazyLock<Settings> =
    LazyLock::new(|| toml::from_str(include_str!("../data/desk.toml")).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_can_be_read() {
        let settings: Settings = toml::from_str(include_str!("../data/desk.toml")).unwrap();
        assert!(settings.page > 1 && settings.queue > 1 && settings.soon_days > 0 && settings.new_days > 0);
    }
}
