import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { buildTargets } from './scripts/browserTargets.ts';
import { sampleServer } from './scripts/sampleServer.ts';

/**
 * Declares the order of the cascade layers at the top of every CSS Module. The first declaration
 * that the browser sees sets the order, and a build may load its style sheets in any order.
 */
const declareLayers: Plugin = {
  name: 'declare-layers',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('.module.css')
      ? // On the first line, so that source maps stay right.
        { code: `@layer tokens, base, parts; ${code}`, map: null }
      : undefined,
};

/** Makes the entry block the first paint: it sets the chosen theme, and an empty page in another would flash. */
const blockRendering: Plugin = {
  name: 'block-rendering',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replaceAll('<script type="module" crossorigin', '$& blocking="render"'),
  },
};

/**
 * Points the page's preload script to its chunk. Vite would bundle the script into the main entry, where it would run
 * only when all of the entry's imports have loaded.
 */
const preloadScript: Plugin = {
  name: 'preload-script',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => {
      const chunk = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.name === 'preload',
      );
      return chunk === undefined
        ? html
        : html.replace('"/src/preload.ts"', `"./${chunk.fileName}"`);
    },
  },
};

/** Replaces fast-check in tests with a wrapper that sets the seed and the number of runs of all property tests. */
const seededProperties: Plugin = {
  name: 'seeded-properties',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === 'fast-check' && !importer?.endsWith('/fastCheck.ts')
      ? join(import.meta.dirname, 'tests/support/fastCheck.ts')
      : undefined,
};

/** The libraries of the first view. Those that only a worker or a drawer uses stay in their own chunks. */
const vendor =
  /node_modules\/(?:react|react-dom|scheduler|downshift|valibot|zustand|@tanstack\/(?!react-query-devtools)[^/]+)\//;

export default defineConfig({
  // Relative URLs: dist/ works from any folder of any host.
  base: './',
  // A missing file is a 404, not the page.
  appType: 'mpa',
  // Vitest does not serve the page, and must not read the server's settings.
  plugins: process.env['VITEST']
    ? [react(), seededProperties]
    : [react(), declareLayers, blockRendering, preloadScript, sampleServer()],
  build: {
    target: buildTargets,
    // Older targets would lower light-dark(), and a forced theme would no longer work in production.
    cssTarget: buildTargets,
    // The Content-Security-Policy allows no inlined scripts, styles or workers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    rolldownOptions: {
      input: ['index.html', 'src/preload.ts'],
      output: {
        // Libraries change less often than the app: browsers keep this chunk over releases. It also compresses better.
        codeSplitting: { groups: [{ name: 'vendor', test: vendor }] },
        // Some hosts run programs rather than serve them.
        assetFileNames: ({ names }) =>
          /\.(?:py|sh)$/.test(names[0] ?? '')
            ? 'assets/[name][extname]-[hash].txt'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
  css: {
    modules: {
      // Readable in the browser's tools, and shorter than Vite's default.
      generateScopedName: (name, file) =>
        `${basename(file.split('?')[0] ?? '', '.module.css')}-${name}`,
    },
  },
  worker: { format: 'es' },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          testTimeout: 30_000,
          // A process for each file would spend a second on loading what most of them load. What keeps
          // state of its own, in modules or in a document, is tested by the other projects, which isolate.
          isolate: false,
          // Vitest would leave one free, which of two is half of the time.
          maxWorkers: '100%',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', 'tests/support/**', 'tests/bench/**', 'tests/fuzz/**'],
          sequence: { shuffle: true },
        },
      },
      {
        extends: true,
        test: {
          name: 'component',
          environment: 'jsdom',
          testTimeout: 30_000,
          maxWorkers: '100%',
          include: ['tests/**/*.test.tsx'],
          setupFiles: ['tests/support/component.ts'],
          sequence: { shuffle: true },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/{browser,support}/**/*.test.ts'],
          globalSetup: ['tests/support/browserSetup.ts'],
          setupFiles: ['tests/support/browserFile.ts'],
          // One browser for each process. What a file opens is closed at its end, and each test has a profile of its own.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: 2,
          // After the quick ones, which they would slow down.
          sequence: { shuffle: true, groupOrder: 1 },
        },
      },
    ],
  },
});
