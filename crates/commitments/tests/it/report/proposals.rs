//! The checklist with a concordance beside it: what national law may answer is proposed, and is never taken for an answer.

use super::{Names, WORLD, ask, fold, lines};
use jiff::civil::Date;
use probity_commitments::law::library::{Relation, Review};
use probity_commitments::record::evidence::{FindingPin, Provision};
use probity_commitments::report::{Kind, Made, Question, report};
use probity_commitments::view::{FindingNow, Proposal, ProvisionNow, Reason, View, World};
use probity_core::Language;

const AT: &str = "2024-10-01";

/// A concordance of one state: one row reviewed, one about a text that nobody reviewed.
struct Concordance;

impl World for Concordance {
    fn provision(&self, _: &Provision, _: Date) -> ProvisionNow {
        ProvisionNow::Unknown
    }

    fn finding(&self, _: &FindingPin, _: Date) -> Option<FindingNow> {
        None
    }

    fn proposals(&self, standard: &str, state: &str, _: Date) -> Vec<Proposal> {
        let proposal = |provision: &str, review, doubt| Proposal {
            provision: Some(provision.to_owned()),
            relation: Relation::Partly,
            review,
            doubt,
        };
        match (standard, state) {
            ("uncac/8", "XA") => {
                vec![
                    proposal("/akn/xa/act/1#art_2", Review::Reviewed, Some(Reason::ProvisionChanged)),
                    proposal("/akn/xa/act/2", Review::Draft, None),
                ]
            }
            _ => Vec::new(),
        }
    }
}

#[test]
fn a_checklist_shows_what_the_concordance_proposes_and_does_not_take_it_for_an_answer() {
    let fold = fold(&[WORLD]);
    let view = View::new(fold.state(), AT.parse().unwrap(), None, &Concordance);
    let made = Made { publisher: "", synthetic: true, program: "", known: None, events: 0, head: "" };
    let without = lines(&ask(&fold, Kind::Checklist, "XA-U2", Language::En, AT).unwrap());
    assert!(!without.contains("concordance"), "{without}");
    let question = |language| Question { kind: Kind::Checklist, reference: "XA-U2", language };
    let with = lines(&report(&view, &Names, &question(Language::En), &made).unwrap());
    assert!(with.contains("a proposal to start from, not an answer of the state"), "{with}");
    let row = with.lines().find(|line| line.starts_with("  | 8 |")).unwrap();
    assert!(row.contains("/akn/xa/act/1#art_2 (implements in part, reviewed,"), "{row}");
    assert!(row.contains("/akn/xa/act/2 (implements in part, not reviewed)"), "{row}");
    assert!(row.contains("no answer") && row.ends_with("answer, provisions, examples or figures |"), "{row}");
    let missing =
        |text: &str| text.lines().filter(|line| line.starts_with("- Article")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(missing(&with), missing(&without), "what is missing stays missing");
    for language in [Language::Kk, Language::Ru] {
        let text = lines(&report(&view, &Names, &question(language), &made).unwrap());
        assert!(text.contains("/akn/xa/act/1#art_2 ("), "{text}");
    }
}
