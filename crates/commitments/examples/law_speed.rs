//! Work for a stopwatch: stems of a list of words, or acts from plain text to Akoma Ntoso, as often as asked. It prints how
//! much was done; processor time is what `time` says of it.
//!
//!     time law_speed stem 200 words.txt
//!     time law_speed akn 200 record.json
#![allow(clippy::print_stdout, clippy::expect_used)]

use probity_commitments::law::library::{Collection, Given, Source, akn, read};
use probity_commitments::law::stem::{Language, Stemmer, read_words};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, times, file] = arguments.as_slice() else {
        println!("law_speed stem|akn TIMES FILE");
        return;
    };
    let times: usize = times.parse().expect("a number");
    let text = fs_err::read_to_string(file).expect("a text");
    match what.as_str() {
        "stem" => {
            let words = read_words(file, &text).expect("words");
            let stemmer = Stemmer::new(Language::Kazakh).expect("tables");
            let mut letters = 0;
            for _ in 0..times {
                letters += words.iter().map(|word| stemmer.stem(word).len()).sum::<usize>();
            }
            println!("{} words, {letters} bytes of stems", words.len() * times);
        }
        _ => {
            let mut written = 0;
            for _ in 0..times {
                let read = read(Source { name: file, text: &text }, &Given::default()).expect("an act");
                for expression in read.expressions {
                    let work = expression.work.to_string();
                    let mut collection = Collection::default();
                    collection.add(expression.clone());
                    let holding = collection.work(&work).expect("it was added");
                    written += akn::write(holding, &expression).expect("a document").chars().count();
                }
            }
            println!("{} characters read, {written} written", text.chars().count() * times);
        }
    }
}
