//! `probity rerun`: a package computed again from its inputs and its recipe alone, and compared byte by byte with what
//! was published. No observatory is read; one is made in a temporary directory and thrown away.

mod inputs;

use super::publish;
use crate::arguments::Rerun;
use crate::failure::{Exit, Failure};
use crate::{folder, methods, terminal};
use probity_engine::assess::{Settings, assess};
use probity_procurement::suite::releases_into;
use probity_publication::dataflow;
use probity_publication::observatory::Records;
use probity_publication::package::{Files, Recipe, compare, computed};
use probity_registers::Observatory;
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &Rerun) -> Result<(), Failure> {
    if let Some(out) = &arguments.out {
        folder::refuse_taken(out)?;
    }
    let recipe = recipe(&arguments.package)?;
    check_program(&recipe)?;
    let again = {
        let _working = terminal::working("computing again");
        compute(&recipe, arguments)?
    };
    let compared = compare(&folder::read(&arguments.package)?, &again);
    if let Some(out) = &arguments.out {
        folder::write(out, &again)?;
    }
    let said = format!("identical: {} of {} files", compared.identical, compared.files);
    match compared.first {
        None => {
            terminal::line(&said);
            Ok(())
        }
        Some(difference) => {
            terminal::line(&format!("differs: {difference}"));
            terminal::line(&said);
            Err(Failure::new(Exit::Checks, "the package is not what its recipe computes"))
        }
    }
}

fn recipe(package: &Path) -> Result<Recipe, Failure> {
    let path = package.join("recipe.toml");
    if !path.is_file() {
        return Err(
            Failure::missing(format!("{} has no recipe.toml", package.display())).hint("give a package's directory")
        );
    }
    let text = fs_err::read_to_string(&path)?;
    let recipe: Recipe = toml::from_str(&text).map_err(|error| Failure::input(format!("recipe.toml: {error}")))?;
    match recipe.format.as_str() {
        probity_publication::package::RECIPE => Ok(recipe),
        other => Err(Failure::missing(format!("this program does not know recipes of the form `{other}`"))),
    }
}

/// Only the same program can promise the same bytes: its version and the methods must be those of the recipe.
fn check_program(recipe: &Recipe) -> Result<(), Failure> {
    let ours = publish::program()?;
    let named = &recipe.program;
    if named.version != ours.version {
        let message = format!("the package was computed by probity {}, this is {}", named.version, ours.version);
        return Err(Failure::missing(message).hint(format!("run probity {}", named.version)));
    }
    let catalogue = methods::catalogue()?;
    for method in &recipe.methods {
        let known = catalogue.get(&method.id).map(|entry| entry.methodology.digest);
        if known != Some(method.sha256) {
            let message = format!("this program does not have method `{}` as the recipe names it", method.id);
            let hint = format!("the recipe wants version {}, digest {}", method.version, method.sha256.short());
            return Err(Failure::missing(message).hint(hint));
        }
    }
    if named.sources_sha256 != ours.sources {
        terminal::note("this program was built from other sources than the one of the recipe");
    }
    Ok(())
}

/// The computed part, from inputs and recipe alone.
fn compute(recipe: &Recipe, arguments: &Rerun) -> Result<Files, Failure> {
    let room = tempfile::tempdir()?;
    let inputs = inputs::find(recipe, &arguments.package, arguments.inputs.as_deref())?;
    let configuration = toml::to_string(&recipe.observatory).map_err(|error| Failure::input(error.to_string()))?;
    let dir = room.path().join("observatory");
    let mut observatory = Observatory::init_with(&dir, &configuration)?.with_releases(releases_into);
    for (number, input) in inputs.iter().enumerate() {
        let folder = room.path().join(number.to_string());
        fs_err::create_dir(&folder)?;
        let path = folder.join(&input.name);
        fs_err::write(&path, &input.bytes)?;
        let report = observatory.import_again(&input.row.recorded, &input.terms, &path)?;
        if report.refused() {
            let diagnostics = report.diagnostics().cloned().collect();
            return Err(Failure::input(format!("{} cannot be read", input.row.label())).diagnostics(diagnostics));
        }
    }
    let only: Vec<String> = recipe.methods.iter().map(|method| method.id.clone()).collect();
    let settings = Settings { only, threads: arguments.threads, program: env!("CARGO_PKG_VERSION").to_owned() };
    let catalogue = methods::catalogue()?;
    assess(&observatory, &catalogue, &settings)?;
    let records = Records::read(&observatory, &catalogue)?;
    let flows = dataflow::all(&records);
    computed(&records, &flows, &observatory.configuration().focus).map_err(|error| Failure::input(error.to_string()))
}
