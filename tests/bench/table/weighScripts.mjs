import { gzipSync } from 'node:zlib';

/**
 * Adds up what scripts weigh that the page has asked for, each packed by itself. They are fetched anew: the
 * browser need not keep what it has run.
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
