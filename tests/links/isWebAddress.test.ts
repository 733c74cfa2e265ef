import { expect, test } from 'vitest';
import { isWebAddress } from '../../src/links/isWebAddress.ts';
import { addresses } from '../browser/hostileRows.ts';

test.each([
  'https://www.openhumans.org/data-management/datafile-download/1/?key=a',
  'http://127.0.0.1:4173/x',
  'HTTPS://example.org/@user',
])('a link: %s', (address) => {
  expect(isWebAddress(address)).toBe(true);
});

test.each(addresses)('no link: %j', (address) => {
  expect(isWebAddress(address)).toBe(false);
});
