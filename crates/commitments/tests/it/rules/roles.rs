//! S1 to S11: who may say what.

use super::{BASE, DONE, EVALUATION, at, breaks, codes, codes_after, fine, status, verdict};
use crate::recorder::{DEFAULTS, Recorder};
use probity_commitments::record::load::{Form, read};
use probity_commitments::rules::{Fold, NoLibrary, Shipped, plan};

#[test]
fn s1_who_implements_does_not_judge() {
    assert_eq!(codes(&status("clerk", "ministry", "value = \"partly\"")), breaks("S1", 1));
    assert_eq!(codes(&status("clerk", "analyst", "value = \"partly\"")), breaks("S1", 1), "the body leads the measure");
    assert_eq!(codes(&status("ana", "analyst", "value = \"partly\"")), fine());
}

#[test]
fn s2_who_claims_does_not_judge() {
    let notice = DONE.replace("actor = \"clerk\"\nrole = \"ministry\"", "actor = \"focal\"\nrole = \"focal_point\"");
    let before = format!("{DEFAULTS}{notice}");
    let by = |actor: &str, rest: &str| codes_after(&[BASE, &before], &status(actor, "analyst", rest));
    let twice = (vec!["S2".to_owned(), "S2".to_owned()], 1);
    assert_eq!(by("focal", "value = \"partly\""), twice, "the latest notice and evidence of the measure");
    assert_eq!(by("focal", "value = \"partly\"\nnotice = \"N1\"\nevidence = [\"E1\"]"), twice, "cited");
    assert_eq!(by("ana", "value = \"implemented\"\nnotice = \"N1\"\nevidence = [\"E1\"]"), fine());
    // Evidence that somebody added to the notice bears it, too.
    let added = DONE.replace("measure:M1", "notice:N1").replacen("evidence = [\"E1\"]", "", 1);
    let (notice, evidence) = added.split_once("[[evidence]]").unwrap();
    let theirs =
        evidence.replace("actor = \"clerk\"\nrole = \"ministry\"", "actor = \"focal\"\nrole = \"focal_point\"");
    let before = format!("{DEFAULTS}{notice}[[evidence]]{theirs}");
    let status = status("focal", "analyst", "value = \"implemented\"\nnotice = \"N1\"");
    assert_eq!(codes_after(&[BASE, &before], &status), breaks("S2", 1));
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
    let before = format!("{DEFAULTS}{DONE}{taken_back}");
    assert_eq!(codes_after(&[BASE, &before], &implemented), breaks("S3", 1));
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
    let draft = format!("{DEFAULTS}{}", verdict("council", "rapporteur", "value = \"dealt\"\ndraft = true"));
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
    let proposed = format!("{DEFAULTS}{proposed}");
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
    let at_once = |rest: &str| codes(&measure("focal", "focal_point", &format!("state = \"approved\"\n{rest}")));
    assert_eq!([at_once(""), at_once("approved_by = \"focal\"")], [breaks("S8", 1), breaks("S8", 1)]);
    assert_eq!(at_once("approved_by = \"chief\""), fine());
    assert_eq!(codes(&measure("sec", "secretariat", "state = \"approved\"")), fine(), "approved elsewhere");
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
fn s11_a_role_records_what_it_is_there_for() {
    let by = |actor: &str, role: &str, kind: &str, rest: &str| {
        codes(&format!("[[{kind}]]\nactor = \"{actor}\"\nrole = \"{role}\"\n{rest}\n"))
    };
    let evaluation = "id = \"E9\"\nprocedure = \"greco\"\nstate = \"KZ\"";
    assert_eq!(by("focal", "focal_point", "evaluation", evaluation), breaks("S11", 1));
    assert_eq!(by("sec", "secretariat", "evaluation", evaluation), fine());
    let number = format!("evaluation = \"{EVALUATION}\"\nnumber = \"v\"");
    assert_eq!(by("clerk", "ministry", "recommendation", &number), breaks("S11", 1));
    let measure = "id = \"M9\"\nnames = \"x\"\nlead = \"moj\"\nterm_to = 2024-12-31";
    assert_eq!(by("ana", "analyst", "measure", measure), breaks("S11", 1));
    assert_eq!(by("clerk", "ministry", "measure", measure), fine());
    assert_eq!(by("sec", "secretariat", "measure", measure), fine(), "whoever holds the observatory's key enters it");
    let notice = "id = \"N9\"\nmeasure = \"M1\"\nkind = \"progress\"\nsent = 2024-01-01\ntext = \"x\"";
    assert_eq!(by("ana", "analyst", "notice", notice), breaks("S11", 1));
    assert_eq!(by("nobody", "analyst", "notice", notice), fine(), "without a record there is nothing to hold against");
    assert_eq!(codes(&status("council", "rapporteur", "value = \"partly\"")), breaks("S11", 1));
}

#[test]
fn s11_a_ministrys_own_key_appoints_nobody() {
    let key = probity_store::SigningKey::new(&[7; 32]);
    let own = format!("roles = [\"ministry\", \"analyst\"]\npublic_key = \"{}\"", key.public());
    let mut log = Recorder::default();
    log.accept(&BASE.replace("roles = [\"ministry\", \"analyst\"]", &own), at());
    let appoints = |actor: &str, role: &str| {
        let text = format!(
            "[[actor]]\nid = \"evil\"\nbody = \"agency\"\nroles = [\"analyst\"]\nactor = \"{actor}\"\nrole = \"{role}\"\n"
        );
        read("load.toml", &text, Form::Toml).unwrap()
    };
    let entries = appoints("clerk", "ministry");
    let refused = plan(&mut log.fold, entries, 99, at(), Some(key.public().signer()), &NoLibrary).unwrap_err();
    let codes: Vec<&str> = refused.diagnostics.iter().map(|it| it.code.as_str()).collect();
    assert_eq!((codes, refused.exit), (vec!["S11"], 1));
}
