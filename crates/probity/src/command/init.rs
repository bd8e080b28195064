//! `probity init`: an empty observatory. One made before there was a log of commitments gets its key and stays as it is.

use crate::arguments::Init;
use crate::failure::Failure;
use crate::keys;
use crate::ledger;
use crate::terminal;
use probity_registers::Observatory;

/// Runs the command.
pub fn run(arguments: &Init) -> Result<(), Failure> {
    Observatory::init(&arguments.dir)?;
    ledger::furnish(&arguments.dir, keys::seed)?;
    let dir = arguments.dir.display();
    terminal::line(&format!("made the observatory {dir}"));
    terminal::note(&format!("hint: `probity import perception-scores FILE --dir {dir}` reads a first source"));
    Ok(())
}
