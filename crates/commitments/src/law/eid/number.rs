//! Cleans a printed number (`(123.4-5)`) for an identifier (`123-4-5`). Case and letters of any script stay: `3é` and
//! `(三)` are numbers too.

/// A printed number without white space, with one `-` for each run of punctuation inside it and none around it.
pub fn clean(printed: &str) -> String {
    let core = printed.trim_matches(|sign: char| sign.is_whitespace() || is_punctuation(sign));
    let mut cleaned = String::with_capacity(core.len());
    let mut run = false;
    for sign in core.chars().filter(|sign| !sign.is_whitespace()) {
        if !is_punctuation(sign) {
            if run {
                cleaned.push('-');
            }
            cleaned.push(sign);
        }
        run = is_punctuation(sign);
    }
    cleaned
}

/// ASCII punctuation and the two blocks of general punctuation.
fn is_punctuation(sign: char) -> bool {
    sign.is_ascii_punctuation() || matches!(sign, '\u{2000}'..='\u{206f}' | '\u{2e00}'..='\u{2e7f}')
}
