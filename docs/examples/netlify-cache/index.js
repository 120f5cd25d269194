// Netlify build plugin: keeps what the last build left, so that the next one does only what changed.
const FOLDERS = [".cache", "dist"];

export const onPreBuild = ({ utils }) => utils.cache.restore(FOLDERS);
export const onPostBuild = ({ utils }) => utils.cache.save(FOLDERS);
