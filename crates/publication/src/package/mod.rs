//! A release as files: one immutable version of an observatory's data with everything a stranger needs to read, cite,
//! check and compute it again. All of it is bytes in, bytes out; only the program reads and writes files.

use std::collections::BTreeMap;

/// The files of a package: path with `/` as separator, from the package's directory, to bytes.
pub type Files = BTreeMap<String, Vec<u8>>;
