import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/**
 * @typedef {{version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean}} LockedPackage
 * @typedef {{packages?: Record<string, LockedPackage>}} Lock
 */

/**
 * Whether the installed packages are those of the lockfile.
 * @param {Lock} wanted package-lock.json
 * @param {Lock | undefined} installed node_modules/.package-lock.json, which has no root entry "" and no
 * optional packages of other platforms
 */
export function isInstalled(wanted, installed) {
  if (installed?.packages === undefined) return false;
  const present = installed.packages;
  const lock = wanted.packages ?? {};
  const params = Object.entries(lock).filter(([path]) => path !== '');
  const isThere = params.every(([path, { version, integrity, optional, devOptional }]) => {
    const found = present[path];
    if (found === undefined) return optional === true || devOptional === true;
    return found.version === version && found.integrity === integrity;
  });
  return isThere && Object.keys(present).every((path) => path in lock);
}

/**
 * Runs `npm ci` unless the installed packages are those of the lockfile. Ends the process if that fails.
 * @param {string} [folder] the package's folder, relative to the project's folder
 */
export function installMissing(folder = '.') {
  const cwd = join(root, folder);
  const wanted = readLock(join(cwd, 'package-lock.json'));
  const installed = readLock(join(cwd, 'node_modules/.package-lock.json'));
  if (wanted !== undefined && isInstalled(wanted, installed)) return;
  console.log('Installing dependencies …');
  // Explicit, because npm omits development dependencies if NODE_ENV is production.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) return;
  console.error('npm ci failed, see above. Is the network reachable?');
  process.exit(1);
}

/**
 * @param {string} path
 * @returns {Lock | undefined}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
