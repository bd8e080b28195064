//! Entry into force: the vectors of the specification on made lists, and the ten lists of the reference data.

use jiff::civil::{Date, date};
use probity_commitments::treaty::{Answer, Deposits, Kind, Question, Report, answer, compute, read_deposits};
use probity_commitments::treaty::{Later, NotCounted, Rule};
use probity_core::Diagnostic;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Three states and an organisation; the organisation is second by date.
const SMALL: &str = "\
participant,signature,deposit,kind,withdrawal
Alba,2000-01-01,2001-01-01,,
European Union,2000-01-01,2001-02-01,AA,
Borduria,,2001-03-01,a,2010-05-05
Cordalia,2000-02-02,2001-04-15,A,
Drassen,,2008-06-18,a,
Elbonia,2000-03-03,,,
";

const LATER_DAY: Date = date(2020, 1, 1);

fn ask<'a>(deposits: &'a str, rule: &'a str, later: Option<&'a str>, at: Date) -> Question<'a> {
    Question { file: "deposits.csv", deposits, rule, later, not_counted: None, at }
}

fn answered(question: &Question<'_>) -> Answer {
    answer(question).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn report(deposits: &str, rule: &str, later: Option<&str>, at: Date) -> Report {
    answered(&ask(deposits, rule, later, at)).report
}

fn refused(deposits: &str, rule: &str) -> Vec<Diagnostic> {
    answer(&ask(deposits, rule, None, LATER_DAY)).expect_err("this has to be refused")
}

#[test]
fn organisations_are_parties_that_do_not_count() {
    let found = report(SMALL, "days_after_nth:3:90", None, LATER_DAY);
    let nth = found.nth.as_ref().expect("a third deposit");
    assert_eq!((nth.participant.as_str(), nth.deposit), ("Cordalia", date(2001, 4, 15)));
    assert_eq!((found.in_force, found.parties), (Some(date(2001, 7, 14)), 4));
    let question = Question { not_counted: Some(" alba ;; "), ..ask(SMALL, "days_after_nth:3:90", None, LATER_DAY) };
    assert_eq!(answered(&question).report.nth.expect("a third deposit").participant, "Drassen");
}

#[test]
fn only_what_was_deposited_by_the_day_is_seen() {
    let early = report(SMALL, "days_after_nth:3:90", None, date(2001, 4, 14));
    assert_eq!(early.reason, "too_few_deposits: 2 of 3");
    assert_eq!((early.in_force, early.nth, early.parties, early.in_force_for), (None, None, 3, Some(0)));
    let on_the_day = report(SMALL, "days_after_nth:3:90", None, date(2001, 4, 15));
    assert_eq!((on_the_day.reason.as_str(), on_the_day.in_force), ("computed", Some(date(2001, 7, 14))));
    assert_eq!((on_the_day.parties, on_the_day.in_force_for), (4, Some(0)));
}

#[test]
fn a_treaty_binds_later_parties_when_their_own_term_has_run() {
    let count = |at, later| report(SMALL, "days_after_nth:3:90", later, at).in_force_for;
    assert_eq!(count(date(2001, 7, 13), None), Some(0));
    assert_eq!(count(date(2001, 7, 14), None), Some(4));
    assert_eq!(
        (count(date(2008, 7, 17), Some("days:30")), count(date(2008, 7, 18), Some("days:30"))),
        (Some(4), Some(5))
    );
    assert_eq!((count(date(2008, 9, 15), None), count(date(2008, 9, 16), None)), (Some(4), Some(5)));
    assert_eq!(count(date(2008, 6, 18), Some("on_deposit")), Some(5));
    assert_eq!(count(date(2010, 5, 4), None), Some(5));
    assert_eq!(count(date(2010, 5, 5), None), Some(4));
}

#[test]
fn a_deposit_before_the_treatys_date_binds_from_that_date_and_the_reader_is_told() {
    let list = "participant,deposit\nAlba,2001-01-01\nBorduria,2001-01-10\nCordalia,2001-03-25\n";
    let question = ask(list, "days_after_nth:1:90", Some("days:30"), date(2001, 4, 1));
    let found = answered(&question);
    assert_eq!((found.report.in_force, found.report.in_force_for), (Some(date(2001, 4, 1)), Some(3)));
    let codes: Vec<&str> = found.warnings.iter().map(|warning| warning.code.as_str()).collect();
    assert_eq!(codes, ["bound-from"]);
    assert_eq!(found.warnings[0].place.row, 4);
}

#[test]
fn a_conditional_rule_is_never_computed() {
    let found = report(SMALL, "conditional:five of the ten largest exporters", None, LATER_DAY);
    assert_eq!(found.reason, "not_computable: five of the ten largest exporters");
    assert_eq!((found.in_force, found.in_force_for, &found.nth, found.parties), (None, None, &None, 4));
    let json = serde_json::to_value(&found).unwrap();
    assert!(json["in_force"].is_null() && json["in_force_for"].is_null());
    assert_eq!(report(SMALL, "oecd-bribery", None, LATER_DAY).unverified, ["rule", "later"]);
}

#[test]
fn the_output_has_the_keys_of_the_contract() {
    let json = serde_json::to_string(&report(SMALL, "days_after_nth:3:90", None, LATER_DAY)).unwrap();
    let expected = r#"{"in_force":"2001-07-14","parties":4,"in_force_for":4,"nth":{"participant":"Cordalia","deposit":"2001-04-15"},"reason":"computed"}"#;
    assert_eq!(json, expected);
}

#[test]
fn a_date_that_somebody_asserts_stands_beside_the_computed_one() {
    let mut list = "participant,deposit\n".to_owned();
    (1..=30).for_each(|number| list.push_str(&format!("State {number},2005-09-16\n")));
    let found = answered(&ask(&list, "uncac", None, LATER_DAY));
    let beside = found.report.asserted.expect("the depositary gives a date");
    assert_eq!((found.report.in_force, beside.difference_days), (Some(date(2005, 12, 15)), Some(1)));
    assert_eq!(found.warnings[0].code, "asserted-differs");
    assert_eq!(found.report.reason, "computed");
    let none = answered(&ask("participant,deposit\nAlba,2001-01-01\n", "uncac", None, LATER_DAY));
    assert_eq!(
        (none.report.reason.as_str(), none.warnings[0].code.as_str()),
        ("too_few_deposits: 1 of 30", "asserted-differs")
    );
}

#[test]
fn cells_that_are_not_dates_are_refused_with_line_and_column() {
    let list =
        "Participant,Signature,Ratification\n\nAlba,yes,1 Jan 2001\nBorduria,,[19 Nov 2009 ]\nCordalia,,31 Jun 2001\n";
    let faults = refused(list, "days_after_nth:1:1");
    let places: Vec<_> = faults.iter().map(|fault| (fault.place.row, fault.place.column)).collect();
    assert_eq!(places, [(3, 2), (4, 3), (5, 3)]);
    assert!(faults.iter().all(|fault| fault.code == "date" && fault.found.is_some()));
    let list = "participant,signature,deposit,kind,withdrawal\nAlba,2001,01.02.2001,x,2001-02-30\n";
    let columns: Vec<_> = refused(list, "days_after_nth:1:1").iter().map(|fault| fault.place.column).collect();
    assert_eq!(columns, [2, 4, 5]);
}

#[test]
fn lines_are_counted_over_blank_lines_line_breaks_in_cells_and_a_byte_order_mark() {
    let list = "\u{feff}Participant,Signature,Ratification\r\n\r\n\"Al\nba\",,1 Jan 2001\r\n\r\n\r\nBorduria,,soon\r\n";
    let fault = &refused(list, "days_after_nth:1:1")[0];
    assert_eq!((fault.place.row, fault.place.column, fault.line.as_deref()), (7, 3, Some("Borduria,,soon")));
}

#[test]
fn rows_that_contradict_themselves_or_each_other_are_refused() {
    let head = "participant,signature,deposit,kind,withdrawal\n";
    for (rows, code) in [
        ("Alba,,2001-01-01,,2000-01-01\n", "withdrawal-first"),
        ("Alba,,,,2000-01-01\n", "withdrawal-first"),
        ("Alba,,2001-01-01,,\nAlba,,2002-01-01,,\n", "participant-twice"),
        (",,2001-01-01,,\n", "text-missing"),
        ("Alba,,2001-01-01,,,x\n", "ragged-row"),
    ] {
        let faults = refused(&format!("{head}{rows}"), "days_after_nth:1:1");
        assert_eq!(faults[0].code, code, "{rows}");
    }
    let back = format!("{head}Alba,,2001-01-01,,2002-01-01\nAlba,,2003-01-01,a,\n");
    assert_eq!(report(&back, "days_after_nth:1:1", None, LATER_DAY).parties, 1);
    assert_eq!(refused("", "uncac")[0].code, "empty-file");
    assert_eq!(refused("a,b\n1,2\n", "uncac")[0].code, "column-missing");
}

#[test]
fn a_rule_that_is_none_is_refused_with_what_there_is() {
    let fault = &refused(SMALL, "uncacc")[0];
    assert_eq!((fault.code.as_str(), fault.file.as_str()), ("treaty-rule", "--rule"));
    assert!(fault.expected.as_ref().unwrap().contains("uncac, untoc"));
    let fault = &refused(SMALL, "days_after_nth:30:x")[0];
    assert_eq!((fault.place.column, fault.found.as_deref()), (19, Some("x")));
    let question = ask(SMALL, "uncac", Some("day:3"), LATER_DAY);
    assert_eq!(answer(&question).expect_err("no rule")[0].file, "--later");
}

fn treaty_file(name: &str) -> Option<String> {
    let path = probity_testkit::reference(&format!("commitments/treaties/{name}"))?;
    Some(fs_err::read_to_string(path).unwrap())
}

#[test]
fn the_ten_treaties_enter_into_force_when_they_did() {
    let Some(expected) = treaty_file("entry_into_force.json") else { return };
    let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
    for treaty in expected.as_array().unwrap() {
        let text = |key: &str| treaty[key].as_str().unwrap().to_owned();
        let list = treaty_file(&text("file")).unwrap();
        let rule = text("rule");
        let found = answered(&ask(&list, &rule, None, LATER_DAY));
        assert_eq!(found.report.in_force.unwrap().to_string(), text("in_force"), "{}", text("name"));
        assert_eq!(serde_json::to_value(found.report.parties).unwrap(), treaty["parties"], "{}", text("name"));
        let nth = found.report.nth.as_ref().expect("enough deposits");
        assert_eq!(nth.deposit.to_string(), treaty["nth"]["deposit"].as_str().unwrap());
        assert_eq!(nth.participant, treaty["nth"]["participant"].as_str().unwrap());
        let same = probity_commitments::treaty::known_treaties().unwrap();
        let same =
            same.iter().filter(|known| known.asserted.as_ref().is_some_and(|date| date.source.starts_with("United")));
        let shipped = same.filter(|known| known.rule.to_string() == rule).filter(|known| {
            known.asserted.as_ref().is_some_and(|asserted| asserted.date().to_string() == text("in_force"))
        });
        assert_eq!(shipped.count(), 1, "{} ships with this rule and date", text("name"));
    }
}

fn uncac() -> Option<Deposits> {
    let read = read_deposits("18-14.csv", &treaty_file("18-14.csv")?).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(read.warnings, []);
    Some(read.deposits)
}

#[test]
fn the_convention_against_corruption_has_the_participants_it_had_in_april_2014() {
    let Some(list) = uncac() else { return };
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for deposit in list.rows.iter().filter_map(|row| row.deposit) {
        *kinds.entry(deposit.kind).or_default() += 1;
        *years.entry(deposit.date.year()).or_default() += 1;
    }
    let expected = [
        (Kind::Ratification, 130),
        (Kind::Accession, 37),
        (Kind::Acceptance, 2),
        (Kind::Approval, 1),
        (Kind::Succession, 1),
    ];
    assert_eq!(kinds, BTreeMap::from(expected));
    assert_eq!(
        years.into_iter().collect::<Vec<_>>(),
        (2003..).zip([1, 14, 25, 42, 25, 22, 14, 5, 10, 7, 4, 2]).collect::<Vec<_>>()
    );
    assert_eq!((list.rows.len(), list.rows.iter().filter(|row| row.signature.is_some()).count()), (178, 140));
    let only_signed = list.rows.iter().filter(|row| row.deposit.is_none());
    let only_signed: Vec<&str> = only_signed.map(|row| row.name.split_whitespace().next().unwrap()).collect();
    assert_eq!(only_signed, ["Barbados", "Bhutan", "Germany", "Japan", "New", "Sudan", "Syrian"]);
}

#[test]
fn the_convention_binds_kazakhstan_thirty_days_after_its_accession() {
    let Some(list) = uncac() else { return };
    let Ok(Rule::Counted(rule)) = "days_after_nth:30:90".parse() else { panic!("a rule") };
    let later: Later = "days:30".parse().unwrap();
    let computed = compute(&list, rule, later, &NotCounted::shipped().unwrap(), date(2014, 4, 2));
    let party = computed.parties.iter().find(|party| party.participant.name == "Kazakhstan").unwrap();
    assert_eq!((party.deposit.date, party.deposit.kind), (date(2008, 6, 18), Kind::Accession));
    assert_eq!(party.bound, Some(date(2008, 7, 18)));
    let question = |at| report(&treaty_file("18-14.csv").unwrap(), "uncac", None, at);
    let (before, after) = (question(date(2008, 7, 17)), question(date(2008, 7, 18)));
    assert_eq!(before.in_force_for.unwrap() + 1, after.in_force_for.unwrap());
    assert_eq!(question(date(2005, 9, 14)).reason, "too_few_deposits: 29 of 30");
}

/// Days of deposit after a first day, kind, days until withdrawal.
type Made = (u16, &'static str, Option<u16>);

fn list() -> impl Strategy<Value = Vec<Made>> {
    let kind = prop_oneof![Just(""), Just("a"), Just("A"), Just("AA"), Just("d"), Just("s")];
    prop::collection::vec((0u16..900, kind, prop::option::of(0u16..900)), 0..40)
}

fn day(days: u16) -> Date {
    probity_commitments::calendar::add_days(date(2001, 1, 1), i32::from(days)).unwrap()
}

fn text(rows: &[(usize, Made)]) -> String {
    let mut text = "participant,deposit,kind,withdrawal\n".to_owned();
    for (number, (deposit, kind, withdrawal)) in rows {
        let name = if *number == 7 { "European Union".to_owned() } else { format!("State {number}") };
        let withdrawal = withdrawal.map(|after| day(deposit + after).to_string()).unwrap_or_default();
        text.push_str(&format!("{name},{},{kind},{withdrawal}\n", day(*deposit)));
    }
    text
}

const KINDS: [&str; 5] = [
    "days_after_nth:5:90",
    "months_after_nth:5:3",
    "first_of_month_after_days_after_nth:5:30",
    "first_of_month_after_months_after_nth:5:3",
    "first_of_nth_month_after_nth:5:6",
];

proptest! {
    #[test]
    fn neither_the_order_of_rows_nor_later_deposits_change_the_answer(rows in list(), at in 0u16..1200, kind in 0usize..5) {
        let rows: Vec<_> = rows.into_iter().enumerate().collect();
        let whole = report(&text(&rows), KINDS[kind], None, day(at));
        let mut turned = rows.clone();
        turned.reverse();
        prop_assert_eq!(&report(&text(&turned), KINDS[kind], None, day(at)), &whole);
        let seen: Vec<_> = rows.into_iter().filter(|(_, (deposit, ..))| *deposit <= at).collect();
        prop_assert_eq!(&report(&text(&seen), KINDS[kind], None, day(at)), &whole);
    }

    #[test]
    fn a_treaty_is_in_force_for_parties_only_and_never_before_its_date(
        rows in list(), at in 0u16..1200, kind in 0usize..5, deposit in any::<bool>(),
    ) {
        let rows: Vec<_> = rows.into_iter().enumerate().collect();
        let found = report(&text(&rows), KINDS[kind], deposit.then_some("on_deposit"), day(at));
        let bound = found.in_force_for.unwrap();
        prop_assert!(bound <= found.parties && found.parties <= rows.len());
        prop_assert_eq!(found.nth.is_some(), found.in_force.is_some());
        prop_assert_eq!(found.in_force.is_some(), found.reason == "computed");
        if found.in_force.is_none_or(|date| date > day(at)) {
            prop_assert_eq!(bound, 0);
        } else if deposit {
            prop_assert_eq!(bound, found.parties);
        }
    }

    #[test]
    fn no_list_breaks_the_reader(
        text in "[ -~\n\"\u{e9}]{0,120}", cells in "(Signature|Accession|1 Jan 2001 a|[a-z0-9\"]{0,5}|,|\n){0,20}",
        rule in "[a-z_:0-9]{0,30}",
    ) {
        for text in [text, format!("Participant,{cells}"), format!("participant,deposit,kind,withdrawal\n{cells}")] {
            if let Err(faults) = answer(&ask(&text, "days_after_nth:1:1", None, LATER_DAY)) {
                prop_assert!(!faults.is_empty() && faults.iter().all(Diagnostic::is_error));
            }
            let _ = answer(&ask(&text, &rule, Some(&rule), LATER_DAY));
        }
    }
}
