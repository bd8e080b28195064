//! Whether a file is JSON Lines, which many threads can cut, or documents over several lines, which one has to scan. Told
//! from the beginning of the file, not from its name.

use super::scan::Scan;
use crate::json::scan::value_end;
use std::io::Read;

/// Whether every line of the file is to be taken as a document.
pub fn is_lines(sample: &[u8], whole: bool) -> bool {
    let mut lines = sample.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return true };
    if is_document(first) {
        return true;
    }
    // One value over several lines, or a first line that is broken?
    let start = sample.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let mut scan = Scan::new(sample.get(start..).unwrap_or_default().to_vec(), 0, true, std::io::empty().take(0));
    let ends = scan.document(0, &mut |_, _| true);
    let cut = matches!(ends, Err(super::scan::Stop::End)) && !whole;
    if ends.is_ok() || cut {
        return false;
    }
    // It does not end well; the other lines decide, if they begin at the margin and stand alone.
    let margin = |line: &&[u8]| line.first() == Some(&b'{') && is_document(line.trim_ascii());
    sample.split(|byte| *byte == b'\n').skip(1).any(|line| margin(&line)) || !matches!(first.first(), Some(b'{' | b'['))
}

/// Whether a line is one object or array.
fn is_document(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    matches!(line.as_bytes().first(), Some(b'{' | b'[')) && value_end(&line, 0) == Some(line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_from_documents_over_lines_even_when_the_first_is_broken() {
        for lines in ["{\"a\":1}\n{\"a\":2}", "\n{}", "{\"a\":[1,\n{\"a\":3}\n{\"a\":4}", "{\"a\":\"x\n{\"a\":3}\n", ""]
        {
            assert!(is_lines(lines.as_bytes(), true), "{lines}");
        }
        for documents in ["[\n{\"a\":1},\n{\"a\":2}\n]", "{\n \"a\":1\n}\n{\n}", "{\"releases\":[\n{\"a\":1},\n{}\n]}"]
        {
            assert!(!is_lines(documents.as_bytes(), true), "{documents}");
        }
        assert!(!is_lines(b"{\"releases\":[\n{\"a\":1},\n{\"b\"", false));
    }
}
