// Marks on the page reached what was searched for: ?hl= holds the query.

const BLOCK = "p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, caption, figcaption, blockquote, pre, div";

export default async function mark(element) {
  const text = new URLSearchParams(location.search).get("hl")?.slice(0, 200);
  if (!text) return;
  const [{ marked, spans }, { forms, mayFold, query }] = await Promise.all([import("./marks.js"), import("./normalise.js")]);
  const { forms: address } = element.dataset;
  // The table of forms matters where the query or the page has characters that it may change.
  const map = address && mayFold(text + element.textContent) ? forms(await (await fetch(address)).json()) : null;
  const { words } = query(text, map);
  // A hit may run through links and emphasis: the text nodes of a block are read as one.
  const blocks = new Map();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const block = walker.currentNode.parentElement.closest(BLOCK) ?? element;
    blocks.set(block, [...(blocks.get(block) ?? []), walker.currentNode]);
  }
  for (const nodes of blocks.values()) {
    const ranges = spans(nodes.map((node) => node.data).join(""), words, map).flat();
    let at = 0;
    for (const node of nodes) {
      const { length } = node.data;
      const own = ranges.map(([a, b]) => [Math.max(a - at, 0), Math.min(b - at, length)]).filter(([a, b]) => a < b);
      if (own.length) node.replaceWith(...marked(node.data, [own]));
      at += length;
    }
  }
  if (!location.hash) element.querySelector("mark")?.scrollIntoView({ block: "center" });
}
