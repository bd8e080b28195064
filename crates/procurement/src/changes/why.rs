//! Why an answer is not what it was. What we did ourselves is asked first (another method, other settings), so that nobody
//! is blamed for it; then what the publisher published of the process, then what it publishes elsewhere, last what all other
//! processes made of the fences.

use super::answer::{Answer, Values};
use probity_core::State;
use std::fmt;

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The earlier run had nothing about the subject.
    NewSubject,
    /// The later run has nothing about it.
    GoneSubject,
    /// Another version of the method or of the program.
    Method,
    /// Other parameters or settings.
    Settings,
    /// What is published of the subject is not what it was.
    Data,
    /// What the publisher publishes elsewhere is not what it was.
    Publisher,
    /// What the subject is held against has moved.
    Calibration,
    /// Nothing of all this.
    Unknown,
}

impl Why {
    /// The word of the table.
    pub fn word(self) -> &'static str {
        match self {
            Self::NewSubject => "new_subject",
            Self::GoneSubject => "gone_subject",
            Self::Method => "method",
            Self::Settings => "settings",
            Self::Data => "data",
            Self::Publisher => "publisher",
            Self::Calibration => "calibration",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What was found, the weightiest first.
#[derive(Debug, Default)]
pub(super) struct Found(Vec<(Why, String)>);

impl Found {
    pub fn add(&mut self, why: Why, what: impl Into<String>) {
        if !self.0.iter().any(|(known, _)| *known == why) {
            self.0.push((why, what.into()));
        }
    }

    pub fn add_all(&mut self, why: Why, what: &[String]) {
        if !what.is_empty() {
            self.add(why, what.join("; "));
        }
    }

    /// The first, what it is, and the names of the others.
    pub fn told(self) -> (Why, String) {
        let mut found = self.0.into_iter();
        let Some((why, mut what)) = found.next() else { return (Why::Unknown, String::new()) };
        let others: Vec<&str> = found.map(|(why, _)| why.word()).collect();
        if !others.is_empty() {
            let between = if what.is_empty() { "" } else { "; " };
            what = format!("{what}{between}also {}", others.join(", "));
        }
        (why, what)
    }
}

/// What of two runs bears on the answers of a flag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Runs<'r> {
    pub method: Option<&'r str>,
    pub program: Option<&'r str>,
    /// Settings of the flag itself, and what was done with several releases.
    pub settings: &'r [String],
    /// Settings that flags share, which may or may not bear on this one.
    pub shared: &'r [String],
    /// The identifiers of calibrations that differ.
    pub calibration: Option<&'r str>,
    /// Whether values move with the calibration.
    pub relative: bool,
}

/// What speaks for each of the causes of one difference.
pub(super) struct Cause<'c> {
    pub runs: Runs<'c>,
    pub is_process: bool,
    pub earlier: &'c Answer,
    pub later: &'c Answer,
}

impl Cause<'_> {
    /// The cause that weighs most, and what it is.
    pub fn told(&self) -> (Why, String) {
        let (Self { runs, earlier, later, .. }, mut found) = (self, Found::default());
        if let Some(method) = runs.method {
            found.add(Why::Method, method);
        }
        found.add_all(Why::Settings, runs.settings);
        // A value at the same place that is another one was changed by whoever published it, whatever else happened.
        found.add_all(Why::Data, &contradictions(&earlier.published, &later.published));
        found.add_all(Why::Settings, runs.shared);
        if let Some(value) = self.value() {
            found.add(Why::Data, value);
        }
        if let Some(publisher) = self.publisher() {
            found.add(Why::Publisher, publisher);
        }
        // What is counted of a buyer or a firm are its own processes.
        if !self.is_process {
            found.add_all(Why::Data, &differences(&earlier.own, &later.own));
        }
        match self.calibration() {
            Some(moved) => found.add(Why::Calibration, moved),
            None => self.rest(&mut found),
        }
        if let Some(program) = runs.program {
            found.add(Why::Method, program);
        }
        found.told()
    }

    /// Signs of other data that a moved fence gives too, so that they count only where no fence explains the change.
    fn rest(&self, found: &mut Found) {
        let (earlier, later) = (self.earlier, self.later);
        let published = differences(&earlier.published, &later.published);
        if self.has_own_reason() && published.is_empty() {
            found.add(Why::Data, "reason");
        }
        if ![earlier, later].iter().any(|own| is_of_publisher(&own.reason)) {
            found.add_all(Why::Data, &published);
            found.add_all(Why::Data, &differences(&earlier.own, &later.own));
        }
    }

    fn value(&self) -> Option<String> {
        let (earlier, later) = (self.earlier.value?, self.later.value?);
        (earlier != later && !self.runs.relative).then(|| format!("value: {earlier} -> {later}"))
    }

    fn publisher(&self) -> Option<String> {
        let reasons = [&self.earlier.reason, &self.later.reason];
        if reasons[0] != reasons[1]
            && let Some(reason) = reasons.into_iter().find(|reason| is_of_publisher(reason))
        {
            return Some(reason.clone());
        }
        let elsewhere = differences(&self.earlier.of_publisher, &self.later.of_publisher);
        (!elsewhere.is_empty()).then(|| elsewhere.join("; "))
    }

    /// What moved, if what the answers were held against did and nothing says that the subject's own values did.
    fn calibration(&self) -> Option<String> {
        let (earlier, later) = (self.earlier, self.later);
        let ids = self.runs.calibration?;
        let both_compared = !earlier.of_all.is_empty() && !later.of_all.is_empty();
        let moved = differences(&earlier.of_all, &later.of_all);
        if both_compared && moved.is_empty() {
            return None;
        }
        let same = !earlier.published.is_empty() && earlier.published == later.published;
        let lacks = [earlier, later].iter().any(|own| is_lack(&own.reason));
        // A flag that is not raised by its fence may have a reason of its own to be insufficient, with the same evidence.
        if self.has_own_reason() && !(same && (both_compared || !lacks)) {
            return None;
        }
        let parts = moved.into_iter().chain([format!("calibration: {ids}")]);
        Some(parts.collect::<Vec<_>>().join("; "))
    }

    /// Whether the reasons differ, and one at least is about the subject itself.
    fn has_own_reason(&self) -> bool {
        let (earlier, later) = (self.earlier, self.later);
        let is_own = |own: &Answer| !own.reason.is_empty() && !is_of_publisher(&own.reason) && !is_of_peers(own);
        earlier.reason != later.reason && (is_own(earlier) || is_own(later))
    }
}

/// Reasons that rest on other processes of the publisher.
fn is_of_publisher(reason: &str) -> bool {
    reason == "copied_field" || reason.starts_with("never_published:")
}

/// Reasons that rest on how many there are to compare with, and how far they are apart.
fn is_of_peers(answer: &Answer) -> bool {
    let reason = &answer.reason;
    answer.state == State::Insufficient.word() && (reason.starts_with("n<") || reason == "no_spread")
}

/// Reasons that say that a value is not there.
fn is_lack(reason: &str) -> bool {
    reason.starts_with("missing:") || reason.starts_with("unreadable:")
}

/// So many differences are told; others are counted.
const TOLD_MAX: usize = 4;
/// So many characters of a value.
const SHOWN_MAX: usize = 60;

/// What stands at the same place and is another one.
fn contradictions(earlier: &Values, later: &Values) -> Vec<String> {
    let both = earlier.iter().filter_map(|(name, before)| Some((name, before, later.get(name)?)));
    let told = both.filter(|(_, before, after)| before != after);
    few(told.map(|(name, before, after)| format!("{name}: {} -> {}", shown(before), shown(after))).collect())
}

/// The same, and what is there in one run only.
fn differences(earlier: &Values, later: &Values) -> Vec<String> {
    let mut told = contradictions(earlier, later);
    let one = |own: &Values, other: &Values, text: &dyn Fn(&str, &str) -> String| -> Vec<String> {
        own.iter().filter(|(name, _)| !other.contains_key(*name)).map(|(name, value)| text(name, value)).collect()
    };
    told.extend(one(earlier, later, &|name, value| format!("{name}: {} -> none", shown(value))));
    told.extend(one(later, earlier, &|name, value| format!("{name}: none -> {}", shown(value))));
    few(told)
}

fn few(mut told: Vec<String>) -> Vec<String> {
    if told.len() > TOLD_MAX + 1 {
        let more = told.len() - TOLD_MAX;
        told.truncate(TOLD_MAX);
        told.push(format!("{more} more"));
    }
    told
}

/// A value, cut where it is long.
pub(super) fn shown(value: &str) -> String {
    match value.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}
