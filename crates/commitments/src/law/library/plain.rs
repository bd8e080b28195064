//! The structure of an act from its plain text: headings of chapters and articles, numbered paragraphs and points, annexes,
//! in the forms of Kazakh, Russian and English drafting. Lines inside guillemets are quoted and structure nothing.

use super::act::Draft;
use super::data::Data;
use super::form::plain;
use super::line::{ANNEX, Found, Head, POINT, Reader};
use super::signed;
use super::value::Kind;
use crate::law::instructions::{self, commences, is_of_this_act, names_commencement};
use probity_core::Language;

/// How general a paragraph of text behind a list is: between a paragraph and a point.
const PART: u8 = 55;
/// Numbers with which a list begins, the letters in Latin and in Cyrillic.
const FIRST: [&str; 4] = ["1", "i", "a", "а"];

/// What an act's text consists of.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Structured {
    pub(super) preamble: Option<String>,
    pub(super) provisions: Vec<Draft>,
    pub(super) conclusions: Option<String>,
}

/// A provision that is being read, and how general it is.
struct Open {
    rank: u8,
    draft: Draft,
    /// Whether its text begins as the clause on commencement does; not known before it has one.
    of_this_act: Option<bool>,
    /// Where the last line of its text begins.
    last_line: usize,
}

struct Build<'a> {
    lang: Language,
    title: &'a str,
    done: Structured,
    open: Vec<Open>,
    /// Lines behind the paragraph that says when the act begins to apply: who signed, unless more provisions follow.
    tail: Vec<&'a str>,
    ended: bool,
    annexed: bool,
    /// Whether what was read so far may be the beginning of the title.
    in_title: bool,
}

/// Reads a text. `title` is left out where the text begins with it.
pub(super) fn structure(lang: Language, title: &str, text: &str) -> Structured {
    let (all, open) = pass(lang, title, text, true);
    // A guillemet that is never closed would quote the rest of the act.
    if open { pass(lang, title, text, false).0 } else { all }
}

/// One reading, and whether it ends inside guillemets.
fn pass(lang: Language, title: &str, text: &str, quotes: bool) -> (Structured, bool) {
    let (Some(reader), Some(data)) = (Reader::of(lang), Data::shipped()) else { return (Structured::default(), false) };
    let title = plain(title);
    let done = Structured::default();
    let (open, tail, ended, annexed, in_title) = (Vec::new(), Vec::new(), false, false, !title.is_empty());
    let mut build = Build { lang, title: &title, done, open, tail, ended, annexed, in_title };
    let mut depth = 0_usize;
    // Quotation marks of other shapes count as guillemets: sign for sign, so that the lines are the same.
    let angled = if quotes { instructions::angled(text) } else { String::new() };
    let shapes: Vec<&str> = filled(&angled).collect();
    let lines: Vec<&str> = filled(text).collect();
    let main = lines.iter().position(|line| reader.is_annex(line)).unwrap_or(lines.len());
    let goes_on = before_points(&reader, &lines);
    let signed = [main, lines.len()].into_iter().find_map(|end| signed::first(data, lines.get(..end)?));
    for (at, line) in lines.iter().copied().enumerate() {
        build.ended |= signed == Some(at) && depth == 0;
        let found = match reader.line(line, build.inner()) {
            // The clause on commencement is never quoted: a guillemet before it was left open.
            Found::Head(head) if depth > 0 && head.is_paragraph() && commences(lang, head.rest) => {
                depth = 0;
                Found::Head(head)
            }
            found => {
                if depth > 0 {
                    Found::Text
                } else {
                    found
                }
            }
        };
        match found {
            Found::Text => build.text(line, depth == 0 && goes_on.get(at) != Some(&true)),
            Found::Head(head) => build.head(data, head),
        }
        for sign in shapes.get(at).into_iter().flat_map(|shape| shape.chars()) {
            match sign {
                '«' => depth += 1,
                '»' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if !build.annexed && build.ended {
            depth = 0;
        }
    }
    (build.finish(), depth > 0)
}

fn filled(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// For every line whether the next one that begins a provision is a point and not the first of its list.
fn before_points(reader: &Reader, lines: &[&str]) -> Vec<bool> {
    let mut goes_on = false;
    let mut all: Vec<bool> = Vec::with_capacity(lines.len());
    for line in lines.iter().rev() {
        all.push(goes_on);
        if let Found::Head(head) = reader.line(line, None) {
            goes_on = head.rank >= POINT && !head.num.is_some_and(|num| FIRST.contains(&num));
        }
    }
    all.reverse();
    all
}

impl<'a> Build<'a> {
    /// The rank of the provision that is being read.
    fn inner(&self) -> Option<(u8, Option<&str>)> {
        self.open.last().map(|open| (open.rank, open.draft.num.as_deref()))
    }

    /// A line that begins nothing. `free` if no list goes on behind it and no quotation is open.
    fn text(&mut self, line: &'a str, free: bool) {
        if self.ended && !self.annexed {
            return self.tail.push(line);
        }
        if free && self.behind_list(line) {
            return self.part(line);
        }
        let Some(open) = self.open.last_mut() else { return self.before_provisions(line) };
        // The heading of a chapter or an article may stand on a line of its own.
        let bare = open.draft.heading.is_none() && open.draft.text.is_none();
        if bare && wants_heading(&open.draft) && is_heading(line) {
            open.draft.heading = Some(line.to_owned());
        } else {
            let begins = open.draft.text.as_ref().map_or(0, |text| text.len() + 1);
            add(&mut open.draft.text, line);
            self.read_text(begins);
        }
    }

    /// Whether a line stands behind a list that has come to its end, so that it is the next part ("часть вторая") of what the list
    /// stands in, and not of the last point.
    fn behind_list(&self, line: &str) -> bool {
        let Some(last) = self.open.last() else { return false };
        let begins = line.trim_start_matches(['«', '"', '“']).starts_with(char::is_uppercase);
        let text = last.draft.text.as_deref().unwrap_or_default();
        let ends = text.trim_end_matches(['»', '"', '”', ')']).ends_with('.');
        let above = self.open.iter().any(|open| open.rank < POINT && open.rank > ANNEX);
        begins && above && (last.rank == PART || last.rank >= POINT && ends)
    }

    /// A paragraph of text behind a list.
    fn part(&mut self, line: &str) {
        let Ok(kind) = "subparagraph".parse::<Kind>() else { return };
        self.close(PART);
        let draft = Draft { text: Some(line.to_owned()), ..Draft::new(kind, None) };
        self.open.push(Open { rank: PART, draft, of_this_act: None, last_line: 0 });
        self.read_text(0);
    }

    /// A line of the preamble, or of the title, which may be broken over several lines.
    fn before_provisions(&mut self, line: &str) {
        add(&mut self.done.preamble, line);
        if !self.in_title {
            return;
        }
        let text = self.done.preamble.as_deref().map(plain).unwrap_or_default();
        if text == self.title {
            self.done.preamble = None;
        } else {
            self.in_title = self.title.starts_with(&text);
        }
    }

    /// Looks whether the provision that is read says when the act begins to apply, after a line that begins at a byte of its
    /// text. Only the last two lines are looked through again and again, so that long texts are read in one go.
    fn read_text(&mut self, begins: usize) {
        let Some(open) = self.open.last_mut() else { return };
        let Some(text) = open.draft.text.as_deref() else { return };
        let before = std::mem::replace(&mut open.last_line, begins);
        let begun = *open.of_this_act.get_or_insert_with(|| is_of_this_act(self.lang, text));
        let news = text.get(before..).unwrap_or(text);
        if begun && !self.annexed && names_commencement(self.lang, news) && commences(self.lang, text) {
            self.ended = true;
        }
    }

    fn head(&mut self, data: &Data, head: Head<'a>) {
        let Some(kind) = head.kind(data) else { return self.text(head.line, false) };
        let is_attachment = kind.is_attachment();
        if !is_attachment && !self.annexed {
            for line in std::mem::take(&mut self.tail) {
                self.ended = false;
                self.text(line, false);
            }
            self.ended = false;
        }
        self.annexed |= is_attachment;
        self.close(head.rank);
        let mut draft = Draft::new(kind, head.num.map(str::to_owned));
        let rest = Some(head.rest).filter(|rest| !rest.is_empty()).map(str::to_owned);
        if head.headed {
            draft.heading = rest
        } else {
            draft.text = rest
        }
        self.open.push(Open { rank: head.rank, draft, of_this_act: None, last_line: 0 });
        self.read_text(0);
    }

    /// Ends all provisions that are not more general.
    fn close(&mut self, rank: u8) {
        while let Some(last) = self.open.pop_if(|open| open.rank >= rank) {
            match self.open.last_mut() {
                Some(parent) => parent.draft.children.push(last.draft),
                None => self.done.provisions.push(last.draft),
            }
        }
    }

    fn finish(mut self) -> Structured {
        self.close(0);
        let mut done = self.done;
        if !self.tail.is_empty() {
            done.conclusions = Some(self.tail.join("\n"));
        }
        if done.provisions.is_empty()
            && let Ok(kind) = "paragraph".parse::<Kind>()
        {
            let lines = done.preamble.take().unwrap_or_default();
            done.provisions = lines
                .lines()
                .map(|line| Draft { text: Some(line.to_owned()), ..Draft::new(kind.clone(), None) })
                .collect();
        }
        done
    }
}

fn wants_heading(draft: &Draft) -> bool {
    !matches!(draft.kind.as_str(), "paragraph" | "point" | "clause" | "attachment")
}

/// Headings are short and end in no sign of a sentence.
fn is_heading(line: &str) -> bool {
    const LONGEST: usize = 200;
    line.chars().count() <= LONGEST && !line.ends_with(['.', ';', ':', ','])
}

fn add(text: &mut Option<String>, line: &str) {
    match text {
        Some(text) => {
            text.push('\n');
            text.push_str(line);
        }
        None => *text = Some(line.to_owned()),
    }
}
