//! The index commands against what publishers printed, through the command line. Expected numbers are read from the
//! publishers' own files or are facts of record; none is an output of this program kept from an earlier day.

use super::program::{Ran, files, place, probity, probity_with};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Row = BTreeMap<String, String>;

fn rows(text: &[u8]) -> Vec<Row> {
    csv::Reader::from_reader(text).deserialize().map(|row| row.expect("a row")).collect()
}

fn table(path: &Path) -> Vec<Row> {
    rows(&fs_err::read(path).expect("the table is there"))
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} of {row:?} is no number"))
}

fn header(path: &Path) -> String {
    fs_err::read_to_string(path).expect("the table is there").lines().next().unwrap_or_default().to_owned()
}

fn reference(file: &str) -> Option<PathBuf> {
    probity_testkit::reference(&format!("measurement/{file}"))
}

/// `probity index cpi` on a reference file, without rank sets: they have a test of their own.
fn cpi(dir: &Path, sources: &Path, year: i16) -> Vec<Row> {
    let command = format!("index cpi --sources {} --edition {year} --draws 0 --out cpi{year}", sources.display());
    probity(dir, &command).well();
    table(&dir.join(format!("cpi{year}/scores.csv")))
}

/// What was published, by edition and country.
fn published() -> Option<BTreeMap<(i16, String), Row>> {
    let all = table(&reference("cpi/published_2012_2019.csv")?);
    Some(all.into_iter().map(|row| ((row["year"].parse().expect("a year"), row["iso3"].clone()), row)).collect())
}

/// Countries and scores equal to the published ones, by edition (spec 2.1).
const EXACT: [(i16, usize, usize); 8] = [
    (2012, 176, 150),
    (2013, 177, 159),
    (2014, 175, 156),
    (2015, 168, 168),
    (2016, 176, 158),
    (2017, 180, 165),
    (2018, 180, 170),
    (2019, 180, 163),
];

#[test]
fn every_published_edition_is_reproduced_as_far_as_rounded_sources_allow() {
    let (Some(sources), Some(published)) = (reference("cpi/sources.csv"), published()) else { return };
    let dir = place();
    for (year, countries, exact) in EXACT {
        let scores = cpi(dir.path(), &sources, year);
        let mut equal = 0;
        for row in &scores {
            let theirs = &published[&(year, row["iso3"].clone())];
            assert_eq!(row["n"], theirs["n"], "{year} {row:?}");
            let score = number(theirs, "score");
            assert!(number(row, "score_low") <= score && score <= number(row, "score_high"), "{year} {row:?}");
            assert!((number(row, "mean") - score).abs() <= 1.0, "{year} {row:?}");
            let finland = year == 2012 && row["iso3"] == "FIN";
            let gap = (number(row, "se") - number(theirs, "se")).abs();
            assert!(gap <= if finland { 1.04 } else { 0.31 }, "{year} {row:?}: error off by {gap}");
            equal += usize::from(number(row, "score") == score);
            if year == 2015 {
                assert_eq!(number(row, "rank"), number(theirs, "rank"), "{row:?}");
                assert!(gap <= 0.0051, "{row:?}");
            }
        }
        assert_eq!((scores.len(), equal), (countries, exact), "{year}");
    }
}

#[test]
fn editions_of_unrounded_sources_follow_from_their_definition_to_the_last_digit() {
    let Some(sources) = reference("cpi/sources.csv") else { return };
    let dir = place();
    let input = table(&sources);
    for (year, z) in [(2021, 1.645), (2023, 1.64)] {
        let scores = cpi(dir.path(), &sources, year);
        assert_eq!(scores.len(), 180);
        for row in &scores {
            let cells = input.iter().find(|cells| cells["year"] == year.to_string() && cells["iso3"] == row["iso3"]);
            let cells = cells.expect("the country has sources").iter();
            let values: Vec<f64> = cells
                .filter(|(name, value)| !["year", "iso3", "country"].contains(&name.as_str()) && !value.is_empty())
                .map(|(_, value)| value.parse().expect("a score"))
                .collect();
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let s = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
            let se = s / n.sqrt() * ((13.0 - n) / 12.0).sqrt();
            let near = |column: &str, expected: f64| {
                assert!((number(row, column) - expected).abs() < 1e-9, "{year} {column} {expected} {row:?}");
            };
            near("n", n);
            near("mean", mean);
            near("score", (mean + 0.5).floor());
            near("se", se);
            near("ci_low", (mean + 0.5).floor() - z * se);
            near("ci_high", (mean + 0.5).floor() + z * se);
            near("rank", 1.0 + scores.iter().filter(|o| number(o, "score") > number(row, "score")).count() as f64);
        }
    }
}

/// Scores and ranks of Kazakhstan 2012–2023 as published (spec, gate R11).
#[test]
fn kazakhstan_has_its_published_score_or_one_that_rounded_sources_allow() {
    let Some(sources) = reference("cpi/sources.csv") else { return };
    let dir = place();
    let known = [28, 26, 29, 28, 29, 31, 31, 34, 38, 37, 36, 39];
    for (year, score) in (2012..=2023).zip(known) {
        let scores = cpi(dir.path(), &sources, year);
        let row = scores.iter().find(|row| row["iso3"] == "KAZ").expect("Kazakhstan is there");
        let score = f64::from(score);
        assert!(number(row, "score_low") <= score && score <= number(row, "score_high"), "{year} {row:?}");
        if let Some(rank) = BTreeMap::from([(2015, 123.0), (2021, 102.0), (2023, 93.0)]).get(&year) {
            assert_eq!((number(row, "score"), number(row, "rank")), (score, *rank), "{year}");
        }
    }
}

const BOOKS: [(&str, i16); 7] = [
    ("CPI2012_Results.xlsx", 2012),
    ("CPI2013_Results.xlsx", 2013),
    ("CPI_2014_FullDataSet.xlsx", 2014),
    ("CPI_2015_FullDataSet.xlsx", 2015),
    ("CPI2016.xlsx", 2016),
    ("CPI2017_Full_DataSet_.xlsx", 2017),
    ("2018_CPI_FullDataSet.xlsx", 2018),
];

#[test]
fn the_publisher_s_workbooks_give_the_published_counts_and_reachable_scores() {
    let (Some(published), Some(panel)) = (published(), reference("cpi/sources.csv")) else { return };
    // The books of 2012 and 2013 write 0 for "no data": a source that really gave 0 cannot be told apart there.
    let zeros: BTreeSet<(i16, String)> = table(&panel)
        .iter()
        .filter(|row| ["2012", "2013"].contains(&row["year"].as_str()) && row.values().any(|value| value == "0"))
        .map(|row| (row["year"].parse().expect("a year"), row["iso3"].clone()))
        .collect();
    let dir = place();
    for (book, year) in BOOKS {
        let Some(path) = reference(&format!("cpi/{book}")) else { return };
        let scores = cpi(dir.path(), &path, year);
        let countries = published.keys().filter(|(edition, _)| *edition == year).count();
        assert_eq!(scores.len(), countries, "{book}");
        for row in &scores {
            let theirs = &published[&(year, row["iso3"].clone())];
            if zeros.contains(&(year, row["iso3"].clone())) {
                continue;
            }
            assert_eq!(row["n"], theirs["n"], "{book} {row:?}");
            let score = number(theirs, "score");
            assert!(number(row, "score_low") <= score && score <= number(row, "score_high"), "{book} {row:?}");
        }
    }
}

#[test]
fn the_world_bank_s_estimates_come_out_of_one_plan() {
    let Some(plan) = reference("wgi/plan.csv") else { return };
    let dir = place();
    probity(dir.path(), &format!("index ucm --plan {} --out o", plan.display())).well();
    let estimates = dir.path().join("o/estimates.csv");
    assert_eq!(header(&estimates), "group,unit,n,estimate,se,percentile,percentile_low,percentile_high");
    assert_eq!(header(&dir.path().join("o/sources.csv")), "group,source,representative,alpha,beta,sigma");
    let mut own: BTreeMap<(String, String), Row> =
        table(&estimates).into_iter().map(|row| ((row["group"].clone(), row["unit"].clone()), row)).collect();
    let (mut all, mut two, mut percentile) = (0.0, 0.0, 0.0);
    for indicator in ["cc", "ge"] {
        let Some(path) = reference(&format!("wgi/{indicator}_published.csv.gz")) else { return };
        let bytes = flate2::read::GzDecoder::new(fs_err::File::open(path).expect("it opens"));
        for theirs in csv::Reader::from_reader(bytes).deserialize::<Row>().map(|row| row.expect("a row")) {
            let row = own.remove(&(theirs["group"].clone(), theirs["unit"].clone())).expect("the unit is there");
            let gap = |column: &str| (number(&row, column) - number(&theirs, column)).abs();
            assert!(gap("n") == 0.0 && gap("estimate") <= 1e-3 && gap("se") <= 2.5e-4, "{row:?} {theirs:?}");
            let rounded = |row: &Row| format!("{:.2} {:.2}", number(row, "estimate"), number(row, "se"));
            all += 1.0;
            two += f64::from(u8::from(rounded(&row) == rounded(&theirs)));
            percentile += f64::from(u8::from(gap("percentile") < 1e-3));
        }
    }
    assert!(own.is_empty() && two / all >= 0.995 && percentile / all >= 0.995, "{two} {percentile} of {all}");
}

#[test]
fn the_change_2012_to_2023_splits_as_known_and_the_two_public_scales_break_in_2016_and_2017() {
    let (Some(sources), Some(raw)) = (reference("cpi/sources.csv"), reference("cpi/raw_eiu_cpia_2012_2021.csv")) else {
        return;
    };
    let dir = place();
    let (sources, raw) = (sources.display(), raw.display());
    probity(dir.path(), &format!("index change --sources {sources} --from 2012 --to 2023 --out a")).well();
    let changes = dir.path().join("a/change.csv");
    assert_eq!(header(&changes), "iso3,total,like_for_like,composition,rebasing,z,p,q,verdict,ti_listed");
    let changes = table(&changes);
    for (iso3, total, like, composition) in
        [("KAZ", 11.0, 12.2, -1.2), ("DNK", -0.1, 1.4, -1.5), ("ARE", 0.1, 2.6, -2.5)]
    {
        let row = changes.iter().find(|row| row["iso3"] == iso3).expect("the country is there");
        for (column, known) in [("total", total), ("like_for_like", like), ("composition", composition)] {
            assert!((number(row, column) - known).abs() < 0.0501, "{column} {row:?}");
        }
        assert!(row["rebasing"].is_empty() && row["ti_listed"].is_empty(), "{row:?}");
    }
    assert_eq!(changes.len(), 174);
    assert!(table(&dir.path().join("a/breaks.csv")).is_empty());
    let command = format!("index change --sources {sources} --raw {raw} --from 2012 --to 2021 --out b");
    probity(dir.path(), &command).well();
    let breaks = dir.path().join("b/breaks.csv");
    assert_eq!(header(&breaks), "source,edition,slope_before,intercept_before,slope_after,intercept_after");
    let found: Vec<_> = table(&breaks)
        .iter()
        .map(|row| (row["source"].clone(), row["edition"].clone(), number(row, "slope_after")))
        .collect();
    let known = [("cpia", "2016", 112.2), ("cpia", "2017", 83.6), ("eiu", "2016", 70.6), ("eiu", "2017", 70.0)];
    assert_eq!(found.len(), known.len(), "{found:?}");
    for ((source, edition, slope), known) in found.iter().zip(known) {
        assert_eq!((source.as_str(), edition.as_str()), (known.0, known.1));
        assert!((slope / known.2 - 1.0).abs() < 0.01, "{source} {edition} {slope}");
    }
    assert!(table(&dir.path().join("b/change.csv")).iter().all(|row| !row["rebasing"].is_empty()));
}

#[test]
fn rank_sets_agree_with_the_peer_on_test_scores() {
    let dir = place();
    for name in ["pisa2018_math", "pisa2018_reading", "pisa2022_science"] {
        let (Some(estimates), Some(peer)) =
            (reference(&format!("ranks/{name}_estimates.csv")), reference(&format!("ranks/{name}_csranks.csv")))
        else {
            return;
        };
        let (mut near, mut all) = (0.0, 0.0);
        for (flag, low, high) in [("", "low", "high"), ("--simultaneous", "low_simultaneous", "high_simultaneous")] {
            let estimates = estimates.display();
            let command =
                format!("index ranks --estimates {estimates} --coverage 0.95 --draws 10000 --seed 7 {flag} --out r");
            probity(dir.path(), &command).well();
            let ranks = dir.path().join("r/ranks.csv");
            assert_eq!(header(&ranks), "unit,rank,low,high,expected,best_probability");
            let own: BTreeMap<String, Row> = table(&ranks).into_iter().map(|row| (row["unit"].clone(), row)).collect();
            for theirs in table(&peer) {
                let row = &own[&theirs["unit"]];
                assert_eq!(row["rank"], theirs["rank"], "{name}");
                for (own, theirs) in [("low", low), ("high", high)]
                    .map(|(own, column): (&str, &str)| (number(row, own), number(&theirs, column)))
                {
                    assert!((own - theirs).abs() <= 2.0, "{name} {flag} {row:?}");
                    near += f64::from(u8::from((own - theirs).abs() <= 1.0));
                    all += 1.0;
                }
            }
        }
        assert!(near / all >= 0.97, "{name}: {near} of {all}");
    }
}

#[test]
fn kazakhstan_s_fifteen_places_of_2010_are_two_tenths_of_a_point() {
    let Some(scores) = reference("cpi/nrgi_long.csv") else { return };
    let dir = place();
    probity(dir.path(), "init o").well();
    probity(dir.path(), &format!("import perception-published {} --dir o", scores.display())).well();
    probity(dir.path(), "assess --dir o --method published-ranks").well();
    let found = rows(probity(dir.path(), "findings published-ranks --dir o").well().out.as_bytes());
    let find = |id: &str| found.iter().find(|row| row["finding"] == format!("published-ranks:{id}")).expect("found");
    for (year, rank, tied) in [(2009, 120.0, 6.0), (2010, 105.0, 5.0)] {
        let row = find(&format!("rank:KAZ:{year}"));
        assert_eq!([number(row, "value"), number(row, "low"), number(row, "high")], [rank, rank, rank + tied - 1.0]);
        assert_eq!(number(find(&format!("tied:KAZ:{year}")), "value"), tied);
    }
    assert_eq!(number(find("rank:KAZ:2011"), "value"), 123.0);
    // One country of 178 got lost in this file; Kosovo is there, coded as CS.
    assert_eq!(number(find("of:KAZ:2010"), "value"), 177.0);
    assert_eq!(number(find("of:KSV:2010"), "value"), 177.0);
    let step = find("step:KAZ:2009-2010");
    assert_eq!((step["state"].as_str(), number(step, "value")), ("insufficient", 15.0));
    assert_eq!(number(find("step_points:KAZ:2009-2010"), "value"), 0.2);
    let told = probity(dir.path(), "explain published-ranks:rank:KAZ:2010 --dir o").well().out;
    assert!(told.contains("nrgi_long.csv") && told.contains("105") && told.contains("2.9"), "{told}");
}

/// An observatory of one real workbook.
fn of_workbook(dir: &Path, book: &Path, threads: &str, environment: &[(&str, &str)]) -> Ran {
    for command in ["init o".to_owned(), format!("import perception-scores {} --dir o", book.display())] {
        probity_with(dir, &command, environment).well();
    }
    probity_with(dir, &format!("assess --dir o --threads {threads}"), environment).well()
}

#[test]
fn a_real_workbook_is_assessed_explained_to_its_cells_reused_and_the_same_everywhere() {
    let Some(book) = reference("cpi/CPI_2015_FullDataSet.xlsx") else { return };
    let (first, second) = (place(), place());
    let other = second.path().join("b c");
    fs_err::create_dir(&other).expect("a directory");
    of_workbook(first.path(), &book, "1", &[("LC_ALL", "C"), ("TZ", "UTC")]);
    of_workbook(&other, &book, "8", &[("LC_ALL", "ru_RU.UTF-8"), ("TZ", "Asia/Almaty")]);
    let kept = files(&first.path().join("o"));
    // Every observatory has a key of its own, which nobody could foresee.
    let own = |name: &str| name.starts_with("keys/") || name == "probity.toml";
    let computed = |mut files: BTreeMap<String, Vec<u8>>| {
        files.retain(|name, _| !own(name));
        files
    };
    let same = computed(kept.clone()) == computed(files(&other.join("o")));
    assert!(same, "two observatories of one workbook differ");
    let told = probity(first.path(), "explain cpi:score:KAZ:2015 --dir o").well().out;
    assert!(told.contains("CPI_2015_FullDataSet.xlsx") && told.contains("CPI 2015!") && told.contains("28"), "{told}");
    let again = probity(first.path(), "assess --dir o").well().out;
    assert!(again.contains("cpi: reused") && !again.contains("computed"), "{again}");
    assert!(kept == files(&first.path().join("o")), "a second assessment changed a file");
}

#[test]
fn an_edition_later_than_the_known_rules_is_computed_by_the_latest_ones_and_says_so() {
    let dir = place();
    let sources: Vec<String> = (1..=14).map(|source| format!("a{source}")).collect();
    let values = ["40"; 13].join(",");
    let text = |year: i16| {
        format!(
            "year,iso3,country,{}\n{year},XAA,Examplia,{values},60\n{year},XAB,B,1,2,3,,,,,,,,,,,\n",
            sources.join(",")
        )
    };
    for year in [2023, 2024] {
        fs_err::write(dir.path().join(format!("{year}.csv")), text(year)).expect("written");
        let ran = probity(dir.path(), &format!("index cpi --sources {year}.csv --edition {year} --out {year}")).well();
        assert_eq!(ran.err.contains("rules for edition 2024 are not known"), year == 2024, "{}", ran.err);
    }
    let [known, later] =
        [2023, 2024].map(|year| fs_err::read(dir.path().join(format!("{year}/scores.csv"))).expect("there"));
    assert_eq!(known, later);
    // More sources than the finite population of thirteen: the published error is 0, never a root of a negative number.
    let more = &rows(&later)[0];
    assert_eq!((number(more, "n"), number(more, "se")), (14.0, 0.0));
    assert!(number(more, "se_sample") > 0.0);
}

#[test]
fn tables_have_the_columns_of_the_contract_in_every_format() {
    let dir = place();
    fs_err::write(dir.path().join("p.csv"), super::program::panel(4)).expect("written");
    let columns = "iso3,country,n,score,se,ci_low,ci_high,rank,mean,se_sample,t_low,t_high,jack_low,jack_high,rank_low,\
                   rank_high,rank_low_simultaneous,rank_high_simultaneous,score_low,score_high";
    for format in ["csv", "json", "parquet"] {
        let command = format!("index cpi --sources p.csv --edition 2019 --out {format} --format {format}");
        probity(dir.path(), &command).well();
    }
    assert_eq!(header(&dir.path().join("csv/scores.csv")), columns);
    let csv = table(&dir.path().join("csv/scores.csv"));
    let json: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_slice(&fs_err::read(dir.path().join("json/scores.json")).expect("there")).expect("JSON");
    assert_eq!(json.len(), csv.len());
    for (json, csv) in json.iter().zip(&csv) {
        assert_eq!(json["iso3"], csv["iso3"].as_str());
        assert_eq!(json["mean"].as_f64(), Some(number(csv, "mean")));
    }
    let parquet = fs_err::read(dir.path().join("parquet/scores.parquet")).expect("there");
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
}

#[test]
fn wrong_usage_unreadable_input_and_missing_input_have_their_exit_codes() {
    let dir = place();
    fs_err::write(dir.path().join("p.csv"), super::program::panel(4)).expect("written");
    fs_err::write(dir.path().join("e.csv"), "unit,estimate,se\na,1,0.5\nb,2,x\n").expect("written");
    let code = |command: &str| probity(dir.path(), command).code;
    assert_eq!(code("index cpi --sources p.csv --out o"), 2);
    assert_eq!(code("index change --sources p.csv --from 2019 --to 2018 --out o"), 2);
    assert_eq!(code("index ranks --estimates e.csv --out o"), 3);
    assert_eq!(code("index change --sources p.csv --from 2018 --to 2020 --out o"), 4);
    assert!(!dir.path().join("o").exists(), "a command that failed left something behind");
}
