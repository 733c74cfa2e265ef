import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnIds, columns } from '../../../src/features/table/columns.ts';
import {
  countHidden,
  minTableWidth,
  visibleColumns,
} from '../../../src/features/table/columnState.ts';
import { defaults } from '../../../src/features/table/settings.ts';
import { seed } from '../../domain/arbitraries.ts';

const width = fc.integer({ min: 200, max: 3000 });
const hideable = columnIds.filter((id) => id !== 'file' && id !== 'download');
const choices = fc.dictionary(fc.constantFrom(...hideable), fc.boolean());

function minWidthOf(ids: readonly string[]): number {
  return minTableWidth(columns.filter(({ id }) => ids.includes(id)).map(({ size }) => size));
}

describe('The visible columns', () => {
  test('are those that fit; the least important ones are hidden first', () => {
    expect(visibleColumns(defaults, 1280)).toEqual(
      columnIds.filter((id) => id !== 'id' && id !== 'ext'),
    );
    expect(visibleColumns(defaults, 1000)).not.toContain('tags');
    expect(visibleColumns(defaults, 1000)).toContain('datatypes');
    expect(visibleColumns(defaults, 768)).toEqual([
      'file',
      'project',
      'member',
      'created',
      'download',
    ]);
    expect(countHidden(visibleColumns(defaults, 1280))).toBe(0);
    expect(countHidden(visibleColumns(defaults, 768))).toBe(2);
  });

  test('fit into every window that is wider than a phone’s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 641, max: 3000 }), (window) => {
        expect(minWidthOf(visibleColumns(defaults, window))).toBeLessThanOrEqual(window - 16);
      }),
      { seed },
    );
  });

  test('include what the user shows and exclude what the user hides, at any width', () => {
    fc.assert(
      fc.property(choices, width, (columnVisibility, window) => {
        const visible = visibleColumns({ ...defaults, columnVisibility }, window);
        expect(visible[0]).toBe('file');
        expect(visible.at(-1)).toBe('download');
        for (const id of columnIds) {
          const choice = columnVisibility[id];
          if (choice !== undefined) expect(visible.includes(id), id).toBe(choice);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  test('stay visible in a wider window', () => {
    fc.assert(
      fc.property(choices, width, width, (columnVisibility, one, other) => {
        const settings = { ...defaults, columnVisibility };
        const narrow = visibleColumns(settings, Math.min(one, other));
        const wide = visibleColumns(settings, Math.max(one, other));
        expect(wide.filter((id) => narrow.includes(id))).toEqual(narrow);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('do not depend on the widths that the user has set', () => {
    const wide = { ...defaults, columnSizing: { file: 900 } };
    expect(visibleColumns(wide, 1280)).toEqual(visibleColumns(defaults, 1280));
  });
});
