//! How diagnostics look. Each drawing is a snapshot: a change of wording or layout is a reviewed difference.

use insta::assert_snapshot;
use probity_core::render::{Colour, draw, draw_all, json_line, location};
use probity_core::{Diagnostic, Place};
use proptest::prelude::*;

fn place(row: u64, column: u32) -> Place {
    Place { sheet: None, row, column }
}

fn cell() -> Diagnostic {
    Diagnostic::error("number-expected", "scores.csv", "a score cannot be read")
        .at(place(7, 3))
        .field("score")
        .found("4l.5")
        .expected("a number from 0 to 100")
        .hint("write the score with a point, such as `41.5`")
        .line("KAZ,2023,4l.5,WEF")
}

#[test]
fn a_cell_of_a_text_file_is_underlined_in_its_line() {
    assert_snapshot!(draw(&cell(), Colour::Never), @r"
    error[number-expected]: a score cannot be read
     --> scores.csv:7:10
      |
    7 | KAZ,2023,4l.5,WEF
      |          ^^^^ expected a number from 0 to 100 in `score`
      |
      = help: write the score with a point, such as `41.5`
    ");
}

#[test]
fn the_cell_of_the_named_column_is_underlined_when_its_text_occurs_twice() {
    let twice = Diagnostic::error("year-expected", "a.csv", "a year cannot be read")
        .at(place(2, 3))
        .found("x")
        .line("x;a,x;x;1");
    assert_snapshot!(draw(&twice, Colour::Never), @r"
    error[year-expected]: a year cannot be read
     --> a.csv:2:7
      |
    2 | x;a,x;x;1
      |       ^
    ");
}

#[test]
fn an_empty_cell_is_pointed_at() {
    let empty = Diagnostic::error("missing", "a.csv", "a score is missing")
        .at(place(3, 2))
        .found("")
        .expected("a number")
        .line("\"Қазақстан, Республика\",,2023");
    assert_snapshot!(draw(&empty, Colour::Never), @r#"
    error[missing]: a score is missing
     --> a.csv:3:25
      |
    3 | "Қазақстан, Республика",,2023
      |                         ^ expected a number
    "#);
    assert_eq!(location(&empty), "a.csv:3:25");
}

#[test]
fn a_line_without_a_known_part_is_underlined_whole() {
    let line = Diagnostic::warning("columns", "a.csv", "a row has 2 cells, the header has 3")
        .at(place(9, 0))
        .line("KAZ,2023\r\n");
    assert_snapshot!(draw(&line, Colour::Never), @r"
    warning[columns]: a row has 2 cells, the header has 3
     --> a.csv:9:1
      |
    9 | KAZ,2023
      | ^^^^^^^^
    ");
}

#[test]
fn a_cell_of_a_workbook_is_named_as_spreadsheets_name_it() {
    let mut workbook = cell().at(Place { sheet: Some("CPI 2023".into()), row: 7, column: 3 });
    workbook.file = "scores.xlsx".into();
    workbook.line = None;
    assert_snapshot!(draw(&workbook, Colour::Never), @r"
    error[number-expected]: a score cannot be read
    --> scores.xlsx, CPI 2023!C7
     = note: found `4l.5`
     = note: expected a number from 0 to 100 in `score`
     = help: write the score with a point, such as `41.5`
    ");
    assert_eq!(location(&workbook), "scores.xlsx, CPI 2023!C7");
}

#[test]
fn a_whole_file_has_no_line() {
    let file = Diagnostic::error("not-found", "scores.csv", "the file is not there").hint("see `probity sources list`");
    assert_snapshot!(draw(&file, Colour::Never), @r"
    error[not-found]: the file is not there
    --> scores.csv
     = help: see `probity sources list`
    ");
    let sheet = Diagnostic::error("empty", "a.xlsx", "the sheet is empty").at(Place {
        sheet: Some("S".into()),
        row: 0,
        column: 0,
    });
    assert_eq!(location(&sheet), "a.xlsx, S");
}

#[test]
fn a_text_place_without_its_line_is_still_named() {
    let mut bare = cell();
    bare.line = None;
    assert_snapshot!(draw(&bare, Colour::Never), @r"
    error[number-expected]: a score cannot be read
    --> scores.csv:7:3
     = note: found `4l.5`
     = note: expected a number from 0 to 100 in `score`
     = help: write the score with a point, such as `41.5`
    ");
}

#[test]
fn several_are_drawn_apart() {
    let one = Diagnostic::warning("a", "x.csv", "one thing");
    let two = Diagnostic::error("b", "y.csv", "another thing");
    assert_snapshot!(draw_all([&one, &two], Colour::Never), @r"
    warning[a]: one thing
    --> x.csv

    error[b]: another thing
    --> y.csv
    ");
}

#[test]
fn colour_adds_nothing_but_colour() {
    let coloured = draw(&cell(), Colour::Always);
    assert!(coloured.contains("\u{1b}["));
    let mut plain = String::new();
    for (i, part) in coloured.split('\u{1b}').enumerate() {
        plain.push_str(if i == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(plain, draw(&cell(), Colour::Never));
}

#[test]
fn a_program_gets_one_line_of_json() {
    assert_snapshot!(json_line(&cell()).unwrap(), @r#"{"code":"number-expected","expected":"a number from 0 to 100","field":"score","file":"scores.csv","found":"4l.5","hint":"write the score with a point, such as `41.5`","level":"error","line":"KAZ,2023,4l.5,WEF","message":"a score cannot be read","place":{"column":3,"row":7,"sheet":null}}"#);
    assert_eq!(serde_json::from_str::<Diagnostic>(&json_line(&cell()).unwrap()).unwrap(), cell());
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,12}", "[,;\"a\t\r\n\u{1b}\u{7f}\u{9b}ә]{0,24}"]
}

proptest! {
    #[test]
    fn text_of_a_source_never_commands_the_terminal_nor_panics(
        text in texts(), line in texts(), row in 0u64..4, column in 0u32..4, sheet in prop::option::of(texts()),
    ) {
        let hostile = Diagnostic::error(&text, &text, text.clone()).field(text.clone()).found(text.clone())
            .expected(text.clone()).hint(text.clone()).line(line).at(Place { sheet, row, column });
        let drawn = draw(&hostile, Colour::Never);
        prop_assert!(!drawn.chars().any(|letter| letter.is_control() && letter != '\n'), "{drawn:?}");
        prop_assert_eq!(json_line(&hostile).unwrap().lines().count(), 1);
    }
}
