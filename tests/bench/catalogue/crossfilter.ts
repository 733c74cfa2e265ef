import crossfilter, { type Dimension, type Group, type NaturallyOrderedValue } from 'crossfilter2';
import { searchWords } from '../../../src/domain/text.ts';
import type { SearchParams, Candidate } from './candidate.ts';
import { dayOf, type Entry, entryOf, sortedDays, sortedFacets } from './derived.ts';

/** A file and its position among all files, which is the dimension for the search and for the original order. */
interface DataTypeNode extends Entry {
  place: number;
}

/** A member's username as a key that crossfilter can sort, because null is not allowed. */
const HIDDEN = '\u0000';

/**
 * crossfilter2 with all records added at once, as its documentation recommends, and one dimension per filter. A group
 * ignores the filter of its own dimension, so each facet has a separate dimension. Each sort order is a dimension too,
 * with text keys that include the tie-breaker; it is created on first use.
 */
export function createCrossfilter(): Candidate {
  const records: DataTypeNode[] = [];
  let index: Index | null = null;
  const built = () => (index ??= buildIndex(records));
  return {
    add: (files) => {
      for (const file of files) records.push({ ...entryOf(file), place: records.length });
    },
    complete: () => void built(),
    page: (params, offset, limit) => built().page(params, offset, limit),
    counts: (params) => built().counts(params),
  };
}

type Index = Pick<Candidate, 'page' | 'counts'>;

function buildIndex(records: DataTypeNode[]): Index {
  const filter = crossfilter(records);
  const all = filter.groupAll();
  const place = filter.dimension((entry) => entry.place);
  const project = filter.dimension((entry) => entry.file.source_project);
  const dataType = filter.dimension((entry) => entry.file.datatypes, true);
  const ext = filter.dimension((entry) => entry.ext);
  const day = filter.dimension((entry) => entry.day);
  const groups = {
    datatypes: filter.dimension((entry) => [...new Set(entry.file.datatypes)], true).group(),
    projects: filter.dimension((entry) => entry.file.source_project).group(),
    members: filter.dimension((entry) => entry.file.user.username ?? HIDDEN).group(),
    extensions: filter.dimension((entry) => entry.ext).group(),
    tags: filter.dimension((entry) => [...entry.tags], true).group(),
    created: filter.dimension((entry) => entry.day).group(),
  };
  let byName: Dimension<DataTypeNode, string> | null = null;
  let byCreated: Dimension<DataTypeNode, string> | null = null;
  let current = '';

  const applyFilters = ({ ordering: _ordering, ...params }: SearchParams) => {
    const key = JSON.stringify(params);
    if (key === current) return;
    current = key;
    setExact(project, params.project);
    setExact(dataType, params.dataType);
    setExact(ext, params.ext);
    const first = params.from === undefined ? -Infinity : dayOf(params.from);
    const end = params.to === undefined ? Infinity : dayOf(params.to) + 1;
    if (first > -Infinity || end < Infinity) day.filterRange([first, end]);
    else day.filterAll();
    const words = searchWords(params.search ?? '');
    if (words.length === 0) place.filterAll();
    else {
      place.filterFunction((at) => {
        const text = records[at]?.text ?? '';
        return words.every((word) => text.includes(word));
      });
    }
  };

  const take = (ordering: SearchParams['ordering'], offset: number, limit: number) => {
    if (ordering === 'basename') {
      byName ??= filter.dimension(
        ({ name, file }) => `${name}\u0000${file.basename}\u0000${pad(file.id)}`,
      );
      return byName.bottom(limit, offset);
    }
    if (ordering === '-created') {
      byCreated ??= filter.dimension(({ micros, file }) => pad(micros) + pad(1e15 - file.id));
      return byCreated.top(limit, offset);
    }
    return place.bottom(limit, offset);
  };

  return {
    page: (params, offset, limit) => {
      applyFilters(params);
      const files = take(params.ordering, offset, limit).map(({ file }) => file);
      return { count: Number(all.value()), files };
    },
    counts: (params) => {
      applyFilters(params);
      return {
        total: Number(all.value()),
        datatypes: sortedFacets(read(groups.datatypes, Number)),
        projects: sortedFacets(read(groups.projects, Number)),
        members: sortedFacets(read(groups.members, (key) => (key === HIDDEN ? null : String(key)))),
        extensions: sortedFacets(read(groups.extensions, String)),
        tags: sortedFacets(read(groups.tags, String)),
        created: sortedDays(read(groups.created, Number)),
      };
    },
  };
}

function setExact<Value extends number | string>(
  dimension: { filterExact: (value: Value) => unknown; filterAll: () => unknown },
  value: Value | undefined,
): void {
  if (value === undefined) dimension.filterAll();
  else dimension.filterExact(value);
}

function read<Value>(
  group: Group<DataTypeNode, NaturallyOrderedValue, unknown>,
  valueOf: (key: unknown) => Value,
): [Value, number][] {
  return group.all().map(({ key, value }) => [valueOf(key), Number(value)]);
}

function pad(number: number): string {
  return String(number).padStart(16, '0');
}
