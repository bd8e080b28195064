//! `probity procurement screens`: screens for collusion over the bids of every lot, the network of bidders, who wins against
//! whom, buyers and their suppliers, markets, and a risk index of processes.

use super::flags::{failed, note_rejects, open, settle, threads, written};
use super::settings::Chosen;
use super::{labels, manifest};
use crate::failure::Failure;
use crate::output::{self, Format, Table, Value};
use crate::terminal;
use clap::Args;
use probity_core::Digest;
use probity_procurement::cri;
use probity_procurement::run::{Counts, Duplicates, Options, watch};
use probity_procurement::screens::{self, Found, Row, Studying};
use probity_registers::Input;
use serde_json::json;
use std::path::PathBuf;

/// `probity procurement screens`.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Tables (empty = not defined):
  screens.csv      ocid,lot,n,cv,spd,diffp,rd,rdnor,rdalt,kurt,skew,ks
                   a row for every lot with two comparable bids or more; without screens where they
                   are in several currencies and the settings name no rates; cancelled processes are
                   here, in floors.csv, rounds.csv and subgroups.csv, and in no other table
  floors.csv       ocid,lot,n,allocated,floor,at_floor,below_floor
                   with a --pack that names a floor of prices: how many bids stand at it, to 0.0001
                   % of the sum that the buyer allocated, and how many below
  rounds.csv       ocid,lot,n,round,share
                   how many of the same bids are round, as published: whole amounts that end in 1 +
                   half as many noughts (rounded down) as they have digits behind the first: 10,
                   100, 1100, 120000, but not 110; none below 10
  subgroups.csv    ocid,lot,n,size,subgroups,drawn,screen,defined,mean,median,min,max
                   every screen over all subgroups of 3 and of 4 bids; above 20 bids 5000 are drawn
                   (--seed)
  network.csv      a,b,joint,jaccard,community
                   firms with at least 3 joint tenders; community: a number of communities.csv
  communities.csv  community,firms,edges,coherence,exclusivity,members
                   coherence: geometric over arithmetic mean of joint tenders; exclusivity: inner
                   over all
  wins.csv         winner,loser,tenders,decided,joint,p,q
                   tenders: those that `winner` won, in a lot for which `loser` bid too; decided:
                   won by one of the two, and not lots by each; joint: in which both bid, 3 or more;
                   p: exact binomial test, both sides, of each winning every second decided one
                   (ours), from 6 on; q: adjusted over all pairs (Benjamini-Hochberg)
  links.csv        buyer,supplier,awards,buyer_awards,supplier_awards,all,expected,p,q
                   pairs with an award, counted as in buyers.csv, but for each of several suppliers;
                   p: exact hypergeometric probability of so many or more, given the awards of both
                   (Tumminello et al. 2011); q: adjusted over all pairs of a buyer and a supplier,
                   those without an award too (Benjamini-Hochberg)
  markets.csv      market,n,hhi,c4,share_below_cv,low,high,p,q,awards,gini
                   n: lots with 3 bids or more; the share of them with cv < 0.06, its 95 % interval
                   (Wilson), the exact permutation p against all markets, and q, adjusted for the
                   number of markets (Benjamini-Hochberg)
  buyers.csv       buyer,awards,suppliers,hhi,c4,gini
                   suppliers of each buyer by the value of its awards; empty for values in several
                   currencies that no rates bring together
  cri.csv          ocid,cri,low,high,components,single_bid,no_call,non_open,advertisement,decision,
                   all_but_one_out,contract_modified,tax_haven
                   cri: mean over lots of the weighted mean over known components, if at least half
                   are known; between low and high whatever the unknown ones are ([cri] of the
                   settings: weights, and the list without which tax_haven is empty)
  auc.csv          screen,positive,negative,auc,low,high
                   with --labels: the probability that a collusive lot has the larger value of the
                   screen than a competitive one, ties as one half, with its 95 % interval (DeLong,
                   on the logit scale; empty where no variance can be told); below 0.5, as is to be
                   expected of cv and spd, small values go with collusion: nothing is turned round
  bands.csv        publisher,period,from,to,n,single,q,risk
                   bands of days with more single bids than elsewhere, fitted from these data
  rejects.csv      file,line,ocid,problem,hint
                   what was not used
and run.json: digests of the input, of the labels and of tables that the settings name, settings, rule
packs and the seed; the same run has the same bytes anywhere

[price_comparison] and [exclude] of the settings leave procedures out of screens.csv, rounds.csv and
subgroups.csv.")]
pub struct Screens {
    /// Files to read: release and record packages, releases, arrays or lines of them; `.gz` and `.zst` too
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Settings (TOML)
    #[arg(long)]
    pub settings: Option<PathBuf>,
    /// Rule pack of a country, such as `kz` or `eu`
    #[arg(long, value_name = "NAME")]
    pub pack: Vec<String>,
    /// Lots known to be collusive or competitive (CSV `ocid,lot,label`: 1 or collusive, 0 or competitive; `lot` may be
    /// left out), on which every screen is tried: auc.csv
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// Chooses the subgroups that are drawn
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
    /// Threads; the answers do not depend on it [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Where the tables go
    #[arg(long)]
    pub out: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Screens) -> Result<(), Failure> {
    let chosen = Chosen::read(arguments.settings.as_deref(), &arguments.pack)?;
    let settings = &chosen.settings;
    let labels = arguments.labels.as_deref().map(|path| Ok::<_, Failure>((path, labels::read(path)?))).transpose()?;
    let (inputs, mut faults) = open(&arguments.files)?;
    fs_err::create_dir_all(&arguments.out)?;
    let (duplicates, folder) = (Duplicates::Merge, arguments.out.as_path());
    let options = Options { settings, duplicates, threads: threads(arguments.threads), folder };
    let watched = watch(&inputs, &Studying, options).map_err(failed)?;
    let (mut told, lost) = (watched.rejects.told().to_vec(), watched.rejects.count());
    faults.extend(watched.faults);
    let manifest = run_json(arguments, &chosen, &inputs, (&watched.digests, &watched.counts))?;
    let found = watched.part.finish();
    let (lots, subgroups) = of_lots(&found.rows, arguments.seed);
    let (network, communities) = of_network(&found);
    let (wins, links) = (of_wins(&found), of_links(&found));
    let (markets, buyers) = of_markets(&found);
    let (risks, bands) = of_risks(&found);
    let (floors, rounds) = (of_floors(&found.rows), of_rounds(&found.rows));
    let auc = labels::table(labels.as_ref().map(|(path, (labels, _))| (*path, labels)), &found.rows);
    told.extend(labels.into_iter().flat_map(|(_, (_, told))| told));
    let tables =
        [lots, floors, rounds, subgroups, network, communities, wins, links, markets, buyers, risks, bands, auc];
    output::write(folder, &tables, Format::Csv)?;
    settle(&folder.join("rejects.csv"), Some(watched.rejects.finish()?))?;
    settle(&folder.join("run.json"), Some(written(folder, manifest.as_bytes())?))?;
    if !faults.is_empty() {
        told.extend(faults);
        return Err(Failure::input("a whole file cannot be read; the tables are about the others").diagnostics(told));
    }
    terminal::diagnostics(&told);
    note_rejects(lost, folder);
    Ok(())
}

/// What decided about the tables.
fn run_json(
    arguments: &Screens,
    chosen: &Chosen,
    inputs: &[Input],
    (digests, counts): (&[Option<String>], &Counts),
) -> Result<String, Failure> {
    let made = manifest::Made {
        inputs,
        settings: &chosen.text,
        tables: &chosen.tables,
        packs: &chosen.settings.packs,
        duplicates: Duplicates::Merge,
        methods: &[],
    };
    let mut whole = made.common(manifest::Seen { digests, counts })?;
    whole.insert("seed".to_owned(), arguments.seed.into());
    if let Some(path) = &arguments.labels {
        let sha256 = Digest::of(&fs_err::read(path)?).to_string();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        whole.insert("labels".to_owned(), json!({ "file": name, "sha256": sha256 }));
    }
    manifest::text(&whole)
}

fn count(n: impl TryInto<i64>) -> Value {
    Value::Integer(n.try_into().unwrap_or(i64::MAX))
}

fn of_lots(rows: &[Row], seed: u64) -> (Table, Table) {
    let mut header = vec!["ocid", "lot", "n"];
    header.extend(screens::NAMES);
    let mut lots = Table::new("screens", &header);
    let header =
        ["ocid", "lot", "n", "size", "subgroups", "drawn", "screen", "defined", "mean", "median", "min", "max"];
    let mut subgroups = Table::new("subgroups", &header);
    for row in rows {
        let first = || vec![row.ocid.as_str().into(), row.lot.as_str().into(), count(row.n)];
        let mut cells = first();
        cells.extend(row.screens.all().map(Value::from));
        lots.row(cells);
        let name = format!("{}\n{}", row.ocid, row.lot);
        let sizes = screens::SIZES.into_iter();
        for summary in sizes.filter_map(|size| screens::of_subgroups(&row.bids, size, &name, seed)) {
            for (screen, spread) in screens::NAMES.into_iter().zip(summary.screens) {
                let mut cells = first();
                let drawn = if summary.drawn { "yes" } else { "no" };
                cells.extend([count(summary.size), count(summary.subgroups), drawn.into(), screen.into()]);
                cells.push(count(spread.defined));
                cells.extend((0..4).map(|at| Value::from(spread.values.and_then(|own| own.get(at).copied()))));
                subgroups.row(cells);
            }
        }
    }
    (lots, subgroups)
}

fn of_floors(rows: &[Row]) -> Table {
    let mut floors = Table::new("floors", &["ocid", "lot", "n", "allocated", "floor", "at_floor", "below_floor"]);
    for (row, own) in rows.iter().filter_map(|row| Some((row, row.floor?))) {
        let sum = |millionths: i128| Value::from(millionths as f64 / 1e6);
        let (allocated, floor) = (sum(own.allocated), sum(own.floor));
        let name = [row.ocid.as_str().into(), row.lot.as_str().into(), count(row.n)];
        floors.row(name.into_iter().chain([allocated, floor, count(own.at), count(own.below)]).collect());
    }
    floors
}

fn of_rounds(rows: &[Row]) -> Table {
    let mut rounds = Table::new("rounds", &["ocid", "lot", "n", "round", "share"]);
    for row in rows {
        let share = row.round as f64 / row.n as f64;
        rounds.row(vec![
            row.ocid.as_str().into(),
            row.lot.as_str().into(),
            count(row.n),
            count(row.round),
            share.into(),
        ]);
    }
    rounds
}

fn of_wins(found: &Found) -> Table {
    let mut wins = Table::new("wins", &["winner", "loser", "tenders", "decided", "joint", "p", "q"]);
    for own in &found.wins {
        let names = [own.winner.as_str().into(), own.loser.as_str().into()];
        let counts = [own.tenders, own.decided, own.joint].map(count);
        wins.row(names.into_iter().chain(counts).chain([own.p.into(), own.q.into()]).collect());
    }
    wins
}

fn of_links(found: &Found) -> Table {
    let header = ["buyer", "supplier", "awards", "buyer_awards", "supplier_awards", "all", "expected", "p", "q"];
    let mut links = Table::new("links", &header);
    for own in &found.links {
        let names = [own.buyer.as_str().into(), own.supplier.as_str().into()];
        let counts = [own.awards, own.urn.drawn, own.urn.marked, own.urn.all].map(count);
        let chances = [own.urn.expected(), own.p, own.q].map(Value::from);
        links.row(names.into_iter().chain(counts).chain(chances).collect());
    }
    links
}

fn of_network(found: &Found) -> (Table, Table) {
    let mut network = Table::new("network", &["a", "b", "joint", "jaccard", "community"]);
    for edge in &found.graph.edges {
        let community = edge.community.map_or(Value::Missing, count);
        network.row(vec![
            edge.a.as_str().into(),
            edge.b.as_str().into(),
            count(edge.joint),
            edge.jaccard.into(),
            community,
        ]);
    }
    let header = ["community", "firms", "edges", "coherence", "exclusivity", "members"];
    let mut communities = Table::new("communities", &header);
    for own in &found.graph.communities {
        let members = own.firms.join(";");
        communities.row(vec![
            count(own.number),
            count(own.firms.len()),
            count(own.edges),
            own.coherence.into(),
            own.exclusivity.into(),
            members.as_str().into(),
        ]);
    }
    if found.graph.crowded > 0 {
        let crowded = found.graph.crowded;
        terminal::note(&format!(
            "{crowded} tenders have more than 60 bidders: their pairs are not in network.csv and wins.csv"
        ));
    }
    (network, communities)
}

fn of_markets(found: &Found) -> (Table, Table) {
    let header = ["market", "n", "hhi", "c4", "share_below_cv", "low", "high", "p", "q", "awards", "gini"];
    let mut markets = Table::new("markets", &header);
    for own in &found.markets {
        let of = |at: usize| Value::from(own.concentration.and_then(|all| all.get(at).copied()));
        let share = |at: usize| Value::from(own.lots.as_ref().and_then(|lots| lots.share.get(at).copied()));
        let lots = own.lots.as_ref();
        markets.row(vec![
            own.market.as_str().into(),
            count(lots.map_or(0, |lots| lots.n)),
            of(0),
            of(1),
            share(0),
            share(1),
            share(2),
            lots.and_then(|lots| lots.p).into(),
            lots.and_then(|lots| lots.q).into(),
            count(own.awards),
            of(2),
        ]);
    }
    let mut buyers = Table::new("buyers", &["buyer", "awards", "suppliers", "hhi", "c4", "gini"]);
    for own in &found.buyers {
        let of = |at: usize| Value::from(own.concentration.and_then(|all| all.get(at).copied()));
        let buyer = own.buyer.as_str().into();
        buyers.row(vec![buyer, count(own.awards), count(own.suppliers), of(0), of(1), of(2)]);
    }
    (markets, buyers)
}

fn of_risks(found: &Found) -> (Table, Table) {
    let mut header = vec!["ocid", "cri", "low", "high", "components"];
    header.extend(cri::COMPONENTS);
    let mut risks = Table::new("cri", &header);
    for risk in &found.risks {
        let known = risk.components.iter().flatten().count();
        let (low, high) = (risk.range.map(|range| range.0), risk.range.map(|range| range.1));
        let mut cells = vec![risk.ocid.as_str().into(), risk.index.into(), low.into(), high.into(), count(known)];
        cells.extend(risk.components.map(Value::from));
        risks.row(cells);
    }
    let mut bands = Table::new("bands", &["publisher", "period", "from", "to", "n", "single", "q", "risk"]);
    for (publisher, own) in &found.bands {
        for (period, own) in ["advertisement", "decision"].into_iter().zip(own) {
            for band in &own.0 {
                bands.row(vec![
                    publisher.as_str().into(),
                    period.into(),
                    band.from.into(),
                    band.to.into(),
                    count(band.n),
                    count(band.single),
                    band.q.into(),
                    band.risk.into(),
                ]);
            }
        }
    }
    (risks, bands)
}
