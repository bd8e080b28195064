// What every page must hold, as one function that runs inside the page. Each rule answers with its problems; the names
// of the rules are listed apart, so that the check of the checks can ask for every one of them.

/** Rules that look at the document. */
export const DOCUMENT_RULES = ["one h1", "language", "unique ids", "figures have tables", "fits the window"];
/** Rules that look at what the browser did. */
export const BROWSER_RULES = ["no errors", "no other host"];
/** The rules of axe-core that belong to WCAG 2.2 AA. */
export const AXE_RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** Runs in the page. Returns `{ rule: [problem, …] }` for every rule of `DOCUMENT_RULES`. */
export function documentProblems(language) {
  const titles = document.querySelectorAll("h1").length;
  const lang = document.documentElement.lang;
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const twice = [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
  const bare = [...document.querySelectorAll("figure")].filter((figure) => !figure.querySelector("table"));
  const tooWide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return {
    "one h1": titles === 1 ? [] : [`${titles} h1 elements`],
    language: lang === language ? [] : [`lang is \`${lang}\`, the path says \`${language}\``],
    "unique ids": twice.map((id) => `id \`${id}\` occurs more than once`),
    "figures have tables": bare.map((figure) => `no table in ${figure.outerHTML.slice(0, 80)}`),
    "fits the window": tooWide > 1 ? [`the page is ${tooWide} px wider than the window`] : [],
  };
}

/** Runs in a page into which axe-core was loaded. Returns one text a violation. */
export async function axeProblems(tags) {
  const result = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}: ${node.any[0]?.message ?? violation.help}`),
  );
}
