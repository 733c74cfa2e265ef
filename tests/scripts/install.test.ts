import { describe, expect, test } from 'vitest';
import { isInstalled } from '../../scripts/install.mjs';

const root = { version: '1.0.0' };
const react = { version: '19.3.1', integrity: 'sha512-a' };
const otherPlatform = { version: '1.0.0', integrity: 'sha512-b', optional: true };

const wanted = {
  packages: {
    '': root,
    'node_modules/react': react,
    'node_modules/binding-of-another-platform': otherPlatform,
  },
};

describe('What is installed', () => {
  test('is complete without the root entry and the bindings of other platforms', () => {
    expect(isInstalled(wanted, { packages: { 'node_modules/react': react } })).toBe(true);
  });

  test.each([
    ['nothing is there', undefined],
    ['the lock is not readable as one', {}],
    ['a package is missing', { packages: {} }],
    ['a version differs', { packages: { 'node_modules/react': { ...react, version: '19.3.0' } } }],
    [
      'a content differs',
      { packages: { 'node_modules/react': { ...react, integrity: 'sha512-c' } } },
    ],
    [
      'one too many is there',
      { packages: { 'node_modules/react': react, 'node_modules/old': root } },
    ],
  ])('is incomplete where %s', (_difference, installed) => {
    expect(isInstalled(wanted, installed)).toBe(false);
  });
});
