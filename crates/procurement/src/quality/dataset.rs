//! What a data set as a whole is asked: identifiers used twice, values and codes that are too much alike, buyers that are
//! nearly all or hardly any of the processes, titles of related processes. Exact, and the same for any cut of the input:
//! what is kept of a process is a few numbers.

use super::rows::{write, write_whole};
use super::{Failure, Indexes, Quality};
use crate::facts::Facts;
use crate::partial::words::{self, Word};
use crate::process::amount::Amount;
use crate::process::record::List;
use crate::process::stages::{Money, RelatedProcess};
use crate::run::hash;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Values are kept in ten-thousandths, which fit eight bytes; more digits than that no price has.
const UNIT: i128 = 100;

/// What is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct DataSet {
    /// Hashes of `tender.id`.
    tenders: Vec<u64>,
    /// By path and currency.
    #[serde(deserialize_with = "words::map")]
    values: BTreeMap<&'static str, BTreeMap<String, Vec<i64>>>,
    /// Processes by buyer.
    buyers: BTreeMap<String, u64>,
    /// By path and code.
    #[serde(deserialize_with = "words::map")]
    codes: BTreeMap<&'static str, BTreeMap<String, u64>>,
    /// Hashes of ocids and titles.
    titles: Vec<(u64, u64)>,
    related: Vec<Related>,
}

/// A related process that is named with its title.
#[derive(Debug, Serialize, Deserialize)]
struct Related {
    line: u64,
    ocid: String,
    #[serde(deserialize_with = "words::word")]
    path: Word,
    indexes: Indexes,
    identifier: u64,
    title: String,
}

impl DataSet {
    /// Takes what a process adds.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        let process = facts.process;
        let tender = &process.tender;
        if tender.id.is_there() {
            self.tenders.push(hash(tender.id.text()));
        }
        if tender.title.is_there() {
            self.titles.push((hash(process.ocid.text()), hash(tender.title.text().trim())));
        }
        if let Some(buyer) = process.buyer.id.get() {
            match self.buyers.get_mut(buyer.as_ref()) {
                Some(count) => *count += 1,
                None => drop(self.buyers.insert(buyer.as_ref().to_owned(), 1)),
            }
        }
        self.value("/tender/value", &tender.value);
        process.awards.records().for_each(|award| self.value("/awards[]/value", &award.value));
        process.contracts.records().for_each(|contract| self.value("/contracts[]/value", &contract.value));
        self.code("tender/status", tender.status.text());
        self.code("tender/procurementMethod", tender.procurement_method.text());
        self.code("tender/mainProcurementCategory", tender.main_procurement_category.text());
        self.code("tender/awardCriteria", tender.award_criteria.text());
        process.awards.records().for_each(|award| self.code("awards/status", award.status.text()));
        process.contracts.records().for_each(|contract| self.code("contracts/status", contract.status.text()));
        self.relations(facts, "/relatedProcesses[]/title", None, &process.related_processes);
        for (at, contract) in process.contracts.iter() {
            self.relations(facts, "/contracts[]/relatedProcesses[]/title", Some(at), &contract.related_processes);
        }
    }

    fn value(&mut self, path: &'static str, money: &Money<'_>) {
        let (Some(amount), currency) = (money.price(), money.currency.text()) else { return };
        if !currency.is_empty() {
            let units = i64::try_from(amount.millionths() / UNIT).unwrap_or(i64::MAX);
            let own = self.values.entry(path).or_default();
            match own.get_mut(currency) {
                Some(values) => values.push(units),
                None => drop(own.insert(currency.to_owned(), vec![units])),
            }
        }
    }

    fn code(&mut self, path: &'static str, code: &str) {
        let counts = self.codes.entry(path).or_default();
        match counts.get_mut(code) {
            _ if code.is_empty() => {}
            Some(count) => *count += 1,
            None => drop(counts.insert(code.to_owned(), 1)),
        }
    }

    fn relations(&mut self, facts: &Facts<'_>, path: &'static str, at: Option<usize>, all: &List<RelatedProcess<'_>>) {
        for (number, own) in all.iter() {
            if own.scheme.text() == "ocid" && own.identifier.is_there() && own.title.is_there() {
                self.related.push(Related {
                    line: facts.place.line,
                    ocid: facts.process.ocid.text().to_owned(),
                    path,
                    indexes: Indexes::within(at, number),
                    identifier: hash(own.identifier.text()),
                    title: own.title.text().trim().to_owned(),
                });
            }
        }
    }

    /// Takes what the part that follows added.
    pub fn merge(&mut self, other: Self) {
        self.tenders.extend(other.tenders);
        self.titles.extend(other.titles);
        self.related.extend(other.related);
        for (path, currencies) in other.values {
            let own = self.values.entry(path).or_default();
            currencies.into_iter().for_each(|(currency, values)| own.entry(currency).or_default().extend(values));
        }
        for (buyer, count) in other.buyers {
            *self.buyers.entry(buyer).or_default() += count;
        }
        for (path, codes) in other.codes {
            let own = self.codes.entry(path).or_default();
            codes.into_iter().for_each(|(code, count)| *own.entry(code).or_default() += count);
        }
    }

    /// The rows of checks that fail, and the numbers of all.
    pub fn finish(self, settings: &Quality) -> (String, Value) {
        let mut end = End { rows: String::new(), notes: serde_json::Map::new() };
        end.tenders(self.tenders);
        end.buyers(&self.buyers, settings);
        for (path, currencies) in self.values {
            currencies.into_iter().for_each(|(currency, values)| end.values(path, &currency, values, settings));
        }
        for (path, codes) in &self.codes {
            end.codes(path, codes, settings);
        }
        end.titles(self.titles, &self.related);
        (end.rows, Value::Object(end.notes))
    }
}

struct End {
    rows: String,
    notes: serde_json::Map<String, Value>,
}

impl End {
    fn fail(&mut self, path: &str, value: &str, problem: &str) {
        write_whole(&mut self.rows, path, value, problem);
    }

    fn tenders(&mut self, mut ids: Vec<u64>) {
        let all = ids.len();
        ids.sort_unstable();
        let repeated: usize = ids.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(<[u64]>::len).sum();
        if repeated > 0 {
            let value = format!("{repeated} of {all}");
            self.fail("/tender/id", &value, "data_set.tender_id: several processes have one tender.id");
        }
        self.notes.insert("tender_id".to_owned(), json!({"processes": all, "repeated": repeated}));
    }

    fn buyers(&mut self, buyers: &BTreeMap<String, u64>, settings: &Quality) {
        let all: u64 = buyers.values().sum();
        // Of equally large ones the first in the order of bytes.
        let largest = buyers.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        let single = buyers.values().filter(|count| **count == 1).count();
        self.notes.insert(
            "buyer".to_owned(),
            json!({"processes": all, "buyers": buyers.len(), "largest": largest.map_or(0, |own| *own.1), "single": single}),
        );
        let Some((buyer, count)) = largest.filter(|_| all >= settings.buyers_min) else { return };
        let share = *count as f64 / all as f64;
        let [low, high] = settings.buyer_share;
        if share <= low || share >= high {
            let value = format!("{buyer}: {count} of {all}");
            self.fail(
                "/buyer/id",
                &value,
                "data_set.buyer_repetition: the largest buyer has too few or too many processes",
            );
        }
        if single as f64 >= settings.single_buyers * buyers.len() as f64 {
            let value = format!("{single} of {}", buyers.len());
            self.fail("/buyer/id", &value, "data_set.buyer_distribution: too many buyers have one process");
        }
    }

    fn values(&mut self, path: &str, currency: &str, mut values: Vec<i64>, settings: &Quality) {
        values.sort_unstable_by(|a, b| b.cmp(a));
        let all = values.len();
        let sum = |values: &[i64]| values.iter().map(|value| i128::from(*value)).sum::<i128>();
        let (total, top) = (sum(&values), sum(values.get(..all / 100).unwrap_or_default()));
        let mut same: Vec<(usize, i64)> =
            values.chunk_by(|a, b| a == b).map(|own| (own.len(), own.first().copied().unwrap_or_default())).collect();
        same.sort_unstable_by(|a, b| b.cmp(a));
        let frequent: usize = same.iter().take(3).map(|own| own.0).sum();
        let note = json!({"values": all, "top_share": ratio(top, total), "most_frequent_three": frequent});
        self.notes.insert(format!("value {} {currency}", plain(path)), note);
        if (all as u64) < settings.values_min.max(1) {
            return;
        }
        if ratio(top, total) > settings.top_share {
            let value = format!("{currency}: {} of {}", shown(top), shown(total));
            self.fail(path, &value, "data_set.value_distribution: the largest hundredth is most of the sum");
        }
        if frequent as f64 >= settings.repeated_share * all as f64 {
            let mut value = format!("{currency}: {frequent} of {all}:");
            for (count, amount) in same.iter().take(3) {
                // Writing to a string cannot fail.
                let _ = write!(value, " {}×{count}", shown(i128::from(*amount)));
            }
            self.fail(path, &value, "data_set.value_repetition: three values are too many of all");
        }
    }

    fn codes(&mut self, path: &str, codes: &BTreeMap<String, u64>, settings: &Quality) {
        let all: u64 = codes.values().sum();
        if all == 0 {
            return;
        }
        self.notes.insert(format!("code {path}"), json!(codes));
        if all < settings.values_min {
            return;
        }
        let [low, high] = settings.code_share;
        let asked = settings.codes.get(path).map(Vec::as_slice).unwrap_or_default();
        for (code, count) in codes.iter().filter(|(code, _)| asked.contains(code)) {
            let share = *count as f64 / all as f64;
            if share < low || share > high {
                let pointer =
                    format!("/{}", path.replacen("awards/", "awards[]/", 1).replacen("contracts/", "contracts[]/", 1));
                let value = format!("{code}: {count} of {all}");
                self.fail(&pointer, &value, "data_set.code_distribution: nearly all or hardly any have this code");
            }
        }
    }

    fn titles(&mut self, mut titles: Vec<(u64, u64)>, related: &[Related]) {
        titles.sort_unstable();
        let (mut compared, mut failed) = (0_u64, 0_u64);
        for own in related {
            let from = titles.partition_point(|title| title.0 < own.identifier);
            let mut known = titles.iter().skip(from).take_while(|title| title.0 == own.identifier).peekable();
            if known.peek().is_none() {
                continue;
            }
            compared += 1;
            if known.any(|title| title.1 == hash(&own.title)) {
                continue;
            }
            failed += 1;
            let failure = Failure {
                check: super::Check::RelatedTitle,
                path: own.path,
                indexes: own.indexes,
                value: own.title.clone(),
            };
            write(&mut self.rows, own.line, &own.ocid, &[failure]);
        }
        self.notes.insert("related_title".to_owned(), json!({"compared": compared, "failed": failed}));
    }
}

fn ratio(part: i128, all: i128) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

/// An amount in ten-thousandths.
fn shown(units: i128) -> String {
    Amount::from_millionths(units.saturating_mul(UNIT)).map_or_else(|| units.to_string(), |amount| amount.to_string())
}

fn plain(path: &str) -> String {
    path.trim_start_matches('/').replace("[]", "")
}
