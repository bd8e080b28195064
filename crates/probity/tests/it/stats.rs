//! Legal statistics through the command line: what a command leaves behind when it fails, and the edges of its tables.

use super::program::{place, probity};

const SPEC: &str =
    "[table]\nkind = \"cells\"\ndimensions = [\"region\"]\nfrequency = \"n\"\n[primary]\nfrequency = 3\n";

#[test]
fn no_table_of_an_earlier_run_survives_a_protection_that_fails() {
    let dir = place();
    let write = |name: &str, text: &str| fs_err::write(dir.path().join(name), text).unwrap();
    write("good.csv", "region,n\na,1\nb,7\nc,9\n");
    write("broken.csv", "region,n\na,-1\n");
    write("spec.toml", SPEC);
    write("tight.toml", &format!("{SPEC}[attacker]\nupper = 2\n"));
    write("senseless.toml", &format!("{SPEC}p = 200\n"));
    for (arguments, code) in [
        ("good.csv --spec tight.toml", 1),
        ("good.csv --spec senseless.toml", 2),
        ("broken.csv --spec spec.toml", 3),
        ("absent.csv --spec spec.toml", 3),
    ] {
        probity(dir.path(), "stats protect good.csv --spec spec.toml --out out").well();
        assert!(dir.path().join("out/table.csv").exists());
        let ran = probity(dir.path(), &format!("stats protect {arguments} --out out"));
        assert_eq!(ran.code, code, "{}", ran.told());
        assert!(!dir.path().join("out/table.csv").exists(), "{arguments}");
    }
    write("table.csv", "region,n\na,-1\n");
    assert_eq!(probity(dir.path(), "stats protect table.csv --spec spec.toml --out .").code, 3);
    assert!(dir.path().join("table.csv").exists(), "the input is not ours to remove");
}

#[test]
fn two_counts_of_zero_have_ratio_ends_and_probability_one() {
    let dir = place();
    let ran = probity(dir.path(), "stats compare 0/1 0/2").well();
    assert!(ran.out.ends_with("0/1 0/2,1,1,1,1,1,no_clear_change\n"), "{}", ran.out);
}

#[test]
fn stages_of_unlike_units_give_no_ratio_beside_those_that_do() {
    let dir = place();
    let text =
        "period,stage,unit,count\n2022,REGISTERED,OFFENCES,83\n2022,COMPLETED,OFFENCES,90\n2022,SUSPECTED,PERSONS,77\n";
    fs_err::write(dir.path().join("stages.csv"), text).unwrap();
    let ran = probity(dir.path(), "stats funnel stages.csv --out out").well();
    assert!(ran.err.contains("PERSONS") && ran.err.contains("OFFENCES"), "{}", ran.err);
    let ratios = fs_err::read_to_string(dir.path().join("out/ratios.csv")).unwrap();
    assert!(ratios.contains("2022,COMPLETED,REGISTERED,90,83,1.08") && !ratios.contains("SUSPECTED"), "{ratios}");
}
