import type { SearchParams } from '../../url/searchParams.ts';
import type { DataType } from '../../api/schemas.ts';
import { dropUnusedDescendants, type Names } from '../../domain/describe.ts';
import type { Facet, Facets } from '../../domain/facets.ts';
import {
  type Filters,
  type FilterMode,
  filterModeOf,
  type ValueFilter,
  withFilterMode,
} from '../../domain/filters.ts';
import { placeBranches } from './placeBranches.ts';

/** A value of a facet, with its number of files. */
export interface Bar {
  key: string;
  name: string;
  count: number;
  /** Depth in the tree of data types, 0 for a root. */
  depth: number;
  /** Position in the group. Differs from the order by count, because children follow their parents. */
  place: number;
  /** For a data type: the number of files that have the type itself, not a descendant; otherwise null. */
  own: number | null;
  /** How the value is part of the filters. */
  mode: FilterMode;
  /** The changes that the links of the bar make; null if no filter can express the value. */
  links: Links | null;
}

export interface Links {
  /** Includes the value; if it is part of the filters already, removes it. */
  choose: Partial<SearchParams>;
  /** Excludes the value; if it is excluded already, removes it. */
  exclude: Partial<SearchParams>;
}

export interface BarGroup {
  label: string;
  /** The label in the singular. */
  one: string;
  /** In descending order of files. */
  bars: Bar[];
}

/** The bars of all facets except the dates. Values in the filters have a bar even if no file has them. */
export function barGroups(
  facets: Facets,
  params: SearchParams,
  names: Names,
  dataTypes: readonly DataType[],
): BarGroup[] {
  return [
    { label: 'Data types', one: 'Data type', bars: typeBars(facets, params, names, dataTypes) },
    {
      label: 'Projects',
      one: 'Project',
      bars: barsOf(facets.projects, params, 'source_project_id', (id) =>
        id === null ? '' : (names.project(id) ?? String(id)),
      ),
    },
    {
      label: 'Members',
      one: 'Member',
      bars: barsOf(facets.members, params, 'username', (username) => username ?? 'hidden'),
    },
    {
      label: 'Extensions',
      one: 'Extension',
      bars: barsOf(facets.extensions, params, 'ext', (ext) => ext || 'none'),
    },
    { label: 'Tags', one: 'Tag', bars: barsOf(facets.tags, params, 'tag', (tag) => tag ?? '') },
  ];
}

/** The value of a facet. A facet also has null, for files without a value. */
type ValueOf<Name extends ValueFilter> = Filters[Name][number];

function barsOf<Name extends Exclude<ValueFilter, 'datatype_id'>>(
  facets: readonly Facet<ValueOf<Name> | null>[],
  params: SearchParams,
  filter: Name,
  nameOf: (value: ValueOf<Name> | null) => string,
): Bar[] {
  return withFilterValues(facets, params, filter).map(({ value, count }, place) => {
    const name = nameOf(value);
    // A URL parameter cannot express a missing value or a value of only spaces.
    if (value === null || String(value).trim() === '') {
      const key = `without ${value}`;
      return { key, name, count, depth: 0, place, own: null, mode: 'off', links: null };
    }
    const mode = filterModeOf(params, filter, value);
    const links = {
      choose: withFilterMode(params, filter, value, mode === 'off' ? 'include' : 'off'),
      exclude: withFilterMode(params, filter, value, mode === 'exclude' ? 'off' : 'exclude'),
    };
    return { key: `=${value}`, name, count, depth: 0, place, own: null, mode, links };
  });
}

/** Appends the values of the filter that no file has, with a count of 0. */
function withFilterValues<Name extends ValueFilter, Value extends ValueOf<Name> | null>(
  facets: readonly Facet<Value>[],
  params: SearchParams,
  filter: Name,
): Facet<Value | ValueOf<Name>>[] {
  const counted = new Set<Value | ValueOf<Name>>(facets.map(({ value }) => value));
  const values: readonly ValueOf<Name>[] = [
    ...params[filter],
    ...params[`${filter}__not` as const],
  ];
  const others = values.filter((value) => !counted.has(value));
  return [...facets, ...others.map((value) => ({ value, count: 0 }))];
}

function typeBars(
  facets: Facets,
  params: SearchParams,
  names: Names,
  dataTypes: readonly DataType[],
): Bar[] {
  const own = new Map(facets.datatypes.map(({ value, count }) => [value, count]));
  const branches = placeBranches(facets.branches, dataTypes);
  const parents = new Set(dataTypes.map(({ parent }) => parent));
  for (const { value } of withFilterValues(facets.branches, params, 'datatype_id')) {
    if (branches.some(({ id }) => id === value)) continue;
    branches.push({ id: value, count: 0, depth: 0, hasChildren: parents.has(value) });
  }
  const isTypeNamed =
    params.datatype_id.length + params.datatype_id__not.length + params.shares_datatype_id.length >
    0;
  const bars = branches.map(({ id, count, depth, hasChildren }, place): Bar => {
    const mode = filterModeOf(params, 'datatype_id', id);
    // A bar counts the files of descendants, too, so its link must include them. Not if other data types are in
    // the filters: `include_children` would apply to those, too.
    const tree = hasChildren && !isTypeNamed ? { include_children: true } : {};
    const link = (to: FilterMode) => {
      const changes = withFilterMode(params, 'datatype_id', id, to);
      return to === 'off' ? dropUnusedDescendants(params, changes) : { ...changes, ...tree };
    };
    return {
      key: String(id),
      name: names.dataType(id) ?? String(id),
      count,
      depth,
      place,
      own: own.get(id) ?? 0,
      mode,
      links: {
        choose: link(mode === 'off' ? 'include' : 'off'),
        exclude: link(mode === 'exclude' ? 'off' : 'exclude'),
      },
    };
  });
  // A parent has at least as many files as each of its children. With equal counts, it stays before them.
  return bars.toSorted((a, b) => b.count - a.count);
}
