import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countHidden, gridColumns, leastWidth, shownColumns } from '../../src/table/layout.ts';
import { withWanted } from '../../src/table/settingChanges.ts';
import { columnIds, defaults, mayHide } from '../../src/table/settings.ts';
import { seed } from '../listing/arbitraries.ts';

const width = fc.integer({ min: 200, max: 3000 });
const wanted = fc.dictionary(fc.constantFrom(...columnIds.filter(mayHide)), fc.boolean());

describe('The columns shown', () => {
  test('are those that fit, and the least important ones leave first', () => {
    expect(shownColumns(defaults, 1280)).toEqual(
      columnIds.filter((id) => id !== 'id' && id !== 'ext'),
    );
    expect(shownColumns(defaults, 1000)).not.toContain('tags');
    expect(shownColumns(defaults, 1000)).toContain('datatypes');
    expect(shownColumns(defaults, 768)).toEqual([
      'file',
      'project',
      'member',
      'created',
      'download',
    ]);
    expect(countHidden(shownColumns(defaults, 1280))).toBe(0);
    expect(countHidden(shownColumns(defaults, 768))).toBe(2);
  });

  test('need no more than any window has that is no phone’s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 641, max: 3000 }), (window) => {
        expect(leastWidth(shownColumns(defaults, window), {})).toBeLessThanOrEqual(window - 16);
      }),
      { seed },
    );
  });

  test('are all that the reader wants and none that the reader does not, at any width', () => {
    fc.assert(
      fc.property(wanted, width, (wishes, window) => {
        const settings = { ...defaults, wanted: wishes };
        const shown = shownColumns(settings, window);
        expect(shown[0]).toBe('file');
        expect(shown.at(-1)).toBe('download');
        for (const id of columnIds) {
          const wish = settings.wanted[id];
          if (wish !== undefined) expect(shown.includes(id), id).toBe(wish);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  test('only grow in number with the window', () => {
    fc.assert(
      fc.property(wanted, width, width, (wishes, one, other) => {
        const settings = { ...defaults, wanted: wishes };
        const narrow = shownColumns(settings, Math.min(one, other));
        const wide = shownColumns(settings, Math.max(one, other));
        expect(wide.filter((id) => narrow.includes(id))).toEqual(narrow);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('do not leave because another one is made wider', () => {
    const wide = { ...defaults, widths: { file: 900 } };
    expect(shownColumns(wide, 1280)).toEqual(shownColumns(defaults, 1280));
    expect(leastWidth(['file', 'download'], { file: 900 })).toBe(
      leastWidth(['file', 'download'], {}) + 740,
    );
  });

  test('have a track each, after the one that selects', () => {
    const shown = shownColumns(withWanted(defaults, 'ext', true), 1280);
    const tracks = gridColumns(shown, { member: 200 }).match(/minmax\([^)]*\)|\S+/g);
    expect(tracks).toHaveLength(shown.length + 1);
    expect(tracks?.[shown.indexOf('member') + 1]).toBe('200px');
  });
});
