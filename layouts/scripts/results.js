// A result as the reader sees it: title, up to three places of the real text, line of origin.
import { marked, spans } from "./marks.js";

const PLACES = 3;

// The text from a to b as nodes, with …… where the sentence goes on.
function part(block, a, b, ranges) {
  const text = block.slice(a, b);
  const kept = text.replace(/[；，、：;,:\s]+$/, "");
  return [a ? "……" : "", ...marked(kept, ranges), b < block.length || kept !== text.trimEnd() ? "……" : ""];
}

// Places that together show every word if they can, in the order of the text; each with the
// heading it is under. What is said about the item is shown for words that are nowhere else.
function places(passages, meta, words, map) {
  const found = [];
  const seen = new Set();
  let [anchor, heading] = ["", ""];
  for (const [text, ...own] of [...passages, [meta, ""]]) {
    if (own.length) [anchor, heading] = [own[0], own[0] && text];
    if (seen.size === words.length && found.length >= PLACES) break;
    const hits = spans(text, words, map);
    const fresh = hits.flatMap((all, i) => (all.length && !seen.has(i) ? [i] : []));
    for (const i of fresh) seen.add(i);
    if (fresh.length || (text !== meta && hits.flat().length)) found.push({ text, hits, anchor, heading, first: fresh.length });
  }
  const chosen = new Set([...found].sort((a, b) => !a.first - !b.first).slice(0, PLACES));
  return found.filter((place) => chosen.has(place));
}

function excerpt({ text, hits }) {
  const [start, end] = hits.flat().sort((x, y) => x[0] - y[0])[0];
  const [a, b] = [start < 26 ? 0 : start - 20, Math.min(text.length, Math.max(end + 40, start < 26 ? 66 : 0))];
  const ranges = hits.map((all) => all.filter(([s, e]) => s >= a && e <= b).map(([s, e]) => [s - a, e - a]));
  return part(text, a, b, ranges);
}

// A part of the line of origin as one piece, so that a name breaks between lines last.
function clause(part) {
  const span = document.createElement("span");
  span.className = "clause";
  span.textContent = part.trimStart();
  return [part.slice(0, part.length - span.textContent.length), span];
}

export default function fill(item, [title, path, origin, passages = [], meta = ""], { words, map, home, hl }) {
  const link = item.querySelector("a");
  const address = home + path.slice(1) + hl;
  link.href = address;
  link.append(...marked(title, spans(title, words, map)));
  const line = item.querySelector("[data-excerpt]");
  const found = places(passages, meta, words, map);
  if (!found.length) line.append(...part(passages[0]?.[0] ?? "", 0, 80, []));
  for (const place of found) {
    const own = line.parentNode.insertBefore(line.cloneNode(), line);
    own.append(...excerpt(place));
    if (!place.anchor) continue;
    const deep = document.createElement("a");
    deep.href = `${address}#${encodeURIComponent(place.anchor)}`;
    deep.textContent = place.heading || "#";
    if (place.text === place.heading) deep.replaceChildren(...own.childNodes);
    own.append(" ", deep);
  }
  if (found.length) line.remove();
  item.querySelector("[data-origin]").append(...origin.split(/(?<=、| ·|,(?= ))/).flatMap(clause));
}
