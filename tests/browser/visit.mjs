// Opens pages in the browser in every combination of script, width and colour scheme, and applies the rules.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AXE_RULES, axeProblems, documentProblems } from "./rules.mjs";

const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** Every way a page is looked at. Without script each width and each colour scheme once. */
const WAYS = [360, 1280].flatMap((width) => ["light", "dark"].map((colours) => ({ width, colours })));
export const COMBINATIONS = [
  ...WAYS.map((way) => ({ ...way, script: true })),
  ...WAYS.filter(({ width, colours }) => (width === 360) === (colours === "light")).map((way) => ({ ...way, script: false })),
];

/** How many pages are open at once: one a core of the smallest machine this runs on. */
const AT_ONCE = 2;

/** Visits all pages in all combinations. With `screenshots`, keeps a picture of the first page of every type. */
export async function visitAll(browser, pages, tally, screenshots) {
  const pictured = new Set();
  const work = COMBINATIONS.flatMap((way) => {
    const seen = new Set();
    return pages.map((page) => {
      const name = `${page.type}-${page.language}-${way.width}-${way.colours}${way.script ? "" : "-noscript"}`;
      const picture = screenshots && !seen.has(name) ? join(screenshots, `${name}.png`) : null;
      seen.add(name);
      if (picture) pictured.add(picture);
      return { page, way, picture };
    });
  });
  let next = 0;
  const worker = async () => {
    while (next < work.length) {
      const { page, way, picture } = work[next++];
      const problems = await visit(browser, page, way, picture);
      const how = `${way.script ? "script" : "no script"}, ${way.width} px, ${way.colours}`;
      for (const [rule, found] of Object.entries(problems)) tally.take(`${rule}: ${page.url} (${how})`, found);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (screenshots) console.log(`${pictured.size} pictures in ${screenshots}`);
}

/** Looks at one page in one way. Returns `{ rule: [problem, …] }`. */
export async function visit(browser, { url, language }, way, picture) {
  const page = await (await contextFor(browser, way, way.script)).newPage();
  try {
    const seen = await watch(page, new URL(url).host);
    await page.goto(url, { waitUntil: "load" });
    const problems = await page.evaluate(documentProblems, language);
    if (picture) await page.screenshot({ path: picture, fullPage: true });
    const wcag = way.script
      ? await page.evaluate(axeProblems, AXE_RULES)
      : await accessibilityWithoutScript(browser, url, way);
    return { ...problems, "no errors": seen.errors, "no other host": seen.foreign, "axe-core": wcag };
  } finally {
    await page.close();
  }
}

/** Contexts by what makes them differ; opening one for every visit would take longer than the visit. */
const contexts = new Map();

/** With `script`, axe-core is loaded into every page. */
function contextFor(browser, { width, colours }, script) {
  const key = `${width} ${colours} ${script}`;
  if (!contexts.has(key)) {
    const options = { javaScriptEnabled: script, viewport: { width, height: 800 }, colorScheme: colours };
    const opened = browser.newContext({ ...options, reducedMotion: "reduce" }).then(async (context) => {
      if (script) await context.addInitScript({ content: axe });
      return context;
    });
    contexts.set(key, opened);
  }
  return contexts.get(key);
}

/** Notes errors and requests that leave `host`; the latter are not let through. */
async function watch(page, host) {
  const seen = { errors: [], foreign: [] };
  page.on("console", (message) => message.type() === "error" && seen.errors.push(message.text()));
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("response", (answer) => answer.status() >= 400 && seen.errors.push(`${answer.status()} ${answer.url()}`));
  await page.route("**/*", (route) => {
    const { protocol, host: asked } = new URL(route.request().url());
    if (asked === host || protocol === "data:" || protocol === "blob:") return route.continue();
    seen.foreign.push(route.request().url());
    return route.abort();
  });
  return seen;
}

/**
 * axe-core is script itself and cannot run where script is off. So the page is opened as such a browser sees it: its
 * scripts taken out, the contents of `<noscript>` shown.
 */
async function accessibilityWithoutScript(browser, url, way) {
  const page = await (await contextFor(browser, way, true)).newPage();
  try {
    await page.route(url, async (route) => {
      const answer = await route.fetch();
      const html = await answer.text();
      const body = html.replace(/<script\b[^]*?<\/script>/gi, "").replace(/<\/?noscript\b[^>]*>/gi, "");
      return route.fulfill({ response: answer, body });
    });
    await page.goto(url, { waitUntil: "load" });
    return await page.evaluate(axeProblems, AXE_RULES);
  } finally {
    await page.close();
  }
}
