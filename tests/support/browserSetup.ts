import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPage } from '../../scripts/build.mjs';
import { findChromium } from '../../scripts/chromium.mjs';
import { findFirefox } from '../../scripts/firefox.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the production build that the browser tests visit. */
    builtPage: string;
    /** The Chromium they visit it with. */
    chromiumPath: string;
    /** The Firefox that its core is visited with, too; empty where there is none. */
    firefoxPath: string;
  }
}

/** Builds the production page once for all browser tests, into a folder of its own, and finds the browsers. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const chromiumPath = await findChromium();
  if (chromiumPath === undefined) {
    throw new Error('No Chromium found: `npm test` installs one, CHROMIUM_PATH names one.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'data-explorer-'));
  const { code, output } = await buildPage(folder);
  if (code !== 0) throw new Error(`The build failed.\n${output}`);
  provide('builtPage', folder);
  provide('chromiumPath', chromiumPath);
  provide('firefoxPath', findFirefox() ?? '');
  return () => rm(folder, { recursive: true, force: true });
}
