//! The sentences by which reviewing bodies are read: what is concluded on a recommendation, and how many of them are done.
//! Which sentence it is follows from counts and verdicts; its words come from the message files.

use super::{Values, Wording};
use crate::record::number::value;
use crate::record::value::Printed;

/// What an earlier report concluded.
pub type Previous<'a> = Option<&'a str>;

/// How many recommendations are closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Implemented satisfactorily or dealt with in a satisfactory manner.
    pub closed: u32,
    /// All.
    pub total: u32,
}

impl Count {
    /// Whether some are closed and some are not, so that the count leaves open which.
    pub fn is_partial(self) -> bool {
        (1..self.total).contains(&self.closed)
    }
}

impl Wording {
    /// The count sentence: `Kazakhstan has implemented … four of the twenty-seven recommendations contained in the …`.
    /// `None` when there are no recommendations, or more are closed than there are.
    pub fn count_sentence(&self, state: &str, rounds: &[Printed], count: Count) -> Option<String> {
        let key = match count {
            Count { closed, total } if total == 0 || closed > total => return None,
            Count { closed: 0, total: 1 } => "count-only-none",
            Count { total: 1, .. } => "count-only",
            Count { closed: 0, .. } => "count-none",
            Count { closed, total } if closed == total => "count-all",
            Count { .. } => "count-some",
        };
        let values = Values::new().text("state", self.subject(state)).text("gender", self.gender(state));
        let values = values.text("report", self.evaluation_report(rounds));
        let values = self.spelt(self.spelt(values, "closed", count.closed), "total", count.total);
        Some(self.say(key, values))
    }

    /// What is said when nobody can count: how many there are, and on how many there is a verdict.
    pub fn count_unknown(&self, state: &str, rounds: &[Printed], total: u32, known: u32) -> String {
        let values = Values::new().text("state", self.subject(state)).text("report", self.evaluation_report(rounds));
        self.say("count-unknown", self.spelt(self.spelt(values, "total", total), "known", known))
    }

    /// The concluding sentence on a recommendation, by what was concluded before and now. `verdict` is what the procedure
    /// calls the value, for procedures whose verdicts have no phrase of their own.
    pub fn concluding(&self, organ: &str, number: &str, previous: Previous<'_>, now: &str, verdict: &str) -> String {
        let values = Values::new().text("organ", organ).text("number", number);
        self.say("conclusion", values.text("phrase", self.phrase(previous, now, verdict)))
    }

    /// The same on a part of a recommendation.
    pub fn concluding_part(&self, organ: &str, (number, part): (&str, &str), now: &str, verdict: &str) -> String {
        let values = Values::new().text("organ", organ).text("number", number).text("part", part);
        self.say("conclusion-part", values.text("phrase", self.phrase(None, now, verdict)))
    }

    /// The phrase for a verdict: one for this pair of verdicts, else one for the new verdict, else its name.
    fn phrase(&self, previous: Previous<'_>, now: &str, verdict: &str) -> String {
        let pair = previous.and_then(|previous| self.find(&format!("phrase-{now}-from-{previous}"), Values::new()));
        // A verdict could bear the name of a key that wants values.
        let single = || (now != "other").then(|| self.find(&format!("phrase-{now}"), Values::new())).flatten();
        pair.or_else(single).unwrap_or_else(|| self.say("phrase-other", Values::new().text("verdict", verdict)))
    }

    /// The organ's name as the language writes it.
    pub fn organ(&self, name: Option<&str>) -> String {
        match name {
            Some(name) => self.say("organ", Values::new().text("name", name)),
            None => self.plain("organ-unnamed"),
        }
    }

    /// The evaluation report, by the rounds it belongs to, as the count sentence names it.
    fn evaluation_report(&self, rounds: &[Printed]) -> String {
        let key = match rounds.len() {
            0 => "round-none",
            1 => "round-one",
            _ => "round-joint",
        };
        self.say(key, Values::new().text("round", self.rounds(rounds)))
    }

    /// The rounds of an evaluation as a title.
    pub fn round_title(&self, rounds: &[Printed]) -> String {
        let count = u64::try_from(rounds.len()).unwrap_or(u64::MAX);
        self.say("round-title", Values::new().count("count", count).text("round", self.rounds(rounds)))
    }

    fn rounds(&self, rounds: &[Printed]) -> String {
        let ordinal = |round: &Printed| match value(round.as_str()) {
            Some(number) => self.say("ordinal", Values::new().count("number", u64::from(number))),
            None => round.as_str().to_owned(),
        };
        self.list(&rounds.iter().map(ordinal).collect::<Vec<_>>())
    }

    /// A state's name at the beginning of a sentence, with its article where the language has one.
    pub fn subject(&self, state: &str) -> String {
        let grammar = &self.grammar.state;
        let takes = grammar.with_article.iter().any(|beginning| state.starts_with(beginning.as_str()));
        match &grammar.article {
            Some(article) if takes => format!("{article} {state}"),
            _ => state.to_owned(),
        }
    }

    /// The gender of a state's name, for the verb after it.
    fn gender(&self, state: &str) -> &str {
        let grammar = &self.grammar.state;
        let endings = grammar.endings.iter().filter(|(ending, _)| state.ends_with(ending.as_str()));
        let by_ending = || endings.max_by_key(|(ending, _)| ending.len()).map(|(_, gender)| gender);
        grammar.names.get(state).or_else(by_ending).unwrap_or(&grammar.default)
    }
}
