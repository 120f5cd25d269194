// The one normalisation, as in builder/normalise.py: tests/vectors/normalise.json holds both.

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3fffd}";
const SKIP =
  "\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f" +
  "\\u205f-\\u206f\\u3000\\ufeff()\\[\\]\\{\\}\\u3008-\\u3011\\u3014-\\u301b\\u301d-\\u301f" +
  "\"'\\u00ab\\u00bb\\u2018-\\u201f\\u2039\\u203a\\u00b7\\u2022\\u2027\\u30fb";
const BETWEEN = new RegExp(`(?<=[${HAN}])[${SKIP}]+(?=[${HAN}])`, "gu");
const RUN = new RegExp(
  `[${HAN}]+|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+(?!\\.?[0-9]))?` +
    "|(?<![0-9]\\.)[0-9]+\\.[0-9]+(?!\\.?[0-9])|[0-9]+" +
    `|(?:(?![0-9${HAN}])[\\p{L}\\p{N}])+`,
  "gu",
);
const IS_HAN = new RegExp(`^[${HAN}]`, "u");

export function fold(text, forms) {
  const plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/\p{M}+/gu, "");
  const folded = plain.normalize("NFC");
  return forms ? Array.from(folded, (c) => forms.get(c) ?? c).join("") : folded;
}

export const pieces = (folded) => folded.replace(BETWEEN, "").match(RUN) ?? [];

// The tokens of a run, each with its first and last place.
function cut(run) {
  const all = [...run];
  if (!IS_HAN.test(run)) {
    const token = run.includes(".")
      ? Array.from(run.replaceAll(",", ""), (c) => "〇一二三四五六七八九点"["0123456789.".indexOf(c)]).join("")
      : run.replaceAll(",", "");
    return [[token, 0, run.length]];
  }
  if (all.length < 2) return [[run, 0, run.length]];
  let at = 0;
  const pairs = all.slice(1).map((c, i) => {
    const pair = all[i] + c;
    at += all[i].length;
    return [pair, at - all[i].length, at + c.length];
  });
  return [[all[0], 0, all[0].length], ...pairs, [all.at(-1), at, run.length]];
}

// Text may go on before the first and after the last run of a query.
export function phrase(folded) {
  return pieces(folded)
    .flatMap((run, i, runs) => {
      const tokens = cut(run).map(([token]) => token);
      return tokens.length < 2 ? tokens : tokens.slice(i ? 0 : 1, i < runs.length - 1 ? undefined : -1);
    })
    .join(" ");
}

export function query(text, forms) {
  const found = [new Set(), new Set()];
  for (const word of text.normalize("NFKC").match(/(?:["“][^"”]*["”]|\S)+/g) ?? []) {
    const minus = word.length > 1 && word[0] === "-";
    const tokens = phrase(fold(minus ? word.slice(1) : word, forms));
    if (tokens) found[+minus].add(tokens);
  }
  return { words: [...found[0]], without: [...found[1]] };
}

// Characters outside GB 2312 may be traditional: only then is the table of forms worth loading.
export function mayFold(text) {
  const gb = new TextDecoder("gbk");
  const known = new Set("々〇");
  for (let a = 0xb0; a < 0xf8; a++)
    for (let b = 0xa1; b < 0xff; b++) known.add(gb.decode(Uint8Array.of(a, b)));
  for (const c of "乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽") known.delete(c);
  return [...text.normalize("NFKC")].some((c) => IS_HAN.test(c) && !known.has(c));
}

export async function loadForms(address) {
  const [old, plain] = await (await fetch(address)).json();
  const simplified = [...plain];
  return new Map(Array.from(old, (c, i) => [c, simplified[i]]));
}

// Where phrases stand in a text, for each phrase a list of [start, end].
export function spans(text, phrases, forms) {
  const places = [];
  let folded = "";
  let at = 0;
  for (const c of text) {
    const same = fold(c, forms);
    for (let i = 0; i < same.length; i++) places.push([at, at + c.length]);
    folded += same;
    at += c.length;
  }
  const kept = [];
  const dropped = (m, i) => (places.fill(null, i, i + m.length), "");
  const plain = folded.replace(BETWEEN, dropped);
  for (const place of places) if (place) kept.push(place);
  const tokens = [];
  for (const { 0: run, index } of plain.matchAll(RUN))
    for (const [token, a, b] of cut(run))
      tokens.push([token, kept[index + a][0], kept[index + b - 1][1], kept[index + a][1]]);
  return phrases.map((wanted) => {
    const parts = wanted.split(" ");
    const single = parts.length < 2 && IS_HAN.test(wanted) && [...wanted].length < 2;
    return tokens.flatMap(([token, start, , first], i) => {
      if (single) return token.startsWith(wanted) && [...token].length < 3 ? [[start, first]] : [];
      const same = parts.every((part, k) => tokens[i + k]?.[0] === part);
      return same ? [[start, tokens[i + parts.length - 1][2]]] : [];
    });
  });
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
