//! What each kind of report says.

use super::{COUNTS, WORLD, ask, fold, lines};
use probity_commitments::report::{Kind, ReportError};
use probity_core::Language;

const AT: &str = "2024-10-01";

#[test]
fn the_compliance_report_reads_as_the_organ_writes_it_in_every_language() {
    let fold = fold(&[WORLD]);
    for language in Language::ALL {
        let document = ask(&fold, Kind::Compliance, "C2", language, AT).unwrap();
        insta::assert_snapshot!(format!("compliance-{language}"), lines(&document));
    }
}

#[test]
fn the_other_kinds_read_in_every_language() {
    let fold = fold(&[WORLD]);
    let asked = [
        (Kind::Situation, "XA-4"),
        (Kind::Checklist, "XA-U2"),
        (Kind::Quarterly, "plan@2023"),
        (Kind::Shadow, "XA-4"),
        (Kind::CountrySheet, "XA"),
    ];
    for (kind, reference) in asked {
        for language in Language::ALL {
            let document = ask(&fold, kind, reference, language, AT).unwrap();
            insta::assert_snapshot!(format!("{kind}-{language}"), lines(&document));
        }
    }
}

#[test]
fn four_of_twenty_seven_are_counted_and_every_row_stays_unknown() {
    let fold = fold(&[COUNTS]);
    let document = ask(&fold, Kind::Compliance, "KZ-12", Language::En, AT).unwrap();
    let text = lines(&document);
    assert!(text.contains("four of the twenty-seven recommendations contained in the Joint First and Second Round"));
    assert!(text.contains("Which recommendations these are is not known: on twenty-seven of them"), "{text}");
    assert_eq!(text.matches("| unknown |").count(), 27);
    for verdict in ["partly implemented", "not implemented", "unsatisfactory as a whole is for the organ"] {
        let allowed = usize::from(verdict.starts_with("unsatisfactory"));
        assert_eq!(text.matches(verdict).count(), allowed, "{verdict}");
    }
    assert!(!text.to_lowercase().contains("globally unsatisfactory"));
    for language in Language::ALL {
        let document = ask(&fold, Kind::Compliance, "KZ-12", language, AT).unwrap();
        insta::assert_snapshot!(format!("counts-{language}"), lines(&document));
    }
}

#[test]
fn counts_of_none_and_of_all_leave_no_question_which() {
    let asked = |closed: &str, language| {
        let fold = fold(&[&COUNTS.replace("closed = 4", &format!("closed = {closed}"))]);
        let report = lines(&ask(&fold, Kind::Compliance, "KZ-12", Language::En, AT).unwrap());
        assert_eq!(report.contains("Which recommendations these are"), closed == "4", "{report}");
        lines(&ask(&fold, Kind::Situation, "KZ-12", language, AT).unwrap())
    };
    let says = |text: String, parts: [&str; 2], which: &str, asks: bool| {
        assert!(parts.iter().all(|part| text.contains(part)) && text.contains(which) == asks, "{text}");
    };
    let which = "which ones it does not say";
    says(asked("4", Language::En), ["27 recommendations are not known to be closed.", "4 of 27"], which, true);
    says(asked("0", Language::En), ["27 recommendations are open.", "0 of 27"], which, false);
    says(asked("27", Language::En), ["No recommendation is open.", "27 of 27"], which, false);
    says(asked("4", Language::Ru), ["По 27 рекомендациям неизвестно", "4 из 27"], "какие именно", true);
    says(asked("4", Language::Kk), ["27 ұсынымның жабылған-жабылмағаны белгісіз", "4 жабық"], "қайсысы екені", true);
}

#[test]
fn a_report_is_found_by_its_id_its_reference_in_any_spelling_and_its_evaluation() {
    let fold = fold(&[WORLD, COUNTS]);
    let subject =
        |reference: &str, at: &str| ask(&fold, Kind::Compliance, reference, Language::En, at).map(|it| it.subject);
    assert_eq!(subject("C1", AT).unwrap(), "C1");
    assert_eq!(subject("greco rc iv(2022)5", AT).unwrap(), "C1");
    assert_eq!(subject("XA-4", AT).unwrap(), "C2");
    assert_eq!(subject("XA-4", "2023-01-01").unwrap(), "C1");
    assert_eq!(subject("GRECO EVAL-4 REP (2020) 7", AT).unwrap(), "C2", "the reference of the evaluation report");
    assert_eq!(subject("Greco Eval I-II Rep (2021) 1E", AT).unwrap(), "KZ-C");
    assert!(matches!(subject("E0", AT), Err(ReportError::NotCompliance { .. })));
    assert!(matches!(subject("XA-4", "2021-01-01"), Err(ReportError::NoReport { .. })));
    assert!(matches!(subject("nothing", AT), Err(ReportError::NotFound(_))));
    let checklist = ask(&fold, Kind::Checklist, "XA-4", Language::En, AT);
    assert!(matches!(checklist, Err(ReportError::NoChecklist { .. })));
    assert!(matches!(ask(&fold, Kind::Quarterly, "no", Language::En, AT), Err(ReportError::NoProgramme { .. })));
    assert_eq!(ask(&fold, Kind::Quarterly, "plan", Language::En, AT).unwrap().subject, "plan@2023");
    assert_eq!(ask(&fold, Kind::CountrySheet, "kz", Language::En, AT).unwrap().subject, "KZ");
}

#[test]
fn a_reopened_recommendation_is_examined_again_and_not_counted_as_closed() {
    let decision = "defaults = { actor = \"sec\", role = \"secretariat\" }\n[[decision]]\nid = \"D1\"\norgan = \"greco\"\n\
                    date = 2023-05-01\nevaluation = \"XA-4\"\nrecommendation = \"XA-4/i\"\neffect = \"reopen\"\n";
    let fold = fold(&[WORLD, decision]);
    let text = |reference: &str| lines(&ask(&fold, Kind::Compliance, reference, Language::En, AT).unwrap());
    let later = text("C2");
    assert!(later.contains("### Recommendation i\n"), "{later}");
    assert!(later.contains("Put in question again by a decision of 1 May 2023"), "{later}");
    assert!(!text("C1").contains("Put in question again"));
}

#[test]
fn an_answer_to_an_earlier_day_does_not_know_later_reports() {
    let fold = fold(&[WORLD]);
    let first = lines(&ask(&fold, Kind::Compliance, "C1", Language::En, "2022-12-31").unwrap());
    assert!(first.contains("GRECO concludes that recommendation i has been implemented satisfactorily."));
    assert!(!first.contains("2024"), "{first}");
}
