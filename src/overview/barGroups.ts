import type { Asked } from '../address/parameters.ts';
import type { DataType } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import type { Facet, Facets } from '../listing/facets.ts';
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
  isChosen: boolean;
  /** What its link asks for: the value, or, where it is chosen, none. Null: nobody can ask for it. */
  changes: Partial<Asked> | null;
}

export interface BarGroup {
  label: string;
  /** What one of them is called. */
  one: string;
  /** Most files first. */
  bars: Bar[];
}

/** The bars of everything but the dates. What is chosen is among them, even without a file. */
export function barGroups(
  facets: Facets,
  asked: Asked,
  names: Names,
  dataTypes: readonly DataType[],
): BarGroup[] {
  return [
    { label: 'Data types', one: 'Data type', bars: typeBars(facets, asked, names, dataTypes) },
    {
      label: 'Projects',
      one: 'Project',
      bars: barsOf(facets.projects, asked.source_project_id, (id, isChosen) => ({
        name: names.project(id) ?? String(id),
        changes: { source_project_id: isChosen ? null : id },
      })),
    },
    {
      label: 'Members',
      one: 'Member',
      bars: barsOf(facets.members, asked.username, (username, isChosen) => ({
        name: username ?? 'hidden',
        changes: isBlank(username) ? null : { username: isChosen ? null : username },
      })),
    },
    {
      label: 'Extensions',
      one: 'Extension',
      bars: barsOf(facets.extensions, asked.ext, (ext, isChosen) => ({
        name: ext === '' ? 'none' : ext,
        changes: ext === '' ? null : { ext: isChosen ? null : ext },
      })),
    },
    {
      label: 'Tags',
      one: 'Tag',
      bars: barsOf(facets.tags, asked.tag, (tag, isChosen) => ({
        name: tag,
        changes: isBlank(tag) ? null : { tag: isChosen ? null : tag },
      })),
    },
  ];
}

/** The address has no words for nothing but spaces. */
function isBlank(value: string | null): boolean {
  return value === null || value.trim() === '';
}

function barsOf<Value extends string | number | null>(
  facets: readonly Facet<Value>[],
  chosen: Value | null,
  describe: (value: Value, isChosen: boolean) => Pick<Bar, 'name' | 'changes'>,
): Bar[] {
  return withChosen(facets, chosen).map(({ value, count }, place) => {
    const isChosen = chosen !== null && value === chosen;
    const key = value === null ? 'null' : `=${value}`;
    const { name, changes } = describe(value, isChosen);
    return { key, name, count, depth: 0, place, own: null, isChosen, changes };
  });
}

function withChosen<Value>(facets: readonly Facet<Value>[], chosen: Value | null): Facet<Value>[] {
  if (chosen === null || facets.some(({ value }) => value === chosen)) return [...facets];
  return [...facets, { value: chosen, count: 0 }];
}

function typeBars(
  facets: Facets,
  { datatype_id }: Asked,
  names: Names,
  dataTypes: readonly DataType[],
): Bar[] {
  const own = new Map(facets.datatypes.map(({ value, count }) => [value, count]));
  const branches = placeBranches(facets.branches, dataTypes);
  if (datatype_id !== null && !branches.some(({ id }) => id === datatype_id)) {
    branches.push({ id: datatype_id, count: 0, depth: 0, hasChildren: false });
  }
  const bars = branches.map(({ id, count, depth, hasChildren }, place): Bar => {
    const isChosen = id === datatype_id;
    return {
      key: String(id),
      name: names.dataType(id) ?? String(id),
      count,
      depth,
      place,
      own: own.get(id) ?? 0,
      isChosen,
      changes: isChosen
        ? { datatype_id: null, include_children: false }
        : { datatype_id: id, include_children: hasChildren },
    };
  });
  // A parent has no fewer files than its children, and comes before them where it has no more.
  return bars.toSorted((a, b) => b.count - a.count);
}
