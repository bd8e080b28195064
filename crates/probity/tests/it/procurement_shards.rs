//! A country on several machines: the findings of all shares together are those of one run, to the letter, however the
//! processes are shared out; and partials that do not make up one run are refused with what to do.

use super::program::{Ran, place, probity};
use probity_procurement::world::{Settings, World};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Lines of an invented country with two publishers. Every seventh process has a second release at the end, which names other
/// bidders' telephones in another order; one line is cut off.
fn country() -> Vec<String> {
    let text = World::generate(&Settings { processes: 90, town: 20, ..Settings::default() }).releases();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let again = |line: &String| {
        let mut release: Value = serde_json::from_str(line).unwrap();
        release["id"] = "again".into();
        release["date"] = "2030-01-01T00:00:00Z".into();
        let bidder = release["bids"]["details"][0]["tenderers"][0]["id"].clone();
        release["parties"] = serde_json::json!([{ "id": bidder, "name": "x", "contactPoint": { "telephone": format!("n/a {}", release["ocid"]) } }]);
        release.to_string()
    };
    let more: Vec<String> = lines.iter().step_by(7).map(again).collect();
    lines.extend(more);
    lines.insert(50, r#"{"ocid":"ocds-xa0000-cut"#.to_owned());
    lines
}

fn ocid(line: &str) -> String {
    line.split_once(r#""ocid":""#).unwrap().1.split('"').next().unwrap().to_owned()
}

fn write(dir: &Path, name: &str, lines: &[String]) {
    fs_err::write(dir.join(name), lines.join("\n") + "\n").unwrap();
}

fn flags(dir: &Path, arguments: &str) -> Ran {
    probity(dir, &format!("procurement flags {arguments}"))
}

/// The rows of a table of several runs, together and in order.
fn rows(dir: &Path, runs: &[&str], table: &str) -> Vec<String> {
    let read = |run: &&str| fs_err::read(dir.join(run).join(table)).unwrap();
    let lines = runs.iter().map(read).flat_map(|bytes| {
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        reader.records().map(|row| format!("{:?}", row.unwrap())).collect::<Vec<_>>()
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    lines
}

/// How often each flag gave which answer in all runs together.
fn rates(dir: &Path, runs: &[&str]) -> BTreeMap<String, [u64; 4]> {
    let mut sums: BTreeMap<String, [u64; 4]> = BTreeMap::new();
    for run in runs {
        let mut reader = csv::Reader::from_path(dir.join(run).join("base_rates.csv")).unwrap();
        for row in reader.records().map(Result::unwrap) {
            let own = sums.entry(row[0].to_owned()).or_default();
            (0..4).for_each(|at| own[at] += row[at + 1].parse::<u64>().unwrap());
        }
    }
    sums
}

fn run(dir: &Path, run: &str, member: &str) -> Value {
    let text = fs_err::read_to_string(dir.join(run).join("run.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()[member].take()
}

/// What one run says is what the shares say together.
fn agree(dir: &Path, one: &str, shares: &[&str]) {
    for table in ["findings.csv", "quality.csv", "rejects.csv", "releases.csv", "grounds.csv"] {
        let (expected, found) = (rows(dir, &[one], table), rows(dir, shares, table));
        let other = expected.iter().zip(&found).find(|(expected, found)| expected != found);
        assert_eq!((other, expected.len()), (None, found.len()), "{table}");
    }
    assert_eq!(rates(dir, &[one]), rates(dir, shares));
    for share in shares {
        assert_eq!(rows(dir, &[one], "coverage.csv"), rows(dir, &[share], "coverage.csv"));
        for member in ["calibrations", "notes", "quality", "anomalies", "methods"] {
            assert_eq!(run(dir, one, member), run(dir, share, member), "{member} of {share}");
        }
    }
    let processes = |run_of: &str| run(dir, run_of, "counts")["processes"].as_u64().unwrap();
    assert_eq!(processes(one), shares.iter().map(|share| processes(share)).sum::<u64>());
    assert_eq!(run(dir, shares[0], "shard")["processes"], processes(one));
}

#[test]
fn shares_of_the_same_files_have_the_rows_of_one_run_also_where_releases_of_a_process_lie_apart() {
    let dir = place();
    let (dir, lines) = (dir.path(), country());
    write(dir, "a.jsonl", &lines[..70]);
    write(dir, "b.jsonl", &lines[70..]);
    flags(dir, "a.jsonl b.jsonl --csv --grounds --out one").well();
    let shares = ["s1", "s2", "s3"];
    for (number, name) in (1..).zip(shares) {
        let share = format!("a.jsonl b.jsonl --shard {number}/3 --threads {number}");
        flags(dir, &format!("{share} --partial {name}.partial")).well();
    }
    for (number, name) in (1..).zip(shares) {
        let share = format!("a.jsonl b.jsonl --shard {number}/3");
        let from = "--from-partials s1.partial s2.partial s3.partial";
        flags(dir, &format!("{share} {from} --csv --grounds --out {name}")).well();
    }
    agree(dir, "one", &shares);
}

#[test]
fn machines_with_files_of_their_own_have_the_rows_of_one_run_if_each_knows_of_several_publishers() {
    let dir = place();
    let (dir, mut lines) = (dir.path(), country());
    // All releases of a process are in one file, and the last file is of the other publisher.
    lines.sort_by_key(|line| ocid(line));
    let first = ocid(&lines[0])[..11].to_owned();
    let cut = lines.partition_point(|line| ocid(line).starts_with(&first));
    assert!(cut > 40 && cut < lines.len(), "{cut}");
    for (name, lines) in [("a.jsonl", &lines[..30]), ("b.jsonl", &lines[30..cut]), ("c.jsonl", &lines[cut..])] {
        write(dir, name, lines);
    }
    flags(dir, "a.jsonl b.jsonl c.jsonl --csv --grounds --out one").well();
    for name in ["a", "b", "c"] {
        flags(dir, &format!("{name}.jsonl --partial {name}.bare")).well();
        flags(dir, &format!("{name}.jsonl --several-publishers --partial {name}.partial")).well();
    }
    let refused = flags(dir, "a.jsonl --from-partials a.bare b.bare c.bare --out a");
    assert!(refused.err.contains("make it again with `--several-publishers`"), "{}", refused.err);
    let refused = flags(dir, "a.jsonl --from-partials a.partial b.partial --out a");
    assert!(refused.err.contains("make it again without `--several-publishers`"), "{}", refused.err);
    for name in ["a", "b", "c"] {
        let from = "--from-partials a.partial b.partial c.partial";
        flags(dir, &format!("{name}.jsonl {from} --csv --grounds --out {name}")).well();
    }
    agree(dir, "one", &["a", "b", "c"]);
}

#[test]
fn partials_that_do_not_make_up_one_run_are_refused_with_what_to_do() {
    let dir = place();
    let (dir, lines) = (dir.path(), country());
    write(dir, "a.jsonl", &lines[..20]);
    write(dir, "b.jsonl", &lines[15..30]);
    write(dir, "settings.toml", &["[R003]\nthreshold = 9".to_owned()]);
    let codes = "--codes R003,R042";
    let keep = |files: &str, partial: &str| flags(dir, &format!("{files} {codes} --partial {partial}")).well();
    keep("a.jsonl", "a");
    keep("b.jsonl", "b");
    keep("a.jsonl --shard 1/2", "half");
    keep("a.jsonl --settings settings.toml", "other");
    let bytes = fs_err::read(dir.join("a")).unwrap();
    fs_err::write(dir.join("cut"), &bytes[..bytes.len() - 40]).unwrap();
    fs_err::write(dir.join("old"), "probity partial 0\n{}\n".to_owned() + &" ".repeat(64)).unwrap();
    let cases = [
        ("a.jsonl", "a b", "name all files on each, and let `--shard 1/2`"),
        ("b.jsonl", "a", "is no partial of `b.jsonl`"),
        ("a.jsonl", "a other", "`other` was not made with the flags and parameters of this run"),
        ("a.jsonl --shard 1/2", "half", "`half` is of the share 1/2, and 2/2 does not follow"),
        ("a.jsonl", "a half", "name the partials of all shares, the first one first"),
        ("a.jsonl", "cut", "`cut` is damaged"),
        ("a.jsonl", "old", "`old` was made by another version of the program"),
        ("a.jsonl", "a.jsonl", "`a.jsonl` is no partial"),
        ("a.jsonl", "nothing", "`nothing` cannot be read"),
    ];
    for (files, partials, message) in cases {
        let ran = flags(dir, &format!("{files} {codes} --from-partials {partials} --out flags"));
        assert!(ran.code == 3 && ran.err.contains(message), "{}\nexpected {message}", ran.told());
    }
    let ran = flags(dir, &format!("a.jsonl {codes} --shard 1/2 --out flags"));
    assert!(ran.code == 2 && ran.err.contains("`--shard` alone says nothing"), "{}", ran.told());
}
