import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

const names = ['firefox-esr', 'firefox'];

/** The first Firefox that the page's styles and the tests' protocol are sure of. */
const OLDEST = 128;

/** How long the installation may take before the tests go on without, in ms. */
const LONGEST_MS = 60_000;

/**
 * Lists where a Firefox may be, the best first: what FIREFOX_PATH names and nothing else, or the usual
 * names on PATH, or the usual places of macOS and Windows.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]} absolute paths that need not exist
 */
export function listFirefoxPaths(env, platform) {
  if (env.FIREFOX_PATH) return [env.FIREFOX_PATH];
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return folders.map((folder) => join(String(folder), 'Mozilla Firefox/firefox.exe'));
  }
  const folders = (env.PATH ?? '').split(platform === process.platform ? delimiter : ':');
  const onPath = names.flatMap((name) =>
    folders.filter(Boolean).map((folder) => join(folder, name)),
  );
  return platform === 'darwin'
    ? [...onPath, '/Applications/Firefox.app/Contents/MacOS/firefox']
    : onPath;
}

/**
 * Finds a Firefox that is young enough to be tested in. A snap's is left alone: it reads no profile
 * outside its own folders.
 * @returns {string | undefined} its path
 */
export function findFirefox() {
  return listFirefoxPaths(process.env, process.platform).find(isFit);
}

/**
 * Finds a Firefox, or installs Debian's where that may be done. Never fails, and takes no longer
 * than a minute: the other tests do not need it.
 * @returns {Promise<string | undefined>} its path
 */
export async function findOrInstallFirefox() {
  const found = findFirefox();
  if (found !== undefined || process.env.FIREFOX_PATH) return found;
  await installFromDebian();
  return findFirefox();
}

async function installFromDebian() {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (process.getuid?.() !== 0 || !/^ID=debian$/m.test(system)) return;
  console.log('Installing Firefox with apt-get …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wish = ['install', '-y', '-qq', '--no-install-recommends'];
  const signal = AbortSignal.timeout(LONGEST_MS);
  // Only what is downloaded may be cut short: a package that is half unpacked is a broken system.
  for (const words of [
    ['update', '-qq'],
    [...wish, '--download-only', 'firefox-esr'],
  ]) {
    const { code } = await run('apt-get', words, { env, signal, quiet: true });
    if (code !== 0) return;
  }
  await run('apt-get', [...wish, '--no-download', 'firefox-esr'], { env, quiet: true });
}

/** @param {string} path */
function isFit(path) {
  if (!existsSync(path)) return false;
  const { status, stdout } = spawnSync(path, ['--headless', '--version'], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  return status === 0 && isYoungEnough(stdout) && !isSnap(path);
}

/**
 * Says whether this is the version of a Firefox that can be tested in.
 * @param {string} version such as "Mozilla Firefox 153.7.0esr"
 */
export function isYoungEnough(version) {
  return Number(/Firefox (\d+)\./.exec(version)?.[1] ?? 0) >= OLDEST;
}

/** @param {string} path */
function isSnap(path) {
  // On Ubuntu a few lines of shell that start the snap.
  const head = readFileSync(path).subarray(0, 2000).toString('latin1');
  return path.startsWith('/snap/') || head.includes('/snap/');
}
