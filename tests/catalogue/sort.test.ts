import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DataFile } from '../../src/api/schemas.ts';
import { createCatalogue } from '../../src/catalogue/catalogue.ts';
import { noFilters } from '../../src/domain/filters.ts';
import { compareFiles } from '../../src/domain/ordering.ts';
import { seed } from '../domain/arbitraries.ts';
import { fileWith } from '../domain/world.ts';

const SIZE = 3000;
const noNames = { dataTypes: new Map<number, string>(), projects: new Map<number, string>() };

/**
 * Nearly all files are in project 1, every thirtieth in project 2, and half of them in project 3, with the later
 * dates. Names are unordered, and the order of ids differs from that of the files.
 */
const files: DataFile[] = Array.from({ length: SIZE }, (_, index) =>
  fileWith({
    id: (index * 7919) % SIZE,
    basename: `${(index * 104_729) % 997}.txt`,
    created: new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString(),
    source_project: index % 30 === 0 ? 2 : index < SIZE / 2 ? 1 : 3,
  }),
);

const sortedUnique = (['created', '-created', 'basename', '-id'] as const).map((by) => ({
  by,
  sorted: files.toSorted(compareFiles(by, noNames)),
}));

test('the first pages of small and large sorted results equal the start of the full result', () => {
  const page = fc.record({
    projects: fc.constantFrom<number[]>([], [1], [1, 2, 3], [1, 3], [2], [3]),
    order: fc.constantFrom(...sortedUnique),
    offset: fc.nat({ max: 120 }),
    limit: fc.oneof(fc.nat({ max: 30 }), fc.constant(SIZE)),
  });
  fc.assert(
    fc.property(fc.array(page, { minLength: 1, maxLength: 5 }), (pages) => {
      const catalogue = createCatalogue();
      catalogue.add(files);
      for (const { projects, order, offset, limit } of pages) {
        const filters = { ...noFilters, source_project_id: projects };
        const expected = order.sorted.filter(
          (file) => projects.length === 0 || projects.includes(file.source_project),
        );
        const query = catalogue.query({ filters, ordering: order.by }, offset, limit);
        expect(query.count).toBe(expected.length);
        expect(query.files.map(({ id }) => id)).toEqual(
          expected.slice(offset, offset + limit).map(({ id }) => id),
        );
      }
    }),
    { seed, numRuns: 60 },
  );
});
