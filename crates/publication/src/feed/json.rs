//! The JSON Feed (version 1.1).

use super::{Channel, Entry, instant};
use serde_json::{Value, json};

/// The media type.
pub const MEDIA_TYPE: &str = "application/feed+json; charset=utf-8";

/// The feed; `entries` are sorted, latest first.
pub fn feed(channel: &Channel<'_>, entries: &[Entry]) -> String {
    let item = |entry: &Entry| {
        json!({
            "id": channel.entry_id(entry),
            "url": channel.url(&entry.page),
            "title": entry.title,
            "content_text": entry.text,
            "date_published": instant(entry.published),
            "date_modified": instant(entry.updated),
        })
    };
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.url(&channel.page),
        "feed_url": channel.url(&channel.path),
        "language": channel.language.code(),
        "authors": [{ "name": channel.author }],
        "items": entries.iter().map(item).collect::<Vec<Value>>(),
    });
    format!("{feed:#}\n")
}

#[cfg(test)]
mod tests {
    use super::super::samples::sample;
    use super::*;

    #[test]
    fn the_feed_has_what_version_1_1_demands() {
        let (channel, entries) = sample();
        let value: Value = serde_json::from_str(&feed(&channel, &entries)).unwrap();
        assert_eq!(value["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(value["items"].as_array().unwrap().len(), 2);
        assert_eq!(value["items"][0]["id"], "tag:observatory.example,2026:kk/release/b");
        assert_eq!(value["items"][0]["url"], "http://h.example:81/kk/dataset/cpi");
        assert_eq!(value["items"][1]["date_modified"], "2026-01-29T00:00:00Z");
    }
}
