//! What the tests of several crates need. Reference data of other publishers is never part of this repository; when
//! it lies beside the checkout the tests use it, and when it does not they say so loudly.

pub mod laws;

use std::path::PathBuf;

/// The file or folder `path` of the reference data in `../shared/data`, or `None` with a loud line on standard
/// error when it is not there. A test that gets `None` must return.
#[allow(clippy::print_stderr)]
pub fn reference(path: &str) -> Option<PathBuf> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let full = data.join(path);
    if full.exists() {
        return Some(full);
    }
    eprintln!("SKIPPED: reference data `{path}` is not beside this checkout (looked in {})", data.display());
    None
}
