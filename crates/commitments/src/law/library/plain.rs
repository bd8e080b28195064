//! The structure of an act from its plain text: headings of chapters and articles, numbered paragraphs and points, annexes,
//! in the forms of Kazakh, Russian and English drafting. Lines inside guillemets are quoted and structure nothing.

use super::act::Draft;
use super::data::Data;
use super::form::plain;
use super::line::{Found, Head, Reader};
use super::value::Kind;
use crate::law::instructions::commences;
use probity_core::Language;

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
    let (open, tail, ended, annexed) = (Vec::new(), Vec::new(), false, false);
    let mut build = Build { lang, title: &title, done, open, tail, ended, annexed };
    let mut depth = 0_usize;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
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
            Found::Text => build.text(line),
            Found::Head(head) => build.head(data, head),
        }
        if quotes {
            for sign in line.chars() {
                match sign {
                    '«' => depth += 1,
                    '»' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        let last = build.open.last().and_then(|open| open.draft.text.as_deref());
        if !build.annexed && last.is_some_and(|text| commences(lang, text)) {
            build.ended = true;
            depth = 0;
        }
    }
    (build.finish(), depth > 0)
}

impl<'a> Build<'a> {
    /// The rank of the provision that is being read.
    fn inner(&self) -> Option<(u8, Option<&str>)> {
        self.open.last().map(|open| (open.rank, open.draft.num.as_deref()))
    }

    fn text(&mut self, line: &'a str) {
        if self.ended && !self.annexed {
            return self.tail.push(line);
        }
        match self.open.last_mut() {
            Some(Open { draft, .. }) => {
                // The heading of a chapter or an article may stand on a line of its own.
                if draft.heading.is_none() && draft.text.is_none() && wants_heading(draft) && is_heading(line) {
                    draft.heading = Some(line.to_owned());
                } else {
                    add(&mut draft.text, line);
                }
            }
            None => {
                let title = self.title;
                let before = self.done.preamble.take();
                let mut both = before.clone();
                add(&mut both, line);
                // The title may be broken over several lines.
                self.done.preamble = match both {
                    Some(text) if !title.is_empty() && plain(&text) == title => None,
                    other => other,
                };
            }
        }
    }

    fn head(&mut self, data: &Data, head: Head<'a>) {
        let Some(kind) = head.kind(data) else { return self.text(head.line) };
        let is_attachment = kind.is_attachment();
        if !is_attachment && !self.annexed {
            for line in std::mem::take(&mut self.tail) {
                self.ended = false;
                self.text(line);
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
        self.open.push(Open { rank: head.rank, draft });
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
        let _ = self.lang;
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
