//! How a room offers a computation to the engine. A method names the registers it reads and yields a kernel; it
//! never opens a file, reads a clock or knows how many threads or machines it runs on.

use crate::Origin;
use crate::kernel::ErasedKernel;
use crate::parameter::{ParameterError, Parameters};

/// A row of a register as a method sees it. Columns are numbered in the order of [`Input::columns`].
pub trait RowView {
    /// A text; `None` when the cell is missing.
    fn text(&self, column: usize) -> Option<&str>;
    /// A number; `None` when the cell is missing.
    fn number(&self, column: usize) -> Option<f64>;
    /// A whole number; `None` when the cell is missing.
    fn integer(&self, column: usize) -> Option<i64>;
    /// Where the row was read.
    fn origin(&self) -> Origin;
    /// The order in which the row's source was imported: later imports are larger.
    fn import(&self) -> u64;
}

/// A register a method reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// The register's name.
    pub register: &'static str,
    /// The columns wanted.
    pub columns: &'static [&'static str],
    /// Whether the method can run without it.
    pub required: bool,
}

/// A method: methodology as data in `methods/<area>/<id>/`, computation as one Rust file.
pub trait Method: Send + Sync {
    /// The identifier; also the name of its folder.
    fn id(&self) -> &'static str;
    /// The text of the file that computes it: its opening comment is the method's public documentation.
    fn source(&self) -> &'static str;
    /// The registers it reads.
    fn inputs(&self) -> &'static [Input];
    /// The computation under the given parameters.
    ///
    /// # Errors
    /// When a parameter is missing or out of its bounds.
    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError>;
}
