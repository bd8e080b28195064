//! The commands about law: the analyser, URIs, identifiers, references and instructions over the vectors of the reference
//! data where it is there, and the library over small invented acts.

use super::program::{Ran, files, place, probity};
use std::path::Path;

const WORK: &str = "/akn/kz/act/law/2020-03-05/7-vi";

fn write(dir: &Path, name: &str, text: &str) {
    fs_err::write(dir.join(name), text).unwrap();
}

/// The program with arguments of which some have spaces, and something on standard input.
fn told(dir: &Path, arguments: &[&str], input: &str) -> Ran {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_probity"))
        .args(arguments)
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn act(language: &str, day: &str, text: &str) -> String {
    format!(
        r#"{{"format":"probity.act/1","work":"{WORK}","aliases":["Z2000000007"],"title":{{"rus":"О пробе"}},
"language":"{language}","authoritative":true,"expression_date":"{day}","assented":"2020-03-05","published":null,"amended_by":null,
"commencements":[{{"date":"2020-07-01","provisions":["*"],"except":["art_2"],"main":true,"by":null}}],"repealed":null,
"provisions":[{{"kind":"article","num":"1","heading":"Цель","text":"{text}","children":[]}},
{{"kind":"article","num":"2","heading":"Срок","text":"Сроки устанавливаются уполномоченным органом.","children":[]}}]}}"#
    )
}

/// A library with two texts of one act, imported a year apart.
fn library(dir: &Path) {
    write(dir, "first.json", &act("rus", "2020-03-05", "Противодействие коррупции."));
    write(dir, "second.json", &act("ru", "2022-01-01", "Противодействие коррупции и её предупреждение."));
    probity(dir, "law import first.json --dir . --now 2021-01-01T10:00:00Z").well();
    probity(dir, "law import second.json --dir . --now 2022-01-01T10:00:00Z").well();
}

#[test]
fn words_are_stemmed_in_their_order() {
    let dir = place();
    let ran = probity(dir.path(), "law stem --lang ru законы законов").well();
    assert_eq!(ran.out, "word,stem\nзаконы,закон\nзаконов,закон\n");
    let ran = told(dir.path(), &["law", "stem", "--lang", "kk", "--words", "-"], "word\nзаңның\nзаңға\n").well();
    let stems: Vec<&str> = ran.out.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(stems[0], stems[1]);
    assert_eq!(probity(dir.path(), "law stem --lang kk").code, 2);
    assert_eq!(probity(dir.path(), "law stem --lang tlh nuqneH").code, 2);
}

#[test]
fn uris_are_taken_apart_as_the_vectors_say() {
    let Some(path) = probity_testkit::reference("commitments/law/uri_cases.csv") else { return };
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    for row in reader.records() {
        let row = row.unwrap();
        let ran = told(&std::env::temp_dir(), &["law", "uri", &row[0]], "");
        let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        for (name, cell) in header.iter().zip(row.iter()).skip(2) {
            assert_eq!(found[0][name].as_str().unwrap_or_default(), cell, "{} {name}", &row[0]);
        }
        assert_eq!(found[0]["valid"].to_string(), row[1]);
        assert_eq!(ran.code, if &row[1] == "true" { 0 } else { 3 });
    }
}

#[test]
fn all_uris_are_printed_even_when_one_is_not_valid() {
    let dir = place();
    let ran = told(dir.path(), &["law", "uri", "-"], &format!("410-V\n{WORK}\n"));
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, found.as_array().unwrap().len()), (3, 2));
    assert!(found[0]["error"].is_string() && found[1]["work"] == WORK);
}

#[test]
fn printed_numbers_are_cleaned_as_the_vectors_say() {
    let Some(path) = probity_testkit::reference("commitments/law/clean_num_cases.csv") else { return };
    let ran = told(&std::env::temp_dir(), &["law", "eid", "--nums", path.to_str().unwrap()], "").well();
    let mut expected = csv::Reader::from_path(path).unwrap();
    let mut found = csv::Reader::from_reader(ran.out.as_bytes());
    let all = |reader: &mut csv::Reader<&[u8]>| reader.records().map(Result::unwrap).collect::<Vec<_>>();
    let expected: Vec<csv::StringRecord> = expected.records().map(Result::unwrap).collect();
    assert_eq!(all(&mut found), expected);
}

#[test]
fn a_document_gets_its_identifiers_and_a_map_of_those_that_changed() {
    let dir = place();
    let Some(path) = probity_testkit::reference("commitments/akn") else { return };
    let document = path.join("rewrite_eids__missing_eids.xml");
    let ran = told(dir.path(), &["law", "eid", document.to_str().unwrap(), "--map", "map.csv"], "").well();
    let ids = |text: &str| -> Vec<String> {
        text.split("eId=\"").skip(1).filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
    };
    let expected = fs_err::read_to_string(path.join("rewrite_eids__out.xml")).unwrap();
    assert_eq!(ids(&ran.out), ids(&expected));
    assert!(fs_err::read_to_string(dir.path().join("map.csv")).unwrap().starts_with("old,new\n"));
    let broken = told(dir.path(), &["law", "eid", "-"], "<act><body></act>");
    assert_eq!((broken.code, broken.out.as_str()), (3, ""));
}

#[test]
fn references_are_listed_with_their_places() {
    let dir = place();
    let ran =
        told(dir.path(), &["law", "refs", "--lang", "kk", "-"], "\n15-баптың 1-тармағының 5) тармақшасы\n").well();
    assert_eq!(
        ran.out,
        "line,start,end,text,eid,act\n2,0,36,15-баптың 1-тармағының 5) тармақшасы,art_15__para_1__point_5,\n"
    );
}

#[test]
fn instructions_of_one_act_are_an_object_and_of_several_a_list() {
    let dir = place();
    let text = "1. Внести в решение от 18 декабря 2025 года № 8С 34/8 «О пробе» следующие изменения:\n\
                в пункте 1 слова «один» заменить словами «два»;\n2. Настоящее решение вводится в действие с 1 января 2026 года.\n";
    write(dir.path(), "a.txt", text);
    let one: serde_json::Value =
        serde_json::from_str(&probity(dir.path(), "law instructions a.txt").well().out).unwrap();
    assert_eq!(
        (&one["instructions"][0]["verb"], &one["instructions"][0]["target"]),
        (&"substitute".into(), &"para_1".into())
    );
    assert_eq!(one["commencement"]["date"], "2026-01-01");
    let two: serde_json::Value =
        serde_json::from_str(&probity(dir.path(), "law instructions a.txt a.txt").well().out).unwrap();
    assert_eq!(two.as_array().unwrap().len(), 2);
    write(dir.path(), "b.json", "{\"code\":\"1\"}");
    assert_eq!(probity(dir.path(), "law instructions b.json").code, 3);
}

#[test]
fn a_text_is_shown_as_of_a_day_and_as_it_was_known() {
    let dir = place();
    library(dir.path());
    let show = |more: &str| -> serde_json::Value {
        let ran = probity(dir.path(), &format!("law show Z2000000007 --format json --dir . {more}")).well();
        serde_json::from_str(&ran.out).unwrap()
    };
    let then = show("--at 2021-06-01");
    assert_eq!((&then["expression_date"], &then["state"]), (&"2020-03-05".into(), &"partly_in_force".into()));
    assert_eq!(then["expression"], format!("{WORK}/rus@2020-03-05"));
    let first = &then["provisions"][0];
    assert_eq!(
        (&first["eid"], &first["state"], &first["since"]),
        (&"art_1".into(), &"in_force".into(), &"2020-07-01".into())
    );
    assert_eq!(then["provisions"][1]["state"], "not_commenced");
    assert_eq!(show("--at 2022-06-01")["expression_date"], "2022-01-01");
    assert_eq!(show("--at 2022-06-01 --known 2021-12-31")["expression_date"], "2020-03-05");
    assert_eq!(show("--at 2022-06-01 --known 2022-01-01")["expression_date"], "2022-01-01");
    assert_eq!(show("--at 2022-06-01 --eid art_2 --lang ru")["provisions"].as_array().unwrap().len(), 1);
    for (more, code) in [("--eid art_9", 4), ("--lang kk", 4), ("--known 2019-01-01", 4), ("--at yesterday", 2)] {
        let ran = probity(dir.path(), &format!("law show {WORK} --dir . {more}"));
        assert_eq!(ran.code, code, "{more}: {}", ran.err);
    }
    assert_eq!(probity(dir.path(), "law show Z1900000001 --dir .").code, 4);
    assert_eq!(probity(place().path(), "law show Z1900000001 --dir .").code, 4);
}

#[test]
fn a_text_goes_out_as_akoma_ntoso_and_comes_back_as_it_was() {
    let (dir, other) = (place(), place());
    library(dir.path());
    let document = probity(dir.path(), &format!("law show {WORK} --at 2021-01-01 --format akn --dir .")).well().out;
    write(other.path(), "act.xml", &document);
    probity(other.path(), "law import act.xml --dir . --now 2021-01-01").well();
    let show = |dir: &Path| probity(dir, &format!("law show {WORK} --at 2021-01-01 --format json --dir .")).well().out;
    assert_eq!(show(other.path()), show(dir.path()));
}

#[test]
fn what_changed_is_a_table_or_words() {
    let dir = place();
    library(dir.path());
    let ran = probity(dir.path(), &format!("law diff {WORK} 2021-01-01 2022-06-01 --dir .")).well();
    let row = "art_1,changed,1 Цель Противодействие коррупции.,1 Цель Противодействие коррупции и её предупреждение.\n";
    assert_eq!(ran.out, format!("eid,change,before,after\n{row}"));
    let text = probity(dir.path(), &format!("law diff {WORK} 2021-01-01 2022-06-01 --format text --dir .")).well();
    assert_eq!(text.out, "art_1: 1 Цель Противодействие [-коррупции.-] {+коррупции и её предупреждение.+}\n");
    let two = probity(dir.path(), &format!("law diff {WORK}@2021-01-01 Z2000000007@2022-06-01 --dir .")).well();
    assert_eq!(two.out, ran.out);
    assert_eq!(probity(dir.path(), &format!("law diff {WORK} {WORK} --dir .")).code, 2);
}

#[test]
fn a_word_is_found_in_any_form() {
    let dir = place();
    library(dir.path());
    let ran = probity(dir.path(), "law search коррупцией --lang ru --at 2022-06-01 --limit 1 --dir .").well();
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!((lines.len(), lines[0]), (2, "rank,work,eid,language,score,snippet"));
    assert!(lines[1].starts_with(&format!("1,{WORK},art_1,rus,")), "{}", lines[1]);
}

#[test]
fn a_kept_index_answers_alike_whether_it_is_there_damaged_or_behind() {
    let dir = place();
    library(dir.path());
    let ask = || probity(dir.path(), "law search предупреждение --lang ru --at 2024-06-01 --dir .").well().out;
    let first = ask();
    assert_eq!(first.lines().count(), 2);
    let path = dir.path().join("law/search/rus");
    let whole = fs_err::read(&path).unwrap();
    assert_eq!(ask(), first);
    for damaged in [&whole[..whole.len() / 2], b"", b"nothing of the sort"] {
        fs_err::write(&path, damaged).unwrap();
        assert_eq!((ask(), fs_err::read(&path).unwrap()), (first.clone(), whole.clone()));
    }
    write(dir.path(), "third.json", &act("rus", "2024-01-01", "Только наказание."));
    probity(dir.path(), "law import third.json --dir . --now 2024-01-01").well();
    assert_eq!(ask().lines().count(), 1);
    let grown = fs_err::read(&path).unwrap();
    fs_err::remove_dir_all(path.parent().unwrap()).unwrap();
    ask();
    assert_eq!(fs_err::read(&path).unwrap(), grown);
    let then = "law search предупреждение --lang ru --at 2024-06-01 --known 2023-12-31 --dir .";
    assert_eq!(probity(dir.path(), then).well().out, first);
}

#[test]
fn gaps_are_what_is_mandatory_and_not_implemented() {
    let dir = place();
    library(dir.path());
    let header = "standard,work,eid,eid_to,at,relation,author,review,evidence";
    let rows = format!(
        "uncac/5,{WORK},art_1,,2021-01-01,implements,a,reviewed,\nuncac/6,{WORK},art_1,,2022-03-01,implements,a,reviewed,\n\
         uncac/8,{WORK},art_2,,2021-01-01,implements,a,reviewed,"
    );
    write(dir.path(), "kz.concordance.csv", &format!("{header}\n{rows}\nuncac/7,x,,,,implements,a,reviewed,\n"));
    let ran = probity(dir.path(), "law import kz.concordance.csv --dir .").well();
    assert_eq!(ran.out, "kz.concordance.csv: read 4, kept 3, rejected 1\n");
    let rejects = fs_err::read_to_string(dir.path().join("law/rejects.csv")).unwrap();
    assert!(rejects.lines().nth(1).unwrap().starts_with("kz.concordance.csv,5,2,work,law-concordance,x,"), "{rejects}");
    let ran = probity(dir.path(), "law gaps uncac --country kz --at 2022-06-01 --dir .").well();
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], "standard,obligation,state,rows,provisions");
    assert_eq!(lines[1], "uncac/4,mandatory,none,0,");
    assert_eq!(lines[2], format!("uncac/5,mandatory,needs_review,1,{WORK}/~art_1"));
    // Article 2 has not commenced.
    assert_eq!(lines[3], format!("uncac/8,mandatory,needs_review,1,{WORK}/~art_2"));
    let all = probity(dir.path(), "law gaps uncac --all --at 2022-06-01 --dir .").well();
    assert_eq!(all.out.lines().count(), 72);
    assert!(all.out.contains("uncac/6,mandatory,implemented,1,"));
    assert_eq!(probity(dir.path(), "law gaps nothing --dir .").code, 4);
}

#[test]
fn imports_are_the_same_bytes_and_all_or_none() {
    let (one, other) = (place(), place());
    library(one.path());
    library(other.path());
    assert_eq!(files(&one.path().join("law")), files(&other.path().join("law")));
    let before = files(&one.path().join("law"));
    assert_eq!(
        probity(one.path(), "law import first.json --dir . --now 2023-01-01").well().out,
        "first.json: already imported; nothing changed\n"
    );
    write(one.path(), "third.json", &act("rus", "2023-01-01", "Другое."));
    write(one.path(), "odd.txt", "Статья 1. Без имени\n");
    let ran = probity(one.path(), "law import third.json odd.txt --dir .");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("--work") && ran.err.contains("odd.txt"), "{}", ran.err);
    assert_eq!(files(&one.path().join("law")), before);
    write(one.path(), "wrong.json", &act("rus", "2023-01-01", "Другое.").replace("article", "artikle"));
    let ran = probity(one.path(), "law import third.json wrong.json --dir .").well();
    assert_eq!(ran.out, "third.json: read 1, kept 1, rejected 0\nwrong.json: read 1, kept 0, rejected 1\n");
    assert!(ran.err.contains("wrong.json:4") && ran.err.contains("`article`"), "{}", ran.err);
    assert_eq!(probity(one.path(), "law import wrong.json --dir .").code, 3);
}

#[test]
fn a_text_that_was_changed_on_disk_is_noticed() {
    let dir = place();
    library(dir.path());
    for name in files(&dir.path().join("law/texts")).keys() {
        let path = dir.path().join("law/texts").join(name);
        let text = fs_err::read_to_string(&path).unwrap().replace("Противодействие", "Содействие");
        fs_err::write(&path, text).unwrap();
    }
    let ran = probity(dir.path(), &format!("law show {WORK} --dir ."));
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("not what it was"), "{}", ran.err);
}

#[test]
fn binding_texts_without_the_same_provisions_are_a_finding() {
    let dir = place();
    library(dir.path());
    let kazakh = act("kaz", "2022-01-01", "Мақсат.").replace("\"num\":\"2\"", "\"num\":\"3\"");
    write(dir.path(), "kazakh.json", &kazakh);
    let ran = probity(dir.path(), "law import kazakh.json --dir .").well();
    assert!(ran.err.contains("`art_2`") && ran.err.contains("kaz"), "{}", ran.err);
}
