//! How leaves that flags follow through time changed from release to release: a row where a value differs from the one
//! before it. Contracts, awards, items and fees are told apart by their identifiers; those without one have no history.

use super::Put;
use super::row::Row;
use super::schema::Id;
use crate::facts::Facts;
use crate::process::Process;
use crate::process::amount::Amount;
use crate::process::cell::Cell;
use crate::process::moment::Moment;
use crate::process::record::List;
use crate::process::stages::{Item, Money, Period};
use crate::quality::shown;
use std::collections::BTreeMap;

/// A value at a time: amount, currency, text.
type Value = (Option<Amount>, String, String);

/// The rows of a process with several releases.
pub(super) fn rows(facts: &Facts<'_>, put: &mut Put<'_>) {
    let mut last: BTreeMap<String, (usize, Value)> = BTreeMap::new();
    for release in facts.history {
        for (path, value) in leaves(release) {
            let version = match last.get(&path) {
                Some((_, known)) if *known == value => continue,
                Some((version, _)) => version + 1,
                None => 0,
            };
            let row = Row::new(put.process, &[version], put.at);
            let row = row.worded(path.clone()).text(&release.id).date(&release.date);
            let amount = value.0.map_or(Cell::Absent, Cell::Is);
            let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            put.add(Id::Version, &row.decimal(&amount).string(text(&value.1)).string(text(&value.2)));
            last.insert(path, (version, value));
        }
    }
}

fn leaves(release: &Process<'_>) -> Vec<(String, Value)> {
    let mut out = Vec::new();
    let tender = &release.tender;
    money(&mut out, "tender/value".to_owned(), &tender.value);
    period(&mut out, "tender/tenderPeriod", &tender.tender_period);
    items(&mut out, "tender", &tender.items);
    for fee in tender.participation_fees.records().filter(|fee| fee.id.is_there()) {
        money(&mut out, format!("tender/participationFees[{}]/value", fee.id.text()), &fee.value);
    }
    for award in release.awards.records().filter(|award| award.id.is_there()) {
        let own = format!("awards[{}]", award.id.text());
        money(&mut out, format!("{own}/value"), &award.value);
        date(&mut out, format!("{own}/date"), &award.date);
        items(&mut out, &own, &award.items);
    }
    for contract in release.contracts.records().filter(|contract| contract.id.is_there()) {
        let own = format!("contracts[{}]", contract.id.text());
        money(&mut out, format!("{own}/value"), &contract.value);
        date(&mut out, format!("{own}/dateSigned"), &contract.date_signed);
        period(&mut out, &format!("{own}/period"), &contract.period);
        items(&mut out, &own, &contract.items);
    }
    out
}

fn money(out: &mut Vec<(String, Value)>, path: String, money: &Money<'_>) {
    if let Some(amount) = money.amount.get() {
        out.push((path, (Some(*amount), money.currency.text().to_owned(), String::new())));
    }
}

fn date(out: &mut Vec<(String, Value)>, path: String, cell: &Cell<'_, Moment>) {
    if let Some(moment) = cell.get() {
        out.push((path, (None, String::new(), shown(*moment))));
    }
}

fn period(out: &mut Vec<(String, Value)>, path: &str, period: &Period<'_>) {
    date(out, format!("{path}/startDate"), &period.start_date);
    date(out, format!("{path}/endDate"), &period.end_date);
}

fn items(out: &mut Vec<(String, Value)>, parent: &str, items: &List<Item<'_>>) {
    for item in items.records().filter(|item| item.id.is_there()) {
        if let Some(quantity) = item.quantity.get() {
            let path = format!("{parent}/items[{}]/quantity", item.id.text());
            out.push((path, (Some(*quantity), String::new(), String::new())));
        }
    }
}
