//! The words to be stemmed, from a file: a table with a column `word`, or one word a line.

use probity_core::Diagnostic;

const COLUMN: &str = "word";

/// The words of a file, in its order. A file whose first row has a cell `word` is a table; any other is a list, one word a
/// line, blank lines left out. `file` is the name for messages.
pub fn read_words(file: &str, text: &str) -> Result<Vec<String>, Diagnostic> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = records.next().and_then(Result::ok);
    let column = header.and_then(|header| header.iter().position(|name| name.trim() == COLUMN));
    let Some(column) = column else {
        return Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect());
    };
    let mut words = Vec::new();
    for record in records {
        let record = record.map_err(|error| Diagnostic::error("csv", file, format!("this is not CSV: {error}")))?;
        words.push(record.get(column).unwrap_or_default().trim().to_owned());
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_its_column_and_a_list_its_lines() {
        let table = read_words("w.csv", "\u{feff}id,word\n1,заңның\n2,\n").expect("a table");
        assert_eq!(table, ["заңның", ""]);
        let list = read_words("w.txt", "заңның\r\n\r\n  бап \n").expect("a list");
        assert_eq!(list, ["заңның", "бап"]);
        assert_eq!(read_words("w.txt", "").expect("nothing"), [""; 0]);
    }
}
