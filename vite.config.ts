import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { sampleServer } from './scripts/sampleServer.ts';

export default defineConfig({
  // Relative addresses: dist/ works from any folder of any host.
  base: './',
  // A file that is not there is a 404, not the page once more.
  appType: 'mpa',
  // Vitest serves nothing, and must not read the server's settings.
  plugins: process.env['VITEST'] ? [react()] : [react(), sampleServer(), nameLayersFirst()],
  build: {
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Older targets would lower light-dark(), and a forced theme would no longer work in production.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The Content-Security-Policy allows no inlined scripts, styles or workers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
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

/**
 * Whichever style sheet loads first sets the order of the layers, and which one that is changes
 * with how the scripts are split. So each begins as styles.css does.
 */
function nameLayersFirst(): Plugin {
  return {
    name: 'name-layers-first',
    generateBundle(_options, bundle) {
      for (const asset of Object.values(bundle)) {
        if (asset.type !== 'asset' || !asset.fileName.endsWith('.css')) continue;
        asset.source = `@layer tokens,base,parts;${String(asset.source)}`;
      }
    },
  };
}
