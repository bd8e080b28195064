//! Budgets for what one reader can hold in mind: lines of a file, lines of a function. Median and ninetieth percentile
//! keep the whole small; the maxima keep any one file or function from becoming the place where everything ends up.

use syn::visit::{self, Visit};

/// Lines of all files: median, ninetieth percentile, largest.
pub const FILES: Budget = Budget { what: "file", median: Some(180), p90: 450, max: 800 };
/// Lines of all functions, tests included.
pub const FUNCTIONS: Budget = Budget { what: "function", median: None, p90: 35, max: 70 };

/// Files that may be as long as they need to be: generated files and tables of codes, each with its reason.
pub const EXEMPT: [(&str, &str); 0] = [];

/// Largest sizes allowed, in lines.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// What is counted.
    pub what: &'static str,
    /// Half of them may not be longer.
    pub median: Option<usize>,
    /// Nine of ten may not be longer.
    pub p90: usize,
    /// None may be longer.
    pub max: usize,
}

/// Something with a length: where it is and how many lines it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sized {
    /// `path` of a file, `path:line name` of a function.
    pub place: String,
    /// Lines, first to last.
    pub lines: usize,
}

impl Budget {
    /// Every breach; empty when the budget holds.
    pub fn breaches(&self, all: &[Sized]) -> Vec<String> {
        let what = self.what;
        let mut found: Vec<String> = all
            .iter()
            .filter(|sized| sized.lines > self.max)
            .map(|sized| format!("{}: the {what} has {} lines, the most is {}", sized.place, sized.lines, self.max))
            .collect();
        let (median, p90) = (quantile(all, 50), quantile(all, 90));
        if let Some(budget) = self.median.filter(|budget| median > *budget) {
            found.push(format!("the median {what} has {median} lines, the budget is {budget}"));
        }
        if p90 > self.p90 {
            found.push(format!("one {what} in ten has {p90} lines or more, the budget is {}", self.p90));
        }
        found
    }

    /// One line of figures for the reader of the check.
    pub fn summary(&self, all: &[Sized]) -> String {
        let [median, p90, max] = [50, 90, 100].map(|percent| quantile(all, percent));
        let median_budget = self.median.map(|budget| format!(" of {budget}")).unwrap_or_default();
        format!(
            "{} {}s: median {median}{median_budget}, p90 {p90} of {}, max {max} of {} lines",
            all.len(),
            self.what,
            self.p90,
            self.max
        )
    }
}

/// The smallest length that `percent` per cent of all do not exceed (nearest rank); 0 of nothing.
pub fn quantile(all: &[Sized], percent: usize) -> usize {
    let mut lines: Vec<usize> = all.iter().map(|sized| sized.lines).collect();
    lines.sort_unstable();
    let rank = (lines.len() * percent).div_ceil(100).max(1);
    lines.get(rank - 1).copied().unwrap_or(0)
}

/// The functions with a body in `file`, each from its signature to its closing brace. Attributes and documentation do
/// not count: prose is not what makes a function hard to read.
pub fn functions(path: &str, file: &syn::File) -> Vec<Sized> {
    let mut counter = Counter { path, found: Vec::new() };
    counter.visit_file(file);
    counter.found
}

struct Counter<'a> {
    path: &'a str,
    found: Vec<Sized>,
}

impl Counter<'_> {
    fn take(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let (first, last) = (signature.fn_token.span.start().line, body.brace_token.span.close().end().line);
        self.found
            .push(Sized { place: format!("{}:{first} `{}`", self.path, signature.ident), lines: last + 1 - first });
    }
}

impl<'ast> Visit<'ast> for Counter<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.take(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.take(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(body) = &function.default {
            self.take(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(lines: &[usize]) -> Vec<Sized> {
        lines.iter().map(|lines| Sized { place: "a.rs".into(), lines: *lines }).collect()
    }

    #[test]
    fn a_function_is_measured_from_signature_to_brace_wherever_it_is() {
        let source = "/// Said.\n#[inline]\nfn a(\n) {\n    fn b() {}\n}\ntrait T {\n    fn c();\n    fn d() {\n    }\n}\nimpl X { fn e() {} }";
        let found: Vec<(String, usize)> = functions("a.rs", &syn::parse_file(source).unwrap())
            .into_iter()
            .map(|sized| (sized.place, sized.lines))
            .collect();
        let expected = [("a.rs:3 `a`", 4), ("a.rs:5 `b`", 1), ("a.rs:9 `d`", 2), ("a.rs:12 `e`", 1)];
        assert_eq!(found, expected.map(|(place, lines)| (place.to_owned(), lines)));
    }

    #[test]
    fn each_part_of_a_budget_can_be_broken() {
        let budget = Budget { what: "file", median: Some(2), p90: 5, max: 8 };
        assert!(budget.breaches(&lengths(&[1, 2, 2, 5])).is_empty());
        assert!(budget.breaches(&[]).is_empty());
        assert_eq!(budget.breaches(&lengths(&[1, 3, 3])), ["the median file has 3 lines, the budget is 2"]);
        assert_eq!(budget.breaches(&lengths(&[1, 1, 6])), ["one file in ten has 6 lines or more, the budget is 5"]);
        let long = [vec![1; 19], vec![9]].concat();
        assert_eq!(budget.breaches(&lengths(&long)), ["a.rs: the file has 9 lines, the most is 8"]);
    }
}
