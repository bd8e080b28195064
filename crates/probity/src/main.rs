//! The program: command line, configuration and wiring of the rooms. It is the only place that reads the clock and the
//! environment, and the only one that prints; everything it says about data is computed elsewhere.

mod arguments;
mod clock;
mod command;
mod desk;
mod evidence;
mod failure;
mod folder;
mod keys;
mod law;
mod ledger;
mod live;
mod methods;
mod output;
#[cfg(feature = "pdf")]
mod paper;
mod site;
mod stdout;
mod terminal;
mod text;

use arguments::Arguments;
use clap::Parser;
use std::process::ExitCode;

// Readers of releases and laws ask for many small pieces: a quarter of the time of a run is saved.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = command::run(&arguments);
    let unwritten = stdout::refused().map(|failure| failure.report());
    match ended {
        Ok(()) => unwritten.unwrap_or(ExitCode::SUCCESS),
        Err(failure) => failure.report(),
    }
}
