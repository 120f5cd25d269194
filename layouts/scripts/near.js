// When nothing is found: what comes near. Words may be cut short, or most of their pairs are there.
const SHARDS = 8;
const ROWS = 50;

export default async function near(find, listing, shards, words) {
  const tokens = [...new Set(words.flatMap(([phrase]) => phrase.split(" ")))];
  let some = shards;
  if (listing.terms) {
    const counts = await find.held(listing, tokens);
    const held = (shard) => counts[listing.shards.indexOf(shard) - listing.latest] ?? tokens.length;
    some = [...shards].sort((a, b) => held(b) - held(a)).filter(held);
  }
  const postings = [];
  for (const shard of some.slice(0, SHARDS))
    for (const token of tokens) postings.push([shard, token, await like(find, shard, token)]);
  const known = new Map(tokens.map((token) => [token, 0]));
  for (const [, token, rows] of postings) known.set(token, known.get(token) + rows.size);
  // A token in few documents says more than one in many.
  const worth = (token) => 1 / Math.log(2 + known.get(token));
  const whole = tokens.reduce((sum, token) => sum + worth(token), 0);
  const scores = new Map(shards.map((shard) => [shard, new Map()]));
  for (const [shard, token, rows] of postings)
    for (const row of rows) scores.get(shard).set(row, (scores.get(shard).get(row) ?? 0) + worth(token) / whole);
  const best = Math.max(0.25, ...[...scores.values()].flatMap((rows) => [...rows.values()]));
  const found = [];
  for (const [shard, rows] of scores) {
    const kept = [...rows].filter(([, score]) => score >= 0.6 * best && score >= 0.2);
    if (!kept.length) continue;
    const { dates, values } = await find.table(shard);
    found.push(...find.rows(shard, dates, values, kept));
  }
  return found.sort((a, b) => b.score - a.score || (a.date < b.date) - (a.date > b.date)).slice(0, ROWS);
}

// The rows of a token, or of the words and numbers that begin with it.
async function like(find, shard, token) {
  const exact = await find.places(shard, token);
  if (exact.size || !/^[0-9a-z]{2,}$/.test(token)) return new Set(exact.keys());
  const { rows, first } = await find.table(shard);
  const found = new Set();
  for (let n = Math.max(0, await find.place(shard, token)); n < first.length; n++) {
    let on = false;
    for (const [word, pages] of await find.chunk(shard, n)) {
      let page = 0;
      on = word < token || word.startsWith(token);
      if (word.startsWith(token)) for (const [step] of pages) found.add(rows[(page += step)]);
    }
    if (!on) break;
  }
  return found;
}
