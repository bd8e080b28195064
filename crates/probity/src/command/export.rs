//! `probity export`: the site as plain files that any web server can serve.

use crate::arguments::Export;
use crate::failure::Failure;
use crate::{site, terminal};
use probity_publication::export::{Exported, fixed, one, start};
use probity_publication::{Site, robots, sitemap};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// Addresses made at a time: enough for all threads, few enough to stay small in memory.
const BATCH: usize = 512;

/// Runs the command.
pub fn run(arguments: &Export) -> Result<(), Failure> {
    let out = &arguments.out;
    if out.is_dir() && fs_err::read_dir(out)?.next().is_some() {
        return Err(Failure::usage(format!("{} is not empty", out.display()))
            .hint("give a new directory with --out: an export never mixes with other files"));
    }
    let site = site::build(&arguments.dir, arguments.now)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads.unwrap_or(0)).build();
    let pool = pool.map_err(|error| Failure::usage(format!("no threads to be had: {error}")))?;
    let count = pool.install(|| all(&site, out))?;
    for file in fixed(&site) {
        write(out, &file)?;
    }
    if let Some(base) = &arguments.base {
        addresses(&site, out, base.trim_end_matches('/'))?;
    }
    terminal::line(&format!("exported {count} addresses to {}", out.display()));
    Ok(())
}

/// Writes what is there at every address that can be reached; returns how many there were.
fn all(site: &Site, out: &Path) -> Result<usize, Failure> {
    let mut waiting: Vec<String> = start(site);
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut count = 0;
    let mut next = 0;
    while next < waiting.len() {
        let batch = &waiting[next..waiting.len().min(next + BATCH)];
        let make = |address: &String| -> Result<Option<Vec<String>>, Failure> {
            let Some(exported) = one(site, address) else { return Ok(None) };
            write(out, &exported)?;
            Ok(Some(exported.links))
        };
        // In the order of the addresses, whatever the threads do.
        let made: Vec<Option<Vec<String>>> = batch.par_iter().map(make).collect::<Result<_, Failure>>()?;
        next += batch.len();
        count += made.iter().flatten().count();
        for link in made.into_iter().flatten().flatten() {
            if seen.insert(link.clone()) {
                waiting.push(link);
            }
        }
    }
    Ok(count)
}

fn write(out: &Path, exported: &Exported) -> Result<(), Failure> {
    let path = out.join(&exported.file);
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder)?;
    }
    Ok(fs_err::write(path, &exported.bytes)?)
}

/// The files that name the site's own address.
fn addresses(site: &Site, out: &Path, base: &str) -> Result<(), Failure> {
    let paths = site.paths();
    fs_err::write(out.join("robots.txt"), robots::text(base))?;
    fs_err::write(out.join("sitemap.xml"), sitemap::root(base, &paths))?;
    let parts = (1..).map_while(|number| Some((number, sitemap::part(base, &paths, number)?)));
    for (number, part) in parts {
        fs_err::write(out.join(format!("sitemap-{number}.xml")), part)?;
    }
    Ok(())
}
