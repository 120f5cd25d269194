// What one takes away from a search: its address, a table for a spreadsheet, a list with sources.

// A cell, with what a spreadsheet would take for a formula defused.
const cell = (text) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
const plain = (text) => text.replace(/[\\`*_[\]<>#|]/g, "\\$&");

function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export default async function share(how, { rows, titles, label, home, columns, query }) {
  if (how === "link") return navigator.clipboard.writeText(location.href);
  const lists = new Map();
  for (const shard of new Set(rows.map((row) => row.shard))) lists.set(shard, titles(shard));
  const lines = [];
  for (const { shard, row, date, values } of rows) {
    const [title, path, origin, end] = (await lists.get(shard))[row];
    const names = (facet) => (values[facet] ?? []).map((value) => label(facet, value)).join("、");
    lines.push({ title, date, source: origin.slice(0, end), address: new URL(home + path.slice(1), location).href, names });
  }
  const name = `${query.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40) || "list"}`;
  if (how === "csv") {
    const all = lines.map((l) => [l.title, l.date, l.source, l.names("unit"), l.names("topic"), l.names("kind"), l.address]);
    const text = [columns.split("|"), ...all].map((row) => row.map(cell).join(",")).join("\r\n");
    save(`${name}.csv`, "text/csv", `\ufeff${text}\r\n`);
  } else {
    const text = lines.map((l, i) => `${i + 1}. [${plain(l.title)}](${l.address})，${[l.names("unit"), l.source, l.date].filter(Boolean).map(plain).join("，")}`);
    save(`${name}.md`, "text/markdown", `# ${plain(query)}\n\n<${location.href}>\n\n${text.join("\n")}\n`);
  }
}
