// The search page: the form is the state, the address says it, shards answer newest first.
import { fold, loadForms, marked, mayFold, pieces, query, spans } from "./normalise.js";

const PAGE = 20;
const NAMED = 8;
const once = (load, known = new Map()) => (key) => {
  if (!known.has(key)) known.set(key, load(key).catch((error) => (known.delete(key), Promise.reject(error))));
  return known.get(key);
};

// Pagefind in a worker: a shard is an instance, a question a phrase.
function engine(base) {
  const worker = new Worker(new URL(`finder.js?base=${encodeURIComponent(base)}`, import.meta.url));
  const waiting = new Map();
  const answer = ({ data }) => waiting.get(data.id)?.(data);
  worker.onmessage = answer;
  worker.onerror = () => waiting.forEach((_, id) => answer({ data: { id, error: "worker" } }));
  return (instanceId, method, ...args) =>
    new Promise((resolve, reject) => {
      const id = `${instanceId} ${Math.random()}`;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        error ? reject(error) : resolve(result);
      });
      worker.postMessage({ id, instanceId, method, args });
    });
}

// The text from a to b, with …… where the sentence goes on.
function part(block, a, b, ranges, before) {
  const text = block.slice(a, b);
  const kept = text.replace(/[；，、：;,:\s]+$/, "");
  return [before, ...marked(kept, ranges), b < block.length || kept !== text.trimEnd() ? "……" : ""];
}

// Two places at most, each the first of a word, cut from the real text.
function excerpt(blocks, words, forms) {
  const cuts = [];
  const seen = new Set();
  for (const block of blocks) {
    spans(block, words, forms).forEach(([first], i, places) => {
      if (!first || seen.has(i) || cuts.length > 1) return;
      const [a, b] = [Math.max(0, first[0] - 20), first[1] + 40];
      const ranges = places.map((all) => all.filter(([s, e]) => s >= a && e <= b).map(([s, e]) => [s - a, e - a]));
      ranges.forEach((all, k) => all.length && seen.add(k));
      cuts.push(part(block, a, b, ranges, a && !cuts.at(-1)?.at(-1) ? "……" : ""));
    });
  }
  return cuts.length ? cuts.flat() : part(blocks[0] ?? "", 0, 80, [], "");
}

// A part of the line of origin as one piece, so that a name breaks between lines last.
function clause(part) {
  const span = document.createElement("span");
  span.className = "clause";
  span.textContent = part.trimStart();
  return [part.slice(0, part.length - span.textContent.length), span];
}

export default function search(root) {
  const form = root.querySelector("form");
  const [list, status, more, direct, still, sorts] = ["list", "status", "more", "direct", "still", "sorts"].map((name) => root.querySelector(`[data-${name}]`));
  const facets = [...root.querySelectorAll("fieldset[name]")];
  const base = root.dataset.table;
  const home = base.replace(/[^/]*\/$/, "");
  const file = once(async (name) => {
    const found = await fetch(base + name);
    if (!found.ok) throw name;
    return found.json();
  });
  const forms = once(loadForms);
  const ask = once(async () => engine(base));
  const instance = once(async (shard) => (await ask(""))(shard[0], "init", { basePath: `${base}${shard[0]}/`, language: "und", primary: true, metaCacheTag: shard[4] }));
  let turn = 0;
  let rows = [];
  let about;

  // The rows of a shard with every word and none excluded: place, words in title, times found.
  async function hits(shard, table, { words, without }, map) {
    const all = table.days.map((_, row) => [row, 0, 0]);
    if (!words.length) return all;
    const every = [...words, ...without];
    if (table.titles) return all.filter(([row]) => spans(table.titles[row][0], every, map).every((places, i) => !places.length === i >= words.length));
    const at = new Map(table.ids.map((id, row) => [`und_${id}`, row]));
    let kept = new Map(all.map((row) => [row[0], row]));
    for (const [i, word] of every.entries()) {
      const { results } = await (await ask(""))(shard[0], "search", `"${word}"`);
      const now = new Map();
      for (const { id, words: places } of results) {
        const row = kept.get(at.get(id));
        if (row) now.set(row[0], [row[0], row[1] + places.some((place) => place < table.ends[row[0]]), row[2] + Math.min(places.length / word.split(" ").length, 4)]);
      }
      if (i < words.length) kept = now;
      else now.forEach((_, row) => kept.delete(row));
    }
    return [...kept.values()];
  }

  async function take(shard, { asked, map, from, to, engine }) {
    const [table] = await Promise.all([file(`${shard[0]}/table.json`), engine && asked.words.length && instance(shard)]);
    return (await hits(shard, table, asked, map)).flatMap(([row, titles, count]) => {
      const date = new Date(Date.parse(table.from) + table.days[row] * 864e5).toISOString().slice(0, 10);
      const values = { year: [date.slice(0, 4)] };
      for (const [name, [codes, places]] of Object.entries(table.facets)) values[name] = [places[row]].flat().map((i) => codes[i]);
      return date < from || date > to ? [] : [{ shard: shard[0], table, row, titles, count, date, values }];
    });
  }

  // A number that names one page goes there, if `go` is given: it moves to that address.
  async function run(go) {
    const mine = ++turn;
    const state = chosen();
    const text = (state.get("q") ?? "").slice(0, 200);
    const [from, to] = [state.get("from") ?? "0", state.get("to") ?? "9"];
    const picked = facets.map(({ name }) => [name, state.getAll(name)]).filter(([, values]) => values.length);
    root.setAttribute("aria-busy", "true");
    try {
      const listing = await file("shards.json");
      const map = listing.fold && (listing.traditional || mayFold(text)) ? await forms(`${base}fold.json`) : null;
      const asked = query(text, map);
      const named = await numbers(pieces(fold(text, map)), listing);
      if (mine !== turn) return;
      if (go && named.length === 1) return go(named[0].href);
      const shown = named.slice(0, NAMED);
      direct.querySelector("ul").replaceChildren(...shown.map((link) => (document.createElement("li").append(link), link.parentNode)));
      direct.hidden = !named.length;
      const wanted = asked.words.length || picked.length || from > "0" || to < "9";
      // The years chosen come first; the others are counted, so that they can be chosen too.
      const years = state.getAll("year");
      const chosenYear = ([, , a, b]) => years.some((year) => a.slice(0, 4) <= year && year <= b.slice(0, 4));
      const near = listing.shards.filter(([, , a, b]) => wanted && b >= from && a <= to).sort((a, b) => chosenYear(b) - chosenYear(a));
      const found = [];
      let failed = 0;
      const next = (shard) => take(shard, { asked, map, from, to, engine: listing.engine }).then((some) => found.push(...some), () => failed++);
      about = { asked, map, picked, hl: asked.words.length ? `?${new URLSearchParams({ hl: map ? fold(text, map) : text })}` : "" };
      // The first starts the engine and is shown; the others share it.
      for (const some of [near.slice(0, 1), near.slice(1)]) {
        await Promise.all(some.map(next));
        if (mine !== turn) return;
        show(found, state.get("sort"));
        if (some[0] === near[0] && near.length > 1) say("busy", rows.length);
        else if (failed) say(failed === near.length ? "failed" : "partial", rows.length);
        else if (rows.length) say(state.get("sort") ?? "relevance", rows.length);
        else if (shown.length) say("named", shown.length);
        else say(wanted ? "none" : text.trim() ? "blank" : "nothing");
      }
    } catch {
      if (mine === turn) say("failed");
    }
    if (mine === turn) root.removeAttribute("aria-busy");
  }

  function say(name, n) {
    status.textContent = (status.dataset[name] ?? "").replace("{n}", n);
    still.hidden = name !== "failed" && (name === "busy" || rows.length > 0 || !direct.hidden);
    sorts.hidden = !rows.length && (name !== "busy" || sorts.hidden);
  }

  function show(found, sort) {
    const has = ({ values }, not) => about.picked.every(([name, some]) => name === not || values[name].some((value) => some.includes(value)));
    // Counts of a facet regard what is chosen in the others.
    for (const facet of facets) {
      const { name, elements } = facet;
      const counts = {};
      for (const row of found) if (has(row, name)) for (const value of row.values[name]) counts[value] = (counts[value] ?? 0) + 1;
      for (const box of elements) {
        const line = box.closest("li");
        line.querySelector("[data-count]").textContent = counts[box.value] ?? "0";
        line.hidden = !counts[box.value] && !box.checked;
      }
      facet.hidden = [...elements].every((box) => box.closest("li").hidden);
    }
    const newest = (a, b) => (a.date < b.date) - (a.date > b.date) || a.row - b.row;
    const best = (a, b) => b.titles - a.titles || b.count - a.count || newest(a, b);
    rows = found.filter((row) => has(row)).sort(sort === "date" ? newest : best);
    list.replaceChildren();
    page();
  }

  async function page() {
    const at = list.children.length;
    const filled = rows.slice(at, at + PAGE).map((row) => {
      list.append(root.querySelector("template").content.cloneNode(true));
      return fill(list.lastElementChild, row, about).catch(() => say("failed"));
    });
    more.hidden = list.children.length >= rows.length;
    return filled[0];
  }

  async function fill(item, { shard, table, row }, { asked, map, hl }) {
    const [title, path, origin, blocks = []] = table.titles?.[row] ?? (await file(`${shard}/text/${table.ids[row]}.json`));
    const link = item.querySelector("a");
    link.href = home + path.slice(1) + hl;
    link.append(...marked(title, spans(title, asked.words, map)));
    item.querySelector("[data-excerpt]").append(...excerpt(blocks, asked.words, map));
    item.querySelector("[data-origin]").append(...origin.split(/(?<=、| ·|,(?= ))/).flatMap(clause));
    return link;
  }

  // The pages that a number names, each once, newest first. 总第8期 is no 第8期.
  async function numbers(runs, listing) {
    const bucket = runs.findLast((run) => /^\d+$/.test(run))?.slice(-9) % 256;
    if (!listing.numbers.includes(bucket)) return [];
    const key = runs.join(" ");
    const end = (/^\d/.test(key) ? " " : "") + key;
    const named = (name) => name.endsWith(end) && !/[总總]$/.test(name.slice(0, -end.length));
    const found = (await file(`numbers/${bucket}.json`)).filter(([name]) => named(` ${name}`));
    const labels = new Map(found.map(([, path, label]) => [path, label]));
    return Array.from(labels, ([path, label]) => Object.assign(document.createElement("a"), { href: home + path.slice(1), textContent: label }));
  }

  const chosen = () => new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && (name !== "sort" || value === "date")));

  function restore() {
    const state = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.type === "radio") field.checked = (state.get("sort") === "date") === (field.value === "date");
      else if (field.type === "checkbox") field.checked = state.getAll(field.name).includes(field.value);
      else if (field.name) field.value = state.get(field.name) ?? "";
    }
    // The form of the bar asks with ?go=1; an address to share does without.
    const address = new URL(location);
    address.searchParams.delete("go");
    if (state.has("go")) history.replaceState(null, "", address);
    run(state.get("go") === "1" && ((page) => location.replace(page)));
  }

  function keep(how) {
    const address = `${location.pathname}?${chosen()}`;
    if (address !== location.pathname + location.search) history[how](null, "", address);
  }

  let timer;
  const later = (event) => {
    if (event.isComposing) return;
    const typed = event.target.type === "search";
    clearTimeout(timer);
    timer = setTimeout(() => (keep(typed ? "replaceState" : "pushState"), run()), typed ? 250 : 0);
  };
  root.addEventListener("input", later);
  root.addEventListener("compositionend", later);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    keep("pushState");
    run((page) => location.assign(page));
  });
  more.addEventListener("click", async () => (await page())?.focus());
  addEventListener("popstate", restore);
  for (const element of root.querySelectorAll("[data-live]")) element.hidden = false;
  root.querySelector("[data-scripts]").remove();
  still.hidden = true;
  restore();
}
