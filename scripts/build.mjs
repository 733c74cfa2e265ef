import { join } from 'node:path';
import { root, run } from './run.mjs';

/**
 * Builds the production page into a folder, and ignores the environment's settings for the server.
 * @param {string} folder absolute, or relative to the project's folder
 * @param {{words?: string[], quiet?: boolean, apiOrigin?: string | undefined}} [options] words: more arguments for
 * `vite build`; quiet: return the output instead of printing it; apiOrigin: another live source
 * @returns {Promise<{code: number, output: string}>}
 */
export function buildPage(folder, { words = [], quiet = true, apiOrigin } = {}) {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  // Vitest and shells may set NODE_ENV; any other value than this bundles development React.
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_ENV: 'production' };
  delete env.VITEST;
  delete env.API_ORIGIN;
  if (apiOrigin !== undefined) env.API_ORIGIN = apiOrigin;
  const wish = ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn', ...words];
  return run(process.execPath, [vite, ...wish], { env, quiet });
}
