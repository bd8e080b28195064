//! Forms as data: for every kind of record its fields in order, what may be typed into each, and who is offered the act. A
//! test compares the fields with the members of the records, so that neither can change without the other.

use super::values::Values;
use probity_commitments::record::Kind;
use probity_commitments::record::party::Role;
use serde::Deserialize;
use std::sync::LazyLock;

/// The form of one kind of record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    pub kind: Kind,
    /// Who is offered the act.
    pub roles: Vec<Role>,
    /// Who may record drafts only.
    #[serde(default)]
    pub drafts: Vec<Role>,
    /// Who may approve what was proposed, and nothing else.
    #[serde(default)]
    pub approves: Vec<Role>,
    /// Who stands outside and chooses from fewer words.
    #[serde(default)]
    pub outside: Vec<Role>,
    /// The fields that make the key, when that is not one field of sort `key`.
    #[serde(default)]
    pub key: Vec<String>,
    /// The field that decides which tables the form has: it is asked for before everything else, and a table that no word of
    /// it names is left out.
    #[serde(default)]
    pub decides: Option<Decides>,
    pub fields: Vec<Field>,
}

/// A field that decides which tables a form has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decides {
    pub field: String,
    /// By its words: the tables that then make sense.
    pub tables: std::collections::BTreeMap<String, Vec<String>>,
}

/// One field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    /// The member of the record; `funding.amount` reaches into a table.
    pub name: String,
    #[serde(rename = "type")]
    pub sort: Sort,
    /// Whether it must be filled in; in a table, whether it must be once anything else in the table is.
    #[serde(default)]
    pub required: bool,
    /// Whether there may be several.
    #[serde(default)]
    pub list: bool,
    /// Several lines.
    #[serde(default)]
    pub long: bool,
    /// Kinds of records that are referred to or suggested.
    #[serde(default)]
    pub of: Vec<Kind>,
    /// Whether a reference names its kind (`measure:<id>`).
    #[serde(default)]
    pub prefixed: bool,
    /// The list of words.
    #[serde(default)]
    pub words: Option<String>,
    /// Words for those outside; others choose from all.
    #[serde(default)]
    pub outside: Vec<String>,
    /// Which words of the procedure are suggested: `verdict`, `report`, `conclusion`.
    #[serde(default)]
    pub procedure: Option<String>,
    /// Whether the values of pairs are numbers.
    #[serde(default)]
    pub numbers: bool,
    /// Begins with today.
    #[serde(default)]
    pub today: bool,
    /// Begins with one's own body.
    #[serde(default)]
    pub own: bool,
    /// Seldom filled in: folded away until somebody opens it, or it says something.
    #[serde(default)]
    pub rare: bool,
    /// Said by the program, never typed.
    #[serde(default)]
    pub told: bool,
    /// Only notices that nobody has signed.
    #[serde(default)]
    pub unsigned: bool,
    /// The columns of rows.
    #[serde(default)]
    pub fields: Vec<Field>,
}

/// What may be typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    /// The key of a new record.
    Key,
    /// A text in no language.
    Text,
    /// A text in several languages.
    Texts,
    /// A day.
    Day,
    /// A day, a month or a year.
    Partial,
    /// Two capital letters.
    Country,
    /// A number.
    Number,
    /// A whole number that is not negative.
    Whole,
    /// Yes or no.
    Flag,
    /// A word of a list.
    Word,
    /// A text for which there are suggestions.
    Choice,
    /// A record.
    Reference,
    /// A SHA-256.
    Digest,
    /// A file, or the SHA-256 of one.
    File,
    /// Texts, one a line.
    Lines,
    /// `name = value`, one a line.
    Pairs,
    /// Tables, one a row.
    Rows,
    /// A number, or a numerator and a denominator.
    Ratio,
    /// The whole record.
    Toml,
}

#[derive(Deserialize)]
struct File {
    form: Vec<Form>,
}

const FILES: [&str; 4] = [
    include_str!("../../data/forms/evaluation.toml"),
    include_str!("../../data/forms/programme.toml"),
    include_str!("../../data/forms/evidence.toml"),
    include_str!("../../data/forms/party.toml"),
];

// A test reads the files; a form that could not be read would not be offered.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    FILES.iter().filter_map(|text| toml::from_str::<File>(text).ok()).flat_map(|it| it.form).collect()
});

/// All forms, in the order in which acts are offered.
pub(crate) fn all() -> &'static [Form] {
    &FORMS
}

/// The form of a kind.
pub(crate) fn of(kind: Kind) -> Option<&'static Form> {
    all().iter().find(|form| form.kind == kind)
}

impl Form {
    /// A field by the name of a member of the record.
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        let own = self.fields.iter().find(|field| field.name == name);
        own.or_else(|| self.fields.iter().find(|field| field.table() == Some(name)))
    }

    /// The field that decides, once it says something.
    pub(crate) fn decided(&self, values: &Values) -> Option<&str> {
        let decides = self.decides.as_ref()?;
        decides.tables.contains_key(values.one(&decides.field)).then_some(decides.field.as_str())
    }

    /// Whether a field makes sense with the word that decides, or says something already.
    pub(crate) fn shows(&self, field: &Field, values: &Values) -> bool {
        let (Some(decides), Some(table)) = (&self.decides, field.table()) else { return true };
        let Some(wanted) = decides.tables.get(values.one(&decides.field)) else { return true };
        let said = |it: &&Field| it.table() == Some(table) && !values.all(&it.name).is_empty();
        wanted.iter().any(|name| name == table)
            || self.fields.iter().any(|it| said(&it))
            || values.below(table).next().is_some()
    }

    /// The names of the fields that make the key: a correction leaves them as they are.
    pub(crate) fn keys(&self) -> Vec<&str> {
        let typed = self.fields.iter().filter(|field| field.sort == Sort::Key).map(|field| field.name.as_str());
        typed.chain(self.key.iter().map(String::as_str)).collect()
    }

    /// Which of some roles are offered this act: to record, or to approve.
    pub(crate) fn offered(&self, roles: &[Role], approving: bool) -> Vec<Role> {
        let may = if approving { &self.approves } else { &self.roles };
        roles.iter().copied().filter(|role| may.contains(role)).collect()
    }
}

impl Field {
    /// The table it is in.
    pub(crate) fn table(&self) -> Option<&str> {
        self.name.split_once('.').map(|(table, _)| table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_can_be_read_and_every_kind_has_one() {
        for text in FILES {
            toml::from_str::<File>(text).unwrap();
        }
        for kind in Kind::ALL {
            assert_eq!(all().iter().filter(|form| form.kind == *kind).count(), 1, "{kind}");
        }
    }
}
