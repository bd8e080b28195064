//! Every rule of the log, broken once and kept once, through the door a command uses: a load file in, drafts or
//! diagnostics out. What was accepted must verify, and what an edited log breaks must be found there too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use jiff::Timestamp;
use probity_commitments::record::load::{Form, read};
use probity_commitments::rules::{Actors, Fold, Library, NoLibrary, Planned, Refused, Shipped, plan};
use probity_core::Digest;
use probity_store::{Code, Defect, Event, Log, NoCheckpoint, SigningKey, verify};

const BASE: &str = r#"
[defaults]
actor = "sec"
role = "secretariat"
source = "a letter"

[[body]]
id = "greco"
kind = "international"
names = { en = "GRECO" }
[[body]]
id = "kz"
kind = "state"
state = "KZ"
names = { en = "Kazakhstan", kk = "Қазақстан", authoritative = "en" }
[[body]]
id = "gr"
kind = "state"
state = "GR"
names = { en = "Greece" }
[[body]]
id = "agency"
kind = "agency"
state = "KZ"
names = { en = "Agency" }
from = 2014
successor = ["committee"]
[[body]]
id = "committee"
kind = "agency"
state = "KZ"
names = { en = "Committee" }
from = "2025-07"
[[body]]
id = "moj"
kind = "ministry"
state = "KZ"
names = { en = "Ministry of Justice" }
[[body]]
id = "watch"
kind = "ngo"
names = { en = "Watch" }

[[actor]]
id = "sec"
body = "greco"
roles = ["secretariat"]
[[actor]]
id = "council"
body = "greco"
roles = ["plenary", "rapporteur"]
[[actor]]
id = "focal"
body = "agency"
roles = ["focal_point", "analyst"]
[[actor]]
id = "clerk"
body = "moj"
roles = ["ministry", "analyst"]
[[actor]]
id = "chief"
body = "moj"
roles = ["validating_authority"]
[[actor]]
id = "ana"
body = "agency"
roles = ["analyst"]
from = 2020-01-01
to = 2030-12-31
[[actor]]
id = "head"
body = "kz"
roles = ["head_of_delegation"]
[[actor]]
id = "stranger"
body = "gr"
roles = ["head_of_delegation"]
[[actor]]
id = "watcher"
body = "watch"
roles = ["ngo"]

[[instrument]]
id = "uncac"
names = { en = "UNCAC" }
[[standard]]
id = "uncac/5/2"
instrument = "uncac"
obligation = "endeavour"

[[procedure]]
id = "greco"
version = "2017-10"
verdict = [{ id = "satisfactory", closes = true }, { id = "dealt", closes = true }, { id = "partly" }, { id = "not" }]
report = ["evaluation", "compliance", "second_compliance", "addendum", "ad_hoc"]

[[evaluation]]
id = "GrecoEval1/2Rep(2021)1"
procedure = "greco"
state = "KZ"
visit_from = 2021-09-07
visit_to = 2021-09-10
recommendations = 27
[[evaluation]]
id = "GR4"
procedure = "greco@2017-10"
state = "GR"
recommendations = 19
[[recommendation]]
evaluation = "GrecoEval1/2Rep(2021)1"
number = "iv"
parts = ["a", "b"]
standards = ["uncac/5/2"]
addressed_to = ["moj"]
programme_measures = ["M1"]

[[programme]]
id = "concept"
version = "2022"
names = { en = "Concept" }
from = 2022-01-01
to = 2026-12-31
[[measure]]
id = "M1"
programme = "concept@2022"
names = { en = "Draft a law" }
lead = "moj"
term_to = 2023-09-30
recommendations = ["GrecoEval1/2Rep(2021)1/iv"]
[[report]]
id = "R0"
evaluation = "GrecoEval1/2Rep(2021)1"
kind = "evaluation"
adopted = 2022-03-25
plenary = 90
[[report]]
id = "R1"
evaluation = "GrecoEval1/2Rep(2021)1"
kind = "compliance"
adopted = 2024-03-22
plenary = 96
"#;

/// A notice with evidence, as the ministry sends it.
const DONE: &str = r#"
[[notice]]
actor = "clerk"
role = "ministry"
id = "N1"
measure = "M1"
kind = "result"
sent = 2023-08-17
text = "done"
evidence = ["E1"]
[[evidence]]
actor = "clerk"
role = "ministry"
id = "E1"
on = ["measure:M1"]
kind = "document"
document = { title = "the law" }
"#;

const EVALUATION: &str = "GrecoEval1/2Rep(2021)1";

fn at() -> Timestamp {
    "2024-06-01T09:00:00Z".parse().unwrap()
}

fn key() -> SigningKey {
    SigningKey::new(&[3; 32])
}

/// Loads texts one after the other over an empty log; the result of the last.
fn loads(texts: &[&str]) -> Result<Planned, Refused> {
    let mut fold = Fold::new(Shipped::default());
    let mut seq = 0;
    let mut last = Ok(Planned { drafts: vec![], warnings: vec![] });
    for text in texts {
        let entries = read("load.toml", text, Form::Toml).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
        let count = entries.len() as u64;
        last = plan(&mut fold, entries, seq, at(), None, &NoLibrary);
        seq += count;
    }
    last
}

/// The codes that a file after the base file breaks, and the exit code.
fn codes(more: &str) -> (Vec<String>, u8) {
    codes_after(&[BASE], more)
}

fn codes_after(before: &[&str], more: &str) -> (Vec<String>, u8) {
    let with_defaults = format!("defaults = {{ actor = \"sec\", role = \"secretariat\" }}\n{more}");
    match loads(&[before, &[&with_defaults]].concat()) {
        Ok(_) => (vec![], 0),
        Err(refused) => (refused.diagnostics.into_iter().map(|it| it.code).collect(), refused.exit),
    }
}

fn breaks(code: &str, exit: u8) -> (Vec<String>, u8) {
    (vec![code.to_owned()], exit)
}

fn fine() -> (Vec<String>, u8) {
    (vec![], 0)
}

fn status(actor: &str, role: &str, rest: &str) -> String {
    format!("[[status]]\nactor = \"{actor}\"\nrole = \"{role}\"\nmeasure = \"M1\"\ncutoff = 2023-12-31\n{rest}\n")
}

#[test]
fn the_base_file_is_accepted_and_recorded_in_the_order_of_kinds() {
    let planned = loads(&[BASE]).unwrap();
    assert_eq!(planned.warnings, []);
    let kinds: Vec<&str> = planned.drafts.iter().map(|draft| draft.kind.as_str()).collect();
    assert_eq!(kinds.first(), Some(&"body"));
    assert_eq!(kinds.last(), Some(&"report"));
    let report = planned.drafts.last().unwrap();
    assert_eq!((report.key.as_str(), report.effective.to_string().as_str()), ("R1", "2024-03-22"));
    let evaluation = planned.drafts.iter().find(|draft| draft.kind == "evaluation").unwrap();
    assert_eq!(evaluation.effective.to_string(), "2024-06-01", "others: the day of recording");
    assert_eq!(evaluation.source, "a letter");
    assert_eq!(codes_after(&[BASE], DONE), fine());
}

#[test]
fn the_same_file_twice_is_refused_by_c1_for_every_record() {
    let refused = loads(&[BASE, BASE]).unwrap_err();
    assert_eq!(refused.exit, 1);
    assert!(refused.diagnostics.iter().all(|it| it.code == "C1"), "{refused:#?}");
    assert_eq!(refused.diagnostics.len(), loads(&[BASE]).unwrap().drafts.len());
    let first = &refused.diagnostics[0];
    assert_eq!((first.file.as_str(), first.place.row, first.found.as_deref()), ("load.toml", 8, Some("greco")));
}

#[test]
fn s1_who_implements_does_not_judge() {
    assert_eq!(codes(&status("clerk", "ministry", "value = \"partly\"")), breaks("S1", 1));
    assert_eq!(codes(&status("clerk", "analyst", "value = \"partly\"")), breaks("S1", 1), "the body leads the measure");
    assert_eq!(codes(&status("ana", "analyst", "value = \"partly\"")), fine());
}

#[test]
fn s2_who_claims_does_not_judge() {
    let notice = DONE.replace("actor = \"clerk\"\nrole = \"ministry\"", "actor = \"focal\"\nrole = \"focal_point\"");
    let before = format!("defaults = {{ actor = \"sec\", role = \"secretariat\" }}\n{notice}");
    let by = |actor: &str, rest: &str| codes_after(&[BASE, &before], &status(actor, "analyst", rest));
    let twice = (vec!["S2".to_owned(), "S2".to_owned()], 1);
    assert_eq!(by("focal", "value = \"partly\""), twice, "the latest notice and evidence of the measure");
    assert_eq!(by("focal", "value = \"partly\"\nnotice = \"N1\"\nevidence = [\"E1\"]"), twice, "cited");
    assert_eq!(by("ana", "value = \"implemented\"\nnotice = \"N1\"\nevidence = [\"E1\"]"), fine());
}

#[test]
fn s3_nothing_is_implemented_without_a_result_notice_and_evidence() {
    let implemented = status("ana", "analyst", "value = \"implemented\"");
    assert_eq!(codes(&implemented), breaks("S3", 1));
    assert_eq!(codes(&format!("{DONE}{implemented}")), fine(), "in one file: the notice comes first");
    let progress = DONE.replace("\"result\"", "\"progress\"");
    assert_eq!(codes(&format!("{progress}{implemented}")), breaks("S3", 1));
    let bare = DONE.split("[[evidence]]").next().unwrap().replace("evidence = [\"E1\"]", "");
    assert_eq!(codes(&format!("{bare}{implemented}")), breaks("S3", 1));
    let taken_back = "[[withdraw]]\nof = \"evidence:E1\"\nreason = \"forged\"\n";
    let before = format!("defaults = {{ actor = \"sec\", role = \"secretariat\" }}\n{DONE}{taken_back}");
    assert_eq!(codes_after(&[BASE, &before], &implemented), breaks("S3", 1));
}

fn verdict(actor: &str, role: &str, rest: &str) -> String {
    format!(
        "[[verdict]]\nactor = \"{actor}\"\nrole = \"{role}\"\nrecommendation = \"{EVALUATION}/iv\"\nreport = \"R1\"\n{rest}\n"
    )
}

#[test]
fn s4_verdicts_and_reports_are_the_organs() {
    assert_eq!(codes(&verdict("sec", "secretariat", "value = \"partly\"")), fine());
    assert_eq!(codes(&verdict("council", "plenary", "value = \"partly\"")), fine());
    assert_eq!(codes(&verdict("ana", "analyst", "value = \"partly\"")), breaks("S4", 1));
    assert_eq!(codes(&verdict("council", "rapporteur", "value = \"partly\"")), breaks("S4", 1));
    assert_eq!(codes(&verdict("council", "rapporteur", "value = \"partly\"\ndraft = true")), fine());
    let report =
        format!("[[report]]\nid = \"R2\"\nevaluation = \"{EVALUATION}\"\nkind = \"ad_hoc\"\nadopted = 2024-05-01\n");
    assert_eq!(codes(&report), breaks("S4", 1), "the secretariat cites plenary or reference");
    assert_eq!(codes(&format!("{report}reference = \"Greco RC1 (2024) 1\"\n")), fine());
    assert_eq!(codes(&format!("{report}actor = \"council\"\nrole = \"plenary\"\n")), fine());
    assert_eq!(codes(&format!("{report}reference = \"x\"\nactor = \"clerk\"\nrole = \"ministry\"\n")), breaks("S4", 1));
    // A draft stands beside the real one: adopting it is no correction.
    let draft = format!(
        "defaults = {{ actor = \"sec\", role = \"secretariat\" }}\n{}",
        verdict("council", "rapporteur", "value = \"dealt\"\ndraft = true")
    );
    assert_eq!(codes_after(&[BASE, &draft], &verdict("sec", "secretariat", "value = \"partly\"")), fine());
}

#[test]
fn s5_nobody_reports_on_their_own_state() {
    let report = format!(
        "[[report]]\nid = \"R2\"\nevaluation = \"{EVALUATION}\"\nkind = \"ad_hoc\"\nadopted = 2024-05-01\nplenary = 97\n"
    );
    assert_eq!(codes(&format!("{report}rapporteurs = [\"LT\", \"KZ\"]\n")), breaks("S5", 1));
    assert_eq!(codes(&format!("{report}rapporteurs = [\"LT\", \"RO\"]\n")), fine());
}

#[test]
fn s6_only_the_states_head_of_delegation_authorises_publication() {
    let by = |actor: &str, role: &str| {
        codes(&format!(
            "[[authorisation]]\nreport = \"R1\"\ndate = 2024-05-02\nactor = \"{actor}\"\nrole = \"{role}\"\n"
        ))
    };
    assert_eq!(by("head", "head_of_delegation"), fine());
    assert_eq!(by("sec", "secretariat"), breaks("S6", 1));
    assert_eq!(by("stranger", "head_of_delegation"), breaks("S6", 1));
}

#[test]
fn s7_a_notice_is_signed_by_another() {
    let sign = |actor: &str, role: &str| {
        codes(&format!("{DONE}[[sign]]\nnotice = \"N1\"\ndate = 2023-08-18\nactor = \"{actor}\"\nrole = \"{role}\"\n"))
    };
    assert_eq!(sign("chief", "validating_authority"), fine());
    assert_eq!(sign("sec", "secretariat"), breaks("S7", 1));
    assert_eq!(sign("clerk", "ministry"), (vec!["S7".to_owned(), "S7".to_owned()], 1));
}

#[test]
fn s8_a_measure_is_approved_by_another() {
    let measure = |actor: &str, role: &str, rest: &str| {
        format!(
            "[[measure]]\nid = \"M2\"\nnames = \"x\"\nlead = \"moj\"\nterm_to = 2024-12-31\nactor = \"{actor}\"\nrole = \"{role}\"\n{rest}\n"
        )
    };
    let proposed = measure("focal", "focal_point", "state = \"proposed\"");
    let proposed = format!("defaults = {{ actor = \"sec\", role = \"secretariat\" }}\n{proposed}");
    let approves = |actor: &str, role: &str, rest: &str| {
        let text = measure(actor, role, &format!("state = \"approved\"\ncorrects = \"approved\"\n{rest}"));
        codes_after(&[BASE, &proposed], &text)
    };
    assert_eq!(approves("focal", "focal_point", ""), breaks("S8", 1));
    assert_eq!(
        approves("focal", "focal_point", "approved_by = \"chief\""),
        breaks("S8", 1),
        "still recorded by the proposer"
    );
    assert_eq!(approves("sec", "secretariat", "approved_by = \"focal\""), breaks("S8", 1));
    assert_eq!(approves("sec", "secretariat", "approved_by = \"chief\""), fine());
}

#[test]
fn the_validating_authority_approves_what_another_role_proposed_and_changes_nothing_else() {
    let measure = |actor: &str, role: &str, rest: &str| {
        format!(
            "[[measure]]\nid = \"M2\"\nnames = \"x\"\nlead = \"moj\"\nactor = \"{actor}\"\nrole = \"{role}\"\n{rest}\n"
        )
    };
    let proposed = measure("clerk", "ministry", "term_to = 2024-12-31\nstate = \"proposed\"");
    let proposed = format!("defaults = {{ actor = \"sec\", role = \"secretariat\" }}\n{proposed}");
    let approves = |term: &str| {
        let rest = format!("term_to = {term}\nstate = \"approved\"\napproved_by = \"chief\"\ncorrects = \"approved\"");
        codes_after(&[BASE, &proposed], &measure("chief", "validating_authority", &rest))
    };
    assert_eq!(approves("2024-12-31"), fine());
    assert_eq!(approves("2025-12-31"), breaks("C2", 1), "a later term is a correction");
}

#[test]
fn s9_what_those_outside_may_record() {
    let submission = |kind: &str| {
        format!(
            "[[submission]]\nid = \"P1\"\nkind = \"{kind}\"\nby = \"watch\"\nreceived = 2024-01-01\nevaluation = \"{EVALUATION}\"\nevidence = [\"X1\"]\nactor = \"watcher\"\nrole = \"ngo\"\n"
        )
    };
    let evidence = |on: &str| {
        format!(
            "[[evidence]]\nid = \"X1\"\non = [\"{on}\"]\nkind = \"url\"\nurl = {{ href = \"https://example.org/\" }}\nactor = \"watcher\"\nrole = \"ngo\"\n"
        )
    };
    assert_eq!(
        codes(&format!("{}{}", submission("shadow"), evidence("measure:M1"))),
        fine(),
        "cited by its shadow report"
    );
    let bare = submission("comment").replace("evidence = [\"X1\"]\n", "");
    assert_eq!(codes(&format!("{bare}{}", evidence("submission:P1"))), fine());
    assert_eq!(codes(&evidence("measure:M1")), breaks("S9", 1));
    let official = submission("situation_report").replace("evidence = [\"X1\"]\n", "");
    assert_eq!(codes(&official), breaks("S9", 1));
    assert_eq!(codes(&status("watcher", "ngo", "value = \"partly\"")), breaks("S9", 1));
}

#[test]
fn s10_only_ones_own_roles_and_bodies() {
    assert_eq!(codes(&status("ana", "operator", "value = \"partly\"")), breaks("S10", 1));
    assert_eq!(codes(&status("nobody", "analyst", "value = \"partly\"")), fine(), "the observatory's key signs");
    let late = BASE.replace("to = 2030-12-31", "to = 2024-05-31");
    assert_eq!(codes_after(&[&late], &status("ana", "analyst", "value = \"partly\"")), breaks("S10", 1));
    let forged = format!(
        "[[submission]]\nid = \"P1\"\nkind = \"shadow\"\nby = \"moj\"\nreceived = 2024-01-01\nevaluation = \"{EVALUATION}\"\nactor = \"watcher\"\nrole = \"ngo\"\n"
    );
    assert_eq!(codes(&forged), breaks("S10", 1), "a body of somebody else");
    // Another key signs, for somebody without a record.
    let mut fold = Fold::new(Shipped::default());
    let text = "[[body]]\nid = \"x\"\nkind = \"ngo\"\nnames = \"x\"\nactor = \"a\"\nrole = \"operator\"\n";
    let entries = read("load.toml", text, Form::Toml).unwrap();
    let refused = plan(&mut fold, entries, 0, at(), Some("0123456789abcdef"), &NoLibrary).unwrap_err();
    assert_eq!((refused.diagnostics[0].code.as_str(), refused.exit), ("S10", 1));
}

#[test]
fn c2_corrections_are_made_by_the_role_that_recorded_or_by_the_secretariat() {
    let before = format!("defaults = {{ actor = \"sec\", role = \"secretariat\" }}\n{DONE}");
    let again = |actor: &str, role: &str| {
        let notice = DONE.split("[[evidence]]").next().unwrap();
        let notice = notice
            .replace("actor = \"clerk\"\nrole = \"ministry\"", &format!("actor = \"{actor}\"\nrole = \"{role}\""));
        codes_after(&[BASE, &before], &format!("{notice}corrects = \"a typing error\"\n"))
    };
    assert_eq!(again("clerk", "ministry"), fine());
    assert_eq!(again("sec", "secretariat"), fine());
    assert_eq!(again("focal", "focal_point"), breaks("C2", 1));
    let nothing = "[[body]]\nid = \"new\"\nkind = \"ngo\"\nnames = \"x\"\ncorrects = \"why\"\n";
    assert_eq!(codes(nothing), breaks("R1", 3));
}

#[test]
fn r1_what_is_referred_to_is_there() {
    for (text, field) in [
        ("[[actor]]\nid = \"z\"\nbody = \"nowhere\"\nroles = [\"ngo\"]\n", "body"),
        ("[[body]]\nid = \"z\"\nkind = \"ngo\"\nnames = \"x\"\nsuccessor = [\"nowhere\"]\n", "successor"),
        ("[[evaluation]]\nid = \"z\"\nprocedure = \"greco@1999\"\nstate = \"KZ\"\n", "procedure"),
        ("[[recommendation]]\nevaluation = \"z\"\nnumber = \"i\"\n", "evaluation"),
        (
            "[[measure]]\nid = \"z\"\nnames = \"x\"\nlead = \"moj\"\nterm_to = 2024-12-31\nrecommendations = [\"GR4/xx\"]\n",
            "recommendations",
        ),
        ("[[withdraw]]\nof = \"evidence:none\"\nreason = \"x\"\n", "of"),
        ("[[evidence]]\nid = \"z\"\non = [\"moon:x\"]\nkind = \"query\"\n", "on"),
        (
            "[[notice]]\nid = \"z\"\nmeasure = \"M1\"\nkind = \"progress\"\nsent = 2024-01-01\ntext = \"x\"\nevidence = [\"none\"]\n",
            "evidence",
        ),
    ] {
        let with_defaults = format!("defaults = {{ actor = \"sec\", role = \"secretariat\" }}\n{text}");
        let refused = loads(&[BASE, &with_defaults]).unwrap_err();
        assert_eq!((refused.exit, refused.diagnostics.len()), (3, 1), "{text}: {refused:#?}");
        assert_eq!(refused.diagnostics[0].code, "R1", "{text}");
        assert_eq!(refused.diagnostics[0].field.as_deref(), Some(field), "{text}");
    }
    let procedure = |calendar: &str| {
        format!(
            "[[procedure]]\nid = \"p\"\nversion = 1\nreport = [\"r\"]\n[[procedure.deadline]]\nid = \"d\"\nafter = {{ report = [\"r\"] }}\nroll = \"next_working_day\"\ncalendar = \"{calendar}\"\n{}",
            "[[calendar]]\nid = \"KZ\"\nweekend = [\"sat\", \"sun\"]\n"
        )
    };
    assert_eq!(codes(&procedure("KZ")), fine());
    assert_eq!(codes(&procedure("KG")), breaks("R1", 3));
    // Shells, in any spelling, and words of the procedure.
    let of = |number: &str, value: &str| {
        codes(&verdict("sec", "secretariat", &format!("value = \"{value}\"")).replace("/iv\"", &format!("/{number}\"")))
    };
    assert_eq!(of("xxvii", "not"), fine());
    assert_eq!(of("XXVII", "not"), fine());
    assert_eq!(of("27", "not"), fine());
    assert_eq!(of("xxviii", "not"), breaks("R1", 3));
    assert_eq!(of("iv", "fully"), breaks("R1", 3));
}

fn dates(kind: &str, rest: &str) -> (Vec<String>, u8) {
    codes(&format!("[[report]]\nid = \"R9\"\nevaluation = \"{EVALUATION}\"\nkind = \"{kind}\"\nplenary = 97\n{rest}\n"))
}

#[test]
fn a_measure_may_name_its_programme_without_a_version() {
    let measure = |programme: &str| {
        codes(&format!(
            "[[measure]]\nid = \"z\"\nnames = \"x\"\nlead = \"moj\"\nterm_to = 2024-12-31\nprogramme = \"{programme}\"\n"
        ))
    };
    assert_eq!(measure("concept"), fine());
    assert_eq!(measure("concept@2022"), fine());
    assert_eq!(measure("concept@2023"), breaks("R1", 3));
}

#[test]
fn t1_adopted_then_authorised_then_published() {
    assert_eq!(dates("ad_hoc", "adopted = 2024-05-02\npublished = 2024-05-01"), breaks("T1", 3));
    assert_eq!(dates("ad_hoc", "adopted = 2024-05-02\nauthorised = 2024-05-01"), breaks("T1", 3));
    assert_eq!(
        dates("ad_hoc", "adopted = 2024-05-02\nauthorised = 2024-05-05\npublished = 2024-05-04"),
        breaks("T1", 3)
    );
    assert_eq!(dates("ad_hoc", "adopted = 2024-05-02\nauthorised = 2024-05-02\npublished = 2024-05-02"), fine());
    let early =
        "[[authorisation]]\nreport = \"R1\"\ndate = 2024-03-21\nactor = \"head\"\nrole = \"head_of_delegation\"\n";
    assert_eq!(codes(early), breaks("T1", 3));
}

#[test]
fn t2_reports_follow_their_chain() {
    assert_eq!(dates("second_compliance", "adopted = 2024-03-01"), breaks("T2", 3));
    assert_eq!(dates("second_compliance", "adopted = 2024-05-01"), fine());
    assert_eq!(dates("ad_hoc", "adopted = 2022-03-24"), breaks("T2", 3), "before the evaluation itself");
    let addendum = |id: &str, ordinal: u8, adopted: &str, rest: &str| {
        format!(
            "[[report]]\nid = \"{id}\"\nevaluation = \"{EVALUATION}\"\nkind = \"addendum\"\nplenary = 97\nordinal = {ordinal}\nadopted = {adopted}\n{rest}\n"
        )
    };
    let both = |first: &str, second: &str, a: &str, b: &str| {
        codes(&format!("{}{}", addendum("A1", 1, first, a), addendum("A2", 2, second, b)))
    };
    assert_eq!(both("2024-04-01", "2024-05-01", "", ""), fine());
    assert_eq!(both("2024-05-01", "2024-04-01", "", ""), breaks("T2", 3));
    assert_eq!(both("2024-04-01", "2024-05-01", "published = 2024-05-20", "published = 2024-05-10"), breaks("T2", 3));
}

#[test]
fn t3_ends_come_after_beginnings() {
    for text in [
        "[[evaluation]]\nid = \"z\"\nprocedure = \"greco\"\nstate = \"KZ\"\nvisit_from = 2021-09-07\nvisit_to = 2021-09-06\n",
        "[[measure]]\nid = \"z\"\nnames = \"x\"\nlead = \"moj\"\nterm_from = 2025-01-01\nterm_to = 2024-12-31\n",
        "[[body]]\nid = \"z\"\nkind = \"ngo\"\nnames = \"x\"\nfrom = \"2024-03\"\nto = 2023\n",
        "[[participation]]\nstate = \"KZ\"\ninstrument = \"uncac\"\ndeposit = 2008-06-18\nwithdrawal = 2008-06-17\n",
    ] {
        assert_eq!(codes(text), breaks("T3", 3), "{text}");
    }
    assert_eq!(
        codes("[[body]]\nid = \"z\"\nkind = \"ngo\"\nnames = \"x\"\nfrom = \"2024-03\"\nto = 2024\n"),
        fine(),
        "partial"
    );
}

#[test]
fn t4_verdicts_belong_to_their_evaluation_and_its_parts() {
    let other = verdict("sec", "secretariat", "value = \"not\"").replace(&format!("{EVALUATION}/iv"), "GR4/iv");
    assert_eq!(codes(&other), breaks("T4", 3));
    let parts =
        |letter: &str| verdict("sec", "secretariat", &format!("value = \"partly\"\nparts = {{ {letter} = \"not\" }}"));
    assert_eq!(codes(&parts("b")), fine());
    assert_eq!(codes(&parts("c")), breaks("T4", 3));
}

#[test]
fn t5_nothing_from_the_future_but_terms_and_dues() {
    assert_eq!(dates("ad_hoc", "adopted = 2024-06-02"), breaks("T5", 3));
    assert_eq!(dates("ad_hoc", "adopted = 2024-06-01\ndue = 2025-09-30"), fine());
    assert_eq!(codes("[[body]]\nid = \"z\"\nkind = \"ngo\"\nnames = \"x\"\neffective = 2024-06-02\n"), breaks("T5", 3));
}

#[test]
fn a1_shows_the_arithmetic_and_refuses_nothing() {
    let published = |rest: &str| {
        let text = format!(
            "[[published]]\nactor = \"sec\"\nrole = \"secretariat\"\nsubject = \"dap\"\nas_of = 2024-01-01\n{rest}\n"
        );
        let warnings = loads(&[BASE, &text]).unwrap().warnings;
        warnings.into_iter().map(|it| (it.code, it.key, it.message)).collect::<Vec<_>>()
    };
    assert_eq!(published("parts = { a = 12, b = 30 }\ntotal = 42"), []);
    let odd = published("parts = { a = 12, b = 30 }\ntotal = 41");
    assert_eq!(odd, [("A1", "dap@2024-01-01".to_owned(), "12 + 30 = 42, printed 41".to_owned())]);
    assert_eq!(published("parts = { done = 64 }\ntotal = 170\nshares = { done = 37.6 }"), []);
    assert_eq!(
        published(
            "parts = { high = 49, medium = 51, low = 171 }\ntotal = 271\nshares = { high = 18.1, medium = 18.8, low = 63.1 }"
        ),
        []
    );
    assert_eq!(published("parts = { done = 64 }\ntotal = 170\nshares = { done = \"37.60\" }").len(), 1, "37.65 %");
}

#[test]
fn a1_counts_of_a_report_are_compared_with_its_verdicts() {
    let report = |counts: &str| {
        format!(
            "[[report]]\nactor = \"sec\"\nrole = \"secretariat\"\nid = \"R9\"\nevaluation = \"GR4\"\nkind = \"compliance\"\nadopted = 2024-05-01\nplenary = 97\ncounts = {{ {counts} }}\n"
        )
    };
    let verdicts: String = ["i", "ii", "iii"]
        .iter()
        .map(|number| {
            let rest = "report = \"R9\"\nvalue = \"dealt\"\nactor = \"sec\"\nrole = \"secretariat\"\n";
            format!("[[verdict]]\nrecommendation = \"GR4/{number}\"\n{rest}")
        })
        .collect();
    let warnings = |counts: &str| {
        let text = format!("{}{verdicts}", report(counts));
        loads(&[BASE, &text]).unwrap().warnings.into_iter().map(|it| it.message).collect::<Vec<_>>()
    };
    assert_eq!(warnings("closed = 4, total = 19"), Vec::<String>::new(), "sixteen verdicts are not recorded yet");
    assert_eq!(warnings("closed = 2, total = 19"), ["`closed`: 3 in the verdicts, printed 2"]);
    assert_eq!(warnings("closed = 4, partly = 10, not = 4, total = 19"), ["4 + 10 + 4 = 18, printed 19"]);
    // Counts without verdicts are only counts.
    assert_eq!(loads(&[BASE, &report("closed = 4, total = 27")]).unwrap().warnings, []);
}

struct OneAct;

impl Library for OneAct {
    fn pin(
        &self,
        provision: &probity_commitments::record::evidence::Provision,
        at: jiff::civil::Date,
    ) -> Option<Digest> {
        (provision.work.as_str() == "/kz/act/2015/401").then(|| Digest::of(at.to_string().as_bytes()))
    }
}

#[test]
fn a_provision_is_pinned_when_it_is_recorded_or_the_load_is_refused_with_4() {
    let text = |work: &str| {
        format!(
            "[[evidence]]\nactor = \"sec\"\nrole = \"secretariat\"\nid = \"E1\"\non = [\"benchmark:x\"]\nkind = \"provision\"\nfrom = 2023-02-01\nprovision = {{ work = \"{work}\", eid = \"art_5\" }}\n"
        )
    };
    let planned = |work: &str| {
        let entries = read("load.toml", &text(work), Form::Toml).unwrap();
        plan(&mut Fold::new(Shipped::default()), entries, 0, at(), None, &OneAct)
    };
    let pinned = planned("/kz/act/2015/401").unwrap();
    assert_eq!(pinned.drafts[0].record["provision"]["sha256"], Digest::of(b"2023-02-01").to_string());
    let refused = planned("/kz/act/1999/1").unwrap_err();
    assert_eq!((refused.exit, refused.diagnostics[0].code.as_str()), (4, "provision-absent"));
    assert_eq!(refused.diagnostics[0].place.row, 8);
}

/// A log of these drafts, and every defect that verifying finds.
fn recorded(planned: &Planned, edit: impl Fn(&mut Vec<Event>)) -> Vec<Defect> {
    let dir = tempfile::tempdir().unwrap();
    let log = Log::at(dir.path());
    let mut writer = log.write().unwrap();
    let mut events = probity_store::End::default().seal(planned.drafts.clone(), at(), &key()).unwrap();
    edit(&mut events);
    let drafts = events.iter().map(Event::draft).collect();
    writer.append(drafts, at(), &key(), &mut NoCheckpoint).unwrap();
    drop(writer);
    let verified = probity_commitments::rules::verify(
        log.snapshot().unwrap(),
        key().public(),
        Shipped::default(),
        &mut NoCheckpoint,
    )
    .unwrap();
    assert_eq!((verified.ok, verified.events), (verified.defects.is_empty(), planned_count(&log)));
    verified.defects
}

fn planned_count(log: &Log) -> u64 {
    fs_err::read_to_string(log.path()).unwrap().lines().count() as u64
}

#[test]
fn what_was_accepted_verifies_and_an_edit_signed_with_the_stolen_key_still_breaks_a_rule() {
    let text = format!("{BASE}{DONE}{}", status("ana", "analyst", "value = \"implemented\""));
    let planned = loads(&[&text]).unwrap();
    assert_eq!(recorded(&planned, |_| {}), []);
    let edited = recorded(&planned, |events| {
        let status = events.iter_mut().find(|event| event.kind == "status").unwrap();
        (status.actor, status.role) = ("clerk".into(), "ministry".into());
    });
    let messages: Vec<&str> = edited.iter().map(|it| it.message.get(..3).unwrap()).collect();
    assert!(edited.iter().all(|it| it.code == Code::V9) && messages.contains(&"S1:"), "{edited:?}");
    let torn = recorded(&planned, |events| events.retain(|event| event.kind != "procedure"));
    assert!(torn.iter().any(|it| it.message.starts_with("R1: there is no procedure `greco`")), "{torn:?}");
    let foreign = recorded(&planned, |events| events[0].kind = "moon".into());
    assert!(foreign.iter().any(|it| it.message == "record: `moon` is not a kind of record"), "{foreign:?}");
}

fn actor_file(own: &SigningKey) -> String {
    format!(
        "[[body]]\nid = \"greco\"\nkind = \"international\"\nnames = \"GRECO\"\nactor = \"op\"\nrole = \"operator\"\n\
         [[actor]]\nid = \"sec\"\nbody = \"greco\"\nroles = [\"secretariat\"]\npublic_key = \"{}\"\nto = 2024-06-30\nactor = \"op\"\nrole = \"operator\"\n",
        own.public()
    )
}

#[test]
fn a_key_signs_for_its_actor_only_and_only_in_its_time() {
    let own = SigningKey::new(&[9; 32]);
    let actor = actor_file(&own);
    let entries = read("load.toml", &actor, Form::Toml).unwrap();
    let planned = plan(&mut Fold::new(Shipped::default()), entries, 0, at(), None, &NoLibrary).unwrap();
    let late: Timestamp = "2024-07-01T00:00:00Z".parse().unwrap();
    let again = |actor: &str| {
        let text = "[[body]]\nid = \"x\"\nkind = \"ngo\"\nnames = \"x\"\nrole = \"secretariat\"\n";
        let entries = read("load.toml", &format!("{text}actor = \"{actor}\"\n"), Form::Toml).unwrap();
        let mut fold = Fold::new(Shipped::default());
        let first = read("load.toml", &actor_file(&own), Form::Toml).unwrap();
        plan(&mut fold, first, 0, at(), None, &NoLibrary).unwrap();
        (
            plan(&mut fold.clone(), entries.clone(), 2, at(), Some(own.public().signer()), &NoLibrary).is_ok(),
            plan(&mut fold, entries, 2, at(), Some(key().public().signer()), &NoLibrary).is_ok(),
        )
    };
    assert_eq!(again("sec"), (true, false), "signing with another's key is refused before it is recorded");
    for (who, when, expected) in [("sec", at(), vec![]), ("other", at(), vec![Code::V6]), ("sec", late, vec![Code::V6])]
    {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Log::at(dir.path()).write().unwrap();
        writer.append(planned.drafts.clone(), at(), &key(), &mut NoCheckpoint).unwrap();
        let mut draft = planned.drafts[0].clone();
        (draft.actor, draft.role, draft.key) = (who.into(), "secretariat".into(), "x".into());
        writer.append(vec![draft], when, &own, &mut NoCheckpoint).unwrap();
        let mut snapshot = writer.snapshot().unwrap();
        let mut found = Vec::new();
        let signers = Actors::new(key().public().clone());
        verify(&mut snapshot.lines, signers, (&mut NoCheckpoint, None), |_| vec![], |it| found.push(it.code)).unwrap();
        assert_eq!(found, expected, "{who} {when}");
    }
}

#[test]
fn a_file_is_loaded_all_or_none_and_what_it_prints_is_the_contract() {
    use probity_commitments::rules::{LoadError, Recording, load, rehearse};
    let dir = tempfile::tempdir().unwrap();
    let log = Log::at(dir.path().join("commitments"));
    let (key, observatory) = (key(), key().public().clone());
    let run = |text: &str, check: bool| {
        let entries = read("load.toml", text, Form::Toml).unwrap();
        let recording = Recording {
            at: at(),
            key: &key,
            observatory: &observatory,
            shipped: Shipped::default(),
            library: &NoLibrary,
        };
        match check {
            true => rehearse(log.snapshot().unwrap(), entries, recording, &mut NoCheckpoint),
            false => load(&mut log.write().unwrap(), entries, recording, &mut NoCheckpoint),
        }
    };
    let bytes = || fs_err::read(log.path()).unwrap_or_default();
    let rehearsed = run(BASE, true).unwrap();
    assert!(!dir.path().join("commitments").exists(), "a dry run writes nothing");
    let loaded = run(BASE, false).unwrap();
    assert_eq!(loaded, rehearsed, "a dry run says what the real one does");
    let printed = serde_json::to_value(&loaded).unwrap();
    let count = printed["appended"].as_u64().unwrap();
    let names: Vec<&String> = printed.as_object().unwrap().keys().collect();
    assert_eq!(names, ["appended", "first", "head", "last", "warnings"]);
    assert_eq!((printed["first"].as_u64(), printed["last"].as_u64()), (Some(0), Some(count - 1)));
    let before = bytes();
    assert!(matches!(run(BASE, false), Err(LoadError::Refused(_))));
    assert_eq!(bytes(), before, "a refused file leaves the log its bytes");
    let verified = probity_commitments::rules::verify(
        log.snapshot().unwrap(),
        &observatory,
        Shipped::default(),
        &mut NoCheckpoint,
    );
    let verified = serde_json::to_value(verified.unwrap()).unwrap();
    assert_eq!(verified["ok"], true);
    assert_eq!(verified["head"], printed["head"]);
    assert_eq!(verified["defects"], serde_json::json!([]));
}

#[test]
fn what_was_known_on_a_day_is_what_had_been_recorded_by_its_end() {
    use probity_commitments::rules::replay;
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Log::at(dir.path()).write().unwrap();
    let planned = loads(&[BASE]).unwrap();
    let later = "2024-06-02T00:00:00Z".parse().unwrap();
    let evening = "2024-06-01T23:59:59Z".parse().unwrap();
    let mut rest = planned.drafts;
    let first = rest.drain(..3).collect();
    let second = rest.drain(..2).collect();
    for (drafts, when) in [(first, at()), (second, evening), (rest, later)] {
        writer.append(drafts, when, &key(), &mut NoCheckpoint).unwrap();
    }
    let known = |day: Option<jiff::civil::Date>| {
        let mut count = 0;
        let mut lines = writer.snapshot().unwrap().lines;
        replay(&mut lines, day, Shipped::default(), key().public(), &mut NoCheckpoint, |_, _| count += 1).unwrap();
        count
    };
    assert_eq!(known(Some(jiff::civil::date(2024, 5, 31))), 0);
    assert_eq!(known(Some(jiff::civil::date(2024, 6, 1))), 5);
    assert_eq!(known(None), writer.next_seq());
}
