//! The rules of the house, as code that fails a build: how large files and functions may grow, which crate may use
//! which, and which words may not occur. A library, so that an ordinary test can hold the same rules as `xtask tidy`.

#[cfg(feature = "source")]
pub mod cases;
pub mod layers;
pub mod lock;
#[cfg(feature = "source")]
pub mod messages;
#[cfg(feature = "source")]
pub mod sizes;
#[cfg(feature = "source")]
pub mod tidy;
#[cfg(feature = "source")]
pub mod words;

use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// What `cargo metadata` says about the workspace at `root`: its own packages and what they ask for. Needs no network.
///
/// # Errors
/// When cargo cannot be started or does not like a manifest.
pub fn metadata(root: &Path) -> Result<serde_json::Value> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .context("cannot start `cargo metadata`")?;
    ensure!(output.status.success(), "`cargo metadata` failed: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("`cargo metadata` did not print JSON")
}
