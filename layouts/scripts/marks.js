// Where words stand in a text as one reads it, and the text with those places marked.
import { BETWEEN, IS_HAN, RUN, cut, fold, rewritten } from "./normalise.js";

// The tokens of a folded text with their places in the source; `places` has one for each unit.
function tokens(folded, places) {
  const rest = [...places];
  const plain = folded.replace(BETWEEN, (all, at) => (rest.fill(null, at, at + all.length), ""));
  const kept = rest.filter(Boolean);
  const found = [];
  for (const { 0: run, index } of plain.matchAll(RUN))
    for (const [token, a, b] of cut(run))
      found.push([token, kept[index + a][0], kept[index + b - 1][1], kept[index + a][1]]);
  return found;
}

function* hits(found, phrase) {
  const parts = phrase.split(" ");
  const single = parts.length < 2 && IS_HAN.test(phrase) && [...phrase].length < 2;
  for (const [i, [token, start, , first]] of found.entries())
    if (single) {
      if (token.startsWith(phrase) && [...token].length < 3) yield [start, first];
    } else if (parts.every((part, k) => found[i + k]?.[0] === part)) yield [start, found[i + parts.length - 1][2]];
}

// What a character folds to, remembered: a text has few different ones.
const known = new Map();
function folding(forms) {
  if (!known.has(forms)) known.set(forms, new Map());
  const seen = known.get(forms);
  return (c) => seen.get(c) ?? (seen.set(c, fold(c, forms)), seen.get(c));
}

// Where words stand in a text: for each word a list of [start, end].
export function spans(text, words, forms) {
  const one = folding(forms);
  const places = [];
  let folded = "";
  let at = 0;
  for (const c of text) {
    const same = one(c);
    for (let i = 0; i < same.length; i++) places.push([at, at + c.length]);
    folded += same;
    at += c.length;
  }
  const readings = [tokens(folded, places)];
  const moved = [];
  at = 0;
  const dated = rewritten(folded, (i, size, now) => {
    moved.push(...places.slice(at, i), ...Array(now).fill([places[i][0], places[i + size - 1][1]]));
    at = i + size;
  });
  if (dated !== folded) readings.push(tokens(dated, [...moved, ...places.slice(at)]));
  return words.map((phrases) => readings.flatMap((found) => phrases.flatMap((phrase) => [...hits(found, phrase)])));
}

// The text as nodes, what stands in the ranges within <mark>.
export function marked(text, ranges) {
  const nodes = [];
  let at = 0;
  for (const [start, end] of ranges.flat().sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, end);
    nodes.push(text.slice(at, from), mark);
    at = end;
  }
  return [...nodes, text.slice(at)];
}
