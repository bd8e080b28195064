//! `probity init`: an empty observatory.

use crate::arguments::Init;
use crate::failure::Failure;
use crate::terminal;
use probity_registers::Observatory;

/// Runs the command.
pub fn run(arguments: &Init) -> Result<(), Failure> {
    Observatory::init(&arguments.dir)?;
    let dir = arguments.dir.display();
    terminal::line(&format!("made the observatory {dir}"));
    terminal::note(&format!("hint: `probity import perception-scores FILE --dir {dir}` reads a first source"));
    Ok(())
}
