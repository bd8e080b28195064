//! The Atom feed (RFC 4287).

use super::{Channel, Entry, instant, xml};
use std::fmt::Write as _;

/// The media type.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// The moment a feed without entries was last changed: never. The format demands one.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// The feed; `entries` are sorted, latest first.
pub fn feed(channel: &Channel<'_>, entries: &[Entry]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(text, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", channel.language);
    let _ = writeln!(text, "<id>{}</id>", xml(&channel.id()));
    let _ = writeln!(text, "<title>{}</title>", xml(&channel.title));
    let updated = entries.iter().map(|entry| entry.updated).max().map_or_else(|| NEVER.to_owned(), instant);
    let _ = writeln!(text, "<updated>{updated}</updated>");
    let _ = writeln!(text, "<author><name>{}</name></author>", xml(channel.author));
    let link = |path: &str| xml(&channel.url(path));
    let _ = writeln!(text, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", link(&channel.path));
    let _ = writeln!(text, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", link(&channel.page));
    for entry in entries {
        let _ = writeln!(text, "<entry>\n<id>{}</id>", xml(&channel.entry_id(entry)));
        let _ = writeln!(text, "<title>{}</title>", xml(&entry.title));
        let _ = writeln!(text, "<published>{}</published>", instant(entry.published));
        let _ = writeln!(text, "<updated>{}</updated>", instant(entry.updated));
        let _ = writeln!(text, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", link(&entry.page));
        let _ = writeln!(text, "<summary>{}</summary>\n</entry>", xml(&entry.text));
    }
    text + "</feed>\n"
}

#[cfg(test)]
mod tests {
    use super::super::samples::sample;
    use super::*;
    use quick_xml::events::Event;

    #[test]
    fn the_feed_is_well_formed_and_has_what_the_format_demands() {
        let (channel, entries) = sample();
        let text = feed(&channel, &entries);
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut names = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(start) => names.push(start.name().as_ref().to_owned()),
                _ => {}
            }
        }
        for (name, times) in [("feed", 1), ("id", 3), ("title", 3), ("updated", 3), ("author", 1), ("entry", 2)] {
            assert_eq!(names.iter().filter(|found| *found == name).count(), times, "{name}");
        }
        assert!(text.contains("<id>tag:observatory.example,2026:kk/release/b</id>"), "{text}");
        assert!(text.contains("rel=\"self\" type=\"application/atom+xml\" href=\"http://h.example:81/kk/feed.atom\""));
        let feed_updated = text.split("<updated>").nth(1).unwrap();
        assert!(feed_updated.starts_with("2026-02-01T00:00:00Z"), "the feed is as new as its newest entry");
    }

    #[test]
    fn names_of_entries_do_not_depend_on_where_the_site_is_served() {
        let (channel, entries) = sample();
        let elsewhere = Channel { base: "http://moved.example", ..channel.clone() };
        let ids = |text: String| -> Vec<String> {
            text.lines().filter(|line| line.contains("<id>")).map(str::to_owned).collect()
        };
        assert_eq!(ids(feed(&channel, &entries)), ids(feed(&elsewhere, &entries)));
    }
}
