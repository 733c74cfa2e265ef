import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildPage } from './build.mjs';

/** Limits in gzip bytes: the JavaScript of the first view, and all JavaScript. */
const limits = { initial: 152_000, all: 260_000 };

/**
 * @typedef {Record<string, {file: string, imports?: string[], isEntry?: boolean}>} Manifest
 */

/**
 * Lists the scripts that the page loads before any interaction: those in its HTML, and all that they import statically.
 * @param {Manifest} manifest Vite's manifest
 * @param {string} html the built page
 * @returns {string[]} file names, each once
 */
export function listInitialScripts(manifest, html) {
  const seen = new Set(
    Object.keys(manifest).filter((key) => html.includes(`/${manifest[key]?.file}"`)),
  );
  // A set's iterator also visits entries that are added during the iteration.
  for (const key of seen) for (const imported of manifest[key]?.imports ?? []) seen.add(imported);
  const files = [...seen].map((key) => manifest[key]?.file ?? '');
  return [...new Set(files.filter((file) => file.endsWith('.js')))];
}

async function measureBudget() {
  const folder = mkdtempSync(join(tmpdir(), 'data-explorer-budget-'));
  try {
    const { code, output } = await buildPage(folder, { args: ['--manifest'] });
    if (code !== 0) return `${output}\nThe build failed.`;
    /** @type {Manifest} */
    const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    const scripts = Object.values(manifest).map(({ file }) => file);
    const all = weigh(folder, [...new Set(scripts.filter((file) => file.endsWith('.js')))]);
    const initial = weigh(folder, listInitialScripts(manifest, html));
    console.log(
      `first view ${format(initial)} of ${format(limits.initial)} allowed, all scripts ${format(all)} of ${format(limits.all)} (gzip)`,
    );
    if (initial > limits.initial) return 'The first view loads more JavaScript than allowed.';
    return all > limits.all ? 'There is more JavaScript than allowed.' : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {string[]} files
 */
function weigh(folder, files) {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
}

/** @param {number} bytes */
function format(bytes) {
  return `${bytes.toLocaleString('en')} bytes`;
}

// Not when a test imports this module.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problem = await measureBudget();
  if (problem !== undefined) {
    console.error(problem);
    process.exitCode = 1;
  }
}
