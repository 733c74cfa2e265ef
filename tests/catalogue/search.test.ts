import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DataFile } from '../../src/api/schemas.ts';
import { createCatalogue } from '../../src/catalogue/catalogue.ts';
import { type Filters, noFilters } from '../../src/domain/filters.ts';
import { buildPredicates, matches } from '../../src/domain/predicates.ts';
import { basename, dataFile, seed, text } from '../domain/arbitraries.ts';

/** More files than the search processes at once, many of them with unique names. */
const many: fc.Arbitrary<DataFile[]> = fc
  .array(fc.tuple(dataFile, basename), { minLength: 70, maxLength: 150, size: 'max' })
  .map((some) =>
    some.map(([file, name], id) => Object.assign({}, file, { id, basename: `${name}${id % 50}` })),
  );

function expectFound(some: readonly DataFile[], filters: Filters, ids: readonly number[]): number {
  const predicates = buildPredicates(filters, null);
  const expected = some.filter((file) => matches(file, predicates)).map(({ id }) => id);
  expect(ids).toEqual(expected);
  return expected.length;
}

test('words of any length are found while files are added, changed and removed', () => {
  let found = 0;
  const piece = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 4 }));
  fc.assert(
    fc.property(
      many,
      fc.array(piece, { minLength: 3, maxLength: 6 }),
      text,
      (some, pieces, any) => {
        const catalogue = createCatalogue();
        const files = new Map<number, DataFile>();
        const put = (these: readonly DataFile[]) => {
          catalogue.add(these);
          for (const file of these) files.set(file.id, file);
        };
        const ask = () => {
          const all = [...files.values()];
          const words = pieces.map(([which, start, length]) => {
            const name = all[which % all.length]?.basename ?? '';
            return name.slice(start % name.length).slice(0, length);
          });
          // Each word alone, one of them together with another, and all of them with a filter that matches few files.
          const searches = [...words, words.slice(0, 2).join(' '), any];
          for (const search of searches) {
            for (const filters of [
              { ...noFilters, search },
              { ...noFilters, search, id: [1, 2, 3] },
            ]) {
              const { files: answered } = catalogue.query({ filters, ordering: null }, 0, 1e6);
              found += expectFound(
                all,
                filters,
                answered.map(({ id }) => id),
              );
            }
          }
        };
        put(some.slice(0, 40));
        ask();
        put(some.slice(40));
        ask();
        const [first, second] = some;
        if (first !== undefined && second !== undefined) {
          put([{ ...first, basename: second.basename }]);
          put([{ ...second, basename: `${any}Überall` }]);
        }
        ask();
        for (let id = 0; id < 60; id += 3) if (catalogue.remove(id)) files.delete(id);
        ask();
      },
    ),
    { seed, numRuns: 40 },
  );
  expect(found).toBeGreaterThan(1000);
});
