//! Calendars for calendar programs (RFC 5545): releases, and deadlines of commitments. An entry keeps its name for ever, says how often it was
//! changed, and stays when it is cancelled, so that it disappears from nobody's calendar without a word.

use super::Channel;
use crate::locale::Day;

/// The media type.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// Octets a line may have, without its end.
const LINE_MAX: usize = 75;

/// Where an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It will take place; subscribers are reminded.
    Planned,
    /// It took place.
    Done,
    /// It will not.
    Cancelled,
}

/// An event of a whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name, which never changes.
    pub id: String,
    /// The day.
    pub day: Day,
    /// The day the entry was last changed.
    pub updated: Day,
    /// How often it was changed.
    pub sequence: u32,
    /// What takes place.
    pub title: String,
    /// More about it.
    pub text: String,
    /// The page it leads to, as an encoded path from the root, without leading slash.
    pub page: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// When subscribers are reminded of it while it is planned: days from it, negative before it.
    pub reminders: Vec<i32>,
}

/// The calendar.
pub fn calendar(channel: &Channel<'_>, events: &[Event]) -> String {
    let mut out = Lines::default();
    out.push("BEGIN:VCALENDAR");
    out.push("VERSION:2.0");
    out.push("PRODID:-//Probity//Calendar//EN");
    out.push("CALSCALE:GREGORIAN");
    out.push("METHOD:PUBLISH");
    out.push(&format!("NAME:{}", escape(&channel.title)));
    out.push(&format!("X-WR-CALNAME:{}", escape(&channel.title)));
    for event in events {
        self::event(&mut out, channel, event);
    }
    out.push("END:VCALENDAR");
    out.0
}

fn event(out: &mut Lines, channel: &Channel<'_>, event: &Event) {
    let language = channel.language;
    let day = |day: Day| day.to_string().replace('-', "");
    out.push("BEGIN:VEVENT");
    out.push(&format!("UID:{}@{}", event.id, channel.authority));
    out.push(&format!("DTSTAMP:{}T000000Z", day(event.updated)));
    out.push(&format!("LAST-MODIFIED:{}T000000Z", day(event.updated)));
    out.push(&format!("SEQUENCE:{}", event.sequence));
    out.push(&format!("DTSTART;VALUE=DATE:{}", day(event.day)));
    out.push(&format!("SUMMARY;LANGUAGE={language}:{}", escape(&event.title)));
    out.push(&format!("DESCRIPTION;LANGUAGE={language}:{}", escape(&event.text)));
    if let Some(page) = &event.page {
        out.push(&format!("URL:{}", channel.url(page)));
    }
    out.push("TRANSP:TRANSPARENT");
    let cancelled = event.status == Status::Cancelled;
    out.push(if cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    for days in event.reminders.iter().filter(|_| event.status == Status::Planned) {
        let sign = if *days < 0 { "-" } else { "" };
        out.push("BEGIN:VALARM");
        out.push("ACTION:DISPLAY");
        out.push(&format!("DESCRIPTION;LANGUAGE={language}:{}", escape(&event.title)));
        out.push(&format!("TRIGGER:{sign}P{}D", days.unsigned_abs()));
        out.push("END:VALARM");
    }
    out.push("END:VEVENT");
}

/// Text as a value of the type TEXT.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines ended and folded as the format demands: no line has more than 75 octets, and no letter is split.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        let mut room = LINE_MAX;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                // The space that marks the continuation counts.
                room = LINE_MAX - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::sample;
    use super::*;
    use proptest::prelude::*;

    fn event(title: &str, status: Status) -> Event {
        Event {
            id: "cpi-2027".to_owned(),
            day: "2027-01-28".parse().unwrap(),
            updated: "2026-06-30".parse().unwrap(),
            sequence: 3,
            title: title.to_owned(),
            text: String::new(),
            page: Some("kk/dataset/cpi".to_owned()),
            status,
            reminders: vec![-1, 2],
        }
    }

    fn unfold(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn an_entry_says_who_it_is_when_it_changed_and_where_it_stands() {
        let text = calendar(&sample().0, &[event("Сан; мәтін, сөз", Status::Planned)]);
        for line in [
            "UID:cpi-2027@observatory.example",
            "DTSTAMP:20260630T000000Z",
            "DTSTART;VALUE=DATE:20270128",
            "SEQUENCE:3",
            "STATUS:CONFIRMED",
            "TRIGGER:-P1D",
            "TRIGGER:P2D",
            "SUMMARY;LANGUAGE=kk:Сан\\; мәтін\\, сөз",
        ] {
            assert!(unfold(&text).contains(&format!("{line}\r\n")), "{line}\n{text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn a_cancelled_entry_stays_and_reminds_nobody() {
        let text = calendar(&sample().0, &[event("a", Status::Cancelled)]);
        assert!(text.contains("STATUS:CANCELLED\r\n") && !text.contains("VALARM"));
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_octets_and_folding_loses_nothing(title in "[ -~ӘәҒғҚқ₸№\n]{0,200}") {
            let text = calendar(&sample().0, &[event(&title, Status::Planned)]);
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= LINE_MAX, "{line}");
                prop_assert!(!line.contains('\n') && !line.contains('\r'));
            }
            let wanted = format!("SUMMARY;LANGUAGE=kk:{}\r\n", escape(&title));
            prop_assert!(unfold(&text).contains(&wanted));
        }
    }
}
