//! How to cite a data set: in plain words, as BibTeX, as CSL-JSON, as DataCite metadata. The version is part of every
//! form, because a citation that can mean two sets of numbers is none.

use super::xml;
use serde_json::json;

/// What a citation names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The data set's identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// Who publishes it: the observatory.
    pub publisher: String,
    /// The year of its latest content.
    pub year: String,
    /// Its version: the short name of the run.
    pub version: String,
    /// Its address.
    pub url: String,
    /// The licence's name.
    pub licence: String,
    /// The licence's address.
    pub licence_url: String,
}

/// In plain words.
pub fn plain(work: &Work) -> String {
    let Work { title, author, publisher, year, version, url, .. } = work;
    let by = if author == publisher { author.clone() } else { format!("{author} ({publisher})") };
    format!("{by}, {year}. {title}. {version}. {url}")
}

/// BibTeX.
pub fn bibtex(work: &Work) -> String {
    let key: String = work.id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let field = |name: &str, text: &str| format!("  {name} = {{{}}},\n", tex(text));
    let mut out = format!("@misc{{probity_{key}_{},\n", work.version.chars().take(12).collect::<String>());
    // A second pair of braces keeps an institution from being split into given name and surname.
    out += &format!("  author = {{{{{}}}}},\n", tex(&work.author));
    out += &field("title", &work.title);
    out += &field("year", &work.year);
    out += &field("howpublished", &work.publisher);
    out += &field("version", &work.version);
    out += &format!("  url = {{{}}},\n", work.url);
    out += &field("note", &work.licence);
    out + "}\n"
}

fn tex(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' | '%' | '&' | '#' | '_' | '$' => out.extend(['\\', c]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// CSL-JSON, as citation managers read it.
pub fn csl(work: &Work) -> String {
    let year: Vec<i32> = work.year.parse().into_iter().collect();
    let item = json!({
        "id": work.id,
        "type": "dataset",
        "title": work.title,
        "author": [{ "literal": work.author }],
        "publisher": work.publisher,
        "issued": { "date-parts": [year] },
        "version": work.version,
        "URL": work.url,
    });
    format!("{:#}\n", json!([item]))
}

/// DataCite metadata, kernel 4. The identifier is the address: an observatory has no DOI unless somebody registers one.
pub fn datacite(work: &Work) -> String {
    let Work { title, author, publisher, year, version, url, licence, licence_url, .. } = work;
    let [title, author, publisher, year, version, url, licence, licence_url] =
        [title, author, publisher, year, version, url, licence, licence_url].map(|text| xml(text));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <resource xmlns=\"http://datacite.org/schema/kernel-4\">\n\
         <identifier identifierType=\"URL\">{url}</identifier>\n\
         <creators><creator><creatorName nameType=\"Organizational\">{author}</creatorName></creator></creators>\n\
         <titles><title>{title}</title></titles>\n\
         <publisher>{publisher}</publisher>\n\
         <publicationYear>{year}</publicationYear>\n\
         <resourceType resourceTypeGeneral=\"Dataset\">Dataset</resourceType>\n\
         <version>{version}</version>\n\
         <rightsList><rights rightsURI=\"{licence_url}\">{licence}</rights></rightsList>\n\
         </resource>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work() -> Work {
        Work {
            id: "cpi-change".to_owned(),
            title: "What changed & what did not {100 %}".to_owned(),
            author: "Example Institute".to_owned(),
            publisher: "Observatory".to_owned(),
            year: "2025".to_owned(),
            version: "0123456789ab".to_owned(),
            url: "http://h.example/en/dataset/cpi-change".to_owned(),
            licence: "CC BY 4.0".to_owned(),
            licence_url: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
        }
    }

    #[test]
    fn every_form_names_the_version_and_the_address() {
        let work = work();
        for text in [plain(&work), bibtex(&work), csl(&work), datacite(&work)] {
            assert!(text.contains(&work.version) && text.contains(&work.url) && text.contains("2025"), "{text}");
        }
    }

    #[test]
    fn signs_that_mean_something_to_a_format_are_escaped() {
        let work = work();
        assert!(bibtex(&work).contains("changed \\& what did not \\{100 \\%\\}"));
        assert!(datacite(&work).contains("changed &amp; what"));
        let value: serde_json::Value = serde_json::from_str(&csl(&work)).unwrap();
        assert_eq!(value[0]["issued"]["date-parts"][0][0], 2025);
    }
}
