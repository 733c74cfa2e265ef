import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { root } from './run.mjs';

/** Time limit in ms, so that a registry that does not respond cannot delay the check. */
const PATIENCE_MS = 10_000;

/**
 * Summarizes the output of `npm audit --json` for the runtime dependencies.
 * @param {string} text the output; empty if the command was stopped
 * @returns {{isFine: boolean, message: string}} `isFine` is also true without a response, because not every
 * registry has advisories
 */
export function readAudit(text) {
  const report = parse(text);
  const counts = report?.metadata?.vulnerabilities;
  if (counts === undefined) {
    return { isFine: true, message: 'not checked: the registry does not report advisories' };
  }
  const serious = (counts.high ?? 0) + (counts.critical ?? 0);
  if (serious === 0) return { isFine: true, message: 'no serious advisory' };
  const names = Object.entries(report?.vulnerabilities ?? {})
    .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
    .map(([name, { severity }]) => `${name} (${severity})`);
  return { isFine: false, message: `npm audit reports ${names.join(', ')}` };
}

/**
 * @typedef {{
 *   metadata?: {vulnerabilities?: Record<string, number>},
 *   vulnerabilities?: Record<string, {severity: string}>,
 * }} Report
 * @param {string} text
 * @returns {Report | undefined}
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns {Promise<string>} the output of `npm audit`; empty if it takes too long or npm is missing */
function askRegistry() {
  const args = ['audit', '--json', '--omit=dev', '--fetch-retries=0'];
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  return new Promise((settle) => {
    let text = '';
    const child = spawn(command, [...first, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: !npm && process.platform === 'win32',
      timeout: PATIENCE_MS,
    });
    child.stdout.on('data', (part) => (text += part));
    child.on('error', () => settle(''));
    child.on('close', () => settle(text));
  });
}

// Not when a test imports this module.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { isFine, message } = readAudit(await askRegistry());
  console.log(message);
  if (!isFine) process.exitCode = 1;
}
