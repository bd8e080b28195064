//! Serves one page of every type over invented countries, to look at the style: `cargo run -p probity-server
//! --example gallery -- 8123`.

#![allow(clippy::print_stdout, reason = "an example speaks to its user")]

use probity_server::{Options, serve, until_signal};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args().nth(1).map_or(Ok(0), |port| port.parse())?;
    let options = Options { host: "127.0.0.1".to_owned(), port };
    serve(
        probity_publication::gallery::site(),
        None,
        &options,
        |at| println!("listening on http://{at}/"),
        until_signal(),
    )?;
    Ok(())
}
