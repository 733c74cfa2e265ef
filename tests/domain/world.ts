import fc from 'fast-check';
import type { DataFile, DataType } from '../../src/api/schemas.ts';
import { buildDescendantsOf } from '../../src/domain/dataTypes.ts';
import { type Filters, noFilters, type ServerFilter } from '../../src/domain/filters.ts';
import type { ServerCapabilities, Verdict } from '../../src/retrieval/capabilities.ts';
import type { DescendantsOf } from '../../src/domain/predicates.ts';
import {
  type Endpoint,
  candidateEndpoints,
  queryParametersFor,
  type Plan,
  planKey,
} from '../../src/retrieval/plan.ts';
import {
  initialLoadState,
  type LoadState,
  type LoadStatus,
} from '../../src/retrieval/loadState.ts';

/** A data file with default values, apart from `changes`. */
export function fileWith(changes: Partial<DataFile> = {}): DataFile {
  return {
    id: 1,
    basename: 'file.json',
    created: '2022-11-15T22:25:48.853753Z',
    datatypes: [],
    download_url: '',
    metadata: null,
    source_project: 1,
    user: { id: 1, name: 'Ann', username: 'ann' },
    listed_at: 0,
    ...changes,
  };
}

/** Data type 1 is the parent of 2, which is the parent of 3. Data type 4 has no relatives. */
export const dataTypes: DataType[] = [
  { id: 1, name: 'one', parent: null, description: '' },
  { id: 2, name: 'two', parent: 1, description: '' },
  { id: 3, name: 'three', parent: 2, description: '' },
  { id: 4, name: 'four', parent: null, description: '' },
];
export const descendantsOf = buildDescendantsOf(dataTypes);

/** Usernames that are valid in a path, usernames that are not, and a hidden member. */
const usernames = ['ann', 'bob', 'c d', '..', null];

/** Files with every combination of data types, project and member that the tests filter by. */
export const universe: DataFile[] = [[], [1], [2], [3], [4], [1, 2], [2, 4], [1, 3, 4]]
  .flatMap((datatypes) =>
    [1, 2].flatMap((source_project) =>
      usernames.map((username) =>
        fileWith({
          datatypes,
          source_project,
          user: { id: null, name: null, username },
        }),
      ),
    ),
  )
  .map((file, id) => fileWith(Object.assign(file, { id })));

/** Every combination of the API's filters with at most one of a few values each. */
export const everyServerFilter: Filters[] = [[], [1], [2], [4]].flatMap((datatype_id) =>
  [false, true].flatMap((include_children) =>
    [[], [1]].flatMap((source_project_id) =>
      [[], ['ann'], ['c d'], ['..']].map((username) =>
        filtersWith({ datatype_id, include_children, source_project_id, username }),
      ),
    ),
  ),
);

/** Every combination of one, several and excluded values, which the API's filters cannot express. */
export const everySeveral: Filters[] = [[], [2], [1, 4]].flatMap((datatype_id) =>
  [[], [1], [2, 3]].flatMap((datatype_id__not) =>
    [false, true].flatMap((include_children) =>
      [[], [1], [1, 2]].flatMap((source_project_id) =>
        [[], [1]].flatMap((source_project_id__not) =>
          [[], ['ann'], ['ann', 'c d']].flatMap((username) =>
            [[], ['bob']].map((username__not) =>
              filtersWith({
                datatype_id,
                datatype_id__not,
                include_children,
                source_project_id,
                source_project_id__not,
                username,
                username__not,
              }),
            ),
          ),
        ),
      ),
    ),
  ),
);

/** Cohorts, alone and with every combination of the API's filters. */
export const everyCohort: Filters[] = [[], [1], [2, 4]].flatMap((shares_datatype_id) =>
  [[], [2], [1, 2]].flatMap((shares_source_project_id) =>
    everyServerFilter
      .filter(() => shares_datatype_id.length + shares_source_project_id.length > 0)
      .map((params) => Object.assign({}, params, { shares_datatype_id, shares_source_project_id })),
  ),
);

function filtersWith(changes: Partial<Filters>): Filters {
  return { ...noFilters, ...changes };
}

/** Whether a file matches the filters by values. A simple implementation, to compare the code with. */
export function matchesFilters(file: DataFile, filters: Filters): boolean {
  const isOneOf = <Value>(values: readonly Value[], value: Value) =>
    values.some((some) => some === value);
  const { datatype_id, datatype_id__not, include_children } = filters;
  const { source_project_id, source_project_id__not, username, username__not } = filters;
  if (source_project_id.length > 0 && !isOneOf(source_project_id, file.source_project))
    return false;
  if (isOneOf(source_project_id__not, file.source_project)) return false;
  if (username.length > 0 && !isOneOf<string | null>(username, file.user.username)) return false;
  if (isOneOf<string | null>(username__not, file.user.username)) return false;
  if (datatype_id__not.some((id) => isOfType(file, id, include_children))) return false;
  if (!isSharer(file.user.username, universe, filters, include_children ? descendantsOf : null)) {
    return false;
  }
  return datatype_id.length === 0 || datatype_id.some((id) => isOfType(file, id, include_children));
}

/**
 * Whether the files of a member in `allFiles` contain every data type and project that a cohort requires. A simple
 * implementation, to compare the code with.
 * @param descend null if descendants do not count
 */
export function isSharer(
  username: string | null,
  allFiles: readonly DataFile[],
  { shares_datatype_id, shares_source_project_id }: Filters,
  descend: DescendantsOf | null,
): boolean {
  if (shares_datatype_id.length === 0 && shares_source_project_id.length === 0) return true;
  // The files of hidden members cannot be attributed to a member.
  if (username === null) return false;
  const own = allFiles.filter(({ user }) => user.username === username);
  const isOf = (file: DataFile, id: number) =>
    file.datatypes.some((type) => type === id || descend?.(id).has(type));
  return (
    shares_datatype_id.every((id) => own.some((file) => isOf(file, id))) &&
    shares_source_project_id.every((id) => own.some((file) => file.source_project === id))
  );
}

function isOfType(file: DataFile, dataType: number, withDescendants: boolean): boolean {
  const descendants: Record<number, number[]> = { 1: [1, 2, 3], 2: [2, 3] };
  const accepted = withDescendants ? (descendants[dataType] ?? [dataType]) : [dataType];
  return file.datatypes.some((type) => accepted.includes(type));
}

/** Whether `plan` lists all files that are needed to apply `filters`. A cohort needs the files of all members. */
export function listsAllNeeded(plan: Plan, filters: Filters): boolean {
  const isCohort = filters.shares_datatype_id.length + filters.shares_source_project_id.length > 0;
  return universe.every(
    (file) => isListed(file, plan) || !(isCohort || matchesFilters(file, filters)),
  );
}

/** Whether a server that honours all parameters lists `file` for `plan`. */
export function isListed(file: DataFile, { endpoint, parameters }: Plan): boolean {
  const { datatype_id, source_project_id, username } = parameters;
  if (datatype_id !== undefined && !isOfType(file, Number(datatype_id), false)) return false;
  if (source_project_id !== undefined && file.source_project !== source_project_id) return false;
  if (username !== undefined && file.user.username !== username) return false;
  switch (endpoint.kind) {
    case 'all':
      return true;
    case 'project':
      return file.source_project === endpoint.id;
    case 'datatype':
      return isOfType(file, endpoint.id, endpoint.include_children);
    case 'member':
      return file.user.username === endpoint.username;
  }
}

const verdict = fc.constantFrom<Verdict>('unknown', 'honoured', 'ignored');
const verdicts: fc.Arbitrary<Record<ServerFilter, Verdict>> = fc.record({
  datatype_id: verdict,
  source_project_id: verdict,
  username: verdict,
});

export const anyCapabilities: fc.Arbitrary<ServerCapabilities> = fc.record({
  verdicts,
  missing: fc.subarray<Endpoint['kind']>(['datatype', 'member', 'project']),
  counts: fc.dictionary(
    fc.constantFrom('all', 'project:1', 'datatype:1', 'datatype:1:children', 'member:ann'),
    fc.nat({ max: 2000 }),
    { noNullPrototype: true },
  ),
  tree: fc.boolean(),
  dataFiles: fc.constantFrom('unknown', 'present', 'missing'),
});

/** Any list that some filters can use, with any of its parameters. */
const plan: fc.Arbitrary<Plan> = fc.constantFrom(...everyServerFilter).chain((filters) =>
  fc.constantFrom(...candidateEndpoints(filters)).chain((endpoint) => {
    const parameters = queryParametersFor(filters, endpoint);
    return fc
      .subarray(Object.entries(parameters))
      .map((some): Plan => ({ endpoint, parameters: Object.fromEntries(some) }));
  }),
);

const loadState: fc.Arbitrary<LoadState> = fc
  .record({
    plan,
    status: fc.constantFrom<LoadStatus>(
      'idle',
      'loading',
      'backingOff',
      'needsConfirmation',
      'idle',
      'error',
      'complete',
    ),
    loaded: fc.nat({ max: 1500 }),
    more: fc.nat({ max: 1500 }),
    duplicated: fc.constantFrom(0, 0, 0, 3),
    redactedCount: fc.constantFrom(0, 0, 0, 2),
  })
  .map(({ plan: of, status, loaded, more, duplicated, redactedCount }) => {
    if (status === 'idle') return initialLoadState(of);
    const count = status === 'complete' ? loaded : loaded + more;
    return Object.assign(initialLoadState(of), {
      status,
      offset: loaded,
      count: loaded === 0 && status !== 'complete' ? null : count,
      unique: Math.max(0, loaded - duplicated - redactedCount),
      duplicated,
      redactedCount,
    });
  });

/** The load states of up to four different lists. */
export const anyLoadStates = fc.uniqueArray(loadState, {
  selector: ({ plan: of }) => planKey(of),
  maxLength: 4,
});
