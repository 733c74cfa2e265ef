import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isSnap, listBrowserPaths } from './browserPaths.mjs';

/** The first version that supports the page's styles and the tests' protocol. */
const OLDEST = 128;

const places = {
  names: ['firefox-esr', 'firefox'],
  macApplications: ['Firefox.app/Contents/MacOS/firefox'],
  windowsPrograms: ['Mozilla Firefox/firefox.exe'],
};

/**
 * Debian's Firefox. Without packages if FIREFOX_PATH is set, so that nothing replaces that Firefox.
 * @returns {import('./debianPackages.mjs').DebianProgram}
 */
export function firefox() {
  const packages = process.env.FIREFOX_PATH ? [] : ['firefox-esr'];
  return { name: 'Firefox', packages, isBrowser: true };
}

/**
 * Lists possible paths of Firefox, best first: only FIREFOX_PATH if it is set, otherwise the usual paths.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]} absolute paths that need not exist
 */
export function listFirefoxPaths(env, platform) {
  return env.FIREFOX_PATH ? [env.FIREFOX_PATH] : listBrowserPaths(places, env, platform);
}

/**
 * Finds a Firefox that the tests can run in: new enough, and not a snap.
 * @returns {string | undefined} its path
 */
export function findFirefox() {
  return listFirefoxPaths(process.env, process.platform).find(isUsable);
}

/** @param {string} path */
function isUsable(path) {
  if (!existsSync(path)) return false;
  const { status, stdout } = spawnSync(path, ['--headless', '--version'], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  return status === 0 && isRecentEnough(stdout) && !isSnap(path);
}

/**
 * Tells whether the tests can run in this version of Firefox.
 * @param {string} version such as "Mozilla Firefox 153.7.0esr"
 */
export function isRecentEnough(version) {
  return Number(/Firefox (\d+)\./.exec(version)?.[1] ?? 0) >= OLDEST;
}
