import { sanitizeText } from '../ui/sanitizeText.ts';
import {
  type Filters,
  sortedUnique,
  filterModeOf,
  type ValueFilter,
  withFilterMode,
} from './filters.ts';

/** The names of ids; null if a name is unknown, or not loaded yet. */
export interface Names {
  dataType: (id: number) => string | null;
  project: (id: number) => string | null;
}

/** Describes filters as a heading: "Spotify files of member_02". */
export function describeFilters(filters: Filters, names: Names): string {
  const types = filters.datatype_id.map((id) => names.dataType(id) ?? `Data type ${id}`);
  const projects = filters.source_project_id.map((id) => names.project(id) ?? `Project ${id}`);
  const kind = filters.ext.length === 0 ? 'files' : `${either(filters.ext)} files`;
  const subject = types.length > 0 ? types : projects;
  const search = sanitizeText(filters.search.trim());
  return [
    subject.length === 0 ? `Public data ${kind}` : `${either(subject)} ${kind}`,
    types.length > 0 && filters.include_children ? '(descendants too)' : null,
    types.length > 0 && projects.length > 0 ? `from ${either(projects)}` : null,
    filters.username.length === 0 ? null : `of ${either(filters.username)}`,
    ...cohortInWords(filters, names),
    filters.tag.length === 0 ? null : `tagged ${either(filters.tag.map(quoted))}`,
    search === '' ? null : `with “${search}”`,
    daysInWords(filters),
    filters.id.length === 0 ? null : `with the id ${either(filters.id.map(String))}`,
    ...exclusionsInWords(filters, names),
  ]
    .filter((words) => words !== null)
    .join(' ');
}

function cohortInWords(filters: Filters, names: Names): string[] {
  const shared = sharedNames(filters, names);
  return shared.length === 0 ? [] : [`of members who share ${listed(shared, 'and')}`];
}

function exclusionsInWords(filters: Filters, names: Names): string[] {
  const excluded = [
    ...filters.datatype_id__not.map(
      (id) =>
        (names.dataType(id) ?? `data type ${id}`) +
        (filters.include_children ? ' (descendants too)' : ''),
    ),
    ...filters.source_project_id__not.map((id) => `from ${names.project(id) ?? `project ${id}`}`),
    ...filters.username__not.map((username) => `of ${username}`),
    ...filters.tag__not.map((tag) => `tagged ${quoted(tag)}`),
    ...filters.ext__not.map((ext) => `${ext} files`),
    ...filters.id__not.map((id) => `file ${id}`),
  ];
  return excluded.length === 0 ? [] : [`but not ${listed(excluded, 'or')}`];
}

function daysInWords({ created_start, created_end }: Filters): string | null {
  if (created_start !== null && created_start === created_end) return `created on ${created_start}`;
  if (created_start !== null && created_end !== null) {
    return `created from ${created_start} to ${created_end}`;
  }
  if (created_start !== null) return `created since ${created_start}`;
  return created_end === null ? null : `created until ${created_end}`;
}

/** The names of everything that the members of a cohort share. */
export function sharedNames(filters: Filters, names: Names): string[] {
  const descending = (name: string) =>
    filters.include_children ? `${name} (descendants too)` : name;
  return [
    ...filters.shares_datatype_id.map((id) => descending(names.dataType(id) ?? `data type ${id}`)),
    ...filters.shares_source_project_id.map((id) => names.project(id) ?? `project ${id}`),
  ];
}

function either(values: readonly string[]): string {
  return listed(values, 'or');
}

/** How many values of a list a sentence names. It counts the rest. */
const MOST_NAMED = 4;

/** "a", "a or b", "a, b or c", "a, b, c, d or 12 more". */
function listed(values: readonly string[], joint: 'or' | 'and'): string {
  const more = values.length - MOST_NAMED;
  const named = (more > 1 ? [...values.slice(0, MOST_NAMED), `${more} more`] : values).map(
    (value) => sanitizeText(value),
  );
  const last = named.at(-1) ?? '';
  return named.length < 2 ? last : `${named.slice(0, -1).join(', ')} ${joint} ${last}`;
}

function quoted(text: string): string {
  return `“${text}”`;
}

/** An active filter, as a chip shows it. */
export interface ActiveFilter {
  /** Unique among the active filters. Stays the same when the filter is inverted. */
  key: string;
  label: string;
  value: string;
  /** `shared` for what the members of a cohort share, `all` for a filter with a single value. */
  mode: 'include' | 'exclude' | 'shared' | 'all';
  /** The changes that remove it. */
  without: Partial<Filters>;
  /** The changes that invert it, from "is" to "is not" and back; null if it cannot be inverted. */
  turned: Partial<Filters> | null;
}

/** The active filters, in the order of the filter bar. */
export function activeFilters(filters: Filters, names: Names): ActiveFilter[] {
  const active: ActiveFilter[] = [];
  const add = (label: string, value: string | null, without: Partial<Filters>) => {
    if (value !== null && value !== '') {
      active.push({ key: label, label, value, mode: 'all', without, turned: null });
    }
  };
  const addEach = <Name extends ValueFilter>(
    label: string,
    filter: Name,
    inWords: (value: Filters[Name][number]) => string,
  ) => {
    for (const mode of ['include', 'exclude'] as const) {
      const opposite = mode === 'include' ? 'exclude' : 'include';
      const name = mode === 'include' ? filter : (`${filter}__not` as const);
      const values: readonly Filters[Name][number][] = filters[name];
      for (const value of values) {
        const isTwice = mode === 'exclude' && filterModeOf(filters, filter, value) === 'include';
        active.push({
          key: `${isTwice ? name : filter}:${value}`,
          label,
          value: inWords(value),
          mode,
          without: dropUnusedDescendants(filters, {
            [name]: sortedUnique(values.filter((each) => each !== value)),
          }),
          turned: withFilterMode(filters, filter, value, opposite),
        });
      }
    }
  };
  const descendants = filters.include_children ? ' and its descendants' : '';
  const dataType = (id: number) => `${names.dataType(id) ?? id}${descendants}`;
  const project = (id: number) => names.project(id) ?? String(id);
  const itself = (value: string | number) => sanitizeText(String(value));
  addEach('Data type', 'datatype_id', dataType);
  addEach('Project', 'source_project_id', project);
  addEach('Username', 'username', itself);
  const addShared = (
    label: string,
    filter: 'shares_datatype_id' | 'shares_source_project_id',
    inWords: (id: number) => string,
  ) => {
    for (const id of filters[filter]) {
      const without = { [filter]: filters[filter].filter((other) => other !== id) };
      active.push({
        key: `${filter}:${id}`,
        label,
        value: inWords(id),
        mode: 'shared',
        without: dropUnusedDescendants(filters, without),
        turned: null,
      });
    }
  };
  addShared('Members share', 'shares_datatype_id', dataType);
  addShared('Members share', 'shares_source_project_id', project);
  add('Search', sanitizeText(filters.search.trim()), { search: '' });
  addEach('Tag', 'tag', itself);
  addEach('Extension', 'ext', itself);
  add('Created from', filters.created_start, { created_start: null });
  add('Created to', filters.created_end, { created_end: null });
  // The user may have selected thousands of files.
  if (filters.id.length <= MOST_CHIPS) addEach('File', 'id', itself);
  else add('Files', `${filters.id.length} picked`, { id: [] });
  return active;
}

/** How many selected files have a chip of their own. */
const MOST_CHIPS = 100;

/** Adds the removal of `include_children` to changes that remove the last data type. */
export function dropUnusedDescendants(
  filters: Filters,
  changes: Partial<Filters>,
): Partial<Filters> {
  const { datatype_id, datatype_id__not, shares_datatype_id } = { ...filters, ...changes };
  const isNamed = datatype_id.length + datatype_id__not.length + shares_datatype_id.length > 0;
  return isNamed ? changes : { ...changes, include_children: false };
}
