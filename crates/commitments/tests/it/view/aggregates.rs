//! Figures over several evaluations.

use super::{WHO, day, log, report, verdict};
use probity_commitments::view::{NoWorld, View, aggregate};

#[test]
fn a_state_without_a_compliance_report_is_left_out_and_publication_does_not_matter() {
    let text = [
        WHO,
        &report("R0", "evaluation", "2020-03-20", ""),
        &report("R1", "compliance", "2022-03-25", "published = 2023-06-01"),
        &verdict("i", "R1", "satisfactory"),
        &verdict("ii", "R1", "partly"),
        &verdict("iii", "R1", "not"),
    ]
    .concat();
    let text = text.replace("recommendations = 3", "recommendations = 3\nrounds = [4]");
    let fold = log(&[("2024-01-01", &text)]);
    let at = |at: &str, round| aggregate(&View::new(fold.state(), day(at), None, &NoWorld), "greco", round);
    let none = at("2022-03-24", None);
    assert_eq!((none.evaluations, none.not_reported, none.total, none.share_closed), (0, 2, 0, None));
    let all = at("2022-03-25", None);
    assert_eq!((all.evaluations, all.not_reported, all.total), (1, 1, 3));
    assert_eq!((all.closed, all.partly, all.not, all.unknown), (1, 1, 1, 0));
    assert_eq!(all.share_closed, Some(1.0 / 3.0));
    assert_eq!(
        at("2022-03-25", Some("4")),
        aggregate(&View::new(fold.state(), day("2022-03-25"), None, &NoWorld), "greco", Some("4"))
    );
    assert_eq!(at("2022-03-25", Some("5")).evaluations, 0);
}
