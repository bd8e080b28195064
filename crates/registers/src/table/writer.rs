//! Writing a table: rows are gathered into groups of a fixed size, compressed with zstd, without time stamps or
//! version texts, so that equal rows give equal bytes.

use super::chunk::{LEVEL, Press};
use super::schema::{ColumnKind, TableSchema};
use super::words::{Texts, Vocabulary, Word, Words};
use super::{GROUP_ROWS, NAME_KEY, PROVENANCE, SOURCE_KEY};
use crate::Error;
use arrow_array::ArrayRef;
use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowRowGroupWriterFactory, ArrowWriterOptions, compute_leaves};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::Result as Written;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;
use probity_core::{Digest, Place};
use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

/// A cell to write.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// No value.
    Missing,
    /// For a text column.
    Text(&'a str),
    /// For a text column of few words.
    Word(Word),
    /// For a column of whole numbers (or of numbers).
    Integer(i64),
    /// For a column of numbers; one that is not finite is written as missing.
    Number(f64),
}

/// The cells of a column in several rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cells<'a> {
    /// The same in all of them.
    Same(Value<'a>),
    /// For a text column of few words.
    Words(&'a [Word]),
    /// For a column of numbers.
    Numbers(&'a [Option<f64>]),
    /// For a column of texts that hardly repeat: one behind the other, and where each ends.
    Texts(&'a str, &'a [usize]),
}

impl<'a> Cells<'a> {
    /// The cell of a row, if the row has one.
    pub fn at(self, row: usize) -> Option<Value<'a>> {
        Some(match self {
            Self::Same(value) => value,
            Self::Words(words) => Value::Word(*words.get(row)?),
            Self::Numbers(numbers) => (*numbers.get(row)?).into(),
            Self::Texts(text, ends) => {
                let from = row.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied())?;
                Value::Text(text.get(from..*ends.get(row)?)?)
            }
        })
    }
}

impl From<Option<f64>> for Value<'_> {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Missing, Self::Number)
    }
}

/// The rows of a column that wait for their group to be full.
enum Column {
    /// Texts that may repeat.
    Text(StringBuilder),
    /// Texts that hardly repeat.
    Texts(Texts),
    /// Few words, many times.
    Words(Words),
    Integer(Int64Builder),
    Number(Float64Builder),
}

impl Column {
    fn new(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Text => Self::Text(StringBuilder::new()),
            ColumnKind::Integer => Self::Integer(Int64Builder::new()),
            ColumnKind::Number => Self::Number(Float64Builder::new()),
        }
    }

    /// Adds rows; whether their cells were all there and of the column's kind.
    fn push_all(&mut self, cells: Cells<'_>, rows: Range<usize>, vocabulary: &Vocabulary) -> bool {
        let count = rows.len();
        match (self, cells) {
            (Self::Words(column), Cells::Same(Value::Text(text))) => column.push(text, count),
            (Self::Words(column), Cells::Same(Value::Word(word))) => column.push_word(word, vocabulary, count),
            (Self::Words(column), Cells::Same(Value::Missing)) => column.push_missing(count),
            (Self::Words(column), Cells::Words(words)) => {
                let Some(words) = words.get(rows) else { return false };
                words.iter().for_each(|word| column.push_word(*word, vocabulary, 1));
            }
            (Self::Number(column), Cells::Same(Value::Missing)) => column.append_nulls(count),
            (Self::Number(column), Cells::Numbers(numbers)) => {
                let Some(numbers) = numbers.get(rows) else { return false };
                numbers.iter().for_each(|number| column.append_option(number.filter(|number| number.is_finite())));
            }
            (column, cells) => {
                let mut cells = rows.map(|row| cells.at(row));
                return cells.all(|cell| cell.is_some_and(|cell| column.push(cell, vocabulary)));
            }
        }
        true
    }

    /// Whether the value was of the column's kind.
    fn push(&mut self, value: Value<'_>, vocabulary: &Vocabulary) -> bool {
        match (self, value) {
            (Self::Text(column), Value::Text(text)) => column.append_value(text),
            (Self::Text(column), Value::Missing) => column.append_null(),
            (Self::Texts(column), Value::Text(text)) => column.push(Some(text)),
            (Self::Texts(column), Value::Missing) => column.push(None),
            (Self::Words(column), Value::Word(word)) => column.push_word(word, vocabulary, 1),
            (Self::Words(column), Value::Text(text)) => column.push(text, 1),
            (Self::Words(column), Value::Missing) => column.push_missing(1),
            (Self::Integer(column), Value::Integer(value)) => column.append_value(value),
            (Self::Integer(column), Value::Missing) => column.append_null(),
            (Self::Number(column), Value::Number(value)) => column.append_option(value.is_finite().then_some(value)),
            (Self::Number(column), Value::Integer(value)) => column.append_value(value as f64),
            (Self::Number(column), Value::Missing) => column.append_null(),
            _ => return false,
        }
        true
    }
}

/// Writes one table.
pub struct TableWriter<W: Write + Send> {
    schema: TableSchema,
    arrow: SchemaRef,
    columns: Vec<Column>,
    vocabulary: Vocabulary,
    provenance: bool,
    file: SerializedFileWriter<W>,
    groups: ArrowRowGroupWriterFactory,
    press: Press,
    /// Rows of the group that is not written yet.
    held: usize,
    rows: u64,
}

impl<W: Write + Send> TableWriter<W> {
    /// Starts a table. With a `source`, every row needs a place in it; without, the table has no provenance.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(output: W, schema: &TableSchema, source: Option<Digest>) -> Result<Self, Error> {
        Self::start(output, schema, source, &|_| Column::new(ColumnKind::Text))
    }

    /// The same without provenance, where text columns of these names hold few words many times, and texts of the others
    /// hardly repeat: quicker.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn with_words(output: W, schema: &TableSchema, words: &[&str]) -> Result<Self, Error> {
        Self::start(output, schema, None, &|name| match words.contains(&name) {
            true => Column::Words(Words::default()),
            false => Column::Texts(Texts::default()),
        })
    }

    fn start(
        output: W,
        schema: &TableSchema,
        source: Option<Digest>,
        texts: &dyn Fn(&str) -> Column,
    ) -> Result<Self, Error> {
        let own = schema.columns.iter().map(|column| (column.name.as_str(), column.kind));
        let place = PROVENANCE.into_iter().zip([ColumnKind::Text, ColumnKind::Integer, ColumnKind::Integer]);
        let all: Vec<(&str, ColumnKind)> = own.chain(place.filter(|_| source.is_some())).collect();
        let field = |(name, kind): &(&str, ColumnKind)| {
            let kind = match kind {
                ColumnKind::Text => DataType::Utf8,
                ColumnKind::Integer => DataType::Int64,
                ColumnKind::Number => DataType::Float64,
            };
            // Every row has a place; only its sheet may be missing.
            Field::new(*name, kind, !PROVENANCE[1..].contains(name))
        };
        let arrow: SchemaRef = Arc::new(Schema::new(all.iter().map(field).collect::<Vec<_>>()));
        let mut metadata = vec![KeyValue::new(NAME_KEY.to_owned(), schema.name.clone())];
        metadata.extend(source.map(|digest| KeyValue::new(SOURCE_KEY.to_owned(), digest.to_string())));
        let properties = properties(&all, metadata).map_err(|error| fault(&schema.name, &error))?;
        let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
        let failed = |error: &dyn std::fmt::Display| fault(&schema.name, error);
        let (file, groups) = ArrowWriter::try_new_with_options(output, arrow.clone(), options)
            .and_then(ArrowWriter::into_serialized_writer)
            .map_err(|error| failed(&error))?;
        let press = Press::new().map_err(|error| failed(&error))?;
        let column = |(name, kind): &(&str, ColumnKind)| match kind {
            ColumnKind::Text => texts(name),
            kind => Column::new(*kind),
        };
        let (columns, vocabulary) = (all.iter().map(column).collect(), Vocabulary::default());
        let provenance = source.is_some();
        Ok(Self {
            schema: schema.clone(),
            arrow,
            columns,
            vocabulary,
            provenance,
            file,
            groups,
            press,
            held: 0,
            rows: 0,
        })
    }

    /// The table's number for a word that will be pushed many times.
    pub fn word(&mut self, text: &str) -> Word {
        self.vocabulary.word(text)
    }

    /// What such a word says.
    pub fn text(&self, word: Word) -> &str {
        self.vocabulary.text(word)
    }

    /// Adds a row: one value a column, and its place when the table has provenance.
    ///
    /// # Errors
    /// When the values do not fit the columns, or the output cannot be written.
    pub fn push(&mut self, values: &[Value<'_>], place: Option<&Place>) -> Result<(), Error> {
        let own = self.schema.columns.len();
        if values.len() != own || place.is_some() != self.provenance {
            return Err(fault(
                &self.schema.name,
                &format!("a row has {} values, the table {own} columns", values.len()),
            ));
        }
        for (index, value) in values.iter().enumerate() {
            if !self.columns[index].push(*value, &self.vocabulary) {
                let column = &self.schema.columns[index];
                return Err(fault(
                    &self.schema.name,
                    &format!("{value:?} does not fit the column `{}`, {:?}", column.name, column.kind),
                ));
            }
        }
        if let Some(place) = place {
            let row = i64::try_from(place.row).unwrap_or(i64::MAX);
            let place = [
                place.sheet.as_deref().map_or(Value::Missing, Value::Text),
                Value::Integer(row),
                Value::Integer(i64::from(place.column)),
            ];
            for (column, value) in self.columns[own..].iter_mut().zip(place) {
                column.push(value, &self.vocabulary);
            }
        }
        self.held += 1;
        self.rows += 1;
        if self.held == GROUP_ROWS {
            self.flush()?;
        }
        Ok(())
    }

    /// Adds rows of a table without provenance, column by column: much cheaper than one after another where columns hold
    /// the same in all of them.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub fn push_rows(&mut self, columns: &[Cells<'_>], rows: usize) -> Result<(), Error> {
        let own = self.schema.columns.len();
        if columns.len() != own || self.provenance {
            let message = format!("rows have {} values, the table {own} columns", columns.len());
            return Err(fault(&self.schema.name, &message));
        }
        let mut from = 0;
        while from < rows {
            let to = rows.min(from + GROUP_ROWS - self.held);
            for (index, cells) in columns.iter().enumerate() {
                if !self.columns[index].push_all(*cells, from..to, &self.vocabulary) {
                    let column = &self.schema.columns[index];
                    let message = format!("cells do not fit the column `{}`, {:?}", column.name, column.kind);
                    return Err(fault(&self.schema.name, &message));
                }
            }
            self.held += to - from;
            self.rows += (to - from) as u64;
            from = to;
            if self.held == GROUP_ROWS {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        self.write_group().map_err(|error| fault(&self.schema.name, &error))
    }

    fn write_group(&mut self) -> Written<()> {
        self.held = 0;
        let arrow = self.groups.create_column_writers(self.file.flushed_row_groups().len())?;
        let descriptors = self.file.schema_descr().columns().to_vec();
        let mut group = self.file.next_row_group()?;
        let columns = self.columns.iter_mut().zip(self.arrow.fields()).zip(descriptors);
        for (((column, field), descriptor), mut writer) in columns.zip(arrow) {
            let array: ArrayRef = match column {
                Column::Words(words) => {
                    let (bytes, close) = words.finish(descriptor, &mut self.press)?;
                    group.append_column(&bytes, close)?;
                    continue;
                }
                Column::Texts(texts) => {
                    let (bytes, close) = texts.finish(descriptor, &mut self.press)?;
                    group.append_column(&bytes, close)?;
                    continue;
                }
                Column::Text(column) => Arc::new(column.finish()),
                Column::Integer(column) => Arc::new(column.finish()),
                Column::Number(column) => Arc::new(column.finish()),
            };
            compute_leaves(field, &array)?.iter().try_for_each(|leaf| writer.write(leaf))?;
            writer.close()?.append_to_row_group(&mut group)?;
        }
        group.close().map(|_| ())
    }

    /// Ends the table; gives the number of rows.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(self) -> Result<u64, Error> {
        let rows = self.rows;
        self.into_output().map(|_| rows)
    }

    /// Ends the table and gives the output back.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn into_output(mut self) -> Result<W, Error> {
        if self.held > 0 {
            self.flush()?;
        }
        self.file.into_inner().map_err(|error| fault(&self.schema.name, &error))
    }
}

/// How columns are stored. Whole numbers here are years, lines and columns, which repeat or go up by one: differences
/// are smaller and quicker than a dictionary. Smallest and largest texts and places are not kept, because nobody asks
/// for rows by them.
fn properties(columns: &[(&str, ColumnKind)], metadata: Vec<KeyValue>) -> parquet::errors::Result<WriterProperties> {
    let mut builder = WriterProperties::builder()
        .set_created_by("probity".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(LEVEL)?))
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(metadata));
    for (name, kind) in columns {
        let path = ColumnPath::from(*name);
        if *kind == ColumnKind::Integer {
            builder = builder.set_column_dictionary_enabled(path.clone(), false);
            builder = builder.set_column_encoding(path.clone(), Encoding::DELTA_BINARY_PACKED);
        }
        if *kind == ColumnKind::Text || PROVENANCE.contains(name) {
            builder = builder.set_column_statistics_enabled(path, EnabledStatistics::None);
        }
    }
    Ok(builder.build())
}

pub(super) fn fault(file: &str, error: &dyn std::fmt::Display) -> Error {
    Error::Table { file: file.to_owned(), message: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::cast::AsArray as _;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    /// The texts of all rows, column by column.
    fn texts(bytes: &[u8], columns: usize) -> Vec<Vec<Option<String>>> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("written");
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("parquet").build().expect("a reader");
        let mut all = vec![Vec::new(); columns];
        for batch in reader {
            let batch = batch.expect("rows");
            for (column, texts) in batch.columns().iter().zip(&mut all) {
                texts.extend(column.as_string::<i32>().iter().map(|text| text.map(str::to_owned)));
            }
        }
        all
    }

    #[test]
    fn words_and_long_texts_come_back_over_groups_and_pages() {
        let schema = TableSchema::new("x", &[("word", ColumnKind::Text), ("text", ColumnKind::Text)]);
        let mut writer = TableWriter::with_words(Vec::new(), &schema, &["word"]).expect("a table");
        let known = writer.word("known");
        let mut wanted = vec![Vec::new(), Vec::new()];
        for row in 0..GROUP_ROWS + 5000 {
            let (word, long) = (format!("word {}", row / 3 % 700), format!("{row:>60}"));
            let cells = match row % 11 {
                0..=6 => [Value::Text(&word), Value::Text(&long)],
                7 | 8 => [Value::Word(known), Value::Text("")],
                _ => [Value::Missing, Value::Missing],
            };
            writer.push(&cells, None).expect("a row");
            for (cell, column) in cells.iter().zip(&mut wanted) {
                column.push(match cell {
                    Value::Text(text) => Some((*text).to_owned()),
                    Value::Word(word) => Some(writer.text(*word).to_owned()),
                    _ => None,
                });
            }
        }
        let bytes = writer.into_output().expect("an end");
        assert!(texts(&bytes, 2) == wanted);
        let mut other = TableWriter::with_words(Vec::new(), &schema, &["word"]).expect("a table");
        let word = other.word("known");
        assert!(other.push(&[Value::Missing, Value::Word(word)], None).is_err(), "a word among long texts");
    }

    #[test]
    fn rows_that_are_added_together_give_the_bytes_of_rows_added_one_by_one() {
        let kinds = [ColumnKind::Text, ColumnKind::Text, ColumnKind::Number, ColumnKind::Text];
        let columns: Vec<_> = ["same", "word", "number", "text"].into_iter().zip(kinds).collect();
        let schema = TableSchema::new("x", &columns);
        let writer = || TableWriter::with_words(Vec::new(), &schema, &["same", "word"]).expect("a table");
        let (mut one, mut lots) = (writer(), writer());
        for lot in 0..GROUP_ROWS / 3 {
            let rows = lot % 9;
            let same = format!("lot {}", lot / 2);
            let words: Vec<Word> = (0..rows).map(|row| lots.word(["a", "b", "c"][(lot + row) % 3])).collect();
            let numbers: Vec<Option<f64>> = (0..rows).map(|row| (row % 2 == 0).then_some(lot as f64)).collect();
            let (mut texts, mut ends) = (String::new(), Vec::new());
            for row in 0..rows {
                texts.push_str(&"x".repeat(row));
                ends.push(texts.len());
            }
            let numbers = if lot % 4 == 0 { Cells::Same(Value::Missing) } else { Cells::Numbers(&numbers) };
            let cells = [Cells::Same(Value::Text(&same)), Cells::Words(&words), numbers, Cells::Texts(&texts, &ends)];
            lots.push_rows(&cells, rows).expect("rows");
            for (row, word) in words.iter().enumerate() {
                let word = one.word(lots.text(*word));
                let cells = cells.map(|cells| match cells.at(row).expect("a cell") {
                    Value::Word(_) => Value::Word(word),
                    cell => cell,
                });
                one.push(&cells, None).expect("a row");
            }
        }
        assert!(one.into_output().expect("an end") == lots.into_output().expect("an end"));
        let (mut short, cells) =
            (writer(), [Cells::Words(&[]), Cells::Words(&[]), Cells::Numbers(&[]), Cells::Texts("", &[])]);
        assert!(short.push_rows(&cells, 1).is_err(), "cells that are not there");
        assert!(short.push_rows(&cells[1..], 0).is_err(), "a column that is not there");
    }
}
