import type { Filters } from './filters.ts';

/** How ids are called; null where nobody knows (yet). */
export interface Names {
  dataType: (id: number) => string | null;
  project: (id: number) => string | null;
}

/** The filters in words, as a heading: "Spotify files of member_02". */
export function describeFilters(filters: Filters, names: Names): string {
  const { datatype_id, source_project_id, username, search, tag, ext } = filters;
  const type =
    datatype_id === null ? null : (names.dataType(datatype_id) ?? `Data type ${datatype_id}`);
  const project =
    source_project_id === null
      ? null
      : (names.project(source_project_id) ?? `Project ${source_project_id}`);
  const kind = ext === null ? 'files' : `${ext} files`;
  const subject = type ?? project;
  return [
    subject === null ? `Public data ${kind}` : `${subject} ${kind}`,
    type !== null && filters.include_children ? '(descendants too)' : null,
    type !== null && project !== null ? `from ${project}` : null,
    username === null ? null : `of ${username}`,
    tag === null ? null : `tagged “${tag}”`,
    search === '' ? null : `with “${search.trim()}”`,
    describeDays(filters),
  ]
    .filter((part) => part !== null)
    .join(' ');
}

function describeDays({ created_start, created_end }: Filters): string | null {
  if (created_start !== null && created_start === created_end) return `created on ${created_start}`;
  if (created_start !== null && created_end !== null) {
    return `created from ${created_start} to ${created_end}`;
  }
  if (created_start !== null) return `created since ${created_start}`;
  return created_end === null ? null : `created until ${created_end}`;
}

/** A filter that is asked, by its heading and its value in words: a chip. */
export interface ActiveFilter {
  label: string;
  value: string;
  /** What must be asked instead to be rid of it. */
  without: Partial<Filters>;
}

/** Every filter that is asked, in the order of the filter bar. */
export function activeFilters(filters: Filters, names: Names): ActiveFilter[] {
  const active: ActiveFilter[] = [];
  const add = (label: string, value: string | null, without: Partial<Filters>) => {
    if (value !== null && value !== '') active.push({ label, value, without });
  };
  const { datatype_id, source_project_id } = filters;
  add(
    'Data type',
    datatype_id === null
      ? null
      : `${names.dataType(datatype_id) ?? datatype_id}${filters.include_children ? ' and its descendants' : ''}`,
    { datatype_id: null, include_children: false },
  );
  add(
    'Project',
    source_project_id === null
      ? null
      : (names.project(source_project_id) ?? String(source_project_id)),
    {
      source_project_id: null,
    },
  );
  add('Username', filters.username, { username: null });
  add('Search', filters.search.trim(), { search: '' });
  add('Tag', filters.tag, { tag: null });
  add('Extension', filters.ext, { ext: null });
  add('Created from', filters.created_start, { created_start: null });
  add('Created to', filters.created_end, { created_end: null });
  return active;
}
