// Checks the site as its readers meet it: in a real browser, in every language, with and without script, on a narrow
// and a wide screen, light and dark. Before the site it checks a page that is wrong in every way, because a check that
// cannot fail proves nothing.
//
// usage: node check.mjs BASE_URL [--screenshots DIR] [--per-type N]
// The last line is `N passed, N failed`; exit 1 when anything failed.

import { chromium } from "playwright-core";
import { existsSync, mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkTheChecks } from "./self.mjs";
import { pagesOfSite } from "./sitemap.mjs";
import { validate } from "./validate.mjs";
import { COMBINATIONS, visitAll } from "./visit.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: "string" }, "per-type": { type: "string", default: "2" } },
});
const base = positionals[0] ? new URL(positionals[0]) : null;
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
if (!base || !existsSync(executablePath)) {
  console.error(base ? `error: no browser at ${executablePath}; set CHROMIUM` : "usage: node check.mjs BASE_URL");
  process.exit(2);
}
if (values.screenshots) mkdirSync(values.screenshots, { recursive: true });

const tally = {
  passed: 0,
  failed: 0,
  /** Counts one check; `problems` is empty when it holds. */
  take(what, problems) {
    if (problems.length === 0) return void this.passed++;
    this.failed++;
    console.log(`FAILED ${what}`);
    for (const problem of problems.slice(0, 5)) console.log(`  ${problem}`);
    if (problems.length > 5) console.log(`  and ${problems.length - 5} more`);
  },
};

const browser = await chromium.launch({
  executablePath,
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  await checkTheChecks(browser, tally);
  const { chosen, problems, types } = await pagesOfSite(base, Number(values["per-type"]));
  tally.take("sitemap", problems);
  console.log(`${chosen.length} pages of ${types.length} types (${types.join(", ")}), ${COMBINATIONS.length} ways each`);
  for (const { page, problems } of await validate(chosen)) tally.take(`valid HTML: ${page.url}`, problems);
  await visitAll(browser, chosen, tally, values.screenshots);
} catch (error) {
  tally.take("the checks ran to their end", [String(error.stack ?? error)]);
} finally {
  await browser.close();
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
