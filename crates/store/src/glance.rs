//! A quick look at a line for those who fold a log of millions of events: texts are borrowed from the line and the record
//! is left as it stands, to be read only by who needs it. A line in its only form is cut at the names of its members, and
//! a general reader is asked when it is not. Nothing is checked but the form; `verify` does that.

use crate::event::{NotAnEvent, day};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// An event whose texts stand in its line.
#[derive(Debug, Clone, PartialEq)]
pub struct Glance<'a> {
    /// Who recorded.
    pub actor: Cow<'a, str>,
    /// When it was recorded.
    pub at: Timestamp,
    /// Why it replaces an earlier record of the same key.
    pub corrects: Option<Cow<'a, str>>,
    /// When the fact holds in the world.
    pub effective: Date,
    /// The event's hash.
    pub hash: Cow<'a, str>,
    /// The record's key among those of its kind.
    pub key: Cow<'a, str>,
    /// What sort of record it is.
    pub kind: Cow<'a, str>,
    /// The hash of the event before.
    pub prev: Cow<'a, str>,
    /// The text of the record: what stands in its place, which only its reader can tell from JSON.
    pub record: &'a str,
    /// In which role it was recorded.
    pub role: Cow<'a, str>,
    /// The event's number, from 0.
    pub seq: u64,
    /// The key that signed it.
    pub signer: Cow<'a, str>,
    /// Where the fact is known from.
    pub source: Cow<'a, str>,
}

/// The same, as the general reader gives it.
#[derive(Deserialize)]
struct Whole<'a> {
    #[serde(borrow)]
    actor: Cow<'a, str>,
    at: Timestamp,
    #[serde(borrow, default)]
    corrects: Option<Cow<'a, str>>,
    effective: Date,
    #[serde(borrow)]
    hash: Cow<'a, str>,
    #[serde(borrow)]
    key: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    prev: Cow<'a, str>,
    #[serde(borrow)]
    record: &'a RawValue,
    #[serde(borrow)]
    role: Cow<'a, str>,
    seq: u64,
    #[serde(borrow)]
    signer: Cow<'a, str>,
    #[serde(borrow)]
    source: Cow<'a, str>,
}

impl<'a> Glance<'a> {
    /// Looks at one line (without its line feed).
    ///
    /// # Errors
    /// When it is not an event.
    pub fn at(line: &'a [u8]) -> Result<Self, NotAnEvent> {
        match Self::cut(line) {
            Some(event) => Ok(event),
            None => Self::general(line),
        }
    }

    fn general(line: &'a [u8]) -> Result<Self, NotAnEvent> {
        let whole: Whole<'a> = serde_json::from_slice(line).map_err(|error| NotAnEvent(error.to_string()))?;
        let Whole { actor, at, corrects, effective, hash, key, kind, prev, record, role, seq, signer, source } = whole;
        let record = record.get();
        Ok(Self { actor, at, corrects, effective, hash, key, kind, prev, record, role, seq, signer, source })
    }

    /// Cuts a line whose members stand in the order of their names, without spaces, and whose texts have nothing that is
    /// written with a backslash. A quotation mark then only ever begins or ends a text, so what stands before the record is
    /// found from the front, what stands behind it from the back, and what is left is the record.
    fn cut(line: &'a [u8]) -> Option<Self> {
        // The least of all signs rather than the first control sign: that is found sixteen bytes at a time.
        if line.iter().copied().fold(u8::MAX, u8::min) < b' ' {
            return None;
        }
        let mut rest = std::str::from_utf8(line).ok()?;
        let rest = &mut rest;
        let actor = first(rest, "{\"actor\":\"")?;
        let at = instant(first(rest, ",\"at\":\"")?)?;
        let corrects = match rest.starts_with(",\"corrects\"") {
            true => Some(first(rest, ",\"corrects\":\"")?),
            false => None,
        };
        let effective = civil(first(rest, ",\"effective\":\"")?)?;
        let hash = first(rest, ",\"hash\":\"")?;
        let key = first(rest, ",\"key\":\"")?;
        let kind = first(rest, ",\"kind\":\"")?;
        let prev = first(rest, ",\"prev\":\"")?;
        *rest = rest.strip_prefix(",\"record\":")?.strip_suffix(",\"v\":1}")?;
        let source = last(rest, ",\"source\":\"")?;
        let signer = last(rest, ",\"signer\":\"")?;
        last(rest, ",\"sig\":\"")?;
        let before = rest.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let seq = rest.get(before.len()..)?;
        let seq = seq.parse().ok().filter(|_| seq == "0" || !seq.starts_with('0'))?;
        *rest = before.strip_suffix(",\"seq\":")?;
        let role = last(rest, ",\"role\":\"")?;
        let record = Some(*rest).filter(|it| it.starts_with('{') && it.ends_with('}'))?;
        let [actor, hash, key, kind, prev, role, signer, source] =
            [actor, hash, key, kind, prev, role, signer, source].map(Cow::Borrowed);
        let corrects = corrects.map(Cow::Borrowed);
        Some(Self { actor, at, corrects, effective, hash, key, kind, prev, record, role, seq, signer, source })
    }

    /// Whether the event was recorded by the end of `known` (UTC).
    pub fn known_by(&self, known: Date) -> bool {
        day(self.at) <= known
    }
}

/// The text of the member `name` at the front of `rest`, which then begins behind it.
fn first<'a>(rest: &mut &'a str, name: &str) -> Option<&'a str> {
    let behind = rest.strip_prefix(name)?;
    let end = memchr::memchr2(b'"', b'\\', behind.as_bytes())?;
    let (text, behind) = behind.split_at_checked(end)?;
    *rest = behind.strip_prefix('"')?;
    Some(text)
}

/// The text of the member `name` at the end of `rest`, which then ends before it.
fn last<'a>(rest: &mut &'a str, name: &str) -> Option<&'a str> {
    let before = rest.strip_suffix('"')?;
    let begin = memchr::memrchr2(b'"', b'\\', before.as_bytes())?;
    let (before, text) = before.split_at_checked(begin + 1)?;
    *rest = before.strip_suffix(name)?;
    Some(text)
}

/// An instant; whole seconds, as people record, without the reader of every other form.
fn instant(text: &str) -> Option<Timestamp> {
    let Some((day, time)) = text.strip_suffix('Z').and_then(|text| text.split_once('T')) else {
        return text.parse().ok();
    };
    let clock = || match *time.as_bytes() {
        [h1, h2, b':', m1, m2, b':', s1, s2] => Time::new(two(h1, h2)?, two(m1, m2)?, two(s1, s2)?, 0).ok(),
        _ => None,
    };
    let plain = || Offset::UTC.to_timestamp(civil(day)?.to_datetime(clock()?)).ok();
    plain().or_else(|| text.parse().ok())
}

/// A day as the log writes it; another form is for the general reader.
fn civil(text: &str) -> Option<Date> {
    match *text.as_bytes() {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
            let year = i16::from(two(y1, y2)?) * 100 + i16::from(two(y3, y4)?);
            Date::new(year, two(m1, m2)?, two(d1, d2)?).ok()
        }
        _ => None,
    }
}

/// A number of two digits.
fn two(tens: u8, ones: u8) -> Option<i8> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i8::try_from(byte - b'0').ok()).flatten();
    Some(digit(tens)? * 10 + digit(ones)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINE: &str = concat!(
        r#"{"actor":"a","at":"2024-03-25T09:00:00Z","corrects":"why","effective":"2024-03-22","hash":"h","key":"k","#,
        r#""kind":"body","prev":"p","record":{"id":"k","names":"Комитет","role":"x","seq":7},"role":"operator","seq":17,"#,
        r#""sig":"s","signer":"0","source":"a letter, p. 3","v":1}"#
    );

    fn alike(line: &[u8]) {
        if let Some(quick) = Glance::cut(line) {
            let record_is_whole =
                serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(quick.record).is_ok();
            match Glance::general(line) {
                Ok(whole) => assert!(quick == whole || !record_is_whole, "{}", String::from_utf8_lossy(line)),
                Err(error) => assert!(!record_is_whole, "{error}: {}", String::from_utf8_lossy(line)),
            }
        }
    }

    #[test]
    fn a_line_in_its_only_form_is_cut_and_others_are_for_the_general_reader() {
        assert!(Glance::cut(LINE.as_bytes()).is_some());
        alike(LINE.as_bytes());
        let without = LINE.replace(r#""corrects":"why","#, "");
        assert_eq!(Glance::cut(without.as_bytes()).map(|event| event.corrects), Some(None));
        alike(without.as_bytes());
        let changes = [
            ("a letter", r#"a \"letter\""#),
            ("p. 3", r"p. 3\\"),
            ("\"seq\":17", "\"seq\":017"),
            ("\"seq\":17", "\"seq\":+17"),
            ("\"v\":1", "\"v\": 1"),
            ("\"k\",\"kind\"", "\"k\", \"kind\""),
            ("2024-03-22", "2024-02-30"),
            ("09:00:00Z", "09:60:00Z"),
        ];
        for (from, to) in changes {
            let changed = LINE.replace(from, to);
            assert_ne!(changed, LINE);
            assert_eq!(Glance::cut(changed.as_bytes()), None, "{changed}");
        }
    }

    #[test]
    fn an_instant_is_the_same_however_it_is_written() {
        for text in
            ["2024-03-25T09:00:00Z", "2024-03-25T09:00:00.5Z", "2024-03-25T12:00:00+03:00", "2016-12-31T23:59:60Z"]
        {
            assert_eq!(instant(text), text.parse().ok(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_changed_line_is_not_read_otherwise_for_being_cut(
            place in any::<prop::sample::Index>(),
            with in prop::sample::select(vec![
                "\"", "\\", "}", "{", ",", ":", "\n", " ", "0", "\"a\":1,", ",\"source\":\"x\"", "\"role\":\"y\",", "Ж",
            ]),
            over in 0usize..3,
        ) {
            let mut bytes = LINE.as_bytes().to_vec();
            let from = place.index(bytes.len());
            let to = (from + over).min(bytes.len());
            bytes.splice(from..to, with.bytes());
            alike(&bytes);
        }
    }
}
