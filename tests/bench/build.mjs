import { join } from 'node:path';
import { build, loadConfigFromFile } from 'vite';
import { root } from '../../scripts/run.mjs';

const bench = import.meta.dirname;
export const cache = join(root, '.cache/bench');

/**
 * Bundles a program and everything that it imports for Node.
 * @param {string} entry
 * @param {string} folder
 * @returns {Promise<string>} the path of the program
 */
export async function buildProgram(entry, folder) {
  // Any other value selects the slower development builds of the libraries.
  process.env.NODE_ENV = 'production';
  await build({
    configFile: false,
    logLevel: 'warn',
    root: bench,
    ssr: { noExternal: true },
    build: {
      ssr: join(bench, entry),
      outDir: join(cache, folder),
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  return join(cache, folder, 'main.mjs');
}

/**
 * Bundles a page's script and styles with the settings of the app's build: `main.js`, and `style.css` if there are
 * styles.
 * @param {string} name
 * @returns {Promise<string>} their folder
 */
export async function buildTablePage(name) {
  process.env.NODE_ENV = 'production';
  const outDir = join(cache, 'pages', name);
  const loaded = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    join(root, 'vite.config.ts'),
  );
  const { plugins = [], resolve, css, build: its = {} } = loaded?.config ?? {};
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    publicDir: false,
    plugins,
    resolve: { ...resolve, dedupe: ['react', 'react-dom'] },
    ...(css && { css }),
    build: {
      ...its,
      outDir,
      emptyOutDir: true,
      cssCodeSplit: false,
      chunkSizeWarningLimit: 5000,
      // Omits the app's entries and its chunk rules, which apply to these entries only.
      rolldownOptions: {
        input: join(bench, 'table/pages', `${name}.tsx`),
        output: { entryFileNames: 'main.js', assetFileNames: '[name][extname]' },
      },
    },
  });
  return outDir;
}
