//! The documentation is run: files given in fenced blocks are written to a directory that has those of `docs/examples`, the
//! commands of `console` blocks are run there in order, and what the page says they print is what they print. With
//! `UPDATE_DOCS=1` wrong outputs in the pages are replaced instead; read the difference before you keep it.

use super::program::{Ran, place, probity};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What came of going through a page.
#[derive(Default)]
struct Played {
    /// The page with the true output of every command.
    text: String,
    /// How many commands there were.
    commands: usize,
    /// What is wrong in the page, with its line.
    wrong: Vec<String>,
}

impl Played {
    fn lines<T: AsRef<str>>(&mut self, lines: &[T]) {
        self.text.extend(lines.iter().flat_map(|line| [line.as_ref(), "\n"]));
    }

    /// A block of commands after `$ `, below each what it prints.
    fn console(&mut self, block: &[&str], dir: &Path) {
        let starts: Vec<usize> = (0..block.len()).filter(|i| block[*i].starts_with("$ ")).collect();
        for (i, start) in starts.iter().enumerate() {
            let written = &block[start + 1..starts.get(i + 1).copied().unwrap_or(block.len())];
            let said = run(&block[*start][2..], dir);
            let said: Vec<&str> = said.lines().collect();
            self.commands += 1;
            self.lines(&block[*start..=*start]);
            if fits(written, &said) {
                self.lines(written);
            } else {
                self.wrong.push(format!(
                    "{}\nprints\n{}\nbut the page has\n{}",
                    block[*start],
                    said.join("\n"),
                    written.join("\n")
                ));
                self.lines(&said);
            }
        }
    }
}

/// Goes through a page. A block that opens with "```csv panel.csv" is the file `panel.csv`; one that opens with
/// "```console" is run. All other text stays.
fn play(page: &str, dir: &Path) -> Played {
    let mut played = Played::default();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        played.lines(&[line]);
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if kind == "console" {
            played.console(&block, dir);
        } else {
            if let Some((_, file)) = kind.split_once(' ') {
                fs_err::write(dir.join(file), block.join("\n") + "\n").unwrap();
            }
            played.lines(&block);
        }
        played.lines(&["```"]);
    }
    played
}

/// Whether a page's lines are those of the program. `...` alone on a line stands for any lines, `[..]` within a line
/// for any text: digests change with every version of a method.
fn fits(written: &[&str], said: &[&str]) -> bool {
    match (written, said) {
        ([], []) => true,
        (["...", rest @ ..], _) => (0..=said.len()).any(|skipped| fits(rest, &said[skipped..])),
        ([line, written @ ..], [first, said @ ..]) => line_fits(line, first) && fits(written, said),
        _ => false,
    }
}

fn line_fits(written: &str, said: &str) -> bool {
    match written.split_once("[..]") {
        None => written == said,
        Some((before, after)) => said.strip_prefix(before).is_some_and(|rest| {
            let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            ends.into_iter().any(|at| line_fits(after, &rest[at..]))
        }),
    }
}

/// What a command prints: standard output, with `2>&1` the messages after it, and its exit code when that is not 0.
/// Besides `probity` only `cat FILE` is understood.
fn run(command: &str, dir: &Path) -> String {
    if let Some(file) = command.strip_prefix("cat ") {
        return fs_err::read_to_string(dir.join(file)).unwrap();
    }
    let (plain, messages) = command.strip_suffix(" 2>&1").map_or((command, false), |plain| (plain, true));
    let arguments = plain.strip_prefix("probity ").unwrap_or_else(|| panic!("neither `probity` nor `cat`: {command}"));
    let Ran { code, out, err } = probity(dir, arguments);
    assert!(messages || code == 0, "`{command}` ends with {code}:\n{err}");
    let err = if messages { err } else { String::new() };
    let code = if code == 0 { String::new() } else { format!("[exit {code}]\n") };
    format!("{out}{err}{code}")
}

fn check(name: &str) {
    let path = root().join("docs").join(name);
    let page = fs_err::read_to_string(&path).unwrap();
    let dir = place();
    for example in fs_err::read_dir(root().join("docs/examples")).unwrap() {
        let example = example.unwrap();
        fs_err::copy(example.path(), dir.path().join(example.file_name())).unwrap();
    }
    let played = play(&page, dir.path());
    assert!(played.commands > 0, "docs/{name} runs no command");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        return fs_err::write(&path, played.text).unwrap();
    }
    assert!(played.wrong.is_empty(), "docs/{name}:\n{}", played.wrong.join("\n\n"));
}

#[test]
fn the_examples_about_measurement_print_what_the_page_says() {
    check("measurement.md");
}

#[test]
fn the_examples_about_publication_print_what_the_page_says() {
    check("publication.md");
}

#[test]
fn the_examples_about_procurement_print_what_the_page_says() {
    check("procurement.md");
}

#[test]
fn the_examples_about_observatories_print_what_the_page_says() {
    check("observatory.md");
}

#[test]
fn the_examples_about_legal_statistics_print_what_the_page_says() {
    check("statistics.md");
}

#[test]
fn the_examples_about_commitments_print_what_the_page_says() {
    check("commitments.md");
}

#[test]
fn the_examples_about_law_print_what_the_page_says() {
    check("law.md");
}

#[test]
fn the_examples_about_the_desk_print_what_the_page_says() {
    check("desk.md");
}

#[test]
fn an_example_that_prints_something_else_is_noticed() {
    let dir = place();
    let page = "text\n```csv a.csv\nx,1\nz\n```\n```console\n$ cat a.csv\ny\n```\nend\n";
    let played = play(page, dir.path());
    assert_eq!(played.text, page.replace("\ny\n", "\nx,1\nz\n"));
    assert_eq!((played.commands, played.wrong.len()), (1, 1));
    for good in ["x,1\nz", "x[..]\nz", "...\nz", "x,1\n...", "..."] {
        assert!(play(&page.replace("\ny\n", &format!("\n{good}\n")), dir.path()).wrong.is_empty(), "{good}");
    }
    for bad in ["x[..]", "x,1\nz\nz", "...\ny", "[..]2\nz", ""] {
        assert_eq!(play(&page.replace("\ny\n", &format!("\n{bad}\n")), dir.path()).wrong.len(), 1, "{bad}");
    }
}

#[test]
fn every_diagnostic_code_is_explained() {
    let page = fs_err::read_to_string(root().join("docs/observatory.md")).unwrap();
    let mut codes = std::collections::BTreeSet::new();
    for (_, bytes) in super::program::files(&root().join("crates/registers/src")) {
        let source = String::from_utf8(bytes).unwrap();
        for start in ["Diagnostic::error(", "Diagnostic::warning("] {
            let calls = source.split(start).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
            codes.extend(calls.map(|rest| rest[..rest.find('"').unwrap()].to_owned()));
        }
    }
    assert!(codes.len() > 30, "the codes are no longer found in the source: {codes:?}");
    let missing: Vec<_> = codes.iter().filter(|code| !page.contains(&format!("`{code}`"))).collect();
    assert!(missing.is_empty(), "docs/observatory.md does not explain {missing:?}");
}
