//! The commands: each reads its arguments, calls a room and writes what came back. Nothing is computed here.

mod assess;
pub mod commitments;
mod demo;
pub mod desk;
mod diff;
mod explain;
mod export;
mod findings;
mod import;
mod index;
mod init;
pub mod law;
pub mod log;
mod methods;
pub mod procurement;
pub mod publish;
pub mod report;
mod rerun;
pub mod serve;
pub mod stats;
mod verify;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Demo(demo) => demo::run(demo),
        Command::Init(init) => init::run(init),
        Command::Import(import) => import::run(import),
        Command::Assess(assess) => assess::run(assess),
        Command::Commitments(commitments) => commitments::run(commitments),
        Command::Desk(desk) => desk::run(desk),
        Command::Diff(diff) => diff::run(diff),
        Command::Explain(explain) => explain::run(explain),
        Command::Export(export) => export::run(export),
        Command::Findings(findings) => findings::run(findings),
        Command::Methods(methods) => methods::run(methods),
        Command::Report(report) => report::run(report),
        Command::Serve(serve) => serve::run(serve),
        Command::Verify(verify) => verify::run(verify),
        Command::Publish(publish) => publish::run(publish),
        Command::Rerun(rerun) => rerun::run(rerun),
        Command::Index(index) => index::run(index),
        Command::Law(law) => law::run(law),
        Command::Log(log) => log::run(log),
        Command::Procurement(procurement) => procurement::run(procurement),
        Command::Stats(stats) => stats::run(stats),
    }
}
