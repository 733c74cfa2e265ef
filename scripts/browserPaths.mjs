import { closeSync, openSync, readSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Lists the paths at which a browser may be installed, the preferred names first: on PATH, then in the usual folders
 * of macOS and Windows.
 * @param {object} browser
 * @param {string[]} browser.names on PATH
 * @param {string[]} browser.macApplications files below /Applications
 * @param {string[]} browser.windowsPrograms files below the folders of programs
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]} absolute paths that need not exist
 */
export function listBrowserPaths({ names, macApplications, windowsPrograms }, env, platform) {
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return windowsPrograms.flatMap((program) =>
      folders.map((folder) => join(String(folder), program)),
    );
  }
  const folders = (env.PATH ?? '').split(platform === process.platform ? delimiter : ':');
  const onPath = names.flatMap((name) =>
    folders.filter(Boolean).map((folder) => join(folder, name)),
  );
  if (platform !== 'darwin') return onPath;
  return [...onPath, ...macApplications.map((application) => join('/Applications', application))];
}

/**
 * Tells whether a readable file launches a snap. Snaps cannot use a profile outside their own folders. On Ubuntu,
 * browsers on PATH are short shell scripts that do so.
 * @param {string} path
 */
export function isSnap(path) {
  const head = Buffer.alloc(2000);
  const file = openSync(path, 'r');
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  return path.startsWith('/snap/') || head.includes('/snap/');
}
