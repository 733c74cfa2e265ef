import { gzipSync } from 'node:zlib';

/**
 * Adds up the gzip sizes of the scripts that the page has requested. Fetches them again, because the browser may not
 * keep the source of a script that has run.
 * @param {import('playwright-core').Page} page
 * @returns {() => Promise<number>}
 */
export function weighScripts(page) {
  /** @type {Set<string>} */
  const addresses = new Set();
  page.on('request', (request) => {
    if (request.resourceType() === 'script') addresses.add(request.url());
  });
  return async () => {
    const weights = [...addresses].map(async (address) => {
      const body = await (await fetch(address)).arrayBuffer();
      return gzipSync(Buffer.from(body), { level: 9 }).length;
    });
    return (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0);
  };
}
