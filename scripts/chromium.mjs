import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, run } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Chromium without its windows: the same pages for half the work, and enough for tests. */
const shellName = 'chromium-headless-shell';
const edgeNames = ['microsoft-edge', 'microsoft-edge-stable'];

/** How a browser is started for tests and pictures: without a window, and silent on the network. */
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
 * Lists where a Chromium may be, the best first: what CHROMIUM_PATH names and nothing else, or the usual
 * names on PATH, or the usual places of macOS and Windows.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]} absolute paths that need not exist
 */
export function listChromiumPaths(env, platform) {
  if (env.CHROMIUM_PATH) return [env.CHROMIUM_PATH];
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    const programs = [
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ];
    return programs.flatMap((program) => folders.map((folder) => join(String(folder), program)));
  }
  const folders = (env.PATH ?? '').split(platform === process.platform ? delimiter : ':');
  const onPath = [...names, ...edgeNames].flatMap((name) =>
    folders.filter(Boolean).map((folder) => join(folder, name)),
  );
  if (platform !== 'darwin') return onPath;
  const applications = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
  return [
    ...onPath,
    ...applications.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  ];
}

/**
 * Finds a Chromium on this machine, Playwright's own included.
 * @returns {Promise<string | undefined>} its path
 * @throws Error where CHROMIUM_PATH names something that cannot be run
 */
export async function findChromium() {
  const found = listChromiumPaths(process.env, process.platform).find(canRun);
  if (found !== undefined) return found;
  if (process.env.CHROMIUM_PATH) {
    throw new Error(`CHROMIUM_PATH is "${process.env.CHROMIUM_PATH}", which cannot be run.`);
  }
  const { chromium } = await import('playwright-core');
  const own = chromium.executablePath();
  return own && canRun(own) ? own : undefined;
}

/**
 * Finds a Chromium, or installs one: Debian's where that may be done, else Playwright's.
 * @returns {Promise<string>} its path
 * @throws Error with a sentence saying what to do
 */
export async function findOrInstallChromium() {
  const found = await findChromium();
  if (found !== undefined) return found;
  for (const install of [() => installFromDebian('chromium'), installFromPlaywright]) {
    await install();
    const installed = await findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'No Chromium was found or could be installed. Install one, or name it: CHROMIUM_PATH=/path npm test',
  );
}

/**
 * Finds the Chromium that tests run in: one without windows, installed where Debian has it, else any.
 * @returns {Promise<string>} its path
 * @throws Error with a sentence saying what to do
 */
export async function findOrInstallTestChromium() {
  const found = findShell();
  if (found !== undefined) return found;
  if (!process.env.CHROMIUM_PATH) await installFromDebian(shellName);
  return findShell() ?? findOrInstallChromium();
}

/**
 * Finds a Chromium without windows, unless CHROMIUM_PATH names another.
 * @returns {string | undefined} its path
 */
export function findShell() {
  if (process.env.CHROMIUM_PATH) return;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, shellName)).find(canRun);
}

/** @param {string} name */
async function installFromDebian(name) {
  // Not on Ubuntu: its package of that name only points to a snap, which containers cannot run.
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (process.getuid?.() !== 0 || !/^ID=debian$/m.test(system)) return;
  console.log(`Installing ${name} with apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const words = ['install', '-y', '-qq', '--no-install-recommends', name];
  const { code } = await run('apt-get', words, { env });
  // The lists of packages may be missing or old; fetching them takes longer than most installations.
  if (code === 0) return;
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', words, { env });
}

async function installFromPlaywright() {
  console.log('Downloading Chromium with Playwright …');
  const words = [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium'];
  // Its libraries come from the system's packages, which only root can add.
  if (process.getuid?.() === 0) words.push('--with-deps');
  await run(process.execPath, words);
}

/** @param {string} path */
function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
