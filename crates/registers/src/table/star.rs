//! Tables of a star schema: many columns of exact kinds (decimals, local times, small numbers, lists of texts), filled row
//! by row in parts of the input and written part after part. Row groups are cut by rows alone, so that the bytes do not
//! depend on how the input was divided.

use super::NAME_KEY;
use super::writer::fault;
use crate::Error;
use arrow_array::builder::{
    BooleanBuilder, Decimal128Builder, Int16Builder, Int32Builder, Int64Builder, ListBuilder, StringBuilder,
    TimestampMicrosecondBuilder, UInt32Builder, UInt64Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

/// Rows of a row group: many tables are open at once, so groups are smaller than those of a single table.
const STAR_GROUP_ROWS: usize = 16_384;
/// Digits of a decimal, and digits after its point.
const DECIMAL: (u8, i8) = (38, 6);

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StarKind {
    /// A whole number of 64 bits without sign.
    UInt64,
    /// A whole number of 32 bits without sign.
    UInt32,
    /// A whole number of 64 bits.
    Int64,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 16 bits.
    Int16,
    /// Yes or no.
    Boolean,
    /// Text.
    Text,
    /// A list of texts.
    Texts,
    /// A decimal of 38 digits, six of them after the point.
    Decimal,
    /// Microseconds of a local clock.
    Micros,
}

impl StarKind {
    /// Its name for people who read about the tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::UInt64 => "UInt64",
            Self::UInt32 => "UInt32",
            Self::Int64 => "Int64",
            Self::Int32 => "Int32",
            Self::Int16 => "Int16",
            Self::Boolean => "Boolean",
            Self::Text => "Utf8",
            Self::Texts => "List<Utf8>",
            Self::Decimal => "Decimal128(38,6)",
            Self::Micros => "Timestamp(us)",
        }
    }

    fn arrow(self) -> DataType {
        match self {
            Self::UInt64 => DataType::UInt64,
            Self::UInt32 => DataType::UInt32,
            Self::Int64 => DataType::Int64,
            Self::Int32 => DataType::Int32,
            Self::Int16 => DataType::Int16,
            Self::Boolean => DataType::Boolean,
            Self::Text => DataType::Utf8,
            Self::Texts => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
            Self::Decimal => DataType::Decimal128(DECIMAL.0, DECIMAL.1),
            Self::Micros => DataType::Timestamp(TimeUnit::Microsecond, None),
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: StarKind,
    /// Whether it is part of the key: then it is never missing.
    pub key: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum StarCell<'a> {
    /// No value.
    Missing,
    /// For whole numbers without sign.
    Unsigned(u64),
    /// For whole numbers and microseconds.
    Signed(i64),
    /// For decimals, in millionths.
    Decimal(i128),
    /// Yes or no.
    Boolean(bool),
    /// Text.
    Text(Cow<'a, str>),
    /// Texts.
    Texts(Vec<&'a str>),
}

/// Rows of one table from one part of the input, kept in the order in which they came.
#[derive(Debug, Default)]
pub struct StarRows {
    cells: Vec<Kept>,
    texts: String,
    rows: usize,
}

/// A cell whose texts stand in one long text: so many bytes of it.
#[derive(Debug, Clone, Copy)]
enum Kept {
    Missing,
    Unsigned(u64),
    Signed(i64),
    Decimal(i128),
    Boolean(bool),
    Text(usize),
    /// So many texts follow.
    Texts(usize),
}

impl StarRows {
    /// Adds a row.
    pub fn push(&mut self, row: &[StarCell<'_>]) {
        for cell in row {
            let kept = match cell {
                StarCell::Missing => Kept::Missing,
                StarCell::Unsigned(value) => Kept::Unsigned(*value),
                StarCell::Signed(value) => Kept::Signed(*value),
                StarCell::Decimal(value) => Kept::Decimal(*value),
                StarCell::Boolean(value) => Kept::Boolean(*value),
                StarCell::Text(text) => self.text(text),
                StarCell::Texts(texts) => Kept::Texts(texts.len()),
            };
            self.cells.push(kept);
            if let StarCell::Texts(texts) = cell {
                for text in texts {
                    let kept = self.text(text);
                    self.cells.push(kept);
                }
            }
        }
        self.rows += 1;
    }

    fn text(&mut self, text: &str) -> Kept {
        self.texts.push_str(text);
        Kept::Text(text.len())
    }
}

enum Builder {
    UInt64(UInt64Builder),
    UInt32(UInt32Builder),
    Int64(Int64Builder),
    Int32(Int32Builder),
    Int16(Int16Builder),
    Boolean(BooleanBuilder),
    Text(StringBuilder),
    Texts(ListBuilder<StringBuilder>),
    Decimal(Decimal128Builder),
    Micros(TimestampMicrosecondBuilder),
}

impl Builder {
    fn new(kind: StarKind) -> Result<Self, arrow_schema::ArrowError> {
        Ok(match kind {
            StarKind::UInt64 => Self::UInt64(UInt64Builder::new()),
            StarKind::UInt32 => Self::UInt32(UInt32Builder::new()),
            StarKind::Int64 => Self::Int64(Int64Builder::new()),
            StarKind::Int32 => Self::Int32(Int32Builder::new()),
            StarKind::Int16 => Self::Int16(Int16Builder::new()),
            StarKind::Boolean => Self::Boolean(BooleanBuilder::new()),
            StarKind::Text => Self::Text(StringBuilder::new()),
            StarKind::Texts => Self::Texts(ListBuilder::new(StringBuilder::new())),
            StarKind::Decimal => {
                Self::Decimal(Decimal128Builder::new().with_precision_and_scale(DECIMAL.0, DECIMAL.1)?)
            }
            StarKind::Micros => Self::Micros(TimestampMicrosecondBuilder::new()),
        })
    }

    fn missing(&mut self) {
        match self {
            Self::UInt64(column) => column.append_null(),
            Self::UInt32(column) => column.append_null(),
            Self::Int64(column) => column.append_null(),
            Self::Int32(column) => column.append_null(),
            Self::Int16(column) => column.append_null(),
            Self::Boolean(column) => column.append_null(),
            Self::Text(column) => column.append_null(),
            Self::Texts(column) => column.append_null(),
            Self::Decimal(column) => column.append_null(),
            Self::Micros(column) => column.append_null(),
        }
    }

    /// Whether the value was of the column's kind; numbers that are too large for it are missing.
    fn push(&mut self, cell: Kept, texts: &mut Texts<'_>) -> bool {
        match (self, cell) {
            (own, Kept::Missing) => own.missing(),
            (Self::UInt64(column), Kept::Unsigned(value)) => column.append_value(value),
            (Self::UInt32(column), Kept::Unsigned(value)) => column.append_option(u32::try_from(value).ok()),
            (Self::Int64(column), Kept::Signed(value)) => column.append_value(value),
            (Self::Int32(column), Kept::Signed(value)) => column.append_option(i32::try_from(value).ok()),
            (Self::Int16(column), Kept::Signed(value)) => column.append_option(i16::try_from(value).ok()),
            (Self::Micros(column), Kept::Signed(value)) => column.append_value(value),
            (Self::Boolean(column), Kept::Boolean(value)) => column.append_value(value),
            (Self::Decimal(column), Kept::Decimal(value)) => column.append_value(value),
            (Self::Text(column), Kept::Text(length)) => column.append_value(texts.take(length)),
            (Self::Texts(column), Kept::Texts(count)) => {
                for _ in 0..count {
                    if let Some(Kept::Text(length)) = texts.cells.next() {
                        column.values().append_value(texts.take(*length));
                    }
                }
                column.append(true);
            }
            _ => return false,
        }
        true
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::UInt64(column) => Arc::new(column.finish()),
            Self::UInt32(column) => Arc::new(column.finish()),
            Self::Int64(column) => Arc::new(column.finish()),
            Self::Int32(column) => Arc::new(column.finish()),
            Self::Int16(column) => Arc::new(column.finish()),
            Self::Boolean(column) => Arc::new(column.finish()),
            Self::Text(column) => Arc::new(column.finish()),
            Self::Texts(column) => Arc::new(column.finish()),
            Self::Decimal(column) => Arc::new(column.finish()),
            Self::Micros(column) => Arc::new(column.finish()),
        }
    }
}

/// What is left of the rows of a part.
struct Texts<'r> {
    cells: std::slice::Iter<'r, Kept>,
    texts: &'r str,
}

impl<'r> Texts<'r> {
    fn take(&mut self, length: usize) -> &'r str {
        let (taken, rest) = self.texts.split_at_checked(length).unwrap_or((self.texts, ""));
        self.texts = rest;
        taken
    }
}

/// Writes one table.
pub struct StarWriter<W: Write + Send> {
    name: String,
    schema: SchemaRef,
    builders: Vec<Builder>,
    writer: ArrowWriter<W>,
    held: usize,
    rows: u64,
}

impl<W: Write + Send> StarWriter<W> {
    /// Starts a table.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(output: W, name: &str, columns: &[StarColumn]) -> Result<Self, Error> {
        let field = |column: &StarColumn| Field::new(&column.name, column.kind.arrow(), !column.key);
        let schema: SchemaRef = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let failed = |error: &dyn std::fmt::Display| fault(name, error);
        let level = ZstdLevel::try_new(1).map_err(|error| failed(&error))?;
        let properties = WriterProperties::builder()
            .set_created_by("probity".to_owned())
            .set_compression(Compression::ZSTD(level))
            .set_max_row_group_row_count(Some(STAR_GROUP_ROWS))
            .set_key_value_metadata(Some(vec![KeyValue::new(NAME_KEY.to_owned(), name.to_owned())]))
            .build();
        let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
        let writer =
            ArrowWriter::try_new_with_options(output, schema.clone(), options).map_err(|error| failed(&error))?;
        let builders = columns.iter().map(|column| Builder::new(column.kind)).collect::<Result<_, _>>();
        let builders = builders.map_err(|error| failed(&error))?;
        Ok(Self { name: name.to_owned(), schema, builders, writer, held: 0, rows: 0 })
    }

    /// Adds the rows of the part that follows. The first column counts within the part; `before` is what came before it.
    ///
    /// # Errors
    /// When the cells do not fit the columns, or the output cannot be written.
    pub fn append(&mut self, rows: &StarRows, before: u64) -> Result<(), Error> {
        let mut rest = Texts { cells: rows.cells.iter(), texts: &rows.texts };
        for _ in 0..rows.rows {
            for (number, builder) in self.builders.iter_mut().enumerate() {
                let cell = rest.cells.next().copied().unwrap_or(Kept::Missing);
                let cell = match cell {
                    Kept::Unsigned(value) if number == 0 => Kept::Unsigned(value + before),
                    other => other,
                };
                if !builder.push(cell, &mut rest) {
                    let column = self.schema.field(number).name();
                    return Err(fault(&self.name, &format!("{cell:?} does not fit the column `{column}`")));
                }
            }
            self.held += 1;
            self.rows += 1;
            if self.held == STAR_GROUP_ROWS {
                self.flush()?;
            }
        }
        match rest.cells.next() {
            None => Ok(()),
            Some(_) => Err(fault(&self.name, &"a row has more cells than the table has columns")),
        }
    }

    fn flush(&mut self) -> Result<(), Error> {
        let columns = self.builders.iter_mut().map(Builder::finish).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), columns).map_err(|error| fault(&self.name, &error))?;
        self.held = 0;
        self.writer.write(&batch).map_err(|error| fault(&self.name, &error))
    }

    /// Ends the table; gives the output back, and the number of rows.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(mut self) -> Result<(W, u64), Error> {
        if self.held > 0 {
            self.flush()?;
        }
        let output = self.writer.into_inner().map_err(|error| fault(&self.name, &error))?;
        Ok((output, self.rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::cast::AsArray as _;
    use arrow_array::types::{Decimal128Type, UInt64Type};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    fn file(bytes: &[u8]) -> std::fs::File {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("written");
        file
    }

    #[test]
    fn rows_of_all_kinds_come_back_and_count_on_from_part_to_part() {
        let column = |name: &str, kind, key| StarColumn { name: name.to_owned(), kind, key };
        let columns = [
            column("process", StarKind::UInt64, true),
            column("names", StarKind::Texts, false),
            column("name", StarKind::Text, false),
            column("amount", StarKind::Decimal, false),
            column("offset", StarKind::Int16, false),
        ];
        let row = |process| {
            [
                StarCell::Unsigned(process),
                StarCell::Texts(vec!["a", "bc"]),
                StarCell::Text("d".into()),
                StarCell::Decimal(1_500_000),
                StarCell::Signed(70_000),
            ]
        };
        let mut part = StarRows::default();
        part.push(&row(0));
        part.push(&[StarCell::Unsigned(1), StarCell::Missing, StarCell::Missing, StarCell::Missing, StarCell::Missing]);
        let mut writer = StarWriter::new(Vec::new(), "x", &columns).expect("a table");
        writer.append(&part, 0).expect("rows");
        writer.append(&part, 2).expect("rows");
        let mut wrong = StarRows::default();
        wrong.push(&[StarCell::Boolean(true)]);
        assert!(StarWriter::new(Vec::new(), "x", &columns).expect("a table").append(&wrong, 0).is_err());
        let (bytes, rows) = writer.finish().expect("an end");
        assert_eq!(rows, 4);
        let mut reader =
            ParquetRecordBatchReaderBuilder::try_new(file(&bytes)).expect("parquet").build().expect("a reader");
        let batch = reader.next().expect("rows").expect("rows");
        assert_eq!(batch.column(0).as_primitive::<UInt64Type>().values().to_vec(), [0, 1, 2, 3]);
        let list = batch.column(1).as_list::<i32>().value(2);
        assert_eq!(list.as_string::<i32>().iter().flatten().collect::<Vec<_>>(), ["a", "bc"]);
        assert_eq!(batch.column(2).as_string::<i32>().value(2), "d");
        assert_eq!(batch.column(3).as_primitive::<Decimal128Type>().value(0), 1_500_000);
        // A number that does not fit its column is missing, not another number.
        assert_eq!(batch.column(4).null_count(), 4);
    }
}
