//! Reading a table, one row group at a time: columns are found once by name, rows are views into them. Every row can
//! say where it was read and with which import it came.

use super::schema::{ColumnDef, ColumnKind, TableSchema};
use super::writer::fault;
use super::{NAME_KEY, PROVENANCE, SOURCE_KEY};
use crate::Error;
use arrow_array::{Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use probity_core::{Digest, Origin, Place, RowView};
use std::path::{Path, PathBuf};

/// An open table.
#[derive(Debug, Clone)]
pub struct TableReader {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    schema: TableSchema,
    source: Option<Digest>,
    import: u64,
}

impl TableReader {
    /// Opens a table; `import` is the number of the import it came with (0 for tables that are no register's).
    ///
    /// # Errors
    /// When the file cannot be opened or is not a table.
    pub fn open(path: &Path, import: u64) -> Result<Self, Error> {
        let name = path.display().to_string();
        let file = fs_err::File::open(path)?.into_file();
        let metadata =
            ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(|error| fault(&name, &error))?;
        let pairs = metadata.metadata().file_metadata().key_value_metadata();
        let value =
            |key: &str| pairs.into_iter().flatten().find(|pair| pair.key == key).and_then(|pair| pair.value.clone());
        let source =
            value(SOURCE_KEY).map(|text| text.parse::<Digest>()).transpose().map_err(|error| fault(&name, &error))?;
        let mut columns = Vec::new();
        for field in metadata.schema().fields().iter().filter(|field| !PROVENANCE.contains(&field.name().as_str())) {
            let kind = match field.data_type() {
                DataType::Utf8 => ColumnKind::Text,
                DataType::Int64 => ColumnKind::Integer,
                DataType::Float64 => ColumnKind::Number,
                other => {
                    return Err(fault(&name, &format!("the column `{}` is of the unknown kind {other}", field.name())));
                }
            };
            columns.push(ColumnDef { name: field.name().clone(), kind });
        }
        let schema = TableSchema { name: value(NAME_KEY).unwrap_or_default(), columns };
        Ok(Self { path: path.to_owned(), metadata, schema, source, import })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Name and columns.
    pub fn schema(&self) -> &TableSchema {
        &self.schema
    }

    /// The source all rows were read from, for tables with provenance.
    pub fn source(&self) -> Option<Digest> {
        self.source
    }

    /// Number of row groups.
    pub fn groups(&self) -> usize {
        self.metadata.metadata().num_row_groups()
    }

    /// Number of rows.
    pub fn rows(&self) -> u64 {
        u64::try_from(self.metadata.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    /// Reads the wanted columns (and provenance) of one row group.
    ///
    /// # Errors
    /// When a column or the group is not there, or the file is damaged.
    pub fn group(&self, group: usize, wanted: &[&str]) -> Result<RowGroup, Error> {
        let name = self.path.display().to_string();
        for column in wanted {
            if self.schema.position(column).is_none() {
                let available =
                    self.schema.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
                return Err(Error::NoColumn { name: (*column).to_owned(), available });
            }
        }
        if group >= self.groups() {
            return Err(fault(&name, &format!("there is no row group {group}, only {}", self.groups())));
        }
        let rows = usize::try_from(self.metadata.metadata().row_group(group).num_rows()).unwrap_or(0);
        let all = self.metadata.schema().fields();
        let needed = |field: &str| wanted.contains(&field) || PROVENANCE.contains(&field);
        let roots = (0..all.len()).filter(|index| needed(all[*index].name()));
        let mask = ProjectionMask::roots(self.metadata.parquet_schema(), roots);
        let file = fs_err::File::open(&self.path)?.into_file();
        let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
            .with_row_groups(vec![group])
            .with_projection(mask)
            .with_batch_size(rows.max(1))
            .build();
        let mut batches = reader.map_err(|error| fault(&name, &error))?;
        match (batches.next(), batches.next()) {
            (None, _) => Ok(RowGroup::empty(wanted.len(), self)),
            (Some(batch), None) => RowGroup::new(&batch.map_err(|error| fault(&name, &error))?, wanted, self),
            (Some(_), Some(_)) => Err(fault(&name, &"a row group came in pieces")),
        }
    }
}

#[derive(Debug, Clone)]
enum Column {
    Text(StringArray),
    Integer(Int64Array),
    Number(Float64Array),
    Absent,
}

impl Column {
    fn of(batch: &RecordBatch, name: &str) -> Self {
        let Some(array) = batch.column_by_name(name).map(|array| array.as_any()) else { return Self::Absent };
        if let Some(array) = array.downcast_ref::<StringArray>() {
            Self::Text(array.clone())
        } else if let Some(array) = array.downcast_ref::<Int64Array>() {
            Self::Integer(array.clone())
        } else if let Some(array) = array.downcast_ref::<Float64Array>() {
            Self::Number(array.clone())
        } else {
            Self::Absent
        }
    }

    fn text(&self, row: usize) -> Option<&str> {
        match self {
            Self::Text(array) => array.is_valid(row).then(|| array.value(row)),
            _ => None,
        }
    }

    fn number(&self, row: usize) -> Option<f64> {
        match self {
            Self::Number(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Integer(array) => array.is_valid(row).then(|| array.value(row) as f64),
            Self::Text(_) | Self::Absent => None,
        }
    }

    fn integer(&self, row: usize) -> Option<i64> {
        match self {
            Self::Integer(array) => array.is_valid(row).then(|| array.value(row)),
            _ => None,
        }
    }
}

/// The rows of one group, in memory.
#[derive(Debug, Clone)]
pub struct RowGroup {
    columns: Vec<Column>,
    place: [Column; 3],
    rows: usize,
    source: Option<Digest>,
    import: u64,
}

impl RowGroup {
    fn new(batch: &RecordBatch, wanted: &[&str], table: &TableReader) -> Result<Self, Error> {
        Ok(Self {
            columns: wanted.iter().map(|name| Column::of(batch, name)).collect(),
            place: PROVENANCE.map(|name| Column::of(batch, name)),
            rows: batch.num_rows(),
            source: table.source,
            import: table.import,
        })
    }

    fn empty(columns: usize, table: &TableReader) -> Self {
        let place = [Column::Absent, Column::Absent, Column::Absent];
        Self { columns: vec![Column::Absent; columns], place, rows: 0, source: table.source, import: table.import }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The text in a row and a column, numbered as it was asked for.
    pub fn text(&self, row: usize, column: usize) -> Option<&str> {
        self.columns.get(column).filter(|_| row < self.rows)?.text(row)
    }

    /// The number there.
    pub fn number(&self, row: usize, column: usize) -> Option<f64> {
        self.columns.get(column).filter(|_| row < self.rows)?.number(row)
    }

    /// The rows; their columns are numbered as they were asked for.
    pub fn rows(&self) -> impl Iterator<Item = RowRef<'_>> {
        (0..self.rows).map(|row| RowRef { group: self, row })
    }
}

/// One row of a group.
#[derive(Debug, Clone, Copy)]
pub struct RowRef<'a> {
    group: &'a RowGroup,
    row: usize,
}

impl RowView for RowRef<'_> {
    fn text(&self, column: usize) -> Option<&str> {
        self.group.columns.get(column)?.text(self.row)
    }

    fn number(&self, column: usize) -> Option<f64> {
        self.group.columns.get(column)?.number(self.row)
    }

    fn integer(&self, column: usize) -> Option<i64> {
        self.group.columns.get(column)?.integer(self.row)
    }

    /// The place in the source; the digest of nothing when the table has no provenance.
    fn origin(&self) -> Origin {
        let [sheet, row, column] = &self.group.place;
        let place = Place {
            sheet: sheet.text(self.row).map(str::to_owned),
            row: row.integer(self.row).and_then(|row| u64::try_from(row).ok()).unwrap_or(0),
            column: column.integer(self.row).and_then(|column| u32::try_from(column).ok()).unwrap_or(0),
        };
        Origin { source: self.group.source.unwrap_or_else(|| Digest::of(b"")), place }
    }

    fn import(&self) -> u64 {
        self.group.import
    }
}
