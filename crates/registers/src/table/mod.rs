//! Typed tables as Parquet files: the only part of the program that knows Arrow. A table of a register carries, for
//! every row, the place in its source; the same records give the same bytes on every machine.

mod chunk;
mod packed;
mod reader;
mod schema;
mod star;
mod words;
mod writer;

pub use reader::{RowGroup, RowRef, TableReader};
pub use schema::{ColumnDef, ColumnKind, TableSchema};
pub use star::{StarCell, StarColumn, StarKind, StarRows, StarWriter};
pub use words::Word;
pub use writer::{Cells, TableWriter, Value};

/// Rows of a row group: the unit of reading, and of work.
pub const GROUP_ROWS: usize = 65_536;

/// Provenance columns: sheet (text), row and column (whole numbers), as in [`probity_core::Place`].
const PROVENANCE: [&str; 3] = ["_sheet", "_row", "_column"];
/// Metadata key of the table's name.
const NAME_KEY: &str = "probity.table";
/// Metadata key of the source's digest.
const SOURCE_KEY: &str = "probity.source";
