//! What a computed date does not say by itself: that somebody gives another date, that a name matches nobody, that the
//! rule for later parties and the date of the treaty do not agree. Each is a finding for the reader, never a silent fix.

use super::compute::Computed;
use super::deposits::Deposits;
use super::known::folded;
use super::rule::Later;
use super::{Question, Report};
use jiff::civil::Date;
use probity_core::{Diagnostic, Place};

/// Days from one date to another.
pub fn days(from: Date, to: Date) -> Option<i32> {
    Some(to.since((jiff::Unit::Day, from)).ok()?.get_days())
}

/// Names of `--not-counted` that stand nowhere in the list.
pub fn unknown_names(question: &Question<'_>, deposits: &Deposits) -> Vec<Diagnostic> {
    let known = |name: &str| deposits.rows.iter().any(|row| folded(&row.name) == folded(name));
    super::names(question.not_counted)
        .filter(|name| !known(name))
        .map(|name| {
            Diagnostic::warning("name-unknown", question.file, format!("no participant is called `{name}`"))
                .found(name)
                .hint("names in --not-counted are separated by semicolons and written as in the list")
        })
        .collect()
}

/// Parties that joined between the Nth deposit and the treaty's date, whose own term ends after that date. The treaty
/// binds them from its date here; the clause on later parties, read alone, would bind them at the end of their term.
pub fn before_entry(file: &str, computed: &Computed<'_>, later: Later) -> Vec<Diagnostic> {
    let (Some(nth), Some(in_force)) = (computed.entry.nth_deposit(), computed.entry.in_force()) else {
        return Vec::new();
    };
    let between = computed.parties.iter().filter(|party| party.deposit.date > nth && party.deposit.date < in_force);
    let open = between.filter_map(|party| Some((party, later.from(party.deposit.date)?)));
    open.filter(|(_, own)| *own > in_force)
        .map(|(party, own)| {
            let row = party.participant;
            let message = format!(
                "`{}` deposited after the last instrument that was needed and before the treaty's date {in_force}: it is \
                 taken as bound from that date, its own term of `{later}` ends on {own}",
                row.name
            );
            Diagnostic::warning("bound-from", file, message)
                .at(Place { sheet: None, row: row.line, column: 0 })
                .found(party.deposit.date.to_string())
                .hint("look at the clause of the treaty on instruments deposited after its condition was met")
        })
        .collect()
}

/// Instruments that were withdrawn before the condition was met, and count towards it all the same.
pub fn withdrawn_before(file: &str, computed: &Computed<'_>, deposits: &Deposits) -> Vec<Diagnostic> {
    let Some(nth) = computed.entry.nth_deposit() else { return Vec::new() };
    let withdrawn = deposits.rows.iter().filter_map(|row| Some((row, row.deposit?.withdrawal?)));
    withdrawn
        .filter(|(_, withdrawal)| *withdrawal <= nth)
        .map(|(row, withdrawal)| {
            let message = format!(
                "`{}` withdrew on {withdrawal}, before the last instrument that was needed; it is counted",
                row.name
            );
            Diagnostic::warning("withdrawn-before", file, message)
                .at(Place { sheet: None, row: row.line, column: 0 })
                .hint("name it in --not-counted if the depositary did not count it")
        })
        .collect()
}

/// The date somebody gives against the computed one.
pub fn asserted_differs(question: &Question<'_>, report: &Report) -> Option<Diagnostic> {
    let beside = report.asserted.as_ref()?;
    let (asserted, source) = (beside.asserted.date(), &beside.asserted.source);
    let message = match (report.in_force, beside.difference_days) {
        (Some(_), Some(0)) => return None,
        (Some(computed), _) => format!("computed {computed}, but {source} gives {asserted}"),
        // A day before the asserted one cannot contradict it, and a conditional rule computes nothing.
        (None, _) if question.at < asserted || report.in_force_for.is_none() => return None,
        (None, _) => format!("no date follows from these deposits, but {source} gives {asserted}"),
    };
    let hint = "lists leave out states that no longer exist, and with them their instruments";
    Some(Diagnostic::warning("asserted-differs", question.file, message).hint(hint))
}
