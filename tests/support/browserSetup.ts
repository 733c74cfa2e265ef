import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPage } from '../../scripts/build.mjs';
import { findChromium } from '../../scripts/chromium.mjs';
import { findFirefox } from '../../scripts/firefox.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the production build for the browser tests. */
    builtPage: string;
    /** The Chromium executable. */
    chromiumPath: string;
    /** The Firefox executable, for the core tests; empty if Firefox is not installed. */
    firefoxPath: string;
  }
}

/** Builds the production page once for all browser tests, into a temporary folder, and finds the browsers. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const chromiumPath = await findChromium();
  if (chromiumPath === undefined) {
    throw new Error('No Chromium found. Run `npm test` to install one, or set CHROMIUM_PATH.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'data-explorer-'));
  const { code, output } = await buildPage(folder);
  if (code !== 0) throw new Error(`The build failed.\n${output}`);
  provide('builtPage', folder);
  provide('chromiumPath', chromiumPath);
  provide('firefoxPath', findFirefox() ?? '');
  return () => rm(folder, { recursive: true, force: true });
}
