//! Records of ministries of justice: an act as plain text with its title, day and number beside it. What the record does
//! not say (kind, number, commencement) is read from its printed requisites and from the text.

use super::act::{Act, Commencement, Draft};
use super::data::Data;
use super::plain::structure;
use super::read::Given;
use super::value::{LanguageCode, Work};
use crate::date::{Day, iso_day};
use crate::law::instructions;
use crate::law::refs::act::in_uri;
use crate::law::refs::words::Words;
use probity_core::Language;
use probity_core::{Diagnostic, Place};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What a source says about an act besides its text.
#[derive(Default, Deserialize)]
pub(in crate::law) struct Record {
    #[serde(rename = "_id")]
    pub(in crate::law) id: Option<String>,
    #[serde(rename = "_source")]
    pub(in crate::law) source: Option<String>,
    pub(in crate::law) title: Option<String>,
    pub(in crate::law) text: Option<String>,
    pub(in crate::law) date: Option<String>,
    pub(in crate::law) url: Option<String>,
    pub(in crate::law) language: Option<String>,
    pub(in crate::law) code: Option<String>,
    pub(in crate::law) requisites: Option<String>,
    pub(in crate::law) act_types: Option<String>,
    pub(in crate::law) doc_number: Option<String>,
    pub(in crate::law) doc_type: Option<String>,
}

/// The act of a record.
pub(super) fn act(file: &str, json: &str, given: &Given) -> Result<Act<Draft>, Diagnostic> {
    let record: Record = serde_json::from_str(json).map_err(|error| {
        let row = u64::try_from(error.line()).unwrap_or_default();
        let place = Place { sheet: None, row, column: u32::try_from(error.column()).unwrap_or_default() };
        Diagnostic::error("law-record", file, format!("this is not a record of an act: {error}")).at(place)
    })?;
    record.act(file, given)
}

impl Record {
    /// The act of it.
    pub(super) fn act(&self, file: &str, given: &Given) -> Result<Act<Draft>, Diagnostic> {
        let lacking = |field: &str, hint: &str| {
            let fault = Diagnostic::error("law-record", file, format!("there is no `{field}` that can be used"));
            fault.field(field).hint(hint)
        };
        let text = self.text.as_deref().filter(|text| !text.trim().is_empty());
        let text =
            text.ok_or_else(|| lacking("text", "a record of the ministry has `title`, `text`, `date`, `requisites`"))?;
        let (lang, language) = self.languages(text, given).ok_or_else(|| lacking("language", "give `--lang`"))?;
        let printed = self.requisites.as_deref().or(self.doc_type.as_deref()).unwrap_or_default();
        let (printed_date, printed_number) = instructions::day_and_number(lang, printed);
        let assented = self.date.as_deref().and_then(iso_day).or(printed_date).map(Day);
        let date = given.date.or(assented).ok_or_else(|| lacking("date", "give `--date`"))?;
        let work = match &given.work {
            Some(work) => work.clone(),
            None => {
                let number = self.doc_number.clone().or(printed_number);
                let number =
                    number.ok_or_else(|| lacking("requisites", "it says no number after `№`; give `--work`"))?;
                let kind = self.kind(lang, printed).ok_or_else(|| lacking("act_types", "give `--work`"))?;
                let country = self.country();
                let day = assented.unwrap_or(date).0;
                let work = format!("/akn/{country}/act/{kind}/{day}/{}", in_uri(&number)).parse::<Work>();
                work.map_err(|error| lacking("requisites", "give `--work`").found(error.to_string()))?
            }
        };
        let title = self.title.clone().unwrap_or_default();
        let parts = structure(lang, &title, text);
        let mut act = Act::new(work, language.clone(), date, parts.provisions);
        act.preamble = parts.preamble;
        act.conclusions = parts.conclusions;
        act.aliases = self.aliases();
        act.assented = assented;
        if !title.trim().is_empty() {
            act.title.insert(language, super::form::plain(&title));
        }
        act.commencements = commencements(lang, text, act.assented);
        Ok(act)
    }

    /// The language of the grammar and that of the expression.
    fn languages(&self, text: &str, given: &Given) -> Option<(Language, LanguageCode)> {
        let said = given.language.clone().or_else(|| self.language.as_deref()?.parse().ok());
        let guessed = instructions::guess(text);
        match said {
            Some(language) => Some((crate::law::language(language.as_str()).unwrap_or(guessed), language)),
            None => {
                let code = if guessed == Language::Kk { "kaz" } else { "rus" };
                Some((guessed, code.parse().ok()?))
            }
        }
    }

    /// The kind of act by the first word that names one.
    fn kind(&self, lang: Language, printed: &str) -> Option<String> {
        let words = Words::of(lang)?;
        let named = printed
            .split(|sign: char| !sign.is_alphabetic())
            .find_map(|word| words.act(&word.to_lowercase()).and_then(|act| act.kind.clone()));
        let types = self.act_types.as_deref().unwrap_or_default();
        let known = &Data::shipped()?.act_types;
        named.or_else(|| types.split(',').find_map(|one| known.get(one.trim()).cloned()))
    }

    /// From the name of the collection, such as `KZ/Adilet`.
    fn country(&self) -> String {
        let source = self.source.as_deref().unwrap_or("KZ/").to_lowercase();
        let country = source.split('/').next().unwrap_or_default();
        let known = country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_lowercase());
        if known { country.to_owned() } else { "kz".to_owned() }
    }

    /// Its identifier, and the one in its address: a step with a digit, so that no word of an address names two acts.
    fn aliases(&self) -> BTreeSet<String> {
        let address = self.url.as_deref().and_then(|url| url.trim_end_matches('/').rsplit('/').next());
        let address = address.filter(|step| step.contains(|sign: char| sign.is_ascii_digit()));
        let all = [self.code.as_deref(), self.id.as_deref(), address].into_iter().flatten();
        all.map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned).collect()
    }
}

/// When the act says it begins to apply, if that is a day that can be known from the act alone, and what it leaves out. Of
/// what it leaves out without a day nobody can say from the act when it begins.
fn commencements(lang: Language, text: &str, assented: Option<Day>) -> Vec<Commencement> {
    let read = instructions::commencement(lang, text);
    let main = read.and_then(|read| match read.rule.as_str() {
        "from_date" => Some(Day(read.date?)),
        "from_signature" => assented,
        _ => None,
    });
    let Some(date) = main else { return Vec::new() };
    let excepted = instructions::excepted(lang, text);
    let except: Vec<String> = excepted.iter().map(|one| one.eid.clone()).collect();
    let mut all = vec![Commencement { date, provisions: vec!["*".to_owned()], except, main: true, by: None }];
    for one in excepted {
        let Some(date) = one.date.map(Day) else { continue };
        match all.iter_mut().skip(1).find(|known| known.date == date) {
            Some(known) => known.provisions.push(one.eid),
            None => {
                all.push(Commencement { date, provisions: vec![one.eid], except: Vec::new(), main: false, by: None })
            }
        }
    }
    all
}
