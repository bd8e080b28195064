//! The values both databases hold in the same way: whole numbers, texts, nothing. Times are texts (RFC 3339, UTC), hashes
//! are texts (lower-case hexadecimal), yes and no are 1 and 0; so a row means the same wherever it is kept.

use super::error::SqlError;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer, column by column in the order asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    /// The number in a column.
    ///
    /// # Errors
    /// When there is none.
    pub fn integer(&self, column: usize) -> Result<i64, SqlError> {
        match self.0.get(column) {
            Some(Value::Integer(number)) => Ok(*number),
            other => Err(SqlError::column(column, "a number", other)),
        }
    }

    /// The text in a column.
    ///
    /// # Errors
    /// When there is none.
    pub fn text(&self, column: usize) -> Result<&str, SqlError> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Ok(text),
            other => Err(SqlError::column(column, "a text", other)),
        }
    }

    /// The text in a column that may hold nothing.
    ///
    /// # Errors
    /// When there is something else.
    pub fn optional(&self, column: usize) -> Result<Option<&str>, SqlError> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.text(column).map(Some),
        }
    }
}
