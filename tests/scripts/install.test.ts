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

describe('The installation', () => {
  test('is complete without the root entry and the binaries of other platforms', () => {
    expect(isInstalled(wanted, { packages: { 'node_modules/react': react } })).toBe(true);
  });

  test.each([
    ['nothing is installed', undefined],
    ['the lock file is invalid', {}],
    ['a package is missing', { packages: {} }],
    ['a version differs', { packages: { 'node_modules/react': { ...react, version: '19.3.0' } } }],
    [
      'an integrity hash differs',
      { packages: { 'node_modules/react': { ...react, integrity: 'sha512-c' } } },
    ],
    [
      'there is an extra package',
      { packages: { 'node_modules/react': react, 'node_modules/old': root } },
    ],
  ])('is incomplete if %s', (_difference, installed) => {
    expect(isInstalled(wanted, installed)).toBe(false);
  });
});
