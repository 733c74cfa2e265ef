import {
  columnFacetingFeature,
  columnFilteringFeature,
  constructTable,
  createColumnHelper,
  createFacetedRowModel,
  createFacetedUniqueValues,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_equals,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
} from '@tanstack/table-core';
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings';
import { searchWords } from '../../../src/domain/text.ts';
import type { SearchParams, Candidate } from './candidate.ts';
import { compareUnits, dayOf, type Entry, entryOf, sortedDays, sortedFacets } from './derived.ts';

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  columnFilteringFeature,
  filteredRowModel: createFilteredRowModel(),
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  columnFacetingFeature,
  facetedRowModel: createFacetedRowModel(),
  facetedUniqueValues: createFacetedUniqueValues(),
});

const helper = createColumnHelper<typeof features, Entry>();

/** A column's facets ignore its own filter, so each facet has a separate column that is never filtered. */
const columns = helper.columns([
  helper.accessor((entry) => entry.file.id, { id: 'id', sortFn: sortFn_basic }),
  helper.accessor((entry) => entry.file.source_project, {
    id: 'project',
    filterFn: filterFn_equals,
  }),
  helper.accessor((entry) => entry.file.datatypes, {
    id: 'dataType',
    filterFn: (row, _column, wanted: number) => row.original.file.datatypes.includes(wanted),
  }),
  helper.accessor('ext', { id: 'ext', filterFn: filterFn_equals }),
  helper.accessor('day', {
    id: 'day',
    filterFn: (row, _column, [first, end]: readonly [number, number]) =>
      row.original.day >= first && row.original.day <= end,
  }),
  helper.accessor('text', {
    id: 'search',
    filterFn: (row, _column, words: readonly string[]) =>
      words.every((word) => row.original.text.includes(word)),
  }),
  helper.accessor('name', {
    id: 'basename',
    sortFn: (a, b) =>
      compareUnits(a.original.name, b.original.name) ||
      compareUnits(a.original.file.basename, b.original.file.basename),
  }),
  helper.accessor('micros', { id: 'created', sortFn: sortFn_basic }),
  helper.accessor((entry) => entry.file.source_project, { id: 'projects' }),
  helper.accessor((entry) => entry.file.datatypes, {
    id: 'datatypes',
    getUniqueValues: ({ file }) => [...new Set(file.datatypes)],
  }),
  helper.accessor((entry) => entry.file.user.username, { id: 'members' }),
  helper.accessor('ext', { id: 'extensions' }),
  helper.accessor('tags', { id: 'tags', getUniqueValues: ({ tags }) => [...tags] }),
  helper.accessor('day', { id: 'days' }),
]);

/** The row models of TanStack Table for filters, sorting and facets, without a view. */
export function createTanStack(): Candidate {
  const entries: Entry[] = [];
  let table: ReturnType<typeof build> | null = null;
  let filtered = '';
  let sorted = '';

  const run = ({ ordering, ...params }: SearchParams) => {
    table ??= build(entries);
    const key = JSON.stringify(params);
    if (key !== filtered) table.setColumnFilters(filtersOf(params));
    filtered = key;
    if ((ordering ?? '') !== sorted) table.setSorting(sortingOf(ordering));
    sorted = ordering ?? '';
    return table;
  };

  return {
    add: (files) => {
      for (const file of files) entries.push(entryOf(file));
    },
    complete: () => {
      table = build(entries);
      table.getRowModel();
    },
    page: (params, offset, limit) => {
      const { rows } = run(params).getRowModel();
      const files = rows.slice(offset, offset + limit).map((row) => row.original.file);
      return { count: rows.length, files };
    },
    counts: (params) => {
      const result = run(params);
      const count = <Value>(id: string, valueOf: (value: unknown) => Value) => {
        const counts = result.getColumn(id)?.getFacetedUniqueValues() ?? new Map<unknown, number>();
        return Array.from(counts, ([value, files]): [Value, number] => [valueOf(value), files]);
      };
      return {
        total: result.getFilteredRowModel().rows.length,
        datatypes: sortedFacets(count('datatypes', Number)),
        projects: sortedFacets(count('projects', Number)),
        members: sortedFacets(count('members', (name) => (typeof name === 'string' ? name : null))),
        extensions: sortedFacets(count('extensions', String)),
        tags: sortedFacets(count('tags', String)),
        created: sortedDays(count('days', Number)),
      };
    },
  };
}

function build(entries: Entry[]) {
  return constructTable({ features, columns, data: entries });
}

function filtersOf({ project, dataType, ext, from, to, search }: SearchParams) {
  const filters: { id: string; value: unknown }[] = [];
  if (project !== undefined) filters.push({ id: 'project', value: project });
  if (dataType !== undefined) filters.push({ id: 'dataType', value: dataType });
  if (ext !== undefined) filters.push({ id: 'ext', value: ext });
  if (from !== undefined || to !== undefined) {
    const days = [from ? dayOf(from) : -Infinity, to ? dayOf(to) : Infinity];
    filters.push({ id: 'day', value: days });
  }
  const words = searchWords(search ?? '');
  if (words.length > 0) filters.push({ id: 'search', value: words });
  return filters;
}

function sortingOf(ordering: SearchParams['ordering']) {
  const byId = { id: 'id', desc: false };
  if (ordering === 'basename') return [{ id: 'basename', desc: false }, byId];
  return ordering === '-created' ? [{ id: 'created', desc: true }, byId] : [];
}
