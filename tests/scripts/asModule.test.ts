import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { asModule } from '../../scripts/asModule.ts';

const require = createRequire(
  resolve(import.meta.dirname, '../../node_modules/react-dom/package.json'),
);

/** A module's address, which says all of it. */
function addressOf(code: string): string {
  return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
}

async function run(code: string): Promise<Record<string, unknown>> {
  return import(/* @vite-ignore */ addressOf(code));
}

test('what a script assigns to its exports is exported, as it is at last', async () => {
  const { now, later, call } = await run(
    asModule(`"use strict";
exports.now = void 0;
if (true) {
  var hidden = 2;
  exports.now = function () { return hidden; };
}
exports.call = function () { return exports.now() + 1; };
exports.later = 1;
exports.later = 3;
`),
  );
  expect(later).toBe(3);
  expect(now).toBeTypeOf('function');
  expect(call).toBeTypeOf('function');
  expect(typeof call === 'function' && call()).toBe(3);
});

test('what it requires is imported', async () => {
  const path = addressOf('export const join = (a, b) => a + b;');
  const code = `var path = require("${path}"),\n  other = 1;\nexports.ab = path.join("a", "b") + other;`;
  expect((await run(asModule(code)))['ab']).toBe('ab1');
});

test.each([
  'module.exports = 1;',
  'exports.a = 1;\nexports[b] = 2;',
  'exports.a = 1;\nif (a) { exports.b = 2; }',
  'exports.a = require("b").c;',
  'var a = 1;',
])('%s is refused, rather than half understood', (code) => {
  expect(() => asModule(code)).toThrow('This cannot be made a module.');
});

test('all that React’s builds export is still there', async () => {
  const built = new Map<string, string>();
  for (const file of [
    'react/cjs/react.production.js',
    'react/cjs/react-jsx-runtime.production.js',
    'scheduler/cjs/scheduler.production.js',
    'react-dom/cjs/react-dom.production.js',
    'react-dom/cjs/react-dom-client.production.js',
  ]) {
    const [name = ''] = file.split('/');
    const path = join(dirname(require.resolve(`${name}/package.json`)), file.slice(name.length));
    const code = asModule(readFileSync(path, 'utf8')).replaceAll(
      / from "([^"]+)"/g,
      (_, from: string) => ` from "${built.get(from)}"`,
    );
    if (!built.has(name)) built.set(name, addressOf(code));
    expect(Object.keys(await run(code)).toSorted()).toEqual(Object.keys(require(path)).toSorted());
  }
});
