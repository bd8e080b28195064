//! Reports of the commitments, as their readers ask for them: an invented evaluation loaded into an observatory, and the
//! same question twice.

use super::program::{place, probity};
use std::path::Path;

const WORLD: &str = include_str!("../../../commitments/tests/it/report/data/world.toml");
const COUNTS: &str = include_str!("../../../commitments/tests/it/report/data/counts.toml");

fn observatory(dir: &Path) {
    probity(dir, "init o").well();
    for (name, text) in [("world.toml", WORLD), ("counts.toml", COUNTS)] {
        fs_err::write(dir.join(name), text).unwrap();
        probity(dir, &format!("commitments load {name} --dir o --now 2024-10-01T09:00:00Z")).well();
    }
}

#[test]
fn a_report_is_a_page_in_its_language_and_the_same_twice() {
    let dir = place();
    observatory(dir.path());
    let ask =
        |rest: &str| probity(dir.path(), &format!("commitments report {rest} --dir o --at 2024-10-01")).well().out;
    let page = ask("compliance KZ-12 --lang en");
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    assert!(page.contains("Kazakhstan has implemented satisfactorily or dealt with in a satisfactory manner four of the twenty-seven recommendations"));
    assert_eq!(page.matches("<td>unknown</td>").count(), 27);
    assert!(!page.contains("SYNTHETIC"), "this observatory says nothing of invented data");
    assert_eq!(page, ask("compliance KZ-12 --lang en"));
    assert_eq!(page, ask("compliance grecorc1/2(2024)1 --lang en"), "the reference in another spelling");
    assert!(ask("compliance KZ-12 --lang kk").contains("жиырма жеті ұсынымның төртеуін"));
    assert!(ask("country-sheet KZ --lang ru").contains("Сводка по стране: Казахстан"));
    assert!(ask("quarterly plan@2023 --format csv").starts_with("section,paragraph,block,"));
    assert!(ask("shadow XA-4 --format jsonld").contains("\"@type\":\"Report\""));
    probity(dir.path(), "commitments report checklist XA-U2 --lang ru --dir o --at 2024-10-01 --out r.html").well();
    assert!(fs_err::read_to_string(dir.path().join("r.html")).unwrap().contains("Контрольный перечень"));
}

#[test]
fn what_cannot_be_reported_says_why_and_what_to_do() {
    let dir = place();
    observatory(dir.path());
    let ask = |rest: &str| probity(dir.path(), &format!("commitments report {rest} --dir o --at 2024-10-01"));
    let none = ask("compliance nothing");
    assert_eq!(none.code, 4);
    assert!(none.err.contains("no evaluation is called `nothing`") && none.err.contains("XA-4"), "{}", none.err);
    let early = probity(dir.path(), "commitments report compliance KZ-12 --dir o --at 2023-01-01");
    assert_eq!(early.code, 4);
    assert!(early.err.contains("no compliance report of `KZ-12` was adopted by 2023-01-01"), "{}", early.err);
    assert_eq!(ask("checklist XA-4").code, 4);
    assert!(ask("quarterly x").err.contains("plan@2023"));
    assert_eq!(ask("poem XA-4").code, 2);
    assert_eq!(ask("situation XA-4 --lang de").code, 2);
    let secret = ask("compliance C2 --as public");
    assert_ne!(secret.code, 0, "adopted, not published");
    assert_eq!(probity(dir.path(), "commitments report situation XA-4 --dir nowhere").code, 4);
}
