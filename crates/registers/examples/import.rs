//! Imports files into a new observatory and prints the counts: what `probity import` does, without the program. Used
//! to measure the speed of reading (`time import DIR REGISTER FILE…`).

use std::path::{Path, PathBuf};

#[allow(clippy::print_stdout)]
fn main() -> Result<(), probity_registers::Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [directory, register, files @ ..] = &arguments[..] else {
        println!("usage: import DIR REGISTER FILE…");
        return Ok(());
    };
    let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    let mut observatory = probity_registers::Observatory::init(Path::new(directory))?;
    let report = observatory.import(register, &files)?;
    for file in &report.files {
        println!(
            "{}: read {}, kept {}, rejected {}, records {}",
            file.file, file.report.read, file.report.kept, file.report.rejected, file.records
        );
        file.report
            .diagnostics
            .iter()
            .take(5)
            .for_each(|diagnostic| println!("  {}: {}", diagnostic.code, diagnostic.message));
    }
    Ok(())
}
