// The whole way of one commitment at the desk, driven as five roles drive it, in Kazakh and in Russian: proposed,
// approved, reported, signed, refused to its own implementer, judged, commented on, concluded on, authorised. Every page on
// the way is held to the rules of the site, narrow and wide. At the end somebody makes a passkey on a device that the browser
// pretends to have, and signs in with it.
//
// usage: node desk.mjs BASE_URL PROBITY DIR [--screenshots DIR]

import { chromium } from "playwright-core";
import { execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AXE_RULES, axeProblems, documentProblems } from "./rules.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: "string" } },
});
const [address, program] = positionals;
let directory = positionals[2];
let base = new URL(address);
if (options.screenshots) mkdirSync(options.screenshots, { recursive: true });
const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const today = new Date().toISOString().slice(0, 10);
const tally = { passed: 0, failed: 0 };

function take(what, problems) {
  if (problems.length === 0) return void tally.passed++;
  tally.failed++;
  console.log(`FAILED ${what}`);
  for (const problem of problems.slice(0, 5)) console.log(`  ${problem}`);
}

const holds = (what, it) => take(what, it ? [] : ["it does not"]);

/** The code of an authenticator (RFC 6238) at an instant. */
function code(secret, at = Date.now()) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/[^A-Z2-7]/g, "")].map((it) => letters.indexOf(it).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac("sha1", key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Somebody with a browser of their own. */
class Member {
  constructor(name, page) {
    Object.assign(this, { name, page, password: `a long sentence of ${name}`, language: "kk" });
  }

  static async begin(browser, name) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
    await context.addInitScript({ content: axe });
    return new Member(name, await context.newPage());
  }

  async open(path) {
    const answer = await this.page.goto(new URL(`${this.language}/desk/${path}`, base).href);
    holds(`${this.language} ${this.name}: ${path} is there (${answer.status()})`, answer.status() === 200);
    await this.look(path);
  }

  /** Holds the page to the rules, wide and narrow, and keeps a picture of each. */
  async look(what) {
    const called = `${this.language} ${this.name}: ${what}`;
    for (const width of [1280, 360]) {
      await this.page.setViewportSize({ width, height: 800 });
      const found = await this.page.evaluate(documentProblems, this.language);
      for (const [rule, problems] of Object.entries(found)) take(`${rule}: ${called} (${width} px)`, problems);
      take(`axe-core: ${called} (${width} px)`, await this.page.evaluate(axeProblems, AXE_RULES));
      if (options.screenshots) {
        const name = `desk-${called.replace(/[^a-z0-9]+/gi, "-")}-${width}.png`.toLowerCase();
        await this.page.screenshot({ path: join(options.screenshots, name), fullPage: true });
      }
    }
    await this.page.setViewportSize({ width: 1280, height: 800 });
  }

  async fill(fields) {
    // What is seldom needed is folded away.
    await this.page.evaluate(() => document.querySelectorAll("form details").forEach((it) => (it.open = true)));
    for (const [name, value] of Object.entries(fields)) {
      for (const one of [value].flat()) {
        const all = this.page.locator(`form [name="${name}"]:not([type=hidden])`);
        const first = all.first();
        const tag = await first.evaluate((it) => (["checkbox", "file"].includes(it.type) ? it.type : it.tagName.toLowerCase()));
        if (tag === "file") await first.setInputFiles(one);
        else if (tag === "select") await first.selectOption(one);
        else if (tag === "checkbox") await this.page.locator(`form [name="${name}"][value="${one}"]`).check();
        else await first.fill(one);
      }
    }
  }

  /** The first sign-in, with a token from the keeper of the observatory. */
  async arrive() {
    const token = execFileSync(program, ["desk", "token", "--dir", directory, "--name", this.name], { encoding: "utf8" });
    await this.open("token");
    await this.fill({ token: token.trim() });
    await this.page.locator("main form button").click();
    await this.look("set-up");
    this.secret = (await this.page.locator("main code").first().textContent()).replace(/\s/g, "");
    await this.fill({ password: this.password, again: this.password, code: code(this.secret) });
    await this.page.locator("main form button").click();
    await this.look("codes");
    holds(`${this.name} gets ten recovery codes`, (await this.page.locator("main ol li").count()) === 10);
    this.used = Math.floor(Date.now() / 30_000);
  }

  /** Leaves, and signs in again with password and code. A code is good once, so the next one may have to be waited for. */
  async return() {
    await this.page.locator("form[action$='sign-out'] button").click();
    holds(`${this.name} is outside`, new URL(this.page.url()).pathname.endsWith("/desk/sign-in"));
    await this.open("audit");
    holds(`${this.name} without a session is sent to sign in`, this.page.url().includes("sign-in"));
    while (Math.floor(Date.now() / 30_000) <= this.used) await new Promise((done) => setTimeout(done, 500));
    await this.fill({ account: this.name, password: this.password, code: code(this.secret) });
    await this.page.locator("main form button").click();
    holds(`${this.name} is led back to what was asked for`, new URL(this.page.url()).pathname.endsWith("/desk/audit"));
  }

  /** Fills in a form, looks at what will be recorded, records it. */
  async act(path, fields) {
    await this.open(path);
    await this.fill(fields);
    await this.page.locator("button[name=step][value=preview]:not(.unseen)").click();
    await this.look(`${path} preview`);
    const record = this.page.locator("button[name=step][value=record]");
    if ((await record.count()) !== 1) {
      const said = await this.page.locator("main [role=alert], main .fault, main .caution").allTextContents();
      return take(`${this.language} ${this.name}: ${path}`, ["it was refused", ...said]);
    }
    await record.click();
    await this.look(`${path} recorded`);
    holds(`${this.language} ${this.name}: ${path} is recorded`, this.page.url().includes("done="));
  }

  /** Sends a form that nobody offered, as a careless or a clever person would. */
  async force(path, fields) {
    const hidden = await this.page.locator("input[name=form-token]").first().getAttribute("value");
    const form = new URLSearchParams({ "form-token": hidden, step: "record", ...fields });
    return await this.page.evaluate(
      async ([url, body]) => {
        const headers = { "content-type": "application/x-www-form-urlencoded" };
        const answer = await fetch(url, { method: "POST", headers, body });
        return { status: answer.status, text: await answer.text() };
      },
      [new URL(`${this.language}/desk/${path}`, base).href, form.toString()],
    );
  }
}

const names = (text) => ({ "names.kk": text, "names.ru": text, "names.en": text });

/** One commitment, from proposal to leave to publish. */
async function workflow(people, language, ordinal) {
  const { ministry, authority, analyst, ngo, secretariat, delegation } = people;
  for (const it of Object.values(people)) it.language = language;
  const [measure, notice, evidence, report] = ["m", "n", "e", "r"].map((it) => `${it}-desk-${language}`);

  await ministry.open("");
  await ministry.act("act/measure", {
    id: measure,
    ...names("Desk"),
    lead: "finance",
    term_to: today,
    programme: "integrity-plan@2024",
    result: "fewer-single-bids",
    recommendations: "xs-r4/iii",
    state: "proposed",
  });
  await authority.open("");
  const approve = authority.page.locator(`main a[href*="act/measure"][href*="${measure}"]`).first();
  holds(`${language}: the authority finds the proposal waiting`, (await approve.count()) === 1);
  await authority.page.goto(new URL(await approve.getAttribute("href"), base).href);
  await authority.look("approve");
  await authority.fill({ "event-corrects": "approved" });
  await authority.page.locator("button[name=step][value=preview]:not(.unseen)").click();
  await authority.page.locator("button[name=step][value=record]").click();
  holds(`${language}: the measure is approved`, authority.page.url().includes("done="));

  await ministry.open(`act/evidence?on=measure%3A${measure}`);
  holds(`${language}: evidence is asked for by its kind`, (await ministry.page.locator("main a[href*='kind=document']").count()) === 1);
  await ministry.act(`act/evidence?kind=url&on=measure%3A${measure}`, {
    id: evidence,
    "url.href": "https://finance.invalid/register",
    "url.fetched": today,
    visibility: "public",
  });
  await ministry.act("act/notice", { id: notice, measure, kind: "result", sent: today, "text.kk": "бітті", evidence });
  await authority.act("act/sign", { notice, date: today });
  await uploaded(people, language, measure);

  const own = { "event-role": "ministry", measure, cutoff: today, value: "implemented", completed: today, notice, evidence };
  const refused = await ministry.force("act/status", own);
  holds(`${language}: the desk refuses the implementer (S1)`, refused.status === 422 && refused.text.includes("S1"));
  await refusedAsProgram(ministry, measure, notice, evidence);

  await analyst.open("");
  await analyst.act("act/status", { measure, cutoff: today, value: "implemented", completed: today, notice, evidence });
  await ngo.open("");
  await ngo.act("act/submission", {
    id: `s-desk-${language}`,
    kind: "shadow",
    recommendation: "xs-r4/iii",
    measure,
    by: "openness",
    received: today,
    "text.kk": "тізілім толық емес",
    "text.ru": "реестр неполон",
  });
  await secretariat.open("");
  await secretariat.act("act/report", {
    "event-role": "secretariat",
    id: report,
    evaluation: "xs-r4",
    kind: "addendum",
    ordinal,
    reference: `Desk ${language}`,
    adopted: today,
    plenary: "104",
  });
  await secretariat.act("act/verdict", { "event-role": "secretariat", recommendation: "xs-r4/iii", report, value: "partly" });
  await delegation.open("");
  await delegation.act("act/authorisation", { report, date: today });
  for (const path of [`record/measure/${measure}`, `record/recommendation/xs-r4/iii`, "audit"]) await analyst.open(path);
  const shown = await analyst.page.locator("main").innerText();
  holds(`${language}: the audit names who authorised`, shown.includes("head-of-delegation"));
}

/** A letter for those inside, sent as a file: given to who may read its record, saved and never shown. */
async function uploaded({ ministry, analyst, ngo }, language, measure) {
  const id = `f-desk-${language}`;
  const buffer = Buffer.from(`<script>alert("${language}")</script>`.repeat(20_000));
  const file = { name: "хат.html", mimeType: "text/html", buffer };
  await ministry.open(`act/evidence?kind=document&on=measure%3A${measure}`);
  await ministry.fill({ id: "", "document.sha256.upload": file, visibility: "internal" });
  await ministry.page.locator("button[name=step][value=preview]:not(.unseen)").click();
  await ministry.look("a file and a mistake");
  holds(`${language}: a mistake elsewhere keeps the file`, (await ministry.page.locator("main form.sheet").innerText()).includes(file.name));
  await ministry.fill({ id });
  await ministry.page.locator("button[name=step][value=preview]:not(.unseen)").click();
  await ministry.look("a file in the preview");
  await ministry.page.locator("button[name=step][value=record]").click();
  await ministry.look("a file recorded");
  const link = await ministry.page.locator("main a[download]").getAttribute("href");
  // In the page: the cookie is for HTTPS, which only the browser takes this machine for.
  const get = async (member) =>
    await member.page.evaluate(async (url) => {
      const answer = await fetch(url);
      return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
    }, new URL(link, base).href);
  await analyst.open("");
  const given = await get(analyst);
  holds(`${language}: the file is given whole`, given.status === 200 && given.text === buffer.toString());
  const { "content-type": type, "content-disposition": name, "x-content-type-options": sniff } = given.headers;
  holds(`${language}: it is saved and never shown`, type === "application/octet-stream" && name.startsWith("attachment;") && sniff === "nosniff");
  await ngo.open("");
  holds(`${language}: it is not given to those outside`, (await get(ngo)).status === 404);
  // By its path: as bytes it would go through the browser's wire in letters.
  const folder = mkdtempSync(join(tmpdir(), "desk-"));
  const large = join(folder, file.name);
  writeFileSync(large, Buffer.alloc(51_000_000));
  await ministry.open(`act/evidence?kind=document&on=measure%3A${measure}`);
  await ministry.fill({ "document.sha256.upload": large });
  await ministry.page.locator("button[name=step][value=preview]:not(.unseen)").click();
  await ministry.look("a file that is too large");
  rmSync(folder, { recursive: true });
  holds(`${language}: a file that is too large is named`, (await ministry.page.locator("main [role=alert] li").count()) === 1);
  const nobody = new FormData();
  nobody.set("form-token", "none");
  nobody.set("document.sha256.upload", new Blob(["x"]), "x.txt");
  const refused = await fetch(new URL(`${language}/desk/act/evidence`, base), { method: "POST", body: nobody });
  holds(`${language}: nobody sends a file without a session`, refused.status === 403);
}

/** The same act through the interface for programs: the same rule refuses it. */
async function refusedAsProgram(member, measure, notice, evidence) {
  await member.open("account");
  await member.fill({ name: `program ${member.language}`, ends: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) });
  await member.page.locator("form[action$='account/key'] button").click();
  await member.look("a key for a program");
  const key = await member.page.locator("main code", { hasText: "probity_key_" }).first().textContent();
  const record = { measure, cutoff: today, value: "implemented", completed: today, notice, evidence: [evidence] };
  const event = JSON.stringify({ kind: "status", actor: member.name, role: "ministry", record });
  const headers = { authorization: `Bearer ${key.trim()}`, "content-type": "application/json" };
  const answer = await fetch(new URL("desk/events", base), { method: "POST", headers, body: event });
  const problem = await answer.json();
  const rules = (problem.broken ?? []).map((it) => it.rule);
  holds(`${member.language}: a program of the implementer is refused (S1)`, answer.status === 403 && rules.includes("S1"));
  const nobody = await fetch(new URL("desk/events", base), { method: "POST", body: event });
  holds(`${member.language}: a program without a key is refused`, nobody.status === 401);
}

/** A port that nobody has. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Another observatory, at an address that passkeys can belong to: they know names and no numbers. */
async function atAName(work) {
  const port = await freePort();
  directory = join(work, "o");
  base = new URL(`http://localhost:${port}/`);
  execFileSync(program, ["init", directory], { stdio: "ignore" });
  appendFileSync(join(directory, "probity.toml"), `\n[desk]\norigin = "${base.origin}"\n`);
  // An empty observatory is served where somebody has an account.
  execFileSync(program, ["desk", "token", "--dir", directory, "--name", "analyst"], { stdio: "ignore" });
  const server = spawn(program, ["serve", "--dir", directory, "--port", String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((done, fail) => {
    server.stdout.once("data", done);
    server.once("exit", () => fail(new Error("the server of the passkeys ended")));
  });
  return server;
}

/** A passkey is made and used, on a device that knows its owner. */
async function passkey(browser, language) {
  const member = await Member.begin(browser, "analyst");
  member.language = language;
  const { page } = member;
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", { options });
  await member.arrive();
  await member.open("account");
  await member.fill({ "passkey-name": "telephone" });
  await page.locator("form[data-passkey=create] button").click();
  await page.locator("main p.done").waitFor({ timeout: 20_000 });
  await member.look("a passkey is made");
  const { credentials } = await device.send("WebAuthn.getCredentials", { authenticatorId });
  holds(`${language}: the device has one passkey of this host`, credentials.length === 1 && credentials[0].rpId === "localhost");

  await page.locator("form[action$='sign-out'] button").click();
  await member.open("audit");
  await page.locator("form[data-passkey=get] button").click();
  await page.waitForURL((url) => url.pathname === `/${language}/desk/audit`, { timeout: 20_000 });
  await member.look("signed in with a passkey");

  const policies = await page.evaluate(
    (paths) => Promise.all(paths.map(async (path) => (await fetch(path)).headers.get("content-security-policy"))),
    ["account", "audit"].map((path) => `/${language}/desk/${path}`),
  );
  holds("the account may run the program's script", policies[0].includes("script-src 'self'"));
  holds("the audit view may run none", policies[1].includes("script-src 'none'"));

  // A device that says no costs nothing: the page says what else there is.
  await page.locator("form[action$='sign-out'] button").click();
  await device.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
  const none = { ...options, hasResidentKey: false, hasUserVerification: false, isUserVerified: false };
  await device.send("WebAuthn.addVirtualAuthenticator", { options: { ...none, transport: "usb" } });
  await member.open("sign-in");
  await page.locator("form[data-passkey=get] button").click();
  await page.locator("form[data-passkey=get] [role=alert]").waitFor({ timeout: 60_000 });
  await member.look("no passkey was used");

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const quiet = await plain.newPage();
  await quiet.goto(new URL(`${language}/desk/sign-in`, base).href);
  holds("without script there is no form for passkeys", !(await quiet.locator("form[data-passkey]").isVisible()));
  holds("without script there is the form for a password", await quiet.locator("form[action$='sign-in']").isVisible());
}

const roles = {
  ministry: "finance-officer",
  authority: "finance-validator",
  analyst: "analyst",
  ngo: "watchdog",
  secretariat: "registry",
  delegation: "head-of-delegation",
};
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args });
try {
  const people = {};
  for (const [role, name] of Object.entries(roles)) {
    people[role] = await Member.begin(browser, name);
    await people[role].arrive();
  }
  await workflow(people, "kk", "2");
  for (const it of Object.values(people)) it.language = "ru";
  for (const it of Object.values(people)) await it.return();
  await workflow(people, "ru", "3");
  const verified = execFileSync(program, ["commitments", "verify", "--dir", directory], { encoding: "utf8" });
  holds("the log verifies afterwards", JSON.parse(verified).ok === true);

  const work = mkdtempSync(join(tmpdir(), "desk-"));
  let server;
  try {
    server = await atAName(work);
    await passkey(browser, "ru");
  } finally {
    server?.kill("SIGTERM");
    rmSync(work, { recursive: true, force: true });
  }
} catch (error) {
  take("the workflow ran to its end", [String(error.stack ?? error)]);
} finally {
  await browser.close();
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
