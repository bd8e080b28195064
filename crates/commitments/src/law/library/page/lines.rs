//! Lines of an act on a page: one a paragraph, a heading, a row of a table, or what stands between two line breaks. A line that
//! begins as a note of editors is one to its end, because links inside notes are not marked as such.

use super::super::form::plain;
use scraper::node::Element;
use scraper::{ElementRef, Node};

/// A place in the tree of a page.
type Place<'a> = <ElementRef<'a> as std::ops::Deref>::Target;

/// A line, and whether editors added it.
pub(super) struct Line {
    pub(super) text: String,
    pub(super) note: bool,
}

/// Lines of an element. The tree is walked without recursion: pages may nest as deep as they like.
pub(super) fn of(article: ElementRef<'_>) -> Vec<Line> {
    let mut build = Build::default();
    let mut at = *article;
    'walk: loop {
        build.open(at);
        if let Some(child) = at.first_child() {
            at = child;
            continue;
        }
        loop {
            build.close(at);
            if at.id() == article.id() {
                break 'walk;
            }
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            match at.parent() {
                Some(parent) => at = parent,
                None => break 'walk,
            }
        }
    }
    build.end();
    build.lines
}

#[derive(Default)]
struct Build {
    lines: Vec<Line>,
    text: String,
    /// Whether the line that is being read begins as a note; not known before it has a letter.
    note: Option<bool>,
    notes: usize,
    hidden: usize,
    raised: usize,
    /// Rows of several cells around what is read: such a row is one line.
    rows: usize,
}

impl Build {
    fn open(&mut self, node: Place<'_>) {
        match node.value() {
            Node::Text(text) => self.take(text),
            Node::Element(element) => {
                self.part(element);
                self.count(node, element, usize::saturating_add);
            }
            _ => {}
        }
    }

    fn close(&mut self, node: Place<'_>) {
        if let Node::Element(element) = node.value() {
            self.count(node, element, usize::saturating_sub);
            self.part(element);
        }
    }

    /// Ends the line at the edge of a block, or parts words inside a row.
    fn part(&mut self, element: &Element) {
        match (is_block(element) || is_cell(element), self.rows) {
            (false, _) => {}
            (true, 0) => self.end(),
            (true, _) => self.text.push(' '),
        }
    }

    fn count(&mut self, node: Place<'_>, element: &Element, by: fn(usize, usize) -> usize) {
        self.notes = by(self.notes, usize::from(is_note(element)));
        self.hidden = by(self.hidden, usize::from(is_hidden(element)));
        self.raised = by(self.raised, usize::from(element.name() == "sup"));
        self.rows = by(self.rows, usize::from(has_cells(node, element)));
    }

    fn take(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        if self.note.is_none() && !text.trim().is_empty() {
            self.note = Some(self.notes > 0);
        }
        match self.raised {
            0 => self.text.push_str(text),
            _ => self.text.extend(text.chars().map(raised)),
        }
    }

    fn end(&mut self) {
        let text = plain(&std::mem::take(&mut self.text));
        let note = self.note.take() == Some(true);
        if !text.is_empty() {
            self.lines.push(Line { text, note });
        }
    }
}

/// Whether it is a row with text in more than one cell. A row with one is layout: the words above an annex.
fn has_cells(node: Place<'_>, element: &Element) -> bool {
    let cells = || node.children().filter_map(ElementRef::wrap).filter(|child| is_cell(child.value()));
    element.name() == "tr" && cells().filter(|cell| cell.text().any(|text| !text.trim().is_empty())).count() > 1
}

fn is_cell(element: &Element) -> bool {
    matches!(element.name(), "td" | "th")
}

fn is_block(element: &Element) -> bool {
    matches!(
        element.name(),
        "p" | "br"
            | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "tr"
            | "li"
            | "ul"
            | "ol"
            | "pre"
            | "section"
    )
}

/// Editors' notes are in a class of their own or in red.
fn is_note(element: &Element) -> bool {
    let classed = element.classes().any(|class| class == "note");
    classed
        || element.name() == "font"
            && element
                .attr("color")
                .is_some_and(|color| color.eq_ignore_ascii_case("#ff0000") || color.eq_ignore_ascii_case("red"))
}

fn is_hidden(element: &Element) -> bool {
    matches!(element.name(), "script" | "style" | "noscript" | "template")
}

/// A digit as it is printed above the line: numbers of inserted provisions (`61¹`).
fn raised(sign: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    sign.to_digit(10).and_then(|digit| DIGITS.get(usize::try_from(digit).ok()?).copied()).unwrap_or(sign)
}
