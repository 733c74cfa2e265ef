import { gzipSync } from 'node:zlib';

/**
 * Adds up what scripts weigh that the page has loaded, each packed by itself.
 * @param {import('playwright-core').Page} page
 * @returns {() => Promise<number>}
 */
export function weighScripts(page) {
  /** @type {Promise<number>[]} */
  const weights = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    weights.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  return async () => (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0);
}
