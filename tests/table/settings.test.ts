import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canMove, withMoved, withWanted, withWidth } from '../../src/table/settingChanges.ts';
import {
  columnIds,
  defaults,
  mayHide,
  NARROWEST,
  parseSettings,
  type Settings,
  WIDEST,
} from '../../src/table/settings.ts';
import { seed } from '../listing/arbitraries.ts';

const id = fc.constantFrom(...columnIds);
const change = fc.oneof(
  fc.tuple(id, fc.boolean()).map(
    ([of, is]) =>
      (to: Settings) =>
        withWanted(to, of, is),
  ),
  fc.tuple(id, fc.constantFrom(-1 as const, 1 as const)).map(
    ([of, by]) =>
      (to: Settings) =>
        withMoved(to, of, by),
  ),
  fc
    .tuple(
      id.filter((of) => of !== 'download'),
      fc.option(fc.double({ min: -500, max: 5000, noNaN: true })),
    )
    .map(
      ([of, width]) =>
        (to: Settings) =>
          withWidth(to, of, width),
    ),
  fc
    .constantFrom('comfortable' as const, 'compact' as const)
    .map((density) => (to: Settings) => ({ ...to, density })),
);
const settings = fc
  .array(change, { maxLength: 20 })
  .map((changes) => changes.reduce((before, each) => each(before), defaults));

/** Texts that look as if they were settings, but need not make any sense. */
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

function expectSound({ density, order, wanted, widths }: Settings): void {
  expect(['comfortable', 'compact']).toContain(density);
  expect(order.toSorted()).toEqual(columnIds.toSorted());
  expect(order.at(-1)).toBe('download');
  for (const [key, value] of Object.entries(wanted)) {
    expect(columnIds.filter(mayHide)).toContain(key);
    expect(typeof value).toBe('boolean');
  }
  for (const [key, value] of Object.entries(widths)) {
    expect(columnIds).toContain(key);
    expect(Number.isInteger(value) && value >= NARROWEST && value <= WIDEST).toBe(true);
  }
}

describe('The settings of the table', () => {
  test('come back from the browser’s storage as they went in', () => {
    fc.assert(
      fc.property(settings, (before) => {
        expectSound(before);
        expect(parseSettings(JSON.stringify(before))).toEqual(before);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('are sound whatever the storage holds', () => {
    fc.assert(
      fc.property(junk, (text) => expectSound(parseSettings(text))),
      { seed, numRuns: 2000 },
    );
    for (const text of [null, '', 'null', '[]', '{"order":null}', '{"widths":{"file":1e999}}']) {
      expect(parseSettings(text)).toEqual(defaults);
    }
  });

  test('keep what makes sense beside what does not', () => {
    const text = JSON.stringify({
      density: 'compact',
      order: ['tags', 'tags', 'no such column', 'download', 'file'],
      wanted: { file: false, ext: true, tags: 'yes', __proto__: true },
      widths: { file: 300.4, member: 5, tags: 'wide', download: 200 },
    });
    expect(parseSettings(text)).toEqual({
      density: 'compact',
      order: ['tags', 'file', 'datatypes', 'project', 'member', 'created', 'id', 'ext', 'download'],
      wanted: { ext: true },
      widths: { file: 300, member: NARROWEST },
    });
  });

  test('move a column by one place, and back', () => {
    fc.assert(
      fc.property(settings, id, fc.constantFrom(-1 as const, 1 as const), (before, of, by) => {
        const moved = withMoved(before, of, by);
        const isMoved = canMove(before, of, by);
        expect(moved.order.indexOf(of)).toBe(before.order.indexOf(of) + (isMoved ? by : 0));
        const back = by === 1 ? -1 : 1;
        expect(isMoved ? withMoved(moved, of, back) : moved).toEqual(before);
      }),
      { seed },
    );
  });

  test('forget a width that is given back', () => {
    const wide = withWidth(defaults, 'file', 500);
    expect(wide.widths).toEqual({ file: 500 });
    expect(withWidth(wide, 'file', null)).toEqual(defaults);
  });
});
