import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parameterNames } from '../../src/address/parameters.ts';
import { faultTokens } from '../../src/sample/parseFaults.ts';

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Set by the system or by tools, not by whoever runs a script: nothing to document. */
const givenByOthers = new Set(['NODE_ENV', 'VITEST', 'PATH', 'PROGRAMFILES', 'LOCALAPPDATA']);

/** Made by tools, or known to everyone who reads a repository. */
const selfEvident = new Set([
  'README.md',
  'package-lock.json',
  'node_modules',
  'dist',
  '.git',
  '.cache',
]);

function missing(words: readonly string[]): string[] {
  return words.filter((word) => !readme.includes(word));
}

function readVariables(): string[] {
  const files = readdirSync(join(root, 'scripts')).map((file) => join('scripts', file));
  const code = ['vite.config.ts', ...files].map((file) => readFileSync(join(root, file), 'utf8'));
  const uses = code.join('\n').matchAll(/\benv(?:\.|\[')([A-Z][A-Z_]+)/g);
  return [...new Set([...uses].map(([, name = '']) => name))];
}

describe('README.md', () => {
  test('opens with a picture, and with how to start and test', () => {
    const [, picture] =
      /!\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*src="([^"]+)"/
        .exec(readme.split('\n').slice(0, 15).join('\n'))
        ?.filter((part) => part !== undefined) ?? [];
    expect(picture).toBeDefined();
    expect(existsSync(join(root, picture ?? 'no picture'))).toBe(true);
    expect(missing(['npm start', 'npm test'])).toEqual([]);
  });

  test('documents every npm script', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const commands = Object.keys(scripts).map((name) =>
      ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`,
    );
    expect(missing(commands)).toEqual([]);
  });

  test('documents every address parameter', () => {
    expect(missing(parameterNames.map((name) => `\`${name}\``))).toEqual([]);
  });

  test('documents every fault of the sample', () => {
    expect(missing(faultTokens.map(({ token }) => `\`${token}\``))).toEqual([]);
  });

  test('documents every environment variable that a script reads', () => {
    const variables = readVariables();
    expect(variables).toContain('PORT');
    expect(missing(variables.filter((name) => !givenByOthers.has(name)))).toEqual([]);
  });

  test('shows every room of src and everything at the top', () => {
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${entry.name}/`);
    const top = readdirSync(root).filter((name) => !selfEvident.has(name));
    expect(missing([...rooms, ...top.filter((name) => !name.endsWith('.log'))])).toEqual([]);
  });
});
