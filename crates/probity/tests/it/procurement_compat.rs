//! Cardinal's commands through the command line: what they say of files that cannot be read, and why the flags of this
//! program differ.

use super::program::{place, probity};
use std::io::Write as _;
use std::path::Path;

/// A release of two bids; `a` won.
fn release(ocid: &str, bids: [(&str, &str, &str); 2], supplier: &str) -> String {
    let bids = bids.map(|(who, amount, status)| {
        format!(
            r#"{{"status":"{status}","date":"2024-01-01T00:00:00Z","value":{{"amount":{amount},"currency":"USD"}},"tenderers":[{{"id":{who}}}]}}"#
        )
    });
    format!(
        r#"{{"ocid":"{ocid}","id":"1","date":"2024-06-01T00:00:00Z","tender":{{"status":"complete","procurementMethod":"open"}},"bids":{{"details":[{}]}},"awards":[{{"id":"1","status":"active","suppliers":[{{"id":{supplier}}}]}}]}}"#,
        bids.join(",")
    )
}

fn explained(dir: &Path, lines: &[String]) -> (String, String) {
    fs_err::write(dir.join("x.jsonl"), lines.join("\n")).unwrap();
    let ran = probity(dir, "procurement flags --explain-differences x.jsonl").well();
    (ran.out, ran.err)
}

#[test]
fn a_difference_from_cardinal_is_explained_by_what_is_in_the_release() {
    let dir = place();
    let (valid, out) = ("valid", "disqualified");
    let (table, notes) = explained(
        dir.path(),
        &[
            release("numbers", [("1", "100", valid), ("2", "100", valid)], "1"),
            release("texts", [("\"a\"", "\"90\"", out), ("\"b\"", "\"100\"", valid)], "\"b\""),
            release("tie", [("\"a\"", "90", out), ("\"b\"", "90", valid)], "\"b\""),
            release("withdrawn", [("\"a\"", "90", valid), ("\"b\"", "90", valid)], "\"b\"")
                .replace("complete", "withdrawn"),
            release("mixed", [("1", "\"100\"", valid), ("2", "\"100\"", valid)], "1").replace("\"mixed\"", "5"),
        ],
    );
    let row =
        |start: &str| table.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}\n{table}"));
    assert!(row("numbers,R028").contains("identifiers; here those of bidders or suppliers are numbers"));
    assert!(row("numbers,R024").contains("identifiers; here those of bidders or suppliers are numbers"));
    assert!(row("texts,R036").ends_with("Cardinal reads only numbers as amounts; here an amount is a text"));
    assert!(row("tie,R036").contains("a valid bid is as low as the disqualified one"));
    assert!(row("withdrawn,R028").ends_with("the status of the tender is `withdrawn`"));
    assert!(row("5,R028").ends_with("here the `ocid` is a number"));
    assert_eq!(notes, "");
}

#[test]
fn a_ratio_of_nought_by_nought_is_told_to_leave_cardinal_without_one_answer() {
    let dir = place();
    let free = release("free", [("\"a\"", "0", "valid"), ("\"b\"", "0", "valid")], "\"a\"");
    let (_, notes) = explained(dir.path(), std::slice::from_ref(&free));
    assert!(notes.starts_with("note: 1 process has a ratio of 0/0"), "{notes}");
    let dear = release("dear", [("\"a\"", "1", "valid"), ("\"b\"", "2", "valid")], "\"a\"");
    assert_eq!(explained(dir.path(), &[dear]).1, "");
}

#[test]
fn prepare_and_coverage_say_what_flags_says_of_a_file_that_is_not_there() {
    let dir = place();
    let said = probity(dir.path(), "procurement flags none.jsonl --out out");
    for command in ["prepare", "coverage"] {
        let ran = probity(dir.path(), &format!("procurement {command} none.jsonl"));
        assert_eq!((ran.code, &ran.err), (said.code, &said.err), "{command}");
    }
}

#[test]
fn prepare_and_coverage_say_in_plain_words_that_a_packed_file_is_cut_off_or_damaged() {
    let dir = place();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all("{\"ocid\":\"a\"}\n".repeat(1000).as_bytes()).unwrap();
    let mut packed = packed.finish().unwrap();
    fs_err::write(dir.path().join("cut.gz"), &packed[..packed.len() / 2]).unwrap();
    let at = packed.len() - 6;
    packed[at] ^= 1;
    fs_err::write(dir.path().join("damaged.gz"), &packed).unwrap();
    for command in ["prepare", "coverage"] {
        for file in ["cut", "damaged"] {
            let ran = probity(dir.path(), &format!("procurement {command} {file}.gz"));
            assert_eq!(ran.code, 3);
            let what = if file == "cut" { "the packed file is cut off" } else { "the packed file is damaged" };
            assert!(ran.err.contains(&format!("the file cannot be read to its end: {what}")), "{}", ran.err);
            assert!(ran.err.contains("download or copy it again"), "{}", ran.err);
        }
    }
}

#[test]
fn flags_that_a_table_has_stay_as_they_are_and_only_new_ones_are_added() {
    let dir = place();
    let late = |ocid: &str, end: &str| {
        format!(
            r#"{{"ocid":"{ocid}","tender":{{"tenderPeriod":{{"startDate":"2024-01-01T00:00:00Z","endDate":"{end}T00:00:00Z"}}}}}}"#
        )
    };
    let identical = release("b", [("\"x\"", "9", "valid"), ("\"y\"", "9", "valid")], "\"x\"");
    let write = |name: &str, text: String| fs_err::write(dir.path().join(name), text).unwrap();
    write("s.ini", "[R003]\n[R028]\n".to_owned());
    write("one.jsonl", late("a", "2024-01-03"));
    // The process that was flagged is no longer, and stays in the table.
    write("two.jsonl", [late("a", "2024-03-03"), identical].join("\n"));
    let run = |file: &str, now: &str| {
        let how = "procurement flags --compat cardinal --settings s.ini --append flags.csv";
        probity(dir.path(), &format!("{how} --now {now} {file}"))
    };
    assert!(run("one.jsonl", "2024-05-01").well().err.contains("0 rows kept, 1 added"));
    assert!(run("two.jsonl", "2024-06-01").well().err.contains("1 rows kept, 3 added"));
    let table = fs_err::read_to_string(dir.path().join("flags.csv")).unwrap();
    let expected = "ocid,subject,code,result,buyer_id,procuring_entity_id,tenderer_id,created_at\n\
        a,OCID,R003,1.0,,,,2024-05-01T00:00:00Z\n\
        b,OCID,R028,1.0,,,,2024-06-01T00:00:00Z\n\
        b,Tenderer,R028,1.0,,,x,2024-06-01T00:00:00Z\n\
        b,Tenderer,R028,1.0,,,y,2024-06-01T00:00:00Z\n";
    assert_eq!(table, expected);
    assert!(run("two.jsonl", "2024-07-01").well().err.contains("4 rows kept, 0 added"));
    assert_eq!(fs_err::read_to_string(dir.path().join("flags.csv")).unwrap(), expected);
    for (wrong, why) in
        [("a,b\n1,2\n", "line 1: the columns are `a,b`"), (expected.trim_end(), "the last row is not ended")]
    {
        write("flags.csv", wrong.to_owned());
        let ran = run("one.jsonl", "2024-05-01");
        assert!(ran.code == 3 && ran.err.contains(why) && ran.err.contains("nothing was written"), "{}", ran.err);
        assert_eq!(fs_err::read_to_string(dir.path().join("flags.csv")).unwrap(), wrong);
    }
}
