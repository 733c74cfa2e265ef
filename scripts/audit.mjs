import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { root } from './run.mjs';

/** How long a registry may take, in ms: the check must not wait for one that does not answer. */
const PATIENCE_MS = 10_000;

/**
 * Says what `npm audit --json` found in what the page is made of.
 * @param {string} text what it wrote; empty where it was stopped
 * @returns {{isFine: boolean, words: string}} fine, too, where no registry answers: not every one does
 */
export function readAudit(text) {
  const report = parse(text);
  const counts = report?.metadata?.vulnerabilities;
  if (counts === undefined) {
    return { isFine: true, words: 'not answered here: no registry that knows of advisories' };
  }
  const grave = (counts.high ?? 0) + (counts.critical ?? 0);
  if (grave === 0) return { isFine: true, words: 'no grave advisory' };
  const names = Object.entries(report?.vulnerabilities ?? {})
    .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
    .map(([name, { severity }]) => `${name} (${severity})`);
  return { isFine: false, words: `npm audit knows of: ${names.join(', ')}` };
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

/** @returns {Promise<string>} what npm writes; empty where that takes too long, or there is no npm */
function askRegistry() {
  const words = ['audit', '--json', '--omit=dev', '--fetch-retries=0'];
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  return new Promise((settle) => {
    let text = '';
    const child = spawn(command, [...first, ...words], {
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

// Only when run, not when a test imports it.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { isFine, words } = readAudit(await askRegistry());
  console.log(words);
  if (!isFine) process.exitCode = 1;
}
