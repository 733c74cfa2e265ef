import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { sampleServer } from './scripts/sampleServer.ts';

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
    handler: (html) => html.replace('<script type="module" crossorigin', '$& blocking="render"'),
  },
};

const entry = resolve(import.meta.dirname, 'src/main.tsx');

interface Modules {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

/** What the entry imports, at first hand or not: in one file it takes fewer bytes than in a dozen. */
function chunkOf(id: string, modules: Modules): string | null {
  const found = new Set([entry]);
  // A set's iterator also visits what is added on the way.
  for (const each of found) {
    for (const next of modules.getModuleInfo(each)?.importedIds ?? []) found.add(next);
  }
  return found.has(id) && id !== entry ? 'page' : null;
}

export default defineConfig({
  // Relative addresses: dist/ works from any folder of any host.
  base: './',
  // A file that is not there is a 404, not the page once more.
  appType: 'mpa',
  // Vitest serves nothing, and must not read the server's settings.
  plugins: process.env['VITEST']
    ? [react()]
    : [react(), layersInOrder, paintedByScript, sampleServer()],
  build: {
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Older targets would lower light-dark(), and a forced theme would no longer work in production.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The Content-Security-Policy allows no inlined scripts, styles or workers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: chunkOf }] } } },
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
