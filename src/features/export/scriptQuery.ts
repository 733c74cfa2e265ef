import {
  dataFilesPath,
  dataTypeDataFilesPath,
  dataTypesPath,
  memberDataFilesPath,
  membersPath,
  projectDataFilesPath,
  projectsPath,
} from '../../api/endpoints.ts';
import type { Names } from '../../domain/describe.ts';
import { type Filters, sortedUnique, type Ordering } from '../../domain/filters.ts';
import { type DescendantsOf, withDescendants } from '../../domain/predicates.ts';
import {
  candidateEndpoints,
  type Endpoint,
  includesDescendants,
  needsTree,
} from '../../retrieval/plan.ts';
import { searchWords } from '../../domain/text.ts';

/** What a script or a snippet is made for. */
export interface ScriptQuery {
  /** Where the API's paths are appended, such as `https://www.openhumans.org`. */
  origin: string;
  /** Without a cohort: its members are named one by one, see `withMembers`. */
  filters: Filters;
  /** Whose members they are, such as "members who share A and B"; null where no cohort is asked. */
  cohort: string | null;
  /** Null where the tree of data types is not known. */
  descendantsOf: DescendantsOf | null;
  /** The order of the page. Scripts keep the server's: it makes no difference to a folder. */
  ordering: Ordering | null;
  /** The query in words, such as "Spotify files of member_02". */
  words: string;
  names: Names;
  /** How many files the page showed; null where it did not know. */
  count: number | null;
  /** The page's canonical URL for this query. */
  address: string;
  /** When this was made, ISO 8601. */
  madeAt: string;
}

/** A list that holds every file that is asked for, and how to find out whether it can exist at all. */
export interface ScriptList {
  path: string;
  /** Whose list it is, in words. */
  what: string;
  /** Where the API lists those that exist, and the field that must be `value`; null for all files. */
  catalogue: { path: string; field: 'id' | 'username'; value: number | string } | null;
}

/** What a row must have one of, and what it must have none of; an empty list: not asked. */
interface ListChecks {
  /** With all their descendants, where these are asked. */
  datatypes: readonly number[];
  datatypes_not: readonly number[];
  projects: readonly number[];
  projects_not: readonly number[];
  usernames: readonly string[];
  usernames_not: readonly string[];
  tags: readonly string[];
  tags_not: readonly string[];
  exts: readonly string[];
  exts_not: readonly string[];
  ids: readonly number[];
  ids_not: readonly number[];
}

/** What every row is held against. */
export interface ScriptChecks extends ListChecks {
  /** All of these; folded as `fold` does. */
  words: readonly string[];
  /** The same words with ASCII letters in lower case only, for where nothing folds accents. */
  plain_words: readonly string[];
  created_start: string | null;
  created_end: string | null;
}

/**
 * The lists that hold all the files of a query, the shortest guess first. Where the tree of data
 * types is asked but not known, only those whose path takes care of it: maybe none.
 */
export function listsOf({ filters, descendantsOf }: ScriptQuery): ScriptList[] {
  return candidateEndpoints(filters)
    .filter((list) => descendantsOf !== null || !needsTree(filters, list))
    .map(describeList);
}

export function checksOf({ filters, descendantsOf }: ScriptQuery): ScriptChecks {
  // Nobody can check descendants where the tree is unknown; then the list's path takes care of them.
  const isTreeMissing = includesDescendants(filters) && descendantsOf === null;
  const accepted = filters.include_children ? descendantsOf : null;
  const dataTypes = (ids: readonly number[]) =>
    isTreeMissing ? [] : sortedUnique(withDescendants(ids, accepted));
  return {
    datatypes: dataTypes(filters.datatype_id),
    datatypes_not: dataTypes(filters.datatype_id__not),
    projects: filters.source_project_id,
    projects_not: filters.source_project_id__not,
    usernames: filters.username,
    usernames_not: filters.username__not,
    words: searchWords(filters.search),
    plain_words: filters.search
      .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
      .split(/\s+/)
      .filter(Boolean),
    tags: filters.tag,
    tags_not: filters.tag__not,
    exts: filters.ext,
    exts_not: filters.ext__not,
    ids: filters.id,
    ids_not: filters.id__not,
    created_start: filters.created_start,
    created_end: filters.created_end,
  };
}

/** How the projects that are asked for are called, by id: their folders bear these names too. */
export function projectNamesOf(
  { source_project_id }: Filters,
  { project }: Names,
): ReadonlyMap<number, string> {
  return new Map(
    source_project_id.flatMap((id) => {
      const name = project(id) ?? '';
      return name === '' ? [] : [[id, name] as const];
    }),
  );
}

/** A line that describes the query. Its text is untrusted. */
export interface AboutLine {
  /** Padded with spaces, so that the texts line up. */
  label: string;
  text: string;
}

/** Describes the query in a few lines, for people. */
export function aboutLines({ words, count, madeAt, address, ...query }: ScriptQuery): AboutLine[] {
  const { filters, names, ordering, cohort } = query;
  const below = filters.include_children ? ', with all descendants' : '';
  const line = (label: string, text: string) => [{ label: label.padEnd(11), text }];
  const named = (
    label: string,
    ids: readonly number[],
    nameOf: (id: number) => string | null,
    [before, after] = ['', ''],
  ) => {
    const each = ids.map((id) => {
      const name = nameOf(id);
      return name === null ? id : `${id}: ${name}`;
    });
    return each.length === 0 ? [] : line(label, `${before}${each.join('; ')}${after}`);
  };
  return [
    ...line('Query:', words),
    ...named('Data type:', filters.datatype_id, names.dataType, ['', below]),
    ...named('Data type:', filters.datatype_id__not, names.dataType, ['not ', below]),
    ...named('Project:', filters.source_project_id, names.project),
    ...named('Project:', filters.source_project_id__not, names.project, ['not ', '']),
    ...(cohort === null ? [] : line('Usernames:', `${cohort}, found when this was made`)),
    ...(ordering === null ? [] : line('Ordering:', `${ordering} on the page; the server's here`)),
    ...line('Page:', address),
    ...line('Made:', `${madeAt}${count === null ? '' : `, when the page showed ${count} files`}`),
  ];
}

function describeList(list: Endpoint): ScriptList {
  switch (list.kind) {
    case 'all':
      return { path: dataFilesPath(), what: 'all public data files', catalogue: null };
    case 'project':
      return {
        path: projectDataFilesPath(list.id),
        what: `project ${list.id}`,
        catalogue: { path: projectsPath(), field: 'id', value: list.id },
      };
    case 'datatype':
      return {
        path: dataTypeDataFilesPath(
          list.id,
          list.include_children ? { include_children: 'True' } : {},
        ),
        what: `data type ${list.id}`,
        catalogue: { path: dataTypesPath(), field: 'id', value: list.id },
      };
    case 'member':
      return {
        path: memberDataFilesPath(list.username),
        what: `member ${list.username}`,
        catalogue: {
          path: membersPath({ username: list.username }),
          field: 'username',
          value: list.username,
        },
      };
  }
}
