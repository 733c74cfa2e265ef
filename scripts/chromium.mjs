import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { isSnap, listBrowserPaths } from './browserPaths.mjs';
import { installDebianPackages } from './debianPackages.mjs';
import { root, run } from './run.mjs';

const places = {
  names: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    'microsoft-edge',
    'microsoft-edge-stable',
  ],
  macApplications: ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
    (name) => `${name}.app/Contents/MacOS/${name}`,
  ),
  windowsPrograms: [
    'Google/Chrome/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
  ],
};

/** @type {import('./debianPackages.mjs').DebianProgram} */
export const chromium = { name: 'Chromium', packages: ['chromium'], isBrowser: true };

/** Command-line flags for tests and screenshots: no window, and no requests of the browser's own. */
export const chromiumFlags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Lists possible paths of Chromium, best first: only CHROMIUM_PATH if it is set, otherwise the usual paths.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]} absolute paths that need not exist
 */
export function listChromiumPaths(env, platform) {
  return env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : listBrowserPaths(places, env, platform);
}

/**
 * Finds a Chromium on this machine, including Playwright's.
 * @returns {Promise<string | undefined>} its path
 * @throws Error if CHROMIUM_PATH names a file that cannot run
 */
export async function findChromium() {
  const found = listChromiumPaths(process.env, process.platform).find(canRun);
  if (found !== undefined) return found;
  if (process.env.CHROMIUM_PATH) {
    throw new Error(`CHROMIUM_PATH is "${process.env.CHROMIUM_PATH}", which cannot be run.`);
  }
  const playwright = await import('playwright-core');
  const own = playwright.chromium.executablePath();
  return own && canRun(own) ? own : undefined;
}

/**
 * Finds a Chromium, or installs one: Debian's if possible, otherwise Playwright's.
 * @returns {Promise<string>} its path
 * @throws Error with instructions for the user
 */
export async function findOrInstallChromium() {
  const found = await findChromium();
  if (found !== undefined) return found;
  for (const install of [() => installDebianPackages([chromium]), installFromPlaywright]) {
    await install();
    const installed = await findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'No Chromium was found or could be installed. Install one, or name it: CHROMIUM_PATH=/path npm test',
  );
}

async function installFromPlaywright() {
  console.log('Downloading Chromium with Playwright …');
  const cli = join(root, 'node_modules/playwright-core/cli.js');
  const args = [cli, 'install', '--no-shell', 'chromium'];
  // Its libraries come from the system's packages, which only root can add.
  if (process.getuid?.() === 0) args.push('--with-deps');
  await run(process.execPath, args);
}

/** @param {string} path */
function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return !isSnap(path);
  } catch {
    return false;
  }
}
