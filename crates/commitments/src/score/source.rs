//! A text with the name its user gave it, so that a message can say where in it something stands. A span of bytes becomes
//! a line and a column, both counted from 1 as editors do.

use probity_core::{Diagnostic, Place};
use std::ops::Range;

/// A file as it was read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The name, for messages.
    pub name: &'a str,
    /// All of it.
    pub text: &'a str,
}

impl Source<'_> {
    /// An error at a span of bytes, with the line drawn.
    pub(crate) fn error(&self, code: &str, span: &Range<usize>, message: impl Into<String>) -> Diagnostic {
        self.point(Diagnostic::error(code, self.name, message), span)
    }

    /// A warning at a span of bytes, with the line drawn.
    pub(crate) fn warning(&self, code: &str, span: &Range<usize>, message: impl Into<String>) -> Diagnostic {
        self.point(Diagnostic::warning(code, self.name, message), span)
    }

    fn point(&self, diagnostic: Diagnostic, span: &Range<usize>) -> Diagnostic {
        let start = (0..=span.start.min(self.text.len())).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        let before = self.text.get(..start).unwrap_or_default();
        let beginning = before.rfind('\n').map_or(0, |at| at + 1);
        let row = before.bytes().filter(|byte| *byte == b'\n').count() as u64 + 1;
        let column = before.get(beginning..).unwrap_or_default().chars().count();
        let line = self.text.get(beginning..).unwrap_or_default().lines().next().unwrap_or_default();
        let column = u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1);
        diagnostic.at(Place { sheet: None, row, column }).line(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_becomes_line_and_column_in_letters() {
        let source = Source { name: "m.toml", text: "a = 1\nқазақ = 2\n" };
        let at = |byte| source.error("x", &(byte..byte), "m");
        let found = at(source.text.find('2').unwrap());
        assert_eq!((found.place.row, found.place.column), (2, 9));
        assert_eq!(found.line.as_deref(), Some("қазақ = 2"));
        assert_eq!((at(7).place.column, at(999).place.row), (1, 3));
    }
}
