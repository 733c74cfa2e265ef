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

/** A value with its files. */
export interface Bar {
  key: string;
  name: string;
  count: number;
  /** How deep it stands in a tree, 0 for a root. */
  depth: number;
  /** Where it stands among those that are shown. */
  place: number;
  /** Of a data type: the files that have it themselves, not by a descendant. */
  own: number | null;
  /** How it takes part in what is asked. */
  mode: FilterMode;
  /** What its links ask for; null: nobody can ask for it. */
  links: Links | null;
}

export interface Links {
  /** Its files too, or, where it takes mode, no longer. */
  choose: Partial<SearchParams>;
  /** All but its files, or, where it is excluded, no longer. */
  exclude: Partial<SearchParams>;
}

export interface BarGroup {
  label: string;
  /** What one of them is called. */
  one: string;
  /** Most files first. */
  bars: Bar[];
}

/** The bars of everything but the dates. What takes part is among them, even without a file. */
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

/** The value of a facet, null where it is what files lack. */
type ValueOf<Name extends ValueFilter> = Filters[Name][number];

function barsOf<Name extends Exclude<ValueFilter, 'datatype_id'>>(
  facets: readonly Facet<ValueOf<Name> | null>[],
  params: SearchParams,
  filter: Name,
  nameOf: (value: ValueOf<Name> | null) => string,
): Bar[] {
  return withAsked(facets, params, filter).map(({ value, count }, place) => {
    const name = nameOf(value);
    // The address has no words for nothing, or for nothing but spaces.
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

/** The facets, and after them the values that take part in what is asked but that no file has. */
function withAsked<Name extends ValueFilter, Value extends ValueOf<Name> | null>(
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
  for (const { value } of withAsked(facets.branches, params, 'datatype_id')) {
    if (branches.some(({ id }) => id === value)) continue;
    branches.push({ id: value, count: 0, depth: 0, hasChildren: parents.has(value) });
  }
  const isTypeNamed =
    params.datatype_id.length + params.datatype_id__not.length + params.shares_datatype_id.length >
    0;
  const bars = branches.map(({ id, count, depth, hasChildren }, place): Bar => {
    const mode = filterModeOf(params, 'datatype_id', id);
    // What a bar counts are its descendants' files too: so must be what it asks for.
    // Where other data types are named, it would widen those as well: then it is theirs to say.
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
  // A parent has no fewer files than its children, and comes before them where it has no more.
  return bars.toSorted((a, b) => b.count - a.count);
}
