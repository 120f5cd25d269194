// The worker that runs Pagefind: one engine for all shards, fetched once.

const base = new URL(location).searchParams.get("base");
const get = self.fetch.bind(self);
let engine;
self.fetch = async (address) => {
  if (!/\/wasm\.[^/]*$/.test(address)) return get(address);
  // Each shard asks for the engine; once it runs, the bare head of the file is answer enough.
  if (engine) return new Response("pagefind_dcd");
  const found = await get(`${base}wasm.unknown.pagefind`);
  engine = found.ok;
  return found;
};
importScripts(`${base}pagefind-worker.js`);
