//! Why Cardinal says something else of one release, found by trial: a list of changes to the release, each with what it
//! shows. The first change under which Cardinal says what we say is the reason; where no change alone does it, the changes
//! together may. So nothing is said of a release that is not true of it.

use probity_procurement::compat::{Indicators, Notes, Settings};
use probity_procurement::json::tree::Tree;
use probity_procurement::process::amount::Amount;
use serde_json::Value;
use std::collections::BTreeSet;

/// A thing in a release that hides a flag from Cardinal, or makes it raise one.
struct Cause {
    /// The indicators it matters to.
    codes: &'static [&'static str],
    /// What is said of the release if this is it; `{currency}` is the currency of Cardinal's comparisons.
    sentence: &'static str,
    /// The release without that thing, for a currency of comparisons; the releases of its lots, if these are the thing.
    without: fn(&Value, &str) -> Vec<Value>,
}

/// Indicators that ask who bid, those that count a joint bid, those that compare prices, and all.
const BIDS: &[&str] = &["R024", "R028", "R030", "R035", "R058"];
const BIDDERS: &[&str] = &["R024", "R028", "R035", "R058"];
const PRICES: &[&str] = &["R024", "R028", "R036", "R058"];
const ALL: &[&str] = &["R024", "R028", "R030", "R035", "R036", "R058"];

/// Hides a flag or raises one.
const NOUGHT: Cause = Cause {
    codes: PRICES,
    sentence: "a price of nought or below is a price for Cardinal, and none for us",
    without: with_prices,
};

/// What hides a flag of ours from Cardinal, in the order in which it is tried.
const HIDDEN: [Cause; 12] = [
    Cause {
        codes: BIDS,
        sentence: "Cardinal reads only texts as identifiers; here those of bidders or suppliers are numbers",
        without: |release, _| {
            changed(release, |of, key, id| {
                if PEOPLE.contains(&of) && key == "id" {
                    to_text(id)
                }
            })
        },
    },
    Cause {
        codes: PRICES,
        sentence: "Cardinal reads only numbers as amounts; here an amount is a text",
        without: |release, _| each_bid(release, |bid| bid.pointer_mut("/value/amount").into_iter().for_each(to_number)),
    },
    Cause {
        codes: &["R024", "R036", "R058"],
        sentence: "Cardinal compares only bids in {currency}, the first currency that it met in the file; here bids are in \
                   another one",
        without: |release, currency| each_bid(release, |bid| set_currency(bid, currency, true)),
    },
    Cause {
        codes: PRICES,
        sentence: "Cardinal passes over bids without a currency",
        without: |release, currency| each_bid(release, |bid| set_currency(bid, currency, false)),
    },
    Cause {
        codes: ALL,
        sentence: "Cardinal reads only lists; here bids, bidders, awards or suppliers are not in one",
        without: |release, _| {
            changed(release, |_, key, list| {
                if LISTS.contains(&key) {
                    to_list(list)
                }
            })
        },
    },
    Cause {
        codes: &["R024", "R035", "R058"],
        sentence: "Cardinal leaves out processes with an award whose status is none of active, cancelled and unsuccessful",
        without: |release, _| vec![keep(release, "/awards", |award| !is_open(award))],
    },
    Cause {
        codes: &["R024", "R058"],
        sentence: "Cardinal asks for one active award; here several go to one supplier",
        without: of_one_award,
    },
    Cause {
        codes: BIDDERS,
        sentence: "Cardinal does not see joint bids: it takes their members for bidders of their own, or leaves the bid out",
        without: of_one_bidder,
    },
    NOUGHT,
    Cause {
        codes: &["R036"],
        sentence: "of equal lowest bids Cardinal looks at the first only, and here it is not the disqualified one",
        without: |release, _| ordered(release, "disqualified"),
    },
    Cause {
        codes: &["R030"],
        sentence: "Cardinal compares dates as texts, and as a text the bid's date is not later; as an instant it is",
        without: in_utc,
    },
    Cause {
        codes: ALL,
        sentence: "Cardinal does not see lots; of one of them alone it would say what we say",
        without: lots,
    },
];

/// What makes Cardinal raise a flag that we do not.
const RAISED: [Cause; 5] = [
    NOUGHT,
    Cause {
        codes: &["R036"],
        sentence: "a valid bid is as low as the disqualified one; of the two Cardinal looks at the first only",
        without: |release, _| ordered(release, "valid"),
    },
    Cause {
        codes: &["R030"],
        sentence: "Cardinal compares dates as texts, and as a text the bid's date is later; as an instant it is not for certain",
        without: in_utc,
    },
    Cause {
        codes: BIDDERS,
        sentence: "Cardinal takes the members of a joint bid for bidders of their own; a joint bid is one bidder for us",
        without: of_one_bidder,
    },
    Cause {
        codes: ALL,
        sentence: "Cardinal puts the bids of all lots together; of none of them alone would it say so",
        without: lots,
    },
];

/// Lots of one release that are tried one by one.
const LOTS_MAX: usize = 50;
/// Members that must be lists.
const LISTS: [&str; 4] = ["details", "tenderers", "awards", "suppliers"];
/// Members that hold those who bid together.
const PEOPLE: [&str; 2] = ["tenderers", "suppliers"];
/// Members that R030 compares.
const DATES: [&str; 2] = ["date", "endDate"];

/// What in the release makes Cardinal say something else than we do; `flagged` is what it says.
pub fn cause(code: &str, release: &Value, currency: Option<&str>, flagged: bool) -> Option<String> {
    let other = |releases: &[Value]| {
        let mut said = releases.iter().map(|release| flags(code, release, currency) != flagged);
        // A flag is hidden if one lot alone has it, and raised if none has.
        if flagged { !releases.is_empty() && said.all(|other| other) } else { said.any(|other| other) }
    };
    if other(std::slice::from_ref(release)) {
        return None;
    }
    // Without a currency of comparisons no bid was left out for its own; any will do.
    let money = currency.unwrap_or("XXX");
    let says_something = |cause: &&Cause| currency.is_some() || !cause.sentence.contains("{currency}");
    let causes = if flagged { &RAISED[..] } else { &HIDDEN[..] };
    let causes = || causes.iter().filter(|cause| cause.codes.contains(&code)).filter(says_something);
    let say = |cause: &Cause| cause.sentence.replace("{currency}", money);
    if let Some(cause) = causes().find(|cause| other(&(cause.without)(release, money))) {
        return Some(say(cause));
    }
    let (mut releases, mut sentences) = (vec![release.clone()], Vec::new());
    for cause in causes() {
        let without: Vec<Value> = releases.iter().flat_map(|release| (cause.without)(release, money)).collect();
        if without.is_empty() || without == releases {
            continue;
        }
        releases = without;
        sentences.push(say(cause));
        if other(&releases) {
            return Some(sentences.join("; "));
        }
    }
    None
}

/// Whether Cardinal flags a process of this one release; of R024 and R058, whether it has a ratio, whatever the fence.
pub fn flags(code: &str, release: &Value, currency: Option<&str>) -> bool {
    match code {
        "R024" | "R058" => flags_under("[R024]\nthreshold = inf\n", release, currency),
        _ => flags_under(&format!("[{code}]\n"), release, currency),
    }
}

fn flags_under(settings: &str, release: &Value, currency: Option<&str>) -> bool {
    let Ok(settings) = Settings::parse(settings) else { return false };
    let settings = Settings { currency: currency.map(str::to_owned), ..settings };
    let mut indicators = Indicators::new(&settings, false);
    let mut answer = Vec::new();
    let read = indicators.read(release.to_string().as_bytes()).and_then(|_| indicators.write(&mut answer));
    let answer: Option<Value> = read.ok().and_then(|()| serde_json::from_slice(&answer).ok());
    answer.is_some_and(|answer| answer.get("OCID").is_some())
}

/// What of the values of R003 and R018 Cardinal does not read as we do.
pub fn unlike(code: &str, release: &Value) -> Option<String> {
    let tender = release.get("tender")?;
    match code {
        "R003" => dates(tender),
        "R018" => bidders(tender),
        _ => None,
    }
}

fn dates(tender: &Value) -> Option<String> {
    let mut strange = Vec::new();
    for name in ["startDate", "endDate"] {
        let Some(date) = tender.get("tenderPeriod").and_then(|period| period.get(name)) else { continue };
        // A period of no length is short, if Cardinal reads its ends.
        let period = serde_json::json!({ "startDate": date, "endDate": date });
        let release = serde_json::json!({ "ocid": "x", "tender": { "tenderPeriod": period } });
        if !flags("R003", &release, None) {
            strange.push(format!("`{name}` is {date}"));
        }
    }
    let sentence = "Cardinal reads only dates as RFC 3339 writes them, such as 2024-01-31T10:00:00+05:00";
    (!strange.is_empty()).then(|| format!("{}; {sentence}", strange.join(" and ")))
}

fn bidders(tender: &Value) -> Option<String> {
    let mut said = Vec::new();
    match tender.get("numberOfTenderers").filter(|number| !number.is_null()) {
        None => said.push("`numberOfTenderers` is missing, and Cardinal does not count bidders".to_owned()),
        Some(number) if number.as_u64() == Some(1) => {}
        Some(number) => said.push(format!("`numberOfTenderers` is {number}, and Cardinal reads only the number 1")),
    }
    match tender.get("procurementMethod").filter(|method| !method.is_null()) {
        None => said.push("`procurementMethod` is missing, and Cardinal asks for \"open\" or \"selective\"".to_owned()),
        Some(method) if matches!(method.as_str(), Some("open" | "selective")) => {}
        Some(method) => {
            said.push(format!("`procurementMethod` is {method}, and Cardinal asks for \"open\" or \"selective\""));
        }
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// A release as its values: a number that no float holds is none, for Cardinal as for us.
pub fn values(tree: &Tree) -> Value {
    match tree {
        Tree::Scalar(raw) => serde_json::from_str(raw).unwrap_or_default(),
        Tree::List(items) => items.iter().map(values).collect(),
        Tree::Object(members) => members.iter().map(|(key, value)| (key.to_string(), values(value))).collect(),
    }
}

/// What Cardinal has against a line; `None` when it reads it.
pub fn unread(line: &[u8]) -> Option<String> {
    let settings = Settings::default();
    let Notes { passed_over, kept, .. } = Indicators::new(&settings, false).read(line).ok()?;
    kept.into_iter().next().filter(|_| passed_over > 0).map(|note| note.what.into_owned())
}

/// The bids with a price.
fn with_prices(release: &Value, _: &str) -> Vec<Value> {
    let is_free =
        |bid: &Value| bid.pointer("/value/amount").and_then(Value::as_f64).is_some_and(|amount| amount <= 0.0);
    vec![keep(release, "/bids/details", |bid| !is_free(bid))]
}

/// One active award for each supplier.
fn of_one_award(release: &Value, _: &str) -> Vec<Value> {
    let (mut release, mut seen) = (release.clone(), BTreeSet::new());
    if let Some(awards) = release.get_mut("awards").and_then(Value::as_array_mut) {
        awards.retain(|award| {
            let suppliers = award.get("suppliers").and_then(Value::as_array).into_iter().flatten();
            let ids: Vec<String> = suppliers.filter_map(|one| one.get("id").map(Value::to_string)).collect();
            award.get("status").and_then(Value::as_str) != Some("active") || seen.insert(ids)
        });
    }
    vec![release]
}

/// Every joint bid as the bid of one.
fn of_one_bidder(release: &Value, _: &str) -> Vec<Value> {
    changed(release, |_, key, people| {
        if PEOPLE.contains(&key) {
            to_one(people)
        }
    })
}

/// Dates as instants that sort as texts.
fn in_utc(release: &Value, _: &str) -> Vec<Value> {
    changed(release, |_, key, date| {
        if DATES.contains(&key) {
            to_utc(date)
        }
    })
}

/// The release after a change to all its members, told by the name of what they stand in and their own.
fn changed(release: &Value, change: fn(&str, &str, &mut Value)) -> Vec<Value> {
    fn inside(parent: &str, value: &mut Value, change: fn(&str, &str, &mut Value)) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| inside(parent, item, change)),
            Value::Object(members) => {
                for (key, member) in members.iter_mut() {
                    change(parent, key, member);
                    inside(key, member, change);
                }
            }
            _ => {}
        }
    }
    let mut release = release.clone();
    inside("", &mut release, change);
    vec![release]
}

fn to_text(value: &mut Value) {
    if let Value::Number(number) = value {
        *value = Value::String(number.to_string());
    }
}

fn to_number(value: &mut Value) {
    if let Some(amount) = value.as_str().and_then(Amount::parse_text) {
        *value = Value::from(amount.to_f64());
    }
}

fn to_list(value: &mut Value) {
    if value.is_object() {
        *value = Value::Array(vec![value.take()]);
    }
}

/// All members of a joint bid as one.
fn to_one(people: &mut Value) {
    let ids = people.as_array().into_iter().flatten().filter_map(|one| one.get("id").and_then(Value::as_str));
    let ids: BTreeSet<&str> = ids.collect();
    if ids.len() > 1 {
        let id = ids.into_iter().collect::<Vec<_>>().join("|");
        *people = serde_json::json!([{ "id": id }]);
    }
}

/// The same instant as others write it.
fn to_utc(value: &mut Value) {
    if let Some(instant) = value.as_str().and_then(|text| text.trim().parse::<jiff::Timestamp>().ok()) {
        *value = Value::String(instant.to_string());
    }
}

fn each_bid(release: &Value, change: impl Fn(&mut Value)) -> Vec<Value> {
    let mut release = release.clone();
    let bids = release.pointer_mut("/bids/details").and_then(Value::as_array_mut);
    bids.into_iter().flatten().for_each(change);
    vec![release]
}

/// Gives a bid this currency: one that has none, or one that has another.
fn set_currency(bid: &mut Value, currency: &str, other: bool) {
    let Some(value) = bid.get_mut("value").and_then(Value::as_object_mut) else { return };
    if value.get("currency").is_some_and(Value::is_string) == other {
        value.insert("currency".to_owned(), Value::from(currency));
    }
}

/// The release with some entries of a list only.
fn keep(release: &Value, list: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let mut release = release.clone();
    if let Some(entries) = release.pointer_mut(list).and_then(Value::as_array_mut) {
        entries.retain(wanted);
    }
    release
}

fn is_open(award: &Value) -> bool {
    let status = award.get("status").and_then(Value::as_str);
    status.is_some_and(|status| !["active", "cancelled", "unsuccessful"].contains(&status))
}

/// The release whose bids of this status stand first.
fn ordered(release: &Value, status: &str) -> Vec<Value> {
    let mut release = release.clone();
    if let Some(bids) = release.pointer_mut("/bids/details").and_then(Value::as_array_mut) {
        bids.sort_by_key(|bid| bid.get("status").and_then(Value::as_str) != Some(status));
    }
    vec![release]
}

/// The release for each of its lots alone; none if it has fewer than two, or more than can be tried.
fn lots(release: &Value, _: &str) -> Vec<Value> {
    let entries = |list: &str| release.pointer(list).and_then(Value::as_array).cloned().unwrap_or_default();
    let named = entries("/tender/lots").into_iter().filter_map(|lot| lot.get("id").map(Value::to_string));
    let meant = ["/bids/details", "/awards"].map(entries).concat();
    let lots: BTreeSet<String> = named.chain(meant.iter().flat_map(related_lots)).collect();
    if !(2..=LOTS_MAX).contains(&lots.len()) {
        return Vec::new();
    }
    let of = |lot: String| {
        let here = |entry: &Value| related_lots(entry).contains(&lot);
        keep(&keep(release, "/bids/details", here), "/awards", here)
    };
    lots.into_iter().map(of).collect()
}

/// The lots that a bid or an award names, as JSON.
fn related_lots(entry: &Value) -> Vec<String> {
    let lots = entry.get("relatedLots").and_then(Value::as_array);
    lots.into_iter().flatten().map(Value::to_string).collect()
}
