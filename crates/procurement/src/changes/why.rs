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

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
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
        // Numbers and reasons follow from settings too: only where we changed nothing are they a sign of other data.
        if found.is_empty() {
            found.add_all(Why::Data, &self.numbers());
        }
        if let Some(publisher) = self.publisher() {
            found.add(Why::Publisher, publisher.as_str());
        }
        match self.calibration() {
            Some(moved) => found.add(Why::Calibration, moved),
            None if found.is_empty() => self.rest(&mut found),
            None => {}
        }
        if let Some(program) = runs.program {
            found.add(Why::Method, program);
        }
        found.told()
    }

    /// Signs of other data that a moved fence gives too, so that they count only where no fence explains the change.
    fn rest(&self, found: &mut Found) {
        let (earlier, later) = (self.earlier, self.later);
        let mut told = differences(&earlier.published, &later.published);
        told.extend(differences(&earlier.own, &later.own));
        if told.is_empty() && self.has_own_reason() {
            told.push("reason".to_owned());
        }
        found.add_all(Why::Data, &told);
    }

    /// The numbers of the subject itself. What is counted of a buyer or a firm are its own processes.
    fn numbers(&self) -> Vec<String> {
        let (earlier, later) = (self.earlier, self.later);
        let values = earlier.value.zip(later.value).filter(|(before, after)| before != after && !self.runs.relative);
        let mut told: Vec<String> =
            values.iter().map(|(before, after)| format!("value: {before} -> {after}")).collect();
        if !self.is_process {
            // Where there is too little to compare with there are no counts, whatever they are.
            let is_open = is_of_peers(earlier) || is_of_peers(later);
            told.extend(if is_open { contradictions } else { differences }(&earlier.own, &later.own));
        }
        told
    }

    fn publisher(&self) -> Option<&String> {
        let reasons = [&self.earlier.reason, &self.later.reason];
        reasons.into_iter().find(|reason| reasons[0] != reasons[1] && is_of_publisher(reason))
    }

    /// What moved, if what the answers were held against did and nothing says that the subject's own values did.
    fn calibration(&self) -> Option<String> {
        let (earlier, later) = (self.earlier, self.later);
        // Another method or parameter makes another calibration by itself.
        let ids = self.runs.calibration.filter(|_| self.runs.method.is_none() && self.runs.settings.is_empty())?;
        let both_compared = !earlier.of_all.is_empty() && !later.of_all.is_empty();
        let moved = differences(&earlier.of_all, &later.of_all);
        if both_compared && moved.is_empty() {
            return None;
        }
        let same = !earlier.published.is_empty() && earlier.published == later.published;
        let lacks = [earlier, later].iter().any(|own| is_lack(&own.reason));
        let waited = [earlier, later].iter().all(|own| !own.of_all.is_empty() || is_of_peers(own));
        // A flag that is not raised by its fence may have a reason of its own to be insufficient, with the same evidence.
        let holds = match self.has_own_reason() {
            true => same && (both_compared || !lacks),
            false => waited,
        };
        if !holds {
            return None;
        }
        let mut parts = moved;
        parts.push(format!("calibration: {ids}"));
        // R017 names the prices that are far off, else the one nearest to it: one that it names no more may be another one.
        if self.is_process && earlier.published != later.published {
            parts.push("the answers name published values at other places".to_owned());
        }
        Some(parts.join("; "))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(state: State, value: Option<f64>, reason: &str, evidence: &str) -> Answer {
        Answer::new(state.word(), value, reason, evidence).expect("evidence")
    }

    fn why(runs: Runs<'_>, earlier: &Answer, later: &Answer) -> String {
        let (why, what) = Cause { runs, is_process: true, earlier, later }.told();
        format!("{why} {what}")
    }

    const NOTHING: Runs<'_> =
        Runs { method: None, program: None, settings: &[], shared: &[], calibration: None, relative: false };

    #[test]
    fn a_number_that_moves_with_the_fences_is_no_sign_of_other_data() {
        let of = |state, score, price, median| {
            let text = format!(r#"[{{"at":"/a","value":"{price}"}},{{"name":"median","value":"{median}"}}]"#);
            answer(state, Some(score), "", &text)
        };
        let runs = Runs { calibration: Some("1 -> 2"), relative: true, ..NOTHING };
        let (before, after) = (of(State::Clear, 2.0, "10", "8"), of(State::Flagged, 4.0, "10", "7"));
        assert_eq!(why(runs, &before, &after), "calibration median: 8 -> 7; calibration: 1 -> 2");
        let other = of(State::Flagged, 4.0, "30", "7");
        assert_eq!(why(runs, &before, &other), "data /a: 10 -> 30; also calibration");
        // Another fence somewhere is none of this process.
        let still = of(State::Flagged, 4.0, "10", "8");
        assert_eq!(why(runs, &before, &still), "unknown ");
    }

    #[test]
    fn our_own_doing_comes_first_and_the_program_last() {
        let (before, after) = (answer(State::Clear, Some(2.0), "", "[]"), answer(State::Flagged, Some(1.0), "", "[]"));
        let settings = ["R018.x: 1 -> 2".to_owned()];
        let program = Some("program 1 -> 2");
        assert_eq!(
            why(Runs { method: Some("version 1 -> 2"), settings: &settings, ..NOTHING }, &before, &after),
            "method version 1 -> 2; also settings"
        );
        assert_eq!(why(Runs { program, ..NOTHING }, &before, &after), "data value: 2 -> 1; also method");
        let same = answer(State::Flagged, Some(2.0), "", "[]");
        assert_eq!(why(Runs { program, ..NOTHING }, &before, &same), "method program 1 -> 2");
        assert_eq!(why(NOTHING, &before, &same), "unknown ");
    }

    #[test]
    fn a_flag_that_needs_no_fence_is_not_put_down_to_one() {
        let runs = Runs { calibration: Some("1 -> 2"), ..NOTHING };
        let clear =
            answer(State::Clear, Some(9.0), "", r#"[{"at":"/a","value":"x"},{"name":"upper fence","value":"10"}]"#);
        let words = answer(State::Flagged, Some(9.0), "", r#"[{"at":"/a","value":"y"}]"#);
        assert_eq!(why(runs, &clear, &words), "data /a: x -> y");
        let few = answer(State::Insufficient, None, "n<30", r#"[{"at":"/a","value":"x"}]"#);
        assert_eq!(why(runs, &few, &clear), "calibration upper fence: none -> 10; calibration: 1 -> 2");
        let missing = answer(State::Insufficient, None, "missing:a", "[]");
        assert!(why(runs, &missing, &clear).starts_with("data "));
    }
}
