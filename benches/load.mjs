// Asks a running server for all pages of its sitemap in turn, at a constant rate and then as fast as it can, and prints
// what the readers saw as JSON. `node load.mjs ADDRESS RATE SECONDS`; autocannon measures from the moment a request
// should have been sent, so that a stalled server cannot hide its delay.

import autocannon from "autocannon";

const [address, rate, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const sitemap = await (await fetch(new URL("sitemap.xml", address))).text();
const places = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map((match) => match[1].replaceAll("&amp;", "&"));
const pages = places.map((place) => ({ path: new URL(place).pathname + new URL(place).search }));
if (pages.length === 0) throw new Error("the sitemap names no page");

// Every connection begins elsewhere in the list: all pages are asked for, not only the first ones.
const run = (more) =>
  autocannon({
    url: address, duration: seconds, headers: { "accept-encoding": "gzip" },
    requests: pages, connections: 10,
    setupClient(client) {
      const from = Math.floor((run.next++ * pages.length) / 10) % pages.length;
      client.setRequests([...pages.slice(from), ...pages.slice(0, from)]);
    },
    ...more,
  });
run.next = 0;
const brief = (result) => ({
  requests: result.requests.total, per_second: result.requests.average, errors: result.errors, not_2xx: result.non2xx,
  p50_ms: result.latency.p50, p90_ms: result.latency.p90, p97_5_ms: result.latency.p97_5, p99_ms: result.latency.p99,
});
const constant = await run({ overallRate: rate });
console.log(JSON.stringify({ pages: pages.length, rate, constant: brief(constant) }));
