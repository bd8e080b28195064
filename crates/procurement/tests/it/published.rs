//! The tables of the room that are published: they count what the flags say, depend on nothing else, and name nobody.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use probity_core::parameter::{Parameters, Validity};
use probity_core::suite::Source;
use probity_core::{Digest, Finding, State, Suite as _};
use probity_procurement::card::cards;
use probity_procurement::suite::{FIELDS, MARKETS, Procurement, RATES, REGISTER, plain};
use probity_procurement::world::{Settings, World};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const FLAGS: [&str; 4] = ["R003", "R018", "R040", "R051"];

fn own(id: &str) -> BTreeMap<String, Vec<Validity>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../methods/procurement").join(id).join("method.toml");
    let method: toml::Table = fs_err::read_to_string(path).unwrap().parse().unwrap();
    let rows = method.get("parameter").and_then(toml::Value::as_array).into_iter().flatten();
    let own = rows.map(|row| {
        let value = row["value"].clone().try_into().unwrap();
        (row["name"].as_str().unwrap().to_owned(), vec![Validity { value, from: None, to: None }])
    });
    own.collect()
}

/// The parameters of a run, as the engine gives them.
fn parameters(id: &str) -> Parameters {
    match id {
        RATES => {
            let of =
                |code: &str| own(code).into_iter().map(move |(name, rows)| (format!("{code}.{name}"), rows)).collect();
            Parameters(FLAGS.iter().flat_map(|code| -> BTreeMap<String, Vec<Validity>> { of(code) }).collect())
        }
        MARKETS => Parameters(own("R051")),
        _ => Parameters(own(id)),
    }
}

fn sources() -> Vec<Source> {
    let text = World::generate(&Settings::default()).releases();
    let digest = Digest::of(text.as_bytes());
    let (register, name) = (REGISTER.to_owned(), String::new());
    vec![Source { register, digest, name, bytes: text.into_bytes().into() }]
}

fn run(asked: &[&str], threads: usize) -> BTreeMap<String, Vec<Finding>> {
    let asked = asked.iter().map(|id| ((*id).to_owned(), parameters(id))).collect();
    let suite = Procurement::new(|id| FLAGS.contains(&id) || [RATES, FIELDS, MARKETS].contains(&id));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| suite.compute(&sources(), "", &asked)).unwrap()
}

fn value(found: &[Finding], id: &str) -> Option<f64> {
    found.iter().find(|finding| finding.id.to_string() == id).unwrap_or_else(|| panic!("no {id}")).value
}

#[test]
fn rates_count_the_rows_of_the_flags() {
    let found = run(&["R018", "R040", RATES], 2);
    for (code, kind, years) in
        [("R018", "process", &["all", "2022", "2023", "2024"][..]), ("R040", "buyer_supplier", &["all"])]
    {
        for year in years {
            let rows =
                found[code].iter().filter(|row| row.id.measure == kind && (*year == "all" || row.id.period == *year));
            let count = |state: State| rows.clone().filter(|row| row.state == state).count() as f64;
            let of = |measure: &str| value(&found[RATES], &format!("{RATES}:{measure}:{code}|{kind}|_T:{year}"));
            assert_eq!(of("flagged"), Some(count(State::Flagged)), "{code} {year}");
            assert_eq!(of("eligible"), Some(count(State::Flagged) + count(State::Clear)), "{code} {year}");
            assert_eq!(of("insufficient"), Some(count(State::Insufficient)), "{code} {year}");
            assert_eq!(of("not_applicable"), Some(count(State::NotApplicable)), "{code} {year}");
        }
    }
    let share = found["R018"].iter().find(|row| row.id.to_string() == "R018:base_rate:_T:all").unwrap();
    assert_eq!(value(&found[RATES], &format!("{RATES}:share:R018|process|_T:all")), share.value);
}

#[test]
fn tables_are_the_same_whatever_else_is_computed_and_on_any_number_of_threads() {
    let alone = run(&[RATES, FIELDS, MARKETS], 1);
    assert_eq!(
        alone.keys().collect::<Vec<_>>(),
        [FIELDS, RATES, MARKETS],
        "flags that are only counted have no findings"
    );
    let beside = run(&["R003", "R018", "R040", "R051", RATES, FIELDS, MARKETS], 3);
    for (id, found) in &alone {
        assert_eq!(found, &beside[id], "{id}");
    }
}

#[test]
fn a_year_and_a_publisher_are_parts_of_the_whole() {
    let found = run(&[RATES, FIELDS, MARKETS], 2);
    let sum = |id: &str, of: &dyn Fn(&Finding) -> bool| -> f64 {
        found[id].iter().filter(|row| of(row)).filter_map(|row| row.value).sum()
    };
    for period in ["all", "2023"] {
        let publishers = |row: &Finding| {
            let subject = plain(&row.id.subject);
            row.id.measure == "eligible" && row.id.period == period && subject.starts_with("R018|process|ocds-")
        };
        let whole = value(&found[RATES], &format!("{RATES}:eligible:R018|process|_T:{period}"));
        assert_eq!(Some(sum(RATES, &publishers)), whole);
    }
    let years = |row: &Finding| {
        row.id.measure == "processes" && row.id.subject == "tender-value-amount|_T" && row.id.period != "all"
    };
    let whole = value(&found[FIELDS], &format!("{FIELDS}:processes:tender-value-amount|_T:all"));
    assert_eq!(Some(sum(FIELDS, &years)), whole);
    let years = |row: &Finding| row.id.measure == "awards" && row.id.subject == "CPV%3A45" && row.id.period != "all";
    assert_eq!(Some(sum(MARKETS, &years)), value(&found[MARKETS], &format!("{MARKETS}:awards:CPV%3A45:all")));
}

#[test]
fn the_index_of_a_market_is_that_of_the_flag() {
    let found = run(&["R051", MARKETS], 1);
    let judged = found["R051"].iter().filter(|row| row.id.measure == "market" && row.value.is_some());
    let mut seen = 0;
    for row in judged {
        assert_eq!(value(&found[MARKETS], &format!("{MARKETS}:hhi:{}:all", row.id.subject)), row.value);
        seen += 1;
    }
    assert!(seen > 1);
}

#[test]
fn no_row_names_a_process_a_firm_or_a_person() {
    let found = run(&[RATES, FIELDS, MARKETS], 1);
    let mut named: BTreeSet<String> = BTreeSet::new();
    for card in cards(&sources(), "") {
        let parties =
            card.bids.iter().flat_map(|bid| &bid.bidders).chain(card.awards.iter().flat_map(|award| &award.0));
        for party in parties.chain(&card.buyer) {
            named.insert(party.id.clone());
            named.extend(party.name.iter().map(|name| name.en.clone()));
        }
        named.insert(card.ocid);
    }
    assert!(named.len() > 400);
    for row in found.values().flatten() {
        assert!(row.evidence.is_empty(), "{}", row.id);
        let subject = plain(&row.id.subject);
        assert!(subject.split('|').all(|part| !named.contains(part)), "{}", row.id);
        assert!(!named.contains(&row.reason), "{}", row.id);
    }
}
