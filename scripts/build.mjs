import { join } from 'node:path';
import { root, run } from './run.mjs';

/**
 * Builds the production page into a folder, and ignores the environment's settings for the server.
 * @param {string} folder absolute, or relative to the project's folder
 * @param {{args?: string[], quiet?: boolean, apiOrigin?: string | undefined}} [options] args: more arguments for
 * `vite build`; quiet: return the output instead of printing it; apiOrigin: another live source
 * @returns {Promise<{code: number, output: string}>}
 */
export function buildPage(folder, { args = [], quiet = true, apiOrigin } = {}) {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  // Vitest and shells may set NODE_ENV; any other value than this bundles development React.
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_ENV: 'production' };
  delete env.VITEST;
  delete env.API_ORIGIN;
  if (apiOrigin !== undefined) env.API_ORIGIN = apiOrigin;
  const command = ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn', ...args];
  return run(process.execPath, [vite, ...command], { env, quiet });
}
