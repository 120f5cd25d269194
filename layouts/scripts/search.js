// The search page: the form is the state, the address says it, shards answer newest first.
const PAGE = 10;
const NAMED = 8;
const TOGETHER = 6;

export default function search(root) {
  const form = root.querySelector("form");
  const part = (name) => root.querySelector(`[data-${name}]`);
  const [list, status, more, direct, still, sorts, chips, tools, told] = ["list", "status", "more", "direct", "still", "sorts", "chips", "tools", "told"].map(part);
  const facets = [...root.querySelectorAll("fieldset[name]")];
  const base = root.dataset.table;
  const home = base.replace(/[^/]*\/$/, "");
  const boxes = (box) => Array.from(box.closest("li").querySelectorAll("input"), ({ value }) => value);
  const label = (name, value) => Array.from(facets.find((facet) => facet.name === name)?.elements ?? []).find((box) => box.value === value)?.parentNode.querySelector("span").textContent ?? value;
  let finding;
  let turn = 0;
  let rows = [];
  let about;

  // The finder is loaded with the first question.
  const finder = () => (finding ??= Promise.all([import("./find.js"), import("./results.js")]).then(
    ([find, results]) => ({ ...find.default(base), fill: results.default }),
    (error) => ((finding = null), Promise.reject(error)),
  ));

  // A number that names one page goes there, if `go` is given: it moves to that address.
  async function run(go) {
    const mine = ++turn;
    const state = chosen();
    const text = (state.get("q") ?? "").slice(0, 200);
    const [from, to] = [state.get("from") ?? "0", state.get("to") ?? "9"];
    // A unit or topic stands for those below it.
    const picked = facets.map(({ name, elements }) => [name, [...elements].filter((box) => box.checked).flatMap(boxes)]).filter(([, some]) => some.length);
    const wide = picked.length || from > "0" || to < "9";
    chip();
    if (!text.trim() && !wide) {
      [about, rows] = [null, []];
      list.replaceChildren();
      direct.hidden = more.hidden = true;
      for (const facet of facets) facet.hidden = true;
      root.removeAttribute("aria-busy");
      return say("nothing");
    }
    root.setAttribute("aria-busy", "true");
    try {
      const find = await finder();
      const listing = await find.json("shards.json");
      const asked = await find.asked(text, listing);
      if (mine !== turn) return;
      const { words, named } = asked;
      if (go && named.length === 1) return go(home + named[0][0].slice(1));
      direct.querySelector("ul").replaceChildren(...named.slice(0, NAMED).map(([path, name]) => {
        const line = document.createElement("li");
        line.append(Object.assign(document.createElement("a"), { href: home + path.slice(1), textContent: name }));
        return line;
      }));
      direct.hidden = !named.length;
      const question = { ...asked, engine: listing.engine, title: state.has("scope"), from, to };
      const hl = words.length ? `?${new URLSearchParams({ hl: asked.map ? asked.folded : text })}` : "";
      about = { ...question, find, home, hl, picked, sort: state.get("sort"), text };
      // The years chosen come first; the others are counted, so that they can be chosen too.
      const years = state.getAll("year");
      const chosenYear = ([, , a, b]) => years.some((year) => a.slice(0, 4) <= year && year <= b.slice(0, 4));
      const shards = listing.shards.filter(([, , a, b]) => (words.length || wide) && b >= from && a <= to).sort((a, b) => chosenYear(b) - chosenYear(a));
      const [first, able] = [shards.slice(0, 1), find.able(listing, shards.slice(1), words)];
      able.catch(() => 0);
      let found = [];
      let failed = 0;
      const next = (shard) => find.take(shard, question).then((some) => found.push(...some), () => failed++);
      let [now, rest] = [first, null];
      while (now.length) {
        await Promise.all(now.map(next));
        rest ??= await able.catch(() => shards.slice(1));
        if (mine !== turn) return;
        now = rest.splice(0, TOGETHER);
        if (now === first || now.length) {
          if (found.length && !list.children.length) show(found);
          say("busy", found.length);
        }
      }
      let near = false;
      if (!found.length && !failed && words.length && question.engine && !question.title && !named.length) {
        found = await (await import("./near.js")).default(find, listing, shards, words);
        if (mine !== turn) return;
        near = true;
      }
      list.classList.toggle("search-near", near);
      show(found);
      if (failed) say(failed === shards.length ? "failed" : "partial", rows.length);
      else if (rows.length) say(near ? "near" : listing.engine ? (about.sort ?? "relevance") : "plain", rows.length);
      else if (named.length) say("named", Math.min(named.length, NAMED));
      else if (!words.length && !wide) say("blank");
      else say(listing.engine ? "none" : "plain", 0);
    } catch {
      if (mine === turn) say("failed");
    }
    if (mine === turn) root.removeAttribute("aria-busy");
  }

  function say(name, n) {
    status.textContent = (status.dataset[name] ?? "").replace("{n}", n);
    still.hidden = name !== "failed" && (name === "busy" || rows.length > 0 || !direct.hidden);
    tools.hidden = !rows.length;
    sorts.hidden = !rows.length || name === "near";
  }

  function show(found) {
    const has = ({ values }, not) => about.picked.every(([name, some]) => name === not || values[name]?.some((value) => some.includes(value)));
    // Counts of a facet regard what is chosen in the others.
    for (const facet of facets) {
      const here = found.filter((row) => has(row, facet.name)).map(({ values }) => values[facet.name] ?? []);
      const counts = {};
      for (const value of here.flat()) counts[value] = (counts[value] ?? 0) + 1;
      for (const box of facet.elements) {
        const own = boxes(box);
        const n = own.length > 1 ? here.filter((values) => values.some((value) => own.includes(value))).length : (counts[box.value] ?? 0);
        const line = box.closest("li");
        line.querySelector("[data-count]").textContent = n;
        line.hidden = !n && !box.checked;
      }
      facet.hidden = [...facet.elements].every((box) => box.closest("li").hidden);
    }
    const newest = (a, b) => (a.date < b.date) - (a.date > b.date) || b.row - a.row;
    rows = found.filter((row) => has(row)).sort(about.sort ? newest : (a, b) => b.score - a.score || newest(a, b));
    const focused = list.contains(document.activeElement) && document.activeElement.href;
    list.replaceChildren();
    page().then((first) => focused && ([...list.querySelectorAll("a")].find((link) => link.href === focused) ?? first)?.focus());
  }

  async function page() {
    const at = list.children.length;
    const mine = about;
    const filled = rows.slice(at, at + PAGE).map(async ({ shard, row }) => {
      list.append(root.querySelector("template").content.cloneNode(true));
      const item = list.lastElementChild;
      mine.find.fill(item, await mine.find.text(shard, row, mine.engine), mine);
      return item.querySelector("a");
    });
    more.hidden = list.children.length >= rows.length;
    const links = await Promise.all(filled.map((link) => link.catch(() => say("partial", rows.length))));
    return links[0];
  }

  // What narrows the search, each to be taken away again.
  function chip() {
    const some = [...form.elements].filter((field) => (field.type === "checkbox" ? field.checked : field.type === "date" && field.value));
    chips.replaceChildren(...some.map((field) => {
      const line = document.createElement("li");
      const button = Object.assign(document.createElement("button"), { type: "button" });
      button.textContent = [...field.parentNode.querySelectorAll("span:not([data-count])")].map((span) => span.textContent).join("") + (field.type === "date" ? ` ${field.value}` : "");
      button.setAttribute("aria-label", `${chips.dataset.chips} ${button.textContent}`);
      button.addEventListener("click", () => {
        const place = [...chips.children].indexOf(line);
        if (field.type === "date") field.value = "";
        else field.checked = false;
        later({ target: field });
        setTimeout(() => (chips.querySelectorAll("button")[Math.min(place, chips.children.length - 1)] ?? form.elements.q).focus(), 1);
      });
      line.append(button);
      return line;
    }));
    chips.hidden = !some.length;
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
  tools.addEventListener("click", async ({ target }) => {
    const how = target.closest("button")?.value;
    if (!how) return;
    const { find, text } = about;
    const { columns, done, undone } = told.dataset;
    told.textContent = await import("./share.js").then((module) => module.default(how, { rows, titles: find.titles, label, home, columns, query: text })).then(() => (how === "link" ? done : ""), () => undone);
  });
  addEventListener("popstate", restore);
  for (const element of root.querySelectorAll("[data-live]")) element.hidden = false;
  part("scripts").remove();
  still.hidden = true;
  restore();
}
