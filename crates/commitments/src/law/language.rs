//! Languages of texts of law: commands say them in two letters, addresses and act files in three.

use probity_core::Language;

/// A language whose words the program does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language of texts: kk, ru or en is expected")]
pub struct UnknownLanguage(pub String);

/// A language by its two or three letters.
///
/// # Errors
/// When its words are not known here.
pub fn language(code: &str) -> Result<Language, UnknownLanguage> {
    match code {
        "kk" | "kaz" => Ok(Language::Kk),
        "ru" | "rus" => Ok(Language::Ru),
        "en" | "eng" => Ok(Language::En),
        _ => Err(UnknownLanguage(code.to_owned())),
    }
}
