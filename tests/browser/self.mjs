// The check of the checks: `bad.html` breaks every rule, and every rule must say so. A page that is right must pass,
// or the rules would fail anything.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { BROWSER_RULES, DOCUMENT_RULES } from "./rules.mjs";
import { validate } from "./validate.mjs";
import { COMBINATIONS, visit } from "./visit.mjs";

const RULES = [...DOCUMENT_RULES, ...BROWSER_RULES, "axe-core"];
const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const bad = { path: "/kk/bad", language: "kk", html: read("./bad.html") };
const good = { path: "/kk/good", language: "kk", html: read("./good.html") };

/** Counts one check a rule and kind of page; throws when a rule is blind or sees ghosts, for then nothing is proved. */
export async function checkTheChecks(browser, tally) {
  const server = createServer((request, answer) => {
    const page = [bad, good].find((page) => page.path === request.url);
    answer.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(page?.html);
  });
  // A busy machine may take longer between two visits than the five seconds after which Node hangs up.
  server.keepAliveTimeout = 120_000;
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const at = (page) => ({ ...page, url: `http://127.0.0.1:${server.address().port}${page.path}` });
  const before = tally.failed;
  try {
    for (const way of COMBINATIONS) {
      const [wrong, right] = [await visit(browser, at(bad), way), await visit(browser, at(good), way)];
      for (const rule of RULES) {
        const blind = wrong[rule]?.length > 0 ? [] : ["it finds nothing wrong with bad.html"];
        tally.take(`self-check of \`${rule}\` ${JSON.stringify(way)}`, [...blind, ...(right[rule] ?? ["it did not run"])]);
      }
    }
    const [wrong, right] = await validate([at(bad), at(good)]);
    const blind = wrong.problems.length > 0 ? [] : ["it finds nothing wrong with bad.html"];
    tally.take("self-check of `valid HTML`", [...blind, ...right.problems]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
  if (tally.failed > before) throw new Error("the checks themselves are broken, so the site was not checked");
}
