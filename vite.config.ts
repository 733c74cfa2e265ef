import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { chunkOf } from './scripts/chunks.ts';
import { reactAsModules } from './scripts/reactAsModules.ts';
import { slimReact } from './scripts/slimReact.ts';
import { sampleServer } from './scripts/sampleServer.ts';
import { slimLibraries } from './scripts/slimLibraries.ts';
import { workerChunk } from './scripts/workerChunk.ts';

/**
 * Each style sheet names the layers in their order. The order is set by whoever names them first,
 * and the sheets of a build may be loaded in any order.
 */
const layersInOrder: Plugin = {
  name: 'layers-in-order',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('.module.css') ? `@layer tokens, base, parts;\n${code}` : undefined,
};

/** The page is first painted by its script, in the theme that was chosen: an empty one in another would flash. */
const paintedByScript: Plugin = {
  name: 'painted-by-script',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replaceAll('<script type="module" crossorigin', '$& blocking="render"'),
  },
};

/**
 * The module that sends the first request stands in the page by itself, ahead of the entry: as one of
 * the entry's imports it would run when all of them have come.
 */
const firstScript: Plugin = {
  name: 'first-script',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => {
      const first = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.name === 'first',
      );
      return first === undefined ? html : html.replace('"/src/first.ts"', `"./${first.fileName}"`);
    },
  },
};

/** In the tests, properties get their seeds and their numbers of runs from one place. */
const seededProperties: Plugin = {
  name: 'seeded-properties',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === 'fast-check' && !importer?.endsWith('/fastCheck.ts')
      ? join(import.meta.dirname, 'tests/support/fastCheck.ts')
      : undefined,
};

export default defineConfig({
  // Relative addresses: dist/ works from any folder of any host.
  base: './',
  // A file that is not there is a 404, not the page once more.
  appType: 'mpa',
  // Vitest serves nothing, and must not read the server's settings.
  plugins: process.env['VITEST']
    ? [react(), seededProperties]
    : [
        react(),
        layersInOrder,
        paintedByScript,
        firstScript,
        workerChunk(),
        slimLibraries(),
        slimReact(),
        reactAsModules(),
        sampleServer(),
      ],
  build: {
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Older targets would lower light-dark(), and a forced theme would no longer work in production.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The Content-Security-Policy allows no inlined scripts, styles or workers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      input: ['index.html', 'src/first.ts'],
      output: {
        codeSplitting: {
          groups: [{ name: chunkOf, debugName: 'chunks' }],
          includeDependenciesRecursively: false,
        },
        // Some hosts run programs rather than serve them.
        assetFileNames: ({ names }) =>
          /\.(?:py|sh)$/.test(names[0] ?? '')
            ? 'assets/[name][extname]-[hash].txt'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
  resolve: {
    // What TanStack Store takes for React's from before version 18.
    alias: [{ find: /^use-sync-external-store\/shim(?:\/index\.js)?$/, replacement: 'react' }],
  },
  css: {
    modules: {
      // The names are in the scripts, too: a file's own name says as much as Vite's, in fewer bytes.
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
