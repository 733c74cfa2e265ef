import {
  dataFilesPath,
  dataTypeDataFilesPath,
  dataTypesPath,
  memberDataFilesPath,
  membersPath,
  projectDataFilesPath,
  projectsPath,
} from '../api/endpoints.ts';
import type { Filters, Ordering } from '../listing/filters.ts';
import { type List, listsFor } from '../listing/plan.ts';
import { searchWords } from '../listing/text.ts';
import { oneLine } from './scriptLiterals.ts';

/** What a script or a snippet is made for. */
export interface ScriptQuery {
  /** Where the API's paths are appended, such as `https://www.openhumans.org`. */
  origin: string;
  filters: Filters;
  /** Ids of the data type and all its descendants; null where they are not asked, or not known. */
  family: readonly number[] | null;
  /** The order of the page. Scripts keep the server's: it makes no difference to a folder. */
  ordering: Ordering | null;
  /** The query in words, such as "Spotify files of member_02". */
  words: string;
  /** How the ids of the filters are called; null where nobody knows. */
  names: { dataType: string | null; project: string | null };
  /** How many files the page showed; null where it did not know. */
  count: number | null;
  /** The page's address for this query. */
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

/** What every row is held against; null, empty text or list: not asked. */
export interface ScriptChecks {
  /** At least one of these ids. */
  datatypes: readonly number[] | null;
  project: number | null;
  username: string | null;
  /** Folded as `fold` does. */
  words: readonly string[];
  /** The same words with ASCII letters in lower case only, for where nothing folds accents. */
  plain_words: readonly string[];
  tag: string | null;
  ext: string | null;
  created_start: string | null;
  created_end: string | null;
}

/** The lists that hold all the files of a query, the shortest guess first. */
export function listsOf({ filters, family }: ScriptQuery): ScriptList[] {
  const lists = listsFor(filters);
  // Nobody but the list of the data type itself can tell its descendants where the tree is unknown.
  const present = isTreeMissing(filters, family)
    ? lists.filter(({ kind }) => kind === 'datatype')
    : lists;
  return present.map(describeList);
}

export function checksOf({ filters, family }: ScriptQuery): ScriptChecks {
  const { datatype_id, source_project_id, username, search, tag, ext } = filters;
  const own = datatype_id === null ? null : [datatype_id];
  return {
    datatypes: datatype_id !== null && filters.include_children ? family : own,
    project: source_project_id,
    username,
    words: searchWords(search),
    plain_words: search
      .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
      .split(/\s+/)
      .filter(Boolean),
    tag,
    ext,
    created_start: filters.created_start,
    created_end: filters.created_end,
  };
}

/** The query in a few lines, for comments: each without a line break, and without a comment sign. */
export function aboutLines({ words, count, madeAt, address, ...query }: ScriptQuery): string[] {
  const { datatype_id, source_project_id, include_children } = query.filters;
  const { dataType, project } = query.names;
  const named = (id: number, name: string | null) => (name === null ? id : `${id}: ${name}`);
  const below = include_children ? ', with its descendants' : '';
  return [
    `Query:     ${words}`,
    ...(datatype_id === null ? [] : [`Data type: ${named(datatype_id, dataType)}${below}`]),
    ...(source_project_id === null ? [] : [`Project:   ${named(source_project_id, project)}`]),
    ...(query.ordering === null
      ? []
      : [`Ordering:  ${query.ordering} on the page; the server's here`]),
    `Page:      ${address}`,
    `Made:      ${madeAt}${count === null ? '' : `, when the page showed ${count} files`}`,
  ].map(oneLine);
}

function isTreeMissing({ datatype_id, include_children }: Filters, family: unknown): boolean {
  return datatype_id !== null && include_children && family === null;
}

function describeList(list: List): ScriptList {
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
