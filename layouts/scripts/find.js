// What the shards hold. Pagefind's index is read here as builder/index/reader.py reads it.
import { spans } from "./marks.js";
import { IS_HAN, fold, forms, mayFold, pieces, query } from "./normalise.js";

const LETTERS = new TextDecoder();

// CBOR: an array of words, each with its pages; damaged bytes throw.
function decode(bytes) {
  let at = 12;
  const value = () => {
    if (at >= bytes.length) throw new RangeError("index");
    const kind = bytes[at] >> 5;
    let n = bytes[at++] & 31;
    if (n > 23) {
      let more = 1 << (n - 24);
      for (n = 0; more--; ) n = n * 256 + bytes[at++];
    }
    if (kind === 4) return Array.from({ length: n }, value);
    if (kind === 3) return LETTERS.decode(bytes.subarray(at, (at += n)));
    return kind ? -1 - n : n;
  };
  return new Map(value()[0]);
}

const isPair = (token) => IS_HAN.test(token) && [...token].length === 2;

// In the order of code points, as Pagefind sorts: surrogates come last.
const order = (text) =>
  text.replace(/[\ud800-\uffff]/g, (c) => String.fromCharCode(c.charCodeAt() + (c < "\ue000" ? 0x2000 : -0x800)));

// Figures of columns: see builder/index/tables.py.
const figures = (text) => [...text].reduce((n, c) => n * 91 + c.charCodeAt() - 35 - (c > "\\"), 0);
const cells = (text, width) => text.match(RegExp(`.{${width}}`, "g")) ?? [];

function column([codes, width, text]) {
  const rows = text[0] === "!" ? text.slice(1).split("!") : cells(text, width);
  return rows.map((row) => cells(row, width).map((cell) => codes[figures(cell)]));
}

function open(table) {
  let day = Date.parse(table.from);
  table.dates = table.days.map((days) => new Date((day += days * 864e5)).toISOString().slice(0, 10));
  table.values = Object.entries(table.facets).map(([name, rows]) => [name, column(rows)]);
  table.rows = cells(table.rows ?? "", 2).map(figures);
  table.first = table.first?.split(" ").map(order);
  return table;
}

export default function finder(base) {
  const kept = new Map();
  const read = (name, how) => {
    if (!kept.has(name)) {
      const found = fetch(base + name).then((answer) => (answer.ok ? how(answer) : Promise.reject(new Error(name))));
      kept.set(name, found.catch((error) => (kept.delete(name), Promise.reject(error))));
    }
    return kept.get(name);
  };
  const json = (name) => read(name, (answer) => answer.json());
  const table = (shard) => read(`${shard[0]}/table.json`, async (answer) => open(await answer.json()));
  const titles = (shard) => json(`${shard[0]}/titles.json`);
  const chunk = (shard, n) =>
    read(`${shard[0]}/${n}.pf_index`, async ({ body }) =>
      decode(new Uint8Array(await new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer())));

  // The file of a shard's index that a token would stand in; -1 if it comes before all.
  async function place(shard, token) {
    const { first } = await table(shard);
    const wanted = order(token);
    let [a, b] = [0, first.length];
    while (a < b) {
      const middle = (a + b) >> 1;
      if (first[middle] <= wanted) a = middle + 1;
      else b = middle;
    }
    return a - 1;
  }

  // Where a token stands: by row, its places, each with its weight (see builder/index/engine.py).
  async function places(shard, token) {
    const { rows } = await table(shard);
    const n = await place(shard, token);
    const found = new Map();
    let page = 0;
    for (const [step, steps] of (n < 0 ? null : (await chunk(shard, n)).get(token)) ?? []) {
      const own = new Map();
      let [at, weight] = [0, 1];
      for (const on of steps)
        if (on < 0) [at, weight] = [0, (-1 - on) / 24];
        else own.set((at += on), weight);
      found.set(rows[(page += step)], own);
    }
    return found;
  }

  // The rows where tokens stand one after the other, each with the highest weight. Pairs of a run
  // overlap: every second one says it all. Two are looked at before the others are loaded.
  async function together(shard, phrase) {
    const kept = [];
    phrase.split(" ").forEach((token, i, all) => {
      const inner = kept.length && kept[kept.length - 1][1] === i - 1 && [all[i - 1], token, all[i + 1] ?? ""].every(isPair);
      if (!inner) kept.push([token, i]);
    });
    const load = (some) => Promise.all(some.map(([token]) => places(shard, token)));
    const two = await load(kept.slice(0, 2));
    const rows = [...two[0].keys()].filter((row) => two.every((one) => one.has(row)));
    const all = rows.length ? [...two, ...(await load(kept.slice(2)))] : two;
    const found = new Map();
    for (const row of rows) {
      const own = all.map((one) => one.get(row));
      if (own.includes(undefined)) continue;
      for (const [at, weight] of own[0])
        if (weight > (found.get(row) ?? -1) && own.every((one, i) => one.has(at + kept[i][1]))) found.set(row, weight);
    }
    return found;
  }

  // The rows with a word, by title alone where there is no index.
  async function having(shard, phrases, map, engine) {
    if (!engine) {
      const all = (await titles(shard)).map(([title], row) => [row, spans(title, [phrases], map)[0].length]);
      return new Map(all.filter(([, hits]) => hits).map(([row]) => [row, 3]));
    }
    const found = new Map();
    for (const one of await Promise.all(phrases.map((phrase) => together(shard, phrase))))
      for (const [row, weight] of one) found.set(row, Math.max(weight, found.get(row) ?? 0));
    return found;
  }

  // The rows of a shard that answer a question. A title counts for more than any number of lesser
  // places: the score is a number whose figures count the words by where they stand.
  async function take(shard, { words, without, map, engine, title, from, to }) {
    const { dates, values } = await table(shard);
    let scores = new Map(dates.map((_, row) => [row, 0]));
    const [held, not] = await Promise.all(
      [words, without].map((all) => Promise.all(all.map((phrases) => having(shard, phrases, map, engine)))),
    );
    for (const found of held) {
      const next = new Map();
      for (const [row, weight] of found)
        if (scores.has(row) && (weight === 3 || !title)) next.set(row, scores.get(row) + 100 ** weight);
      scores = next;
    }
    for (const found of not) for (const row of found.keys()) scores.delete(row);
    return rows(shard, dates, values, scores).filter(({ date }) => date >= from && date <= to);
  }

  const rows = (shard, dates, values, scores) =>
    Array.from(scores, ([row, score]) => {
      const own = { year: [dates[row].slice(0, 4)] };
      for (const [name, all] of values) own[name] = all[row];
      return { shard, row, score, date: dates[row], values: own };
    });

  // For each closed shard, how many of these tokens it holds: a bit in a hexadecimal number.
  async function held(listing, tokens) {
    const [folder, count] = listing.terms;
    const sets = await Promise.all(
      tokens.map(async (token) => {
        const n = [...token].reduce((sum, c) => (sum * 31 + c.codePointAt()) % 65521, 0) % count;
        const all = Object.entries(await json(`${folder}/${n}.json`));
        return all.find(([, terms]) => ` ${terms} `.includes(` ${token} `))?.[0] ?? "";
      }),
    );
    return listing.shards
      .slice(listing.latest)
      .map((_, i) => sets.filter((set) => (parseInt(set[set.length - 1 - (i >> 2)] ?? 0, 16) >> (i & 3)) & 1).length);
  }

  // The shards that can have every word, as the list of terms says.
  async function able(listing, shards, words) {
    if (!listing.terms || !words.length) return shards;
    const all = await Promise.all(
      words.map((phrases) =>
        Promise.all(
          phrases.map(async (phrase) => {
            const tokens = [...new Set(phrase.split(" "))];
            return (await held(listing, tokens)).map((n) => n === tokens.length);
          }),
        ),
      ),
    );
    return shards.filter((shard) => {
      const i = listing.shards.indexOf(shard) - listing.latest;
      return i < 0 || all.every((phrases) => phrases.some((fits) => fits[i]));
    });
  }

  // The pages that a number names, each once, newest first. 总第8期 is no 第8期.
  async function numbers(runs, listing) {
    const bucket = runs.filter((run) => /^\d+$/.test(run)).pop()?.slice(-9) % 256;
    if (!listing.numbers.includes(bucket)) return [];
    const key = runs.join(" ");
    const end = (/^\d/.test(key) ? " " : "") + key;
    const named = (name) => name.endsWith(end) && !/[总總]$/.test(name.slice(0, -end.length));
    const found = (await json(`numbers/${bucket}.json`)).filter(([name]) => named(` ${name}`));
    return [...new Map(found.map(([, path, label]) => [path, label]))];
  }

  // What somebody typed, as words; the table of forms is loaded where it could matter.
  async function asked(text, listing) {
    const folds = listing.fold && (listing.traditional || mayFold(text));
    const map = folds ? await read("fold.json", async (answer) => forms(await answer.json())) : null;
    const folded = fold(text, map);
    return { ...query(text, map), map, folded, named: await numbers(pieces(folded), listing) };
  }

  const text = async (shard, row, engine) =>
    engine ? json(`${shard[0]}/text/${row}.json`) : (await titles(shard))[row].slice(0, 3);

  return { json, table, titles, chunk, place, places, take, rows, held, able, asked, text };
}
