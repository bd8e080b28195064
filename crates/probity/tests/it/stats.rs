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

/// A table of regions, offences and two or three sexes with many small counts, the same on every machine.
fn crossed(sizes: [usize; 3], mut seed: u32) -> String {
    let mut text = "region,offence,sex,n\n".to_owned();
    for cell in 0..sizes.iter().product() {
        seed = (seed.wrapping_mul(1_103_515_245).wrapping_add(12_345)) & 0x7fff_ffff;
        let (region, rest) = (cell / (sizes[1] * sizes[2]), cell % (sizes[1] * sizes[2]));
        text += &format!("r{region},o{},s{},{}\n", rest / sizes[2], rest % sizes[2], (seed >> 16) % 12);
    }
    text
}

#[test]
fn the_fewest_cells_of_a_table_with_three_dimensions_are_found_and_proven() {
    let dir = place();
    let write = |name: &str, text: &str| fs_err::write(dir.path().join(name), text).unwrap();
    let spec = "[table]\nkind = \"cells\"\ndimensions = [\"region\", \"offence\", \"sex\"]\nfrequency = \"n\"\n[primary]\nfrequency = 3\n[protection]\nweight = \"unit\"\n";
    write("auto.toml", spec);
    write("optimal.toml", &format!("{spec}method = \"optimal\"\n"));
    // Cells that all cost the same are equals to the search, which must not go round among them for ever.
    for (sizes, seed, methods) in [([4, 4, 3], 2, vec!["auto", "optimal"]), ([10, 6, 2], 8, vec!["optimal"])] {
        write("table.csv", &crossed(sizes, seed));
        let mut found = Vec::new();
        for method in methods {
            probity(dir.path(), &format!("stats protect table.csv --spec {method}.toml --out out")).well();
            let summary = fs_err::read_to_string(dir.path().join("out/summary.json")).unwrap();
            let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
            assert_eq!(summary["optimal"], true, "{method}: {summary}");
            found.push(summary["secondary"].clone());
        }
        assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{found:?}");
    }
}

#[test]
fn a_number_that_is_missing_is_not_protected_as_if_it_were_zero() {
    let dir = place();
    fs_err::write(dir.path().join("spec.toml"), SPEC).unwrap();
    for (table, place) in [("region,n\na,\nb,7\nc,9\n", "table.csv:2:3"), ("region,n\na|b,4\nc,9\n", "table.csv:2:1")] {
        fs_err::write(dir.path().join("table.csv"), table).unwrap();
        let ran = probity(dir.path(), "stats protect table.csv --spec spec.toml --out out");
        assert_eq!(ran.code, 3, "{}", ran.told());
        assert!(ran.err.contains(place) && !dir.path().join("out").exists(), "{}", ran.told());
    }
}

#[test]
fn noise_under_an_empty_key_is_refused() {
    let dir = place();
    let write = |name: &str, text: &str| fs_err::write(dir.path().join(name), text).unwrap();
    write("spec.toml", "[ptable]\nD = 2\nV = 0.9\njs = 0\n[cube]\ndimensions = [\"region\"]\nrecord_id = \"id\"\n");
    write("records.csv", "region,id\na,1\n");
    write("empty.key", "");
    let ran = probity(dir.path(), "stats noise --ptable spec.toml --cube records.csv --key empty.key --out out");
    assert_eq!(ran.code, 3, "{}", ran.told());
    assert!(ran.err.contains("empty.key") && !dir.path().join("out").exists(), "{}", ran.told());
}
