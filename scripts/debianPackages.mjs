import { existsSync, readFileSync } from 'node:fs';
import { run } from './run.mjs';

/**
 * A program that a Debian package contains.
 * @typedef {object} DebianProgram
 * @property {string} name
 * @property {string[]} packages
 * @property {boolean} [isBrowser] Ubuntu's packages of browsers only install snaps, which containers cannot run
 */

/**
 * The user and the operating system, as far as they determine what can be installed.
 * @typedef {object} Machine
 * @property {number | undefined} userId 0: root; undefined: a system without users of this kind
 * @property {string} osRelease the content of /etc/os-release
 */

/**
 * Tells whether apt-get can install a program here. It needs root, and Debian or a derived system.
 * @param {DebianProgram} program
 * @param {Machine} machine
 */
export function canInstall({ packages, isBrowser = false }, { userId, osRelease }) {
  if (userId !== 0 || packages.length === 0) return false;
  if (/^ID=debian$/m.test(osRelease)) return true;
  return !isBrowser && /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(osRelease);
}

/**
 * Installs programs with apt-get if possible, preferably all at once. Never fails: the caller checks again whether
 * the programs are installed.
 * @param {readonly DebianProgram[]} programs
 * @param {{signal?: AbortSignal, machine?: Machine}} [options] signal: ends the downloads, never the unpacking, which
 * would leave a broken system
 */
export async function installDebianPackages(programs, { signal, machine = readMachine() } = {}) {
  const wanted = programs.filter((program) => canInstall(program, machine));
  if (wanted.length === 0) return;
  console.log(`Installing ${wanted.map(({ name }) => name).join(', ')} with apt-get …`);
  // If the update fails, the present package lists may suffice.
  await apt(['update'], signal);
  if (
    (await install(
      wanted.flatMap(({ packages }) => packages),
      signal,
    )) ||
    wanted.length === 1
  )
    return;
  // A package that does not exist here prevents apt-get from installing the others.
  for (const { packages } of wanted) await install(packages, signal);
}

/**
 * @param {string[]} packages
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<boolean>} whether the packages are installed
 */
async function install(packages, signal) {
  const args = ['install', '--no-install-recommends', '--no-remove'];
  return (
    (await apt([...args, '--download-only', ...packages], signal)) &&
    (await apt([...args, '--no-download', ...packages]))
  );
}

/**
 * @param {string[]} args
 * @param {AbortSignal} [signal]
 * @returns {Promise<boolean>} whether apt-get succeeded
 */
async function apt(args, signal) {
  const { code, output } = await run(
    'apt-get',
    // Another apt-get may be running, such as the one that installs security updates.
    ['-y', '-qq', '-o', 'DPkg::Lock::Timeout=60', ...args],
    {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      quiet: true,
      ...(signal && { signal }),
    },
  );
  const problems = output.split('\n').filter((line) => line.startsWith('E: '));
  if (problems.length > 0) console.log(problems.join('\n'));
  return code === 0;
}

/** @returns {Machine} */
function readMachine() {
  const file = '/etc/os-release';
  return {
    userId: process.getuid?.(),
    osRelease: existsSync(file) ? readFileSync(file, 'utf8') : '',
  };
}
