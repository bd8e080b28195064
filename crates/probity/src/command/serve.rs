//! `probity serve`: the site of an observatory.

use crate::arguments::Serve;
use crate::failure::Failure;
use crate::{methods, terminal};
use probity_core::Digest;
use probity_publication::observatory::{Geography, INDICATOR, ObservatorySection, Records};
use probity_publication::page::House;
use probity_publication::plot::World;
use probity_publication::site::Site;
use probity_registers::Observatory;
use probity_registers::observatory::Map;
use probity_server::Options;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &Serve) -> Result<(), Failure> {
    site(&arguments.dir, arguments.host, arguments.port)
}

/// Serves the observatory in `dir` until the process is told to end.
pub fn site(dir: &Path, host: IpAddr, port: u16) -> Result<(), Failure> {
    let site = build(dir)?;
    let say = |address: SocketAddr| terminal::line(&format!("listening on http://{address}/"));
    let options = Options { host: host.to_string(), port };
    probity_server::serve(site, &options, say, probity_server::until_signal())
        .map_err(|error| Failure::input(error.to_string()).hint("`--port 0` takes any free port"))
}

/// The site of the observatory in `dir`.
pub fn build(dir: &Path) -> Result<Site, Failure> {
    let observatory = Observatory::open(dir)?;
    let records = Records::read(&observatory, &methods::catalogue()?)?;
    if records.runs.is_empty() {
        return Err(Failure::missing(format!("{} has no findings to show", dir.display()))
            .hint(format!("`probity assess --dir {}` computes them", dir.display())));
    }
    let configuration = observatory.configuration();
    let house = House {
        name: configuration.name.clone(),
        synthetic: configuration.synthetic,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        run: records.state().short(),
        indicator: INDICATOR.to_owned(),
        more: Vec::new(),
    };
    let mut section = ObservatorySection::new(records, configuration.focus.clone(), configuration.synthetic);
    if let Some(map) = &configuration.map {
        section = section.with_geography(geography(&observatory, map)?);
    }
    Ok(Site::new(house, vec![Box::new(section)]))
}

/// The borders that the configuration names.
fn geography(observatory: &Observatory, map: &Map) -> Result<Geography, Failure> {
    let path = observatory.directory().join(&map.world);
    let name = map.world.display().to_string();
    let bytes = match fs_err::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let hint = "put the file there, or take `[map]` out of probity.toml to show one tile a country";
            return Err(Failure::missing(format!("probity.toml names the map {name}, which is not there")).hint(hint));
        }
        Err(error) => return Err(Failure::input(error.to_string())),
    };
    let world = World::read(&bytes).map_err(|error| Failure::input(format!("{name}: {error}")))?;
    Ok(Geography { world, file: name, digest: Digest::of(&bytes), disclaimer: map.disclaimer.clone() })
}
