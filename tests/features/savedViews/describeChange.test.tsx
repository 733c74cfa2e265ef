import { describe, expect, test } from 'vitest';
import { describeChange } from '../../../src/features/savedViews/describeChange.ts';

describe('The change of a view', () => {
  const opened = '2026-11-12T08:00:00.000Z';
  test.each([
    [28, 31, /^3 new since .*2026/],
    [31, 31, /^no new files since .*2026/],
    [43, 31, /^12 fewer since .*2026/],
  ])('from %i to %i files', (files, now, words) => {
    expect(
      describeChange({ files, counted: 'shown', opened }, { files: now, counted: 'either' }),
    ).toMatch(words);
  });

  test('is unknown if the numbers count different things, or if the view was not opened', () => {
    const now = { files: 30, counted: 'shown' } as const;
    expect(describeChange({ files: 31, counted: 'listed', opened }, now)).toBeNull();
    expect(describeChange(null, now)).toBeNull();
  });
});
