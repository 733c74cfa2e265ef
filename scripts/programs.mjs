import { spawnSync } from 'node:child_process';
import { chromium, findChromium } from './chromium.mjs';
import { installDebianPackages } from './debianPackages.mjs';
import { findFirefox, firefox } from './firefox.mjs';

/** Time limit for the download of the optional programs, ms. After it, the tests run without them. */
const DOWNLOAD_MS = 180_000;

/** The programs that tests run, apart from browsers, with the Debian packages that contain them. */
export const programs = [
  { name: 'curl', command: 'curl', packages: ['curl', 'ca-certificates'] },
  { name: 'dash', command: 'dash', packages: ['dash'] },
  { name: 'git', command: 'git', packages: ['git'] },
  { name: 'jq', command: 'jq', packages: ['jq'] },
  { name: 'OpenSSL', command: 'openssl', packages: ['openssl'] },
  { name: 'Python', command: 'python3', packages: ['python3'] },
  { name: 'zsh', command: 'zsh', packages: ['zsh'] },
  { name: 'LibreOffice', command: 'soffice', packages: ['libreoffice-calc'] },
  { name: 'BibTeX', command: 'bibtex', packages: ['texlive-binaries'] },
  {
    name: 'R with jsonlite and stringi',
    command: 'Rscript',
    packages: ['r-base-core', 'r-cran-jsonlite', 'r-cran-stringi'],
  },
];

/**
 * Arguments that make a program exit immediately with success.
 * @type {Record<string, string[]>}
 */
const probes = {
  dash: ['-c', ':'],
  openssl: ['version'],
  Rscript: ['-e', 'library(jsonlite); library(stringi)'],
};

/**
 * Tells whether a program is installed and runs; of Rscript, whether it has the packages that the snippets use.
 * @param {string} command
 */
export function has(command) {
  return spawnSync(command, probes[command] ?? ['--version']).status === 0;
}

/**
 * Installs the missing browsers and programs that tests run, if possible, and prints a line for each one that is still
 * missing.
 * @throws Error if CHROMIUM_PATH names a file that cannot run
 */
export async function installPrograms() {
  const wanted = [
    { ...chromium, isMissing: async () => (await findChromium()) === undefined },
    { ...firefox(), isMissing: () => findFirefox() === undefined },
    ...programs.map(({ name, command, packages }) => ({
      name,
      packages,
      isMissing: () => !has(command),
    })),
  ];
  const missing = await filterMissing(wanted);
  if (missing.length === 0) return;
  await installDebianPackages(missing, { signal: AbortSignal.timeout(DOWNLOAD_MS) });
  for (const { name } of await filterMissing(missing)) {
    // Chromium is required: `findOrInstallChromium` has more ways, and throws.
    if (name === chromium.name) continue;
    console.log(
      `No ${name} was found or could be installed: the tests that run ${name} are skipped.`,
    );
  }
}

/**
 * @template {{isMissing: () => boolean | Promise<boolean>}} Program
 * @param {readonly Program[]} all
 * @returns {Promise<Program[]>}
 */
async function filterMissing(all) {
  const answers = await Promise.all(all.map(async (program) => await program.isMissing()));
  return all.filter((_program, index) => answers[index]);
}
