// Which pages to look at: the site's own map says what there is, and every page says what type it is of.

const LANGUAGES = ["en", "kk", "ru"];

/**
 * Reads `/sitemap.xml` and every page it names. Chooses up to `perType` pages of every type in every language, spread
 * over the list so that the choice is the same on every run. Returns `{ chosen: [{ url, language, type, html }],
 * problems, types }`.
 */
export async function pagesOfSite(base, perType) {
  const problems = [];
  const map = await fetch(new URL("/sitemap.xml", base));
  const addresses = map.ok ? [...(await map.text()).matchAll(/<loc>\s*([^<]+?)\s*<\/loc>/g)].map((found) => found[1]) : [];
  if (addresses.length === 0) problems.push(`/sitemap.xml answers ${map.status} and names no page`);
  const groups = new Map();
  for (const address of addresses) {
    const page = await read(address.replaceAll("&amp;", "&"), base, problems);
    if (!page) continue;
    const key = `${page.type} ${page.language}`;
    groups.set(key, [...(groups.get(key) ?? []), page]);
  }
  for (const address of [...outsideTheMap(base), ...(await embeds(base, groups, problems))]) {
    const page = await read(address, base, problems);
    if (page) groups.set(`${page.type} ${page.language}`, [...(groups.get(`${page.type} ${page.language}`) ?? []), page]);
  }
  const types = [...new Set([...groups.keys()].map((key) => key.split(" ")[0]))].sort();
  for (const type of types) {
    for (const language of LANGUAGES) {
      if (!groups.has(`${type} ${language}`)) problems.push(`no \`${type}\` page in ${language}`);
    }
  }
  const chosen = [...groups.keys()].sort().flatMap((key) => spread(groups.get(key), perType));
  return { chosen, problems, types };
}

/** Pages that answer a question: no catalogue names them, readers meet them all the same. */
function outsideTheMap(base) {
  const questions = ["search?q=a", "search?q=%22%3E%3Cscript%3E", "verify?hash=00000000", "verify?page=methods"];
  return LANGUAGES.flatMap((language) => questions.map((question) => new URL(`/${language}/${question}`, base).href));
}

/** Types of pages whose figure other sites may show; each that the site has must be embeddable. */
const EMBEDDED = ["country", "ranking", "map", "funnel", "region", "observation"];

/** The frames that oEmbed gives for the first page of each such type. */
async function embeds(base, groups, problems) {
  const found = [];
  for (const [key, pages] of groups) {
    if (!EMBEDDED.includes(key.split(" ")[0])) continue;
    const question = new URL(`/oembed?format=json&url=${encodeURIComponent(pages[0].url)}`, base);
    const answer = await fetch(question);
    const source = answer.ok ? (await answer.json()).html?.match(/src="([^"]+)"/)?.[1] : null;
    if (source) found.push(source.replaceAll("&amp;", "&"));
    else problems.push(`${question} answers ${answer.status} and gives no frame`);
  }
  return found;
}

async function read(address, base, problems) {
  if (!URL.canParse(address)) return void problems.push(`\`${address}\` is not an absolute address`);
  const { host, pathname, search } = new URL(address);
  if (host !== base.host) problems.push(`${address} is of another host than ${base.host}`);
  const url = new URL(pathname + search, base).href;
  const answer = await fetch(url, { redirect: "manual" });
  if (answer.status !== 200) return void problems.push(`${url} answers ${answer.status}`);
  const html = await answer.text();
  if (!(answer.headers.get("content-type") ?? "").startsWith("text/html")) return null;
  const type = html.match(/<body\b[^>]*\bdata-page="?([\w-]+)/)?.[1];
  const language = type === "embed" ? answer.headers.get("content-language") : pathname.split("/")[1];
  if (!type) return void problems.push(`${url} has no \`data-page\` on its body`);
  if (!LANGUAGES.includes(language)) return void problems.push(`${url} is under no language`);
  return { url, language, type, html };
}

/** Up to `count` of `list`: the first, the last, and evenly between. */
function spread(list, count) {
  if (list.length <= count) return list;
  const step = count > 1 ? (list.length - 1) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => list[Math.round(i * step)]);
}
