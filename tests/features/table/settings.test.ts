import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnIds, widthLimits } from '../../../src/features/table/columns.ts';
import {
  canMoveColumn,
  defaults,
  moveColumn,
  type Settings,
  validColumnSizing,
  validColumnVisibility,
  validSettings,
} from '../../../src/features/table/settings.ts';
import { parseTableSettings } from '../../../src/session/settings.ts';
import { seed } from '../../domain/arbitraries.ts';

function parseSettings(text: string | null): Settings {
  return validSettings(parseTableSettings(text));
}

const id = fc.constantFrom(...columnIds);
const step = fc.constantFrom(-1 as const, 1 as const);
const change: fc.Arbitrary<(to: Settings) => Settings> = fc.oneof(
  fc.tuple(id, fc.boolean()).map(([of, isVisible]) => (to: Settings) => ({
    ...to,
    columnVisibility: validColumnVisibility({ ...to.columnVisibility, [of]: isVisible }),
  })),
  fc.tuple(id, step).map(([of, by]) => (to: Settings) => ({
    ...to,
    columnOrder: moveColumn(to.columnOrder, of, by),
  })),
  fc
    .tuple(id, fc.double({ min: -500, max: 5000, noNaN: true }))
    .map(([of, width]) => (to: Settings) => ({
      ...to,
      columnSizing: validColumnSizing({ ...to.columnSizing, [of]: width }),
    })),
  fc
    .constantFrom('comfortable' as const, 'compact' as const)
    .map((density) => (to: Settings) => ({ ...to, density })),
);
const settings = fc
  .array(change, { maxLength: 20 })
  .map((changes) => changes.reduce((before, each) => each(before), defaults));

/** Strings that resemble stored settings, of this version and of earlier ones, with arbitrary values. */
const junk = fc.oneof(
  fc.string(),
  fc.json(),
  fc
    .record(
      {
        density: fc.anything(),
        order: fc.oneof(fc.anything(), fc.array(fc.oneof(id, fc.string(), fc.integer()))),
        wanted: fc.oneof(fc.anything(), fc.dictionary(id, fc.anything())),
        widths: fc.oneof(fc.anything(), fc.dictionary(id, fc.oneof(fc.double(), fc.anything()))),
        columnOrder: fc.oneof(fc.anything(), fc.array(fc.oneof(id, fc.string(), fc.integer()))),
        columnVisibility: fc.oneof(fc.anything(), fc.dictionary(id, fc.anything())),
        columnSizing: fc.oneof(
          fc.anything(),
          fc.dictionary(id, fc.oneof(fc.double(), fc.anything())),
        ),
      },
      { requiredKeys: [] },
    )
    .map((value) =>
      JSON.stringify(value, (_key, each: unknown) =>
        typeof each === 'bigint' ? String(each) : each,
      ),
    )
    .filter((text): text is string => text !== undefined),
);

function expectValid({ density, columnOrder, columnVisibility, columnSizing }: Settings): void {
  expect(['comfortable', 'compact']).toContain(density);
  expect(columnOrder.toSorted()).toEqual(columnIds.toSorted());
  expect(columnOrder.at(-1)).toBe('download');
  for (const [key, value] of Object.entries(columnVisibility)) {
    expect(columnIds).toContain(key);
    expect(['file', 'download']).not.toContain(key);
    expect(typeof value).toBe('boolean');
  }
  for (const [key, value] of Object.entries(columnSizing)) {
    expect(columnIds).toContain(key);
    expect(key).not.toBe('download');
    expect(Number.isInteger(value)).toBe(true);
    expect(value).toBeGreaterThanOrEqual(widthLimits.minSize);
    expect(value).toBeLessThanOrEqual(widthLimits.maxSize);
  }
}

describe('The settings of the table', () => {
  test('are the same after storing and parsing', () => {
    fc.assert(
      fc.property(settings, (before) => {
        expectValid(before);
        expect(parseSettings(JSON.stringify(before))).toEqual(before);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('are valid for any stored string', () => {
    fc.assert(
      fc.property(junk, (text) => expectValid(parseSettings(text))),
      { seed, numRuns: 2000 },
    );
    for (const text of [
      null,
      '',
      'null',
      '[]',
      '{"order":null}',
      '{"columnSizing":{"file":1e999}}',
    ]) {
      expect(parseSettings(text)).toEqual(defaults);
    }
  });

  test.each([
    [
      'this version',
      { order: 'columnOrder', visibility: 'columnVisibility', sizing: 'columnSizing' },
    ],
    ['earlier versions', { order: 'order', visibility: 'wanted', sizing: 'widths' }],
  ])('keep the valid part of the settings that %s stored', (_version, names) => {
    const text = JSON.stringify({
      density: 'compact',
      [names.order]: ['tags', 'tags', 'no such column', 'download', 'file'],
      [names.visibility]: { file: false, ext: true, tags: 'yes', ['__proto__']: true },
      [names.sizing]: { file: 300.4, member: 5, tags: 'wide', download: 200 },
    });
    expect(parseSettings(text)).toEqual({
      density: 'compact',
      columnOrder: [
        'tags',
        'file',
        'datatypes',
        'project',
        'member',
        'created',
        'id',
        'ext',
        'download',
      ],
      columnVisibility: { ext: true },
      columnSizing: { file: 300, member: widthLimits.minSize },
    });
  });

  test('can move a column by one position and back', () => {
    fc.assert(
      fc.property(settings, id, step, ({ columnOrder }, of, by) => {
        const moved = moveColumn(columnOrder, of, by);
        const canMove = canMoveColumn(columnOrder, of, by);
        expect(moved.indexOf(of)).toBe(columnOrder.indexOf(of) + (canMove ? by : 0));
        const back = by === 1 ? -1 : 1;
        expect(canMove ? moveColumn(moved, of, back) : moved).toEqual(columnOrder);
      }),
      { seed },
    );
  });
});
