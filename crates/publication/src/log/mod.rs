//! A transparency log.
