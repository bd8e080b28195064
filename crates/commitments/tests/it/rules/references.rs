//! C1, C2 and R1: what may be said again, by whom, and what must be there.

use super::{BASE, DONE, EVALUATION, breaks, codes, codes_after, fine, loads, verdict};
use crate::recorder::DEFAULTS;

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
fn c2_corrections_are_made_by_the_role_that_recorded_or_by_the_secretariat() {
    let before = format!("{DEFAULTS}{DONE}");
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
        let with_defaults = format!("{DEFAULTS}{text}");
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
fn decisions_say_all_that_their_effect_needs() {
    let decision = |rest: &str| {
        codes(&format!(
            "[[decision]]\nid = \"D1\"\norgan = \"greco\"\ndate = 2024-05-01\nevaluation = \"{EVALUATION}\"\n{rest}\n"
        ))
    };
    assert_eq!(decision("effect = \"reopen\""), breaks("T4", 3));
    assert_eq!(decision(&format!("effect = \"reopen\"\nrecommendation = \"{EVALUATION}/iv\"")), fine());
    assert_eq!(decision("effect = \"set_due\""), breaks("T4", 3));
    assert_eq!(decision("effect = \"set_due\"\ndue = 2024-04-30"), breaks("T3", 3));
    assert_eq!(decision("effect = \"set_due\"\ndue = 2024-05-01"), fine());
    assert_eq!(decision("effect = \"ladder\""), breaks("T4", 3));
    assert_eq!(decision("effect = \"ladder\"\nstep = \"2(i)\""), fine(), "the procedure lists no steps");
    let report = "kind = \"ad_hoc\"\nadopted = 2024-05-01\nplenary = 97\ndue = 2024-04-30";
    assert_eq!(codes(&format!("[[report]]\nid = \"R9\"\nevaluation = \"{EVALUATION}\"\n{report}\n")), breaks("T3", 3));
}

#[test]
fn r1_what_cannot_be_recorded_is_not_asked_for() {
    let hint = |text: &str| {
        let refused = loads(&[BASE, &format!("{DEFAULTS}{text}")]).unwrap_err();
        let [one] = refused.diagnostics.as_slice() else { panic!("{refused:#?}") };
        assert_eq!((one.code.as_str(), refused.exit), ("R1", 3));
        (one.message.clone(), one.hint.is_some())
    };
    let evidence = |on: &str| {
        format!("[[evidence]]\nid = \"E9\"\non = {on}\nkind = \"url\"\nurl = {{ href = \"https://example.org/\" }}\n")
    };
    assert_eq!(hint(&evidence("[\"measure:M9\"]")), ("there is no measure `M9` in the log".to_owned(), true));
    let (message, hinted) = hint(&evidence("[\"thing:m1\"]"));
    assert!(message.starts_with("`thing:m1` begins with none of") && !hinted, "{message}");
    assert!(!hint(&evidence("[]")).1);
    assert!(!hint(&verdict("sec", "secretariat", "value = \"fair\"")).1);
    let entry = |rule: &str| format!("[[instrument]]\nid = \"x\"\nnames = \"x\"\nentry = \"{rule}\"\n");
    assert!(hint(&entry("bogus")).0.contains("neither a rule"));
    for rule in ["uncac", "days_after_nth:30:90", "conditional:when all have"] {
        assert_eq!(codes(&entry(rule)), fine(), "{rule}");
    }
}
