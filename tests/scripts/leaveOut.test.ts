import { compileFunction } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Absent, leaveOut } from '../../scripts/leaveOut.ts';

const nothing: Absent = { tags: [], variables: {}, properties: {}, functions: {}, names: [] };

/** The answer of a script's `main(node)`. */
function answer(code: string, node: unknown): unknown {
  return compileFunction(`${code}\nreturn main(node);`, ['node'])(node);
}

const switches = `
function main(node) {
  var path = [];
  switch (node.tag) {
    case 0: path.push('zero');
    case 1: path.push('one'); break;
    case 2: case 3: path.push('two or three');
    case 4: { path.push('four'); break; }
    case 5: var late = 'five'; path.push(late); return path;
    case 6: case 7: late = 'six'; path.push(late); break;
    default: path.push('other');
  }
  if (node.tag === 3 || 5 === node.tag) path.push('odd');
  if (7 !== node.tag) path.push('not seven');
  return path;
}`;

test('whatever cases are left out, the others go the same way, into each other too', () => {
  const tags = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.uniqueArray(tags), tags, (absent, tag) => {
      fc.pre(!absent.includes(tag));
      const left = leaveOut(switches, { ...nothing, tags: absent });
      expect(answer(left, { tag })).toEqual(answer(switches, { tag }));
    }),
  );
});

test('what is left out is not there, and what shares a line with it is', () => {
  const tags = [1, 2, 3, 5, 7];
  const left = leaveOut(switches, { ...nothing, tags });
  expect(left).not.toMatch(/case [12357]:|two or three/);
  expect(left).toContain("'four'");
  const names = ['exports.gone', 'Gone.prototype', 'GONE', 'useGone'];
  const code = `
    exports.gone = 1;
    Gone.prototype.a = Kept.prototype.a = 2;
    Gone.prototype.b = 3;
    function main(node) {
      switch (node) { case GONE: return 4; case KEPT: return 5; }
      return { useGone: 6, useKept: 7 };
    }`;
  const rest = leaveOut(code, { ...nothing, names });
  expect(rest).not.toMatch(/gone/i);
  expect(rest).toMatch(/Kept\.prototype\.a = 2;[^]*return 5;[^]*useKept: 7/);
});

test('variables, properties and functions have their values, but not those of the same name elsewhere', () => {
  const code = `
    var isOn = !1, log = missing.log;
    function check(isOn) { return isOn; }
    function turn() { return (isOn = !0), { isOn: 1, dry: 2 }; }
    function work(node) { throw Error('never'); }
    function main(node) {
      var result = turn();
      node.dry = 3;
      return [isOn, check('own'), result.isOn, node.dry, work(node), work((isOn = node.count++)), log];
    }`;
  const left = leaveOut(code, {
    ...nothing,
    variables: { isOn: '!1', log: '"none"' },
    properties: { dry: 'null' },
    functions: { work: '"idle"' },
  });
  const node = { count: 0 };
  expect(answer(left, node)).toEqual([false, 'own', 1, null, 'idle', 'idle', 'none']);
  // What stands in a call is done all the same.
  expect(node).toEqual({ count: 1, dry: 3 });
});

test('of another version, in which something is not to be found, nothing is made', () => {
  expect(() => leaveOut('var a = 1;', { ...nothing, variables: { a: '1', b: '2' } })).toThrow(
    'Nothing to leave out: b',
  );
  expect(() => leaveOut('a();', { ...nothing, functions: { f: '1' }, names: ['useA'] })).toThrow(
    'Nothing to leave out: f, useA',
  );
});
