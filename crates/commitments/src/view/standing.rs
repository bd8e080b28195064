//! What the organ has said about each recommendation, in the order of its reports, and what of it stands. A verdict stands
//! until a later report speaks; one that was put in question again stands too, and counts as open.

use super::View;
use super::chain::{Chain, about};
use super::seen::seen;
use crate::record::evaluation::{Decision, Effect, Report, Verdict};
use crate::record::{Kind, Record};
use crate::rules::Kept;
use crate::rules::state::normal;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// One thing the organ said about a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The report.
    pub report: String,
    /// The verdict.
    pub value: String,
    /// When the report was adopted.
    pub adopted: Date,
    /// When the verdict was recorded.
    pub at: Timestamp,
    /// Whether a later record of the same verdict replaced this one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub replaced: bool,
}

/// What a report says about one recommendation.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub report: &'a Report,
    pub verdict: &'a Verdict,
    pub kept: &'a Kept,
    pub replaced: bool,
}

/// Everything said about one recommendation, oldest report first.
#[derive(Default)]
pub(super) struct Standing<'a> {
    voices: Vec<Voice<'a>>,
    /// The decision that put it in question again, when no report has spoken since.
    pub reopened: Option<&'a Decision>,
}

impl<'a> View<'a> {
    /// What the reports of an evaluation say, by recommendation (key by value).
    pub(super) fn voices(&self, chain: &Chain<'a>) -> BTreeMap<String, Standing<'a>> {
        let mut all: BTreeMap<String, Standing<'a>> = BTreeMap::new();
        for (report, _) in &chain.reports {
            for (_, kept) in self.state.below(Kind::Verdict, report.id.as_str()) {
                let counts = seen(kept, self.at).map(|version| version.seq);
                for version in kept.versions().filter(|version| version.effective <= self.at) {
                    let Record::Verdict(verdict) = &version.record else { continue };
                    let replaced = counts != Some(version.seq);
                    let voices = &mut all.entry(normal(verdict.recommendation.as_str())).or_default().voices;
                    voices.push(Voice { report, verdict, kept: version, replaced });
                }
            }
        }
        for (key, standing) in &mut all {
            standing.reopened = chain.reopened(key, standing.last());
        }
        all
    }
}

impl<'a> Chain<'a> {
    /// The last decision that put a recommendation in question again, when no verdict came after it.
    pub(super) fn reopened(&self, key: &str, last: Option<&Voice<'a>>) -> Option<&'a Decision> {
        let of = |decision: &&&'a Decision| {
            decision.effect == Effect::Reopen && about(decision).is_none_or(|about| about == key)
        };
        let decision = self.decisions.iter().rev().find(of).copied()?;
        last.is_none_or(|voice| voice.report.adopted <= decision.date).then_some(decision)
    }
}

impl<'a> Standing<'a> {
    /// What counts, oldest first.
    pub(super) fn counting(&self) -> impl DoubleEndedIterator<Item = &Voice<'a>> {
        self.voices.iter().filter(|voice| !voice.replaced)
    }

    /// The last word.
    pub(super) fn last(&self) -> Option<&Voice<'a>> {
        self.counting().next_back()
    }

    /// The first report of the unbroken run with the last value.
    pub(super) fn since(&self) -> Option<Date> {
        let value = &self.last()?.verdict.value;
        let run = self.counting().rev().take_while(|voice| voice.verdict.value == *value);
        run.last().map(|voice| voice.report.adopted.0)
    }

    /// The last word on a part.
    pub(super) fn part(&self, letter: &str) -> Option<&'a str> {
        self.counting().rev().find_map(|voice| voice.verdict.parts.get(letter)).map(|value| value.as_str())
    }

    /// Everything said, in order, with what was replaced.
    pub(super) fn history(&self) -> Vec<Said> {
        let said = self.voices.iter().map(|voice| Said {
            report: voice.report.id.to_string(),
            value: voice.verdict.value.to_string(),
            adopted: voice.report.adopted.0,
            at: voice.kept.at,
            replaced: voice.replaced,
        });
        said.collect()
    }
}
