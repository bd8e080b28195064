//! Draws diagnostics for people, as rustc draws its own, and writes them for programs, one JSON object a line. The
//! wording is fixed by STYLE.md: no full stop, literals in backticks, readable without colour.

use crate::{Diagnostic, Level, canonical};
use annotate_snippets::{AnnotationKind, Element, Group, Level as Kind, Origin, Renderer, Snippet};
use std::borrow::Cow;
use std::ops::Range;

/// Whether the drawing may use colour. The program decides (terminal, `NO_COLOR`), not this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// ANSI escape sequences.
    Always,
}

/// Separators that text tables use.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// Draws one diagnostic: code, place, the line with the offending text underlined, what was expected, and the remedy.
/// No line break at the end.
pub fn draw(diagnostic: &Diagnostic, colour: Colour) -> String {
    let title = match diagnostic.level {
        Level::Error => Kind::ERROR.primary_title(clean(&diagnostic.message)),
        Level::Warning => Kind::WARNING.primary_title(clean(&diagnostic.message)),
    };
    let group = title.id(clean(&diagnostic.code)).elements(body(diagnostic));
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    renderer.render(&[hinted(group, diagnostic.hint.as_deref())])
}

/// Draws several, with an empty line between them.
pub fn draw_all<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, colour: Colour) -> String {
    diagnostics.into_iter().map(|diagnostic| draw(diagnostic, colour)).collect::<Vec<_>>().join("\n\n")
}

/// One diagnostic as one line of canonical JSON, without a line break.
///
/// # Errors
/// Never for a diagnostic read or made by this crate; the signature is that of [`canonical::json`].
pub fn json_line(diagnostic: &Diagnostic) -> Result<String, serde_json::Error> {
    canonical::json(diagnostic)
}

/// Where a diagnostic points, on one line: `scores.csv:7:3`, `scores.xlsx, Sheet!C7`, or the file alone.
pub fn location(diagnostic: &Diagnostic) -> String {
    let (file, place) = (&diagnostic.file, &diagnostic.place);
    let column = offending_text(diagnostic).map(|(line, span)| line[..span.start].chars().count() as u64 + 1);
    match (&place.sheet, place.row, column.unwrap_or(u64::from(place.column))) {
        (Some(sheet), 0, _) => format!("{file}, {sheet}"),
        (Some(_), _, _) => format!("{file}, {place}"),
        (None, 0, _) => file.clone(),
        (None, row, 0) => format!("{file}:{row}"),
        (None, row, column) => format!("{file}:{row}:{column}"),
    }
}

fn hinted<'a>(group: Group<'a>, hint: Option<&'a str>) -> Group<'a> {
    match hint {
        Some(hint) => group.element(Kind::HELP.message(clean(hint))),
        None => group,
    }
}

/// The drawing between title and hint.
fn body(diagnostic: &Diagnostic) -> Vec<Element<'_>> {
    match offending_text(diagnostic) {
        Some((line, span)) => {
            let (line, span) = without_commands(line, span);
            let snippet = Snippet::source(line)
                .path(clean(&diagnostic.file))
                .line_start(usize::try_from(diagnostic.place.row).unwrap_or(usize::MAX))
                .annotation(AnnotationKind::Primary.span(span).label(expectation(diagnostic)));
            vec![snippet.into()]
        }
        None => {
            let mut elements = vec![Origin::path(clean(&location(diagnostic)).into_owned()).into()];
            elements.extend(found(diagnostic).map(|text| Kind::NOTE.message(text).into()));
            elements.extend(expectation(diagnostic).map(|text| Kind::NOTE.message(text).into()));
            elements
        }
    }
}

/// What was expected, with the field's name when it is known.
fn expectation(diagnostic: &Diagnostic) -> Option<String> {
    let text = match (&diagnostic.expected, &diagnostic.field) {
        (Some(expected), Some(field)) => format!("expected {expected} in `{field}`"),
        (Some(expected), None) => format!("expected {expected}"),
        (None, Some(field)) => format!("in `{field}`"),
        (None, None) => return None,
    };
    Some(clean(&text).into_owned())
}

/// The offending text in words, for drawings that show no line.
fn found(diagnostic: &Diagnostic) -> Option<String> {
    match diagnostic.found.as_deref()? {
        "" => Some("found an empty cell".to_owned()),
        found => Some(clean(&format!("found `{found}`")).into_owned()),
    }
}

/// The source line and the bytes of it to underline; `None` when there is no line to draw. The whole line is
/// underlined when the diagnostic does not say which part, or the part is not in it.
fn offending_text(diagnostic: &Diagnostic) -> Option<(&str, Range<usize>)> {
    let line = diagnostic.line.as_deref().filter(|line| !line.trim().is_empty() && diagnostic.place.row > 0)?;
    let found = diagnostic.found.as_deref().unwrap_or_default();
    let span = cell(line, diagnostic.place.column, found)
        .or_else(|| line.find(found).filter(|_| !found.is_empty()).map(|start| start..start + found.len()))
        .unwrap_or(0..line.trim_end().len());
    Some((line, span))
}

/// The bytes of cell `column` (from 1) of a table's line. A diagnostic does not say what separates the cells, so it is
/// the separator with which that cell reads as `found`.
fn cell(line: &str, column: u32, found: &str) -> Option<Range<usize>> {
    let index = usize::try_from(column.checked_sub(1)?).ok()?;
    SEPARATORS.into_iter().find_map(|separator| {
        let span = cells(line, separator).nth(index)?;
        let text = line[span.clone()].trim();
        let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        (bare.replace("\"\"", "\"").trim() == found.trim()).then_some(span)
    })
}

/// The cells of a line; a separator between quotation marks does not separate.
fn cells(line: &str, separator: char) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut quoted = false;
    let end = std::iter::once((line.trim_end_matches(['\r', '\n']).len(), separator));
    line.char_indices().chain(end).filter_map(move |(at, letter)| {
        quoted ^= letter == '"';
        if letter != separator || (quoted && at < line.len()) || at < start {
            return None;
        }
        let span = start..at;
        start = at + separator.len_utf8();
        Some(span)
    })
}

/// `annotate-snippets` draws the C0 control characters of a source line as pictures but passes the C1 ones (U+0080 to
/// U+009F) through, and terminals obey some of those.
fn without_commands(line: &str, span: Range<usize>) -> (String, Range<usize>) {
    let safe = |part: &str| part.replace(|letter| matches!(letter, '\u{80}'..='\u{9f}'), "\u{fffd}");
    let (before, inside, after) = (safe(&line[..span.start]), safe(&line[span.clone()]), safe(&line[span.end..]));
    let span = before.len()..before.len() + inside.len();
    (before + &inside + &after, span)
}

/// Text of a source must not command the reader's terminal: control characters become their pictures (U+2400 on).
fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_control) {
        return Cow::Borrowed(text);
    }
    let picture = |letter: char| match u32::from(letter) {
        code @ 0..32 => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        127 => '\u{2421}',
        _ if letter.is_control() => '\u{fffd}',
        _ => letter,
    };
    Cow::Owned(text.chars().map(picture).collect())
}
