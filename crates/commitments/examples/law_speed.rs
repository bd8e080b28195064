//! Work for a stopwatch: stems of a list of words, acts from plain text to Akoma Ntoso, or a large library made by repeating
//! acts with other numbers, asked for words, references and gaps. It prints how much was done and, for the library, the
//! processor time of each step; of the others `time` says it. `import` takes the acts of such a library as files that
//! are brought into it with one command, and does what that does between reading and writing them.
//!
//!     time law_speed stem 200 words.txt
//!     time law_speed akn 200 record.json
//!     law_speed library 200000 record.json record.json …
//!     law_speed import 20000 record.json record.json …
#![allow(clippy::print_stdout, clippy::expect_used)]

use probity_commitments::law::library::{
    Collection, Expression, Given, Holding, Indexes, Provision, Question, Relation, Review, Row, Source, akn, flatten,
    gaps, read, shelf,
};
use probity_commitments::law::search::{Index, Made, tokens};
use probity_commitments::law::stem::{Stemmer, read_words};
use probity_commitments::law::{language, refs};
use probity_core::{Digest, Language};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, times, files @ ..] = arguments.as_slice() else {
        println!("law_speed stem|akn|library|import TIMES FILE…");
        return;
    };
    let times: usize = times.parse().expect("a number");
    let texts: Vec<(&String, String)> =
        files.iter().map(|file| (file, fs_err::read_to_string(file).expect("a text"))).collect();
    match what.as_str() {
        "stem" => texts.iter().for_each(|(file, text)| stems(times, file, text)),
        "akn" => texts.iter().for_each(|(file, text)| documents(times, file, text)),
        "import" => import(times, &texts),
        _ => library(times, &texts),
    }
}

fn stems(times: usize, file: &str, text: &str) {
    let words = read_words(file, text).expect("words");
    let stemmer = Stemmer::new(Language::Kk).expect("tables");
    let mut letters = 0;
    for _ in 0..times {
        letters += words.iter().map(|word| stemmer.stem(word).len()).sum::<usize>();
    }
    println!("{} words, {letters} bytes of stems", words.len() * times);
}

fn documents(times: usize, name: &str, text: &str) {
    let mut written = 0;
    for _ in 0..times {
        for expression in acts(name, text) {
            let work = expression.work.to_string();
            let mut collection = Collection::default();
            collection.add(expression.clone());
            let holding = collection.work(&work).expect("it was added");
            written += akn::write(holding, &expression).expect("a document").chars().count();
        }
    }
    println!("{} characters read, {written} written", text.chars().count() * times);
}

fn acts(name: &str, text: &str) -> Vec<Expression> {
    read(Source { name, text }, &Given::default()).expect("an act").expressions
}

/// Acts with at least so many provisions, made by repeating some with other numbers; the provisions are counted.
fn repeated(least: usize, texts: &[(&String, String)]) -> (Vec<Expression>, usize) {
    let base: Vec<Expression> = texts.iter().flat_map(|(name, text)| acts(name, text)).collect();
    let (mut all, mut provisions, mut copy) = (Vec::new(), 0, 0_usize);
    while provisions < least {
        for act in &base {
            let mut act = act.clone();
            act.work = format!("{}-{copy}", act.work).parse().expect("a work");
            act.aliases.clear();
            act.title.values_mut().for_each(|title| *title = renumbered(title, copy));
            act.provisions.iter_mut().for_each(|one| renumber(one, copy));
            provisions += flatten(&act.provisions).len();
            all.push(act);
        }
        copy += 1;
    }
    (all, provisions)
}

fn import(least: usize, texts: &[(&String, String)]) {
    let (acts, provisions) = repeated(least, texts);
    let files: Vec<String> = acts.iter().map(|act| serde_json::to_string(act).expect("JSON")).collect();
    println!("{} files, {provisions} provisions, {} bytes", files.len(), files.iter().map(String::len).sum::<usize>());
    let taken = || {
        let one = |text| read(Source { name: "act.json", text }, &Given::default()).expect("an act");
        files.iter().map(|text| (Source { name: "act.json", text }, one(text))).collect::<Vec<_>>()
    };
    let (all, spent) = clocked(taken);
    println!("read in {spent:.2} s");
    let now = jiff::Timestamp::UNIX_EPOCH;
    let (planned, spent) = clocked(|| shelf::plan(&[], &Collection::default(), now, all).expect("a plan"));
    println!("planned in {spent:.2} s");
    let all = taken();
    let (again, spent) = clocked(|| shelf::plan(&planned.entries, &Collection::default(), now, all).expect("a plan"));
    println!("planned again in {spent:.2} s, {} new", again.entries.len());
}

fn library(least: usize, texts: &[(&String, String)]) {
    let (acts, provisions) = repeated(least, texts);
    let mut collection = Collection::default();
    acts.into_iter().for_each(|act| collection.add(act));
    println!("{} acts, {provisions} provisions, {} MiB", collection.works().count(), memory());
    search(&collection);
    let (found, spent) = clocked(|| references(&collection));
    println!("references: {found} found in {spent:.2} s");
    let rows = concordance(&mut collection);
    let question = Question { standard: "uncac", country: None, at: "2027-01-01".parse().expect("a day"), all: true };
    let (found, spent) = clocked(|| gaps(&collection, &question).map_or(0, |rows| rows.len()));
    println!("gaps: {found} obligations over {rows} rows in {spent:.2} s");
}

/// Fifty queries of two words that stand beside each other somewhere.
fn queries(collection: &Collection) -> Vec<String> {
    let acts: Vec<_> = collection.works().flat_map(|holding| holding.expressions()).collect();
    let every = (acts.len() / 50).max(1);
    let words = acts.iter().step_by(every).take(50).enumerate().map(|(at, act)| {
        let lines: Vec<String> = flatten(&act.provisions).iter().map(|placed| placed.provision.line()).collect();
        let line = lines.iter().cycle().skip(at).find(|line| tokens(line).len() > 4).cloned().unwrap_or_default();
        let all = tokens(&line);
        let first = at % (all.len() - 2);
        all.iter().skip(first).take(2).map(|word| word.text).collect::<Vec<_>>().join(" ")
    });
    words.collect()
}

fn search(collection: &Collection) {
    let nothing = Digest::of(&[]);
    let (bytes, spent) = clocked(|| {
        let mut indexes = Indexes::new().expect("tables");
        for act in collection.works().flat_map(Holding::expressions) {
            indexes.add(act, jiff::Timestamp::UNIX_EPOCH);
        }
        let all = indexes.finish(Made { by: nothing, list: nothing, bytes: 0 });
        all.into_iter().find(|(code, _)| code.as_str() == "rus").expect("Russian").1
    });
    println!("index: made in {spent:.2} s, {} bytes, {} MiB in memory", bytes.len(), memory());
    let path = std::env::temp_dir().join("law_speed.index");
    fs_err::write(&path, bytes).expect("a file");
    let before = memory();
    let open = || Index::open(fs_err::read(&path).expect("a file"), Language::Ru).expect("an index");
    let (index, spent) = clocked(open);
    println!("read back in {:.1} ms, {} MiB more", spent * 1000.0, memory().saturating_sub(before));
    let day = "2027-01-01".parse().expect("a day");
    let (chosen, spent) = clocked(|| index.choose(day, None, false));
    println!("texts of a day in {:.1} ms", spent * 1000.0);
    // The kernel counts in ticks of some milliseconds.
    let often =
        |query: &String| clocked(|| (0..50).map(|_| index.search(&chosen, query, 20).len()).sum::<usize>()).1 / 50.0;
    let mut times: Vec<f64> = queries(collection).iter().map(often).collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default() * 1000.0;
    println!("{} queries: median {:.1} ms, p95 {:.1} ms", times.len(), at(50), at(95));
    drop(fs_err::remove_file(path));
}

fn references(collection: &Collection) -> usize {
    let mut found = 0;
    for act in collection.works().flat_map(|holding| holding.expressions()) {
        let Ok(lang) = language(act.language.as_str()) else { continue };
        for placed in flatten(&act.provisions) {
            let text = placed.provision.text.as_deref().unwrap_or_default();
            found += text.lines().map(|line| refs::find(lang, line).len()).sum::<usize>();
        }
    }
    found
}

/// A row for every act, the obligations in turn.
fn concordance(collection: &mut Collection) -> usize {
    let works: Vec<_> = collection
        .works()
        .filter_map(|holding| {
            Some((holding.work.clone(), holding.expressions().next()?.provisions.first()?.eid.clone()))
        })
        .collect();
    for (at, (work, eid)) in works.iter().enumerate() {
        collection.add_row(Row {
            standard: format!("uncac/{}", at % 71 + 1),
            work: Some(work.clone()),
            eid: Some(eid.clone()),
            eid_to: None,
            at: "2026-06-01".parse().ok(),
            relation: Relation::Implements,
            author: "office".to_owned(),
            review: Review::Reviewed,
            evidence: None,
        });
    }
    works.len()
}

fn renumber(provision: &mut Provision, copy: usize) {
    for text in [&mut provision.heading, &mut provision.text].into_iter().flatten() {
        *text = renumbered(text, copy);
    }
    provision.children.iter_mut().for_each(|one| renumber(one, copy));
}

/// A text with other digits in its numbers of three and more.
fn renumbered(text: &str, copy: usize) -> String {
    let (mut out, mut digits) = (String::with_capacity(text.len()), String::new());
    for letter in text.chars().chain(['\n']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        match digits.parse::<usize>() {
            Ok(number) if (3..10).contains(&digits.len()) => {
                let other = (number + copy * 7919) % 10_usize.pow(u32::try_from(digits.len()).unwrap_or(9));
                out.push_str(&format!("{other:0width$}", width = digits.len()));
            }
            _ => out.push_str(&digits),
        }
        digits.clear();
        out.push(letter);
    }
    out.pop();
    out
}

/// What a step gives, and its processor time in seconds, as the kernel counts it for this process.
fn clocked<T>(step: impl FnOnce() -> T) -> (T, f64) {
    let spent = || {
        let counted = fs_err::read_to_string("/proc/self/schedstat").unwrap_or_default();
        counted.split(' ').next().and_then(|first| first.parse::<f64>().ok()).unwrap_or_default() / 1e9
    };
    let before = spent();
    let done = step();
    (done, spent() - before)
}

/// The memory of this process in MiB.
fn memory() -> usize {
    let status = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default().trim().to_owned();
    line.split(' ').next().and_then(|first| first.parse::<usize>().ok()).unwrap_or_default() / 1024
}
