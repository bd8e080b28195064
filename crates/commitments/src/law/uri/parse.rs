//! Reads a URI from left to right. The grammar has one place where it must look ahead: subtype and actor are told from
//! the date by their first character alone.

use super::{Language, Uri, UriError};

/// A place in the text; what lies before it is read.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, sign: char) -> bool {
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    /// What comes before the first character that `ends` says.
    fn until(&mut self, ends: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    fn segment(&mut self) -> &'a str {
        self.until(|letter| letter == '/')
    }

    fn error<T>(&self, expected: &'static str) -> Result<T, UriError> {
        let column = self.text.get(..self.at).unwrap_or_default().chars().count() + 1;
        Err(UriError { column, expected })
    }

    fn slash(&mut self, expected: &'static str) -> Result<(), UriError> {
        if self.eat('/') { Ok(()) } else { self.error(expected) }
    }
}

pub(super) fn uri(text: &str) -> Result<Uri, UriError> {
    let mut cursor = Cursor { text, at: 0 };
    let prefix = text.starts_with("/akn/");
    if prefix {
        cursor.at = "/akn".len();
    }
    cursor.slash("`/`")?;
    let (country, locality) = country(&mut cursor)?;
    cursor.slash("`/` and the kind of document")?;
    let doctype = cursor.segment();
    if doctype.is_empty() {
        return cursor.error("the kind of document, such as `act`,");
    }
    let (mut names, date) = names_and_date(&mut cursor)?;
    cursor.slash("`/` and the number")?;
    let number = cursor.segment();
    if number.is_empty() {
        return cursor.error("the number");
    }
    let mut uri = Uri {
        prefix,
        country,
        locality,
        doctype: doctype.to_owned(),
        subtype: names.next(),
        actor: names.next(),
        date,
        number: number.to_owned(),
        language: None,
        component: None,
        portion: None,
        format: None,
    };
    after_number(&mut cursor, &mut uri)?;
    Ok(uri)
}

fn country(cursor: &mut Cursor<'_>) -> Result<(String, Option<String>), UriError> {
    let start = cursor.at;
    let country = cursor.until(|letter| !letter.is_ascii_lowercase());
    if country.len() != 2 {
        cursor.at = start;
        return cursor.error("a country, two lower-case letters,");
    }
    if !cursor.eat('-') {
        return Ok((country.to_owned(), None));
    }
    match cursor.segment() {
        "" => cursor.error("a locality"),
        locality => Ok((country.to_owned(), Some(locality.to_owned()))),
    }
}

/// Up to two names, then the date.
fn names_and_date(cursor: &mut Cursor<'_>) -> Result<(std::vec::IntoIter<String>, String), UriError> {
    let mut names = Vec::new();
    loop {
        cursor.slash("`/` and a date")?;
        let start = cursor.at;
        let segment = cursor.segment();
        if segment.starts_with(|letter: char| letter.is_ascii_digit()) {
            if !is_date(segment) {
                cursor.at = start;
                return cursor.error("a date, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`,");
            }
            return Ok((names.into_iter(), segment.to_owned()));
        }
        if segment.is_empty() || names.len() == 2 {
            cursor.at = start;
            return cursor.error("a date, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`,");
        }
        names.push(segment.to_owned());
    }
}

fn after_number(cursor: &mut Cursor<'_>, uri: &mut Uri) -> Result<(), UriError> {
    if !cursor.eat('/') || cursor.rest().is_empty() {
        return Ok(());
    }
    let mut open = true;
    if !cursor.rest().starts_with(['!', '~', '.']) {
        uri.language = Some(language(cursor)?);
        open = cursor.eat('/');
    }
    if open {
        if cursor.eat('!') {
            uri.component = Some(named(cursor, &['~', '.'], "the name of a component")?);
        }
        if cursor.eat('~') {
            uri.portion = Some(named(cursor, &['.'], "the name of a portion")?);
        }
    }
    if cursor.eat('.') {
        let format = cursor.until(|letter| !(letter.is_ascii_lowercase() || letter.is_ascii_digit()));
        if format.is_empty() {
            return cursor.error("a format, lower-case letters and digits,");
        }
        uri.format = Some(format.to_owned());
    }
    match (cursor.rest().is_empty(), open) {
        (true, _) => Ok(()),
        (false, true) => cursor.error("`!` and a component, `~` and a portion, `.` and a format, or the end"),
        (false, false) => cursor.error("`/`, `.` and a format, or the end"),
    }
}

fn language(cursor: &mut Cursor<'_>) -> Result<Language, UriError> {
    let start = cursor.at;
    let code = cursor.until(|letter| !letter.is_ascii_lowercase());
    let ended = cursor.rest().chars().next().is_none_or(|next| "/@:.".contains(next));
    if code.len() != 3 || !ended {
        cursor.at = start;
        return cursor.error("a language, three lower-case letters, or `!` and a component");
    }
    let begin = cursor.at;
    if !(cursor.eat('@') || cursor.eat(':')) {
        return Ok(Language { code: code.to_owned(), date: None });
    }
    let date = cursor.until(|letter| !(letter.is_ascii_digit() || letter == '-'));
    if !date.is_empty() && !is_date(date) {
        cursor.at -= date.len();
        return cursor.error("a date, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or nothing");
    }
    let date = cursor.text.get(begin..cursor.at).map(str::to_owned);
    Ok(Language { code: code.to_owned(), date })
}

fn named(cursor: &mut Cursor<'_>, ends: &[char], expected: &'static str) -> Result<String, UriError> {
    match cursor.until(|letter| ends.contains(&letter)) {
        "" => cursor.error(expected),
        name => Ok(name.to_owned()),
    }
}

/// `YYYY[-MM[-DD]]`, and a day that exists.
fn is_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return false,
    };
    let shaped = whole.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shaped && whole.parse::<jiff::civil::Date>().is_ok()
}
