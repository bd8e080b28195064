//! `probity serve`: the site of an observatory.

use crate::arguments::Serve;
use crate::failure::Failure;
use crate::{site, terminal};
use jiff::civil::Date;
use probity_server::Options;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &Serve) -> Result<(), Failure> {
    site(&arguments.dir, arguments.host, arguments.port, arguments.now)
}

/// Serves the observatory in `dir` until the process is told to end.
pub fn site(dir: &Path, host: IpAddr, port: u16, now: Option<Date>) -> Result<(), Failure> {
    let (site, desk) = site::staffed(dir, now)?;
    let say = |address: SocketAddr| terminal::line(&format!("listening on http://{address}/"));
    let options = Options { host: host.to_string(), port };
    probity_server::serve(site, desk, &options, say, probity_server::until_signal())
        .map_err(|error| Failure::input(error.to_string()).hint("`--port 0` takes any free port"))
}
