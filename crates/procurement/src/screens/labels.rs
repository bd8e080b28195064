//! Labels that somebody supplies: which lots are known to be collusive, from a court or an inquiry, and which are held to be
//! competitive. Whether screens tell them apart can only be asked where they are known.

use probity_core::{Diagnostic, Level};
use probity_registers::Input;
use probity_registers::format::{Flow, Leniency, Row, RowSink, stream};
use std::collections::BTreeMap;

/// Columns; the second may be left out.
const COLUMNS: [&str; 3] = ["ocid", "lot", "label"];

/// Labels by process and lot; a lot without a name stands for all lots of the process that have no label of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    by_lot: BTreeMap<(String, String), Label>,
    /// Rows that are not used because something is wrong with them.
    pub unused: u64,
}

/// A label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Whether the lot is collusive; `None` where two rows contradict each other.
    pub collusive: Option<bool>,
    /// The line it stands in.
    pub line: u64,
}

impl Labels {
    /// Reads `ocid,lot,label`, where `label` is `1` or `collusive`, `0` or `competitive`; `lot` may be left out or empty. With
    /// warnings about the rows that are not used.
    ///
    /// # Errors
    /// What is wrong with the file as a whole: it is no table, or a column is missing or there twice.
    pub fn read(input: &Input) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let mut reader = Reader { file: input.name(), columns: [None; 3], labels: Self::default(), told: Vec::new() };
        let broken = stream(input, Leniency::default(), &mut reader).err();
        reader.told.extend(broken);
        let Reader { labels, told, .. } = reader;
        if told.iter().any(Diagnostic::is_error) { Err(told) } else { Ok((labels, told)) }
    }

    /// Whether a lot is collusive, where that is known.
    pub fn of(&self, ocid: &str, lot: &str) -> Option<bool> {
        let of = |lot: &str| self.by_lot.get(&(ocid.to_owned(), lot.to_owned()));
        of(lot).or_else(|| of(""))?.collusive
    }

    /// All labels that can be used, in the order of their processes and lots.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Label)> {
        let usable = self.by_lot.iter().filter(|(_, label)| label.collusive.is_some());
        usable.map(|((ocid, lot), label)| (ocid.as_str(), lot.as_str(), label))
    }
}

/// What a word says; in any case.
fn meaning(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "1" | "collusive" => Some(true),
        "0" | "competitive" => Some(false),
        _ => None,
    }
}

struct Reader<'i> {
    file: &'i str,
    columns: [Option<usize>; 3],
    labels: Labels,
    told: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn text<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        self.columns.get(column).copied().flatten().map(|at| row.text(at)).unwrap_or_default()
    }

    /// The row is left out, and this is why.
    fn leave_out(&mut self, row: &Row, column: usize, code: &str, message: &str, expected: &str) {
        let at = self.columns.get(column).copied().flatten();
        let fault = Diagnostic::warning(code, self.file, message)
            .at(at.map_or_else(|| row.whole(), |at| row.place(at)))
            .field(COLUMNS.get(column).copied().unwrap_or_default())
            .found(self.text(row, column))
            .line(row.source_line().unwrap_or_default());
        self.told.push(if expected.is_empty() { fault } else { fault.expected(expected) });
        self.labels.unused += 1;
    }

    fn missing(&self, header: &Row, name: &str) -> Diagnostic {
        Diagnostic::error("column-missing", self.file, format!("there is no column `{name}`"))
            .at(header.whole())
            .expected("the columns `ocid`, `label` and, if labels are of single lots, `lot`")
            .found(header.texts().collect::<Vec<_>>().join(", "))
            .line(header.source_line().unwrap_or_default())
            .hint(format!("add the column, or rename the one that holds it to `{name}`"))
    }
}

impl RowSink for Reader<'_> {
    fn header(&mut self, header: &Row) -> Flow {
        for (name, slot) in COLUMNS.into_iter().zip(0..) {
            let all = || header.texts().enumerate().filter(|(_, text)| text.eq_ignore_ascii_case(name));
            if let Some((second, _)) = all().nth(1) {
                let fault = Diagnostic::error("duplicate-column", self.file, format!("there are two columns `{name}`"))
                    .at(header.place(second))
                    .line(header.source_line().unwrap_or_default())
                    .hint("rename or delete one");
                self.told.push(fault);
            }
            let found = all().next().map(|(at, _)| at);
            if found.is_none() && name != "lot" {
                self.told.push(self.missing(header, name));
            }
            self.columns.get_mut(slot).into_iter().for_each(|own| *own = found);
        }
        if self.told.is_empty() { Flow::Continue } else { Flow::Stop }
    }

    fn row(&mut self, row: &Row) -> Flow {
        let [ocid, lot, word] = [0, 1, 2].map(|column| self.text(row, column));
        let (ocid, lot) = (ocid.to_owned(), lot.to_owned());
        if ocid.is_empty() {
            self.leave_out(row, 0, "text-missing", "a label without a process is not used", "an ocid");
            return Flow::Continue;
        }
        let Some(collusive) = meaning(word) else {
            let expected = "`1` or `collusive`, `0` or `competitive`";
            self.leave_out(row, 2, "word-unknown", "this is no label, and the row is not used", expected);
            return Flow::Continue;
        };
        let known = self.labels.by_lot.get(&(ocid.clone(), lot.clone())).copied();
        match known {
            None => {
                let label = Label { collusive: Some(collusive), line: row.line() };
                self.labels.by_lot.insert((ocid, lot), label);
            }
            Some(known) if known.collusive == Some(collusive) => {}
            Some(known) => {
                let message = format!("this contradicts line {}, and neither row is used", known.line);
                self.leave_out(row, 2, "duplicate-row", &message, "");
                // With the first contradiction the earlier row goes too.
                self.labels.unused += u64::from(known.collusive.is_some());
                self.labels.by_lot.insert((ocid, lot), Label { collusive: None, ..known });
            }
        }
        Flow::Continue
    }

    fn fault(&mut self, diagnostic: Diagnostic) -> Flow {
        // The other rows can be used.
        self.labels.unused += u64::from(diagnostic.is_error());
        self.told.push(Diagnostic { level: Level::Warning, ..diagnostic });
        Flow::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Labels, Vec<Diagnostic>), Vec<Diagnostic>> {
        Labels::read(&Input::bytes("labels.csv", text.as_bytes().to_vec()))
    }

    fn told(all: &[Diagnostic]) -> Vec<String> {
        let own = |one: &Diagnostic| format!("{}:{}:{} {}", one.place.row, one.place.column, one.code, one.message);
        all.iter().map(own).collect()
    }

    #[test]
    fn a_label_holds_for_its_lot_or_for_all_lots_without_one_of_their_own() {
        let (labels, told) = read("label;OCID;note;lot\nCollusive;o;x;\n0;o;;2\n1;p;;1\n").expect("labels");
        assert!(told.is_empty(), "{told:?}");
        let of = [("o", ""), ("o", "1"), ("o", "2"), ("p", "1"), ("p", "2"), ("q", "")];
        let found = of.map(|(ocid, lot)| labels.of(ocid, lot));
        assert_eq!(found, [Some(true), Some(true), Some(false), Some(true), None, None]);
        let (labels, _) = read("ocid,label\no,competitive\no,0\n").expect("labels");
        assert_eq!((labels.of("o", "7"), labels.unused), (Some(false), 0), "no column `lot`, one label twice");
    }

    #[test]
    fn rows_that_say_nothing_are_told_with_their_place_and_left_out() {
        let (labels, all) = read("ocid,label\na,maybe\n,1\nb,1\nb,0\nb,1\nc,1\nd,1,1\n").expect("labels");
        let expected = [
            "2:2:word-unknown this is no label, and the row is not used",
            "3:1:text-missing a label without a process is not used",
            "5:2:duplicate-row this contradicts line 4, and neither row is used",
            "6:2:duplicate-row this contradicts line 4, and neither row is used",
        ];
        let told = told(&all);
        assert_eq!(told[..4], expected);
        assert!(told.len() == 5 && told[4].starts_with("8:"), "{told:?}");
        assert!(all.iter().all(|one| !one.is_error()));
        assert_eq!((labels.of("a", ""), labels.of("b", ""), labels.of("c", "")), (None, None, Some(true)));
        assert_eq!(labels.unused, 6);
    }

    #[test]
    fn a_file_without_a_column_is_refused_with_what_to_do() {
        let refused = |text: &str| told(&read(text).expect_err("refused"));
        assert_eq!(refused("id,label\n1,1\n"), ["1:0:column-missing there is no column `ocid`"]);
        assert_eq!(refused("ocid,collusive\n"), ["1:0:column-missing there is no column `label`"]);
        assert_eq!(refused("ocid,label,Label\n"), ["1:3:duplicate-column there are two columns `label`"]);
        assert_eq!(refused("").len(), 1);
    }
}
