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

/** The query of a script or a snippet. */
export interface ScriptQuery {
  /** The origin of the API, such as `https://www.openhumans.org`. */
  origin: string;
  /** The filters. Contain the usernames of the cohort instead of the cohort; see `withMembers`. */
  filters: Filters;
  /** The cohort in words, such as "members who share A and B"; null if the query has none. */
  cohort: string | null;
  /** Null while the tree of data types is unknown. */
  descendantsOf: DescendantsOf | null;
  /** The ordering of the page. Scripts keep the server's order, because the order does not matter in a folder. */
  ordering: Ordering | null;
  /** The query in words, such as "Spotify files of member_02". */
  words: string;
  names: Names;
  /** How many files the page showed; null if this was unknown. */
  count: number | null;
  /** The canonical URL of the page for this query. */
  address: string;
  /** When the script was generated, in ISO 8601. */
  madeAt: string;
}

/** A list that contains all files of the query, and a way to check whether its subject exists. */
export interface ScriptList {
  path: string;
  /** The subject of the list in words, such as "project 70". */
  what: string;
  /** The API list of existing subjects, and the field that must equal `value`; null for all files. */
  catalogue: { path: string; field: 'id' | 'username'; value: number | string } | null;
}

/** Values of which a row must have one, or none (`…_not`). An empty list is not checked. */
interface ListChecks {
  /** Include all descendants if the query does. */
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

/** The checks for every row. */
export interface ScriptChecks extends ListChecks {
  /** A row must contain all of these words. They are folded with `fold`. */
  words: readonly string[];
  /** The same words with only A to Z in lower case, for programs that cannot fold accents. */
  plain_words: readonly string[];
  created_start: string | null;
  created_end: string | null;
}

/**
 * The lists that contain all files of a query; the one that is probably shortest comes first. If the query
 * needs the tree of data types and it is unknown, only lists whose path includes descendants; maybe none.
 */
export function listsOf({ filters, descendantsOf }: ScriptQuery): ScriptList[] {
  return candidateEndpoints(filters)
    .filter((list) => descendantsOf !== null || !needsTree(filters, list))
    .map(describeList);
}

export function checksOf({ filters, descendantsOf }: ScriptQuery): ScriptChecks {
  // Without the tree, a script cannot check descendants. Then the path of the list selects them.
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

/** The names of the projects in the filters, by id. They are part of the folder names. */
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
  /** Padded with spaces to align the texts. */
  label: string;
  text: string;
}

/** Describes the query in a few lines. */
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
