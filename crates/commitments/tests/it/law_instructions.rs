//! Published amending acts of Kazakhstan and Uzbekistan: what they change is found, and broken guillemets are survived.

use probity_commitments::law::instructions::{Kind, Outcome, Verb, read};

fn act(name: &str) -> Option<Outcome> {
    let path = probity_testkit::reference(&format!("commitments/{name}.json"))?;
    Some(read(name, &fs_err::read_to_string(path).unwrap(), None).unwrap())
}

#[test]
fn budget_decisions_replace_their_first_paragraph_and_annex() {
    for code in [223255, 223257, 223261, 223263, 223264, 223265, 223267] {
        let Some(outcome) = act(&format!("kzlaw/{code}")) else { return };
        let found: Vec<_> = outcome.act.instructions.iter().map(|one| (one.verb, one.target.as_deref())).collect();
        assert_eq!(found, [(Verb::Replace, Some("para_1")), (Verb::Replace, Some("att_1"))], "{code}");
        let [first, second] = outcome.act.instructions.as_slice() else { panic!("{code}") };
        assert!(first.text.as_deref().unwrap().starts_with("1. Утвердить бюджет"), "{code}");
        assert_eq!((second.text.as_deref(), second.annex.as_deref()), (None, Some("att_1")), "{code}");
        let [changed] = outcome.act.modifies.as_slice() else { panic!("{code}") };
        assert!(changed.title.as_deref().unwrap().starts_with("О бюджете "), "{code}");
        assert!(changed.title.as_deref().unwrap().ends_with("на 2026-2028 годы"), "{code}");
        assert_eq!(changed.date.unwrap().to_string(), "2025-12-18");
        assert!(changed.number.as_deref().unwrap().starts_with("8С 34/"), "{code}");
        assert_eq!(outcome.act.commencement.unwrap().rule, "from_date");
        assert_eq!(outcome.warnings.is_empty(), [223257, 223263, 223265].contains(&code), "{code}");
    }
}

#[test]
fn a_list_repeals_fourteen_acts_the_last_in_part() {
    let Some(outcome) = act("kzlaw/223215") else { return };
    assert_eq!(outcome.act.kind, [Kind::Repeal]);
    assert_eq!(outcome.act.instructions.len(), 14);
    assert!(outcome.act.instructions.iter().all(|one| one.verb == Verb::Repeal));
    assert_eq!(outcome.act.instructions[13].target.as_deref(), Some("para_1__point_2"));
    assert_eq!(outcome.act.modifies.iter().filter(|act| act.repeal).count(), 13);
    assert_eq!(outcome.act.modifies[13].number.as_deref(), Some("1187"));
    assert_eq!(outcome.act.commencement.unwrap().rule, "from_signature");
}

#[test]
fn acts_that_amend_nothing_have_no_instructions() {
    for name in ["kzlaw/223189", "kzlaw/223196", "kzlaw/223240", "uzlaw/7962927"] {
        let Some(outcome) = act(name) else { return };
        assert!(outcome.act.instructions.is_empty(), "{name}: {:?}", outcome.act.instructions);
    }
}

#[test]
fn a_law_with_many_instructions_names_the_provision_of_each() {
    let Some(outcome) = act("uzlaw/7951016") else { return };
    let found: Vec<_> = outcome.act.instructions.iter().map(|one| (one.verb, one.target.as_deref(), one.of)).collect();
    assert_eq!(
        found[..5],
        [
            (Verb::Substitute, Some("art_173"), 0),
            (Verb::Replace, Some("art_175__subpara_2"), 0),
            (Verb::Insert, Some("art_175"), 0),
            (Verb::Insert, Some("art_175"), 0),
            (Verb::Substitute, Some("art_245__subpara_1"), 0),
        ]
    );
    assert!(found.len() > 100, "{}", found.len());
    assert!(outcome.act.modifies.len() >= 4);
}
