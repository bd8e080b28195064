//! When a treaty enters into force, and for whom, from the deposits with its depositary. The computation takes texts as
//! they are (a list of deposits, a rule as typed) and gives the answer of `probity commitments treaty`.

mod compute;
mod deposits;
mod known;
mod read;
mod rule;
mod warnings;

pub use compute::{Computed, Entry, Party, bound, compute};
pub use deposits::{Deposit, Deposits, Kind, Participant};
pub use known::{Asserted, KnownTreaty, NotCounted, known_treaties};
pub use read::{Read, read_deposits};
pub use rule::{Counted, Later, Rule, RuleError, Term};

use jiff::civil::Date;
use probity_core::{Diagnostic, Place};
use serde::Serialize;
use std::str::FromStr;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The name of the list of deposits, for messages.
    pub file: &'a str,
    /// The list of deposits.
    pub deposits: &'a str,
    /// `--rule`: a rule, or the id of a shipped one.
    pub rule: &'a str,
    /// `--later`.
    pub later: Option<&'a str>,
    /// `--not-counted`: names separated by semicolons.
    pub not_counted: Option<&'a str>,
    /// `--at`: later deposits are not seen.
    pub at: Date,
}

/// What is answered, with what the asker should know besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The output of the command.
    pub report: Report,
    /// Warnings, for standard error.
    pub warnings: Vec<Diagnostic>,
}

/// The output of `probity commitments treaty`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The date of entry into force.
    pub in_force: Option<Date>,
    /// Deposits made and not withdrawn, those of organisations included.
    pub parties: usize,
    /// Parties for which the treaty is in force on the day; `None` when the deposits do not decide.
    pub in_force_for: Option<usize>,
    /// The deposit that met the condition.
    pub nth: Option<Nth>,
    /// `computed`, `too_few_deposits: n of N` or `not_computable: why`.
    pub reason: String,
    /// The date that the rule's source gives, beside the computed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asserted: Option<AssertedBeside>,
    /// Which of `rule` and `later` come from shipped data that nobody checked against the treaty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unverified: Vec<&'static str>,
}

/// The deposit that met the condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nth {
    /// Whose it was.
    pub participant: String,
    /// On which day.
    pub deposit: Date,
}

/// An asserted date and how far the computed one lies behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssertedBeside {
    /// The date, who gives it, and whether it was looked up there.
    #[serde(flatten)]
    pub asserted: Asserted,
    /// Computed minus asserted, in days; `None` without a computed date.
    pub difference_days: Option<i32>,
}

/// The rule to apply and where it comes from.
struct Chosen {
    rule: Rule,
    later: Option<Later>,
    asserted: Option<Asserted>,
    unverified: Vec<&'static str>,
}

/// Answers `probity commitments treaty`.
///
/// # Errors
/// Everything that is wrong with the rules and the list of deposits.
pub fn answer(question: &Question<'_>) -> Result<Answer, Vec<Diagnostic>> {
    let one = |diagnostic| vec![diagnostic];
    let chosen = choose(question).map_err(one)?;
    let mut not_counted = NotCounted::shipped().map_err(one)?;
    for name in names(question.not_counted) {
        not_counted.add(name);
    }
    let read = read_deposits(question.file, question.deposits)?;
    let mut warnings = read.warnings;
    warnings.extend(warnings::unknown_names(question, &read.deposits));
    let report = match &chosen.rule {
        Rule::Conditional(condition) => conditional(&read.deposits, condition, question.at),
        Rule::Counted(rule) => {
            let later = chosen.later.unwrap_or_else(|| rule.default_later());
            let computed = compute(&read.deposits, *rule, later, &not_counted, question.at);
            warnings.extend(warnings::before_entry(question.file, &computed, later));
            warnings.extend(warnings::withdrawn_before(question.file, &computed, &read.deposits));
            counted(&computed, *rule, question.at)
        }
    };
    let report = Report { unverified: chosen.unverified, ..beside(report, chosen.asserted) };
    warnings.extend(warnings::asserted_differs(question, &report));
    Ok(Answer { report, warnings })
}

fn names(not_counted: Option<&str>) -> impl Iterator<Item = &str> {
    not_counted.unwrap_or_default().split(';').map(str::trim).filter(|name| !name.is_empty())
}

/// A rule as typed, or a shipped one; what is typed for later parties goes before what is shipped.
fn choose(question: &Question<'_>) -> Result<Chosen, Diagnostic> {
    let typed_later = question.later.map(|text| parse::<Later>("--later", text)).transpose()?;
    let id = question.rule.trim();
    if id.contains(':') {
        let rule = parse("--rule", id)?;
        return Ok(Chosen { rule, later: typed_later, asserted: None, unverified: Vec::new() });
    }
    let treaties = known_treaties()?;
    let ids = treaties.iter().map(|treaty| treaty.id.clone()).collect::<Vec<_>>().join(", ");
    let Some(treaty) = treaties.into_iter().find(|treaty| treaty.id == id) else {
        let fault = Diagnostic::error("treaty-rule", "--rule", format!("there is no shipped rule `{id}`"));
        let hint = "or write the rule itself, such as `days_after_nth:30:90`";
        return Err(fault.found(id).line(id).at(column(1)).expected(format!("one of {ids}")).hint(hint));
    };
    let replaced = |part: &&'static str| typed_later.is_none() || *part != "later";
    Ok(Chosen {
        rule: treaty.rule,
        later: typed_later.or(Some(treaty.later)),
        asserted: treaty.asserted,
        unverified: treaty.unverified.into_iter().filter(replaced).collect(),
    })
}

fn parse<T: FromStr<Err = RuleError>>(option: &str, text: &str) -> Result<T, Diagnostic> {
    text.parse().map_err(|error: RuleError| {
        let line = text.trim();
        // A part that occurs twice would be underlined in the wrong place.
        let once = line.matches(error.found.as_str()).count() == 1;
        let found = if once { error.found.as_str() } else { line };
        Diagnostic::error("treaty-rule", option, error.message)
            .found(found)
            .line(line)
            .at(column(error.column))
            .expected(error.expected)
    })
}

fn column(column: u32) -> Place {
    Place { sheet: None, row: 1, column }
}

/// A condition that deposits do not decide: the parties are counted and nothing is computed.
fn conditional(deposits: &Deposits, condition: &str, at: Date) -> Report {
    let parties = deposits.rows.iter().filter_map(|row| row.deposit).filter(|deposit| deposit.stands_on(at)).count();
    Report {
        in_force: None,
        parties,
        in_force_for: None,
        nth: None,
        reason: format!("not_computable: {condition}"),
        asserted: None,
        unverified: Vec::new(),
    }
}

fn counted(computed: &Computed<'_>, rule: Counted, at: Date) -> Report {
    let (nth, reason) = match computed.entry {
        Entry::TooFew { counted } => (None, format!("too_few_deposits: {counted} of {}", rule.nth)),
        Entry::Met { nth, deposit, in_force } => {
            let reason = match in_force {
                Some(_) => "computed".to_owned(),
                None => "not_computable: the date lies after the last year of the calendar".to_owned(),
            };
            (Some(Nth { participant: nth.name.clone(), deposit }), reason)
        }
    };
    Report {
        in_force: computed.entry.in_force(),
        parties: computed.parties.len(),
        in_force_for: Some(computed.in_force_for(at)),
        nth,
        reason,
        asserted: None,
        unverified: Vec::new(),
    }
}

fn beside(mut report: Report, asserted: Option<Asserted>) -> Report {
    report.asserted = asserted.map(|asserted| {
        let difference_days = report.in_force.and_then(|computed| warnings::days(asserted.date(), computed));
        AssertedBeside { asserted, difference_days }
    });
    report
}
