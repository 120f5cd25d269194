// The one normalisation, as in builder/normalise.py: tests/vectors/normalise.json holds both.

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3fffd}";
const SKIP =
  "\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f" +
  "\\u205f-\\u206f\\u3000\\ufeff()\\[\\]\\{\\}\\u3008-\\u3011\\u3014-\\u301b\\u301d-\\u301f" +
  "\"'\\u00ab\\u00bb\\u2018-\\u201f\\u2039\\u203a\\u00b7\\u2022\\u2027\\u30fb";
export const BETWEEN = new RegExp(`(?<=[${HAN}])[${SKIP}]+(?=[${HAN}])`, "gu");
export const RUN = new RegExp(
  `[${HAN}]+|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+(?!\\.?[0-9]))?` +
    "|(?<![0-9]\\.)[0-9]+\\.[0-9]+(?!\\.?[0-9])|[0-9]+" +
    `|(?:(?![0-9${HAN}])[\\p{L}\\p{N}])+`,
  "gu",
);
export const IS_HAN = new RegExp(`^[${HAN}]`, "u");

export function fold(text, forms) {
  const plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/\p{M}+/gu, "");
  const folded = plain.normalize("NFC");
  return forms ? Array.from(folded, (c) => forms.get(c) ?? c).join("") : folded;
}

export const pieces = (folded) => folded.replace(BETWEEN, "").match(RUN) ?? [];

// The tokens of a run, each with its first and last place.
export function cut(run) {
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

// A folded text with the dates of other notations written as 2026年3月5日; `moved` is told of each.
const DIGITS = "〇一二三四五六七八九";
const DATE = new RegExp(
  "(?<![0-9a-z./-])([12][0-9]{3})([-/.])(0?[1-9]|1[0-2])\\2(0?[1-9]|[12][0-9]|3[01])(?![0-9]|[-/.][0-9])" +
    "|(?<![0-9])0([1-9])(?=[月日])" +
    `|([${DIGITS}零]{4})年(十?[一二三四五六七八九]|十)月(?:([二三]?十?[一二三四五六七八九]|[二三]?十)日)?`,
  "gu",
);
const figure = (c) => Math.max(DIGITS.indexOf(c || "〇"), 0);
const tens = (han) => {
  const [, more, ten, ones] = /^(.?)(十)(.?)$/u.exec(han) ?? [0, "", "", han];
  return (ten ? 10 * (more ? figure(more) : 1) : 0) + figure(ones);
};
export const rewritten = (folded, moved) =>
  folded.replace(DATE, (all, year, _, month, day, padded, hanYear, hanMonth, hanDay, at) => {
    const date = padded
      ? padded
      : year
        ? `${year}年${+month}月${+day}日`
        : `${Array.from(hanYear, figure).join("")}年${tens(hanMonth)}月${hanDay ? `${tens(hanDay)}日` : ""}`;
    moved?.(at, all.length, date.length);
    return date;
  });

// Words to hold and words to be without, each one phrase of tokens or, where it is a date, two.
export function query(text, forms) {
  const found = [new Map(), new Map()];
  for (const word of text.normalize("NFKC").match(/(?:["“][^"”]*["”]|\S)+/g) ?? []) {
    const minus = word.length > 1 && word[0] === "-";
    const folded = fold(minus ? word.slice(1) : word, forms);
    const phrases = [...new Set([folded, rewritten(folded)])].map(phrase).filter(Boolean);
    if (phrases.length) found[+minus].set(phrases.join("|"), phrases);
  }
  return { words: [...found[0].values()], without: [...found[1].values()] };
}

// Characters outside GB 2312 may be traditional: only then is the table of forms worth loading.
export function mayFold(text) {
  const gb = new TextDecoder("gbk");
  const known = new Set("々〇");
  for (let a = 0xb0; a < 0xf8; a++)
    for (let b = 0xa1; b < 0xff; b++) known.add(gb.decode(Uint8Array.of(a, b)));
  for (const c of "乾吒夥後徵拚捱摺於榘甯菸薹袷醣麴麽") known.delete(c);
  return [...text.normalize("NFKC")].some((c) => IS_HAN.test(c) && !known.has(c));
}

// Traditional characters to simplified, from two strings side by side.
export function forms([old, plain]) {
  const simplified = [...plain];
  return new Map(Array.from(old, (c, i) => [c, simplified[i]]));
}
