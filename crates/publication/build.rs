//! Turns the message files into one function a message, so that the compiler knows every message and its variables.
//! A message that one language lacks, or that takes other variables there, fails the build; a message nobody uses is
//! dead code and fails the lints.

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

/// Variables by message.
type Messages = BTreeMap<String, BTreeSet<String>>;

const LANGUAGES: [&str; 3] = ["en", "kk", "ru"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=messages");
    let files = LANGUAGES.iter().map(|code| read(code)).collect::<Result<Vec<Messages>, _>>()?;
    let problems = disagreements(&files);
    if !problems.is_empty() {
        return Err(problems.join("\n").into());
    }
    let out = std::env::var_os("OUT_DIR").ok_or("cargo sets no OUT_DIR")?;
    fs_err::write(Path::new(&out).join("messages.rs"), functions(&files[0]))?;
    Ok(())
}

/// The message files of a language: the site's own words, what it says about an observatory's findings, what it says
/// about recorded cases, releases and proof, about procurement, and about law.
fn paths(code: &str) -> [String; 5] {
    [
        format!("messages/{code}.ftl"),
        format!("messages/observatory.{code}.ftl"),
        format!("messages/publication.{code}.ftl"),
        format!("messages/procurement.{code}.ftl"),
        format!("messages/law.{code}.ftl"),
    ]
}

fn read(code: &str) -> Result<Messages, Box<dyn Error>> {
    let mut all = Messages::new();
    for path in paths(code) {
        let text = fs_err::read_to_string(&path)?;
        let resource = fluent_syntax::parser::parse(text.as_str())
            .map_err(|(_, errors)| format!("{path}: {}", errors.iter().map(ToString::to_string).collect::<String>()))?;
        for (key, variables) in messages(&path, &resource)? {
            if all.insert(key.clone(), variables).is_some() {
                return Err(format!("{path}: `{key}` is in another file too").into());
            }
        }
    }
    Ok(all)
}

fn messages(path: &str, resource: &Resource<&str>) -> Result<Messages, Box<dyn Error>> {
    let mut all = Messages::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let key = message.id.name;
        let Some(pattern) = &message.value else { return Err(format!("{path}: `{key}` has no text").into()) };
        let mut variables = BTreeSet::new();
        walk(pattern, &mut variables);
        if all.insert(key.to_owned(), variables).is_some() {
            return Err(format!("{path}: `{key}` is there twice").into());
        }
    }
    Ok(all)
}

fn walk(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => collect(inline, variables),
            Expression::Select { selector, variants } => {
                collect(selector, variables);
                variants.iter().for_each(|variant| walk(&variant.value, variables));
            }
        }
    }
}

fn collect(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            positional.iter().for_each(|argument| collect(argument, variables));
        }
        _ => {}
    }
}

fn disagreements(files: &[Messages]) -> Vec<String> {
    let keys: BTreeSet<&String> = files.iter().flat_map(BTreeMap::keys).collect();
    let mut problems = Vec::new();
    for key in keys {
        let wanted = files.iter().find_map(|file| file.get(key));
        for (code, file) in LANGUAGES.iter().zip(files) {
            match file.get(key) {
                None => problems.push(format!("messages/{code}.ftl: `{key}` is missing")),
                found if found != wanted => problems.push(format!("messages/{code}.ftl: `{key}` has other variables")),
                Some(_) => {}
            }
        }
    }
    problems
}

fn functions(messages: &Messages) -> String {
    let mut code = String::new();
    for (key, variables) in messages {
        let name = key.replace('-', "_");
        let parameters: String = variables.iter().map(|name| format!(", {name}: impl Into<FluentValue<'a>>")).collect();
        let arguments: String = variables.iter().map(|name| format!("(\"{name}\", {name}.into()), ")).collect();
        let lifetime = if variables.is_empty() { "" } else { "<'a>" };
        code += &format!(
            "/// `{key}`\npub(crate) fn {name}{lifetime}(language: Language{parameters}) -> String {{\n    \
             say(language, \"{key}\", [{arguments}])\n}}\n"
        );
    }
    code
}
