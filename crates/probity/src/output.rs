//! Tables as files: CSV by default, JSON or Parquet on request. All files of a command are made first and moved into
//! place last, so that a command that fails leaves nothing half-written.

use crate::failure::Failure;
use clap::ValueEnum;
use probity_commitments::view::Cells;
use probity_core::canonical;
use std::path::Path;

/// The format of a command's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Comma-separated values (UTF-8, LF, RFC 4180; empty = missing).
    Csv,
    /// An array of objects.
    Json,
    /// Apache Parquet.
    Parquet,
}

/// A value in a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number; one that is not finite is written as missing.
    Number(f64),
    /// Nothing.
    Missing,
}

impl Value {
    fn csv(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(value) => value.to_string(),
            Self::Number(value) => canonical::number(*value),
            Self::Missing => String::new(),
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.clone().into(),
            Self::Integer(value) => (*value).into(),
            Self::Number(value) => (*value).into(),
            Self::Missing => serde_json::Value::Null,
        }
    }
}

impl Value {
    fn cell(&self) -> probity_registers::table::Value<'_> {
        use probity_registers::table::Value as Cell;
        match self {
            Self::Text(text) => Cell::Text(text),
            Self::Integer(value) => Cell::Integer(*value),
            Self::Number(value) => Cell::Number(*value),
            Self::Missing => Cell::Missing,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&serde_json::Value> for Value {
    fn from(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Missing,
            serde_json::Value::String(text) => Self::Text(text.clone()),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(whole) => Self::Integer(whole),
                None => number.as_f64().into(),
            },
            other => Self::Text(other.to_string()),
        }
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Integer(i64::from(value))
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

/// A table with a name, which becomes the file's.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    name: String,
    header: Vec<&'static str>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    /// A table without rows.
    pub fn new(name: &str, header: &[&'static str]) -> Self {
        Self { name: name.to_owned(), header: header.to_vec(), rows: Vec::new() }
    }

    /// A table of the rows of a view.
    pub fn of(name: &str, cells: &Cells) -> Self {
        let rows = cells.rows.iter().map(|row| row.iter().map(Value::from).collect()).collect();
        Self { name: name.to_owned(), header: cells.columns.to_vec(), rows }
    }

    /// Adds a row; it has as many values as the header.
    pub fn row(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.header.len());
        self.rows.push(row);
    }

    /// Puts a column with one value in front, as plans of several groups need.
    pub fn in_front(&mut self, name: &'static str, value: &str) {
        self.header.insert(0, name);
        self.rows.iter_mut().for_each(|row| row.insert(0, value.into()));
    }

    /// Takes the rows of a table with the same header.
    pub fn append(&mut self, other: Self) {
        if self.header.is_empty() {
            self.header = other.header;
        }
        self.rows.extend(other.rows);
    }

    /// The table as one file's contents, for standard output.
    pub fn contents(&self, format: Format) -> Result<Vec<u8>, Failure> {
        Ok(self.bytes(format)?.1)
    }

    fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        writer.write_record(&self.header)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Value::csv))?;
        }
        writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }

    fn json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let object = |row: &Vec<Value>| -> serde_json::Map<String, serde_json::Value> {
            self.header.iter().zip(row).map(|(name, value)| ((*name).to_owned(), value.json())).collect()
        };
        let rows: Vec<_> = self.rows.iter().map(object).collect();
        let mut bytes = serde_json::to_vec_pretty(&rows)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn parquet(&self) -> Result<Vec<u8>, Failure> {
        use probity_registers::table::{TableSchema, TableWriter};
        let columns: Vec<_> = self.header.iter().enumerate().map(|(i, name)| (*name, self.kind(i))).collect();
        let mut bytes = Vec::new();
        let mut writer = TableWriter::new(&mut bytes, &TableSchema::new(&self.name, &columns), None)?;
        for row in &self.rows {
            writer.push(&row.iter().map(Value::cell).collect::<Vec<_>>(), None)?;
        }
        writer.finish()?;
        Ok(bytes)
    }

    /// What a column holds: text if any cell is a text, else numbers if any cell is one, else whole numbers.
    fn kind(&self, column: usize) -> probity_registers::table::ColumnKind {
        use probity_registers::table::ColumnKind;
        let any = |wanted: fn(&Value) -> bool| self.rows.iter().any(|row| wanted(&row[column]));
        if any(|value| matches!(value, Value::Text(_))) {
            ColumnKind::Text
        } else if any(|value| matches!(value, Value::Number(_))) {
            ColumnKind::Number
        } else {
            ColumnKind::Integer
        }
    }

    fn bytes(&self, format: Format) -> Result<(String, Vec<u8>), Failure> {
        let failed = |error: String| Failure::input(format!("`{}` cannot be written: {error}", self.name));
        match format {
            Format::Csv => Ok((format!("{}.csv", self.name), self.csv().map_err(|e| failed(e.to_string()))?)),
            Format::Json => Ok((format!("{}.json", self.name), self.json().map_err(|e| failed(e.to_string()))?)),
            Format::Parquet => Ok((format!("{}.parquet", self.name), self.parquet()?)),
        }
    }
}

/// Writes all tables into `dir`, which is made if it is not there. Every file is complete before the first one gets
/// its name.
pub fn write(dir: &Path, tables: &[Table], format: Format) -> Result<(), Failure> {
    fs_err::create_dir_all(dir)?;
    let mut ready = Vec::new();
    for table in tables {
        let (name, bytes) = table.bytes(format)?;
        let mut file = probity_registers::temporary(dir)?;
        std::io::Write::write_all(&mut file, &bytes)?;
        ready.push((file, dir.join(name)));
    }
    for (file, path) in ready {
        file.persist(&path).map_err(|error| Failure::input(format!("`{}`: {}", path.display(), error.error)))?;
    }
    Ok(())
}
