import { describe, expect, test } from 'vitest';
import { formatRange } from '../../src/ui/format.ts';

describe('formatRange', () => {
  test.each([
    [8025, 5, 15803, '8,026–8,030 of 15,803'],
    [0, 100, 15803, '1–100 of 15,803'],
    [15802, 1, 15803, '15,803 of 15,803'],
    [0, 1, 1, '1 of 1'],
    [0, 0, 0, '0 of 0'],
    [99_900, 0, 31, '0 of 31'],
    [999, 2, 2_000_000, '1,000–1,001 of 2,000,000'],
  ])('formats offset %i, length %i and count %i as %s', (offset, length, count, expected) => {
    expect(formatRange(offset, length, count)).toBe(expected);
  });
});
