// Valid HTML by the Nu checker, one run of it for all pages. It says nothing about pages it was not given, so the
// number of pages it was given is checked too.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const checker = fileURLToPath(new URL("./node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));

/** Validates the `html` of all pages. Returns `[{ page, problems }]` in the same order. */
export async function validate(pages) {
  if (pages.length === 0) throw new Error("there is no page to validate");
  const folder = mkdtempSync(join(tmpdir(), "probity-html-"));
  try {
    const files = pages.map((page, i) => {
      const file = join(folder, `${String(i).padStart(5, "0")}.html`);
      writeFileSync(file, page.html);
      return file;
    });
    const messages = run([...files]);
    return pages.map((page, i) => ({
      page,
      problems: messages
        .filter((message) => message.type !== "info" && message.url?.endsWith(files[i].split("/").pop()))
        .map((message) => `${page.url}:${message.lastLine ?? 1}:${message.lastColumn ?? 1}: ${message.message}`),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(files) {
  const options = ["-Xss4m", "-jar", checker, "--format", "json", "--stdout", "--exit-zero-always"];
  const result = spawnSync("java", [...options, ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error(`the HTML checker did not run: ${result.error ?? result.stderr}`);
  return JSON.parse(result.stdout).messages;
}
