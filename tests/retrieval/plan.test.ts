import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataFile, DataType } from '../../src/api/schemas.ts';
import { buildDescendantsOf } from '../../src/domain/dataTypes.ts';
import {
  type Filters,
  noFilters,
  type ServerFilter,
  serverFilters,
} from '../../src/domain/filters.ts';
import { buildPredicates, matches } from '../../src/domain/predicates.ts';
import {
  requestedFilters,
  pathFilterOf,
  type Endpoint,
  endpointKey,
  candidateEndpoints,
  includesDescendants,
  needsTree,
  queryParametersFor,
  pathOf,
  type Plan,
  planFor,
  planKey,
} from '../../src/retrieval/plan.ts';
import {
  dataTypes as anyTypes,
  files,
  filters as anyFilters,
  seed,
} from '../domain/arbitraries.ts';
import {
  everyCohort,
  everyServerFilter,
  everySeveral,
  descendantsOf,
  listsAllNeeded,
  matchesFilters,
  isListed,
  universe,
} from '../domain/world.ts';

const kinds = ['project', 'datatype', 'member'] as const satisfies Endpoint['kind'][];
const everyMissing = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
  kinds.filter((_, bit) => (bits & (1 << bit)) > 0),
);

describe('For every combination of filters and missing lists', () => {
  const cases = everyServerFilter.flatMap((filters) =>
    everyMissing.map((missing) => ({ filters, missing, plan: planFor(filters, missing) })),
  );

  test('the plan lists every matching file', () => {
    expect(cases).toHaveLength(64 * 8);
    for (const { filters, plan } of cases) {
      const lost = universe.filter(
        (file) => matchesFilters(file, filters) && !isListed(file, plan),
      );
      expect(lost, `${JSON.stringify(filters)} by ${planKey(plan)}`).toEqual([]);
    }
  });

  test('the plan lists no other file if the server honours it, apart from descendants', () => {
    for (const { filters, plan } of cases) {
      const isWide = filters.include_children && plan.endpoint.kind !== 'datatype';
      const narrow = isWide ? { ...filters, datatype_id: [] } : filters;
      const more = universe.filter((file) => !matchesFilters(file, narrow) && isListed(file, plan));
      expect(more, `${JSON.stringify(filters)} by ${planKey(plan)}`).toEqual([]);
    }
  });

  test('the plan uses no list that is missing', () => {
    for (const { missing, plan } of cases) expect(missing).not.toContain(plan.endpoint.kind);
  });

  test('parameters contain only filters that are set and that the path does not apply', () => {
    for (const { filters, plan } of cases) {
      const pathFilter = pathFilterOf(plan.endpoint);
      for (const filter of serverFilters) {
        const value = plan.parameters[filter];
        if (filter === pathFilter) expect(value).toBeUndefined();
        const [params] = filters[filter];
        if (value !== undefined) expect(value).toBe(params);
        const isOmitted = filter === 'datatype_id' && filters.include_children;
        if (params !== undefined && filter !== pathFilter && !isOmitted) {
          expect(value, filter).toBe(params);
        }
      }
      expect(requestedFilters(plan)).toEqual(
        serverFilters.filter((name) => name === pathFilter || plan.parameters[name] !== undefined),
      );
    }
  });

  test('descendants are requested by path, never by a parameter', () => {
    for (const { filters, plan } of cases) {
      if (!filters.include_children) continue;
      expect(plan.parameters).not.toHaveProperty('datatype_id');
      const { searchParams, pathname } = new URL(pathOf(plan, 5, 0), 'https://api.example');
      const byPath = pathname.includes('/datatype/');
      expect(searchParams.get('include_children')).toBe(byPath ? 'True' : null);
      expect(searchParams.has('datatype_id')).toBe(false);
    }
  });

  test('the path corresponds to the plan', () => {
    for (const { plan } of cases) {
      const { pathname, searchParams } = new URL(pathOf(plan, 25, 50), 'https://api.example');
      const { endpoint } = plan;
      const id =
        endpoint.kind === 'member' ? endpoint.username : endpoint.kind === 'all' ? '' : endpoint.id;
      const folder = endpoint.kind === 'all' ? '' : `${endpoint.kind}/${id}/`;
      expect(pathname).toBe(`/api/public/${folder}datafiles/`);
      const query = Object.fromEntries(searchParams);
      const descendants = searchParams.get('include_children');
      expect(query).toEqual({
        ...Object.fromEntries(
          Object.entries(plan.parameters).map(([key, value]) => [key, `${value}`]),
        ),
        ...(descendants === null ? {} : { include_children: 'True' }),
        limit: '25',
        offset: '50',
      });
    }
  });

  test('each request has its own key', () => {
    const paths = new Map<string, string>();
    for (const { plan } of cases) {
      const key = planKey(plan);
      const path = pathOf(plan, 1, 0);
      expect(paths.get(key) ?? path, key).toBe(path);
      paths.set(key, path);
    }
    expect(new Set(paths.values()).size).toBe(paths.size);
  });
});

describe('For every combination of several, excluded and shared values', () => {
  const cases = [...everySeveral, ...everyCohort].flatMap((filters) =>
    everyMissing.map((missing) => ({ filters, missing, plan: planFor(filters, missing) })),
  );

  test('the plan lists every file that the result needs', () => {
    expect(cases).toHaveLength((3 * 3 * 2 * 3 * 2 * 3 * 2 + 8 * 64) * 8);
    for (const { filters, plan } of cases) {
      expect(listsAllNeeded(plan, filters), `${JSON.stringify(filters)} by ${planKey(plan)}`).toBe(
        true,
      );
    }
  });

  test('the only value of a filter is sent by the path or as a parameter', () => {
    for (const { filters, plan } of cases) {
      for (const filter of requestedFilters(plan)) {
        expect(filters[filter], filter).toHaveLength(1);
        const value = plan.parameters[filter] ?? valueOf(plan.endpoint);
        expect(value, filter).toBe(filters[filter][0]);
      }
    }
  });

  test('excluded values are not sent', () => {
    for (const { filters, missing, plan } of cases) {
      const wanted = {
        ...filters,
        datatype_id__not: [],
        source_project_id__not: [],
        username__not: [],
      };
      expect(planFor(wanted, missing)).toEqual(plan);
      const { pathname, searchParams } = new URL(pathOf(plan, 5, 0), 'https://api.example');
      expect(pathname).not.toMatch(/bob|,|%2C/);
      for (const name of searchParams.keys()) expect(name).not.toMatch(/__not|^shares_/);
      expect(searchParams.toString()).not.toMatch(/bob|,|%2C/);
    }
  });

  test('the plan of a cohort is endpoint A without parameters', () => {
    for (const { filters, plan } of cases) {
      if (!everyCohort.includes(filters)) continue;
      expect(plan).toEqual({ endpoint: { kind: 'all' }, parameters: {} });
      expect(candidateEndpoints(filters)).toEqual([{ kind: 'all' }]);
    }
  });

  function valueOf(endpoint: Endpoint): number | string | null {
    if (endpoint.kind === 'all') return null;
    return endpoint.kind === 'member' ? endpoint.username : endpoint.id;
  }
});

describe('The tree of data types', () => {
  const typed = { ...noFilters, include_children: true };
  const own: Endpoint = { kind: 'datatype', id: 1, include_children: true };
  const project: Endpoint = { kind: 'project', id: 1 };

  test.each<[string, Partial<Filters>, Endpoint, boolean]>([
    ['not without a data type', {}, { kind: 'all' }, false],
    ['for the list of all files', { datatype_id: [1] }, { kind: 'all' }, true],
    ['for the list of a project', { datatype_id: [1] }, project, true],
    ['not for the list of the data type itself', { datatype_id: [1] }, own, false],
    [
      'for that list, if another data type is excluded',
      { datatype_id: [1], datatype_id__not: [2] },
      own,
      true,
    ],
    ['for an excluded data type', { datatype_id__not: [1] }, { kind: 'all' }, true],
    ['for a shared data type', { shares_datatype_id: [1] }, { kind: 'all' }, true],
    ['not for a shared project', { shares_source_project_id: [1] }, { kind: 'all' }, false],
    ['for several data types', { datatype_id: [1, 4] }, { kind: 'all' }, true],
    [
      'not for several data types without descendants',
      { datatype_id: [1, 4], include_children: false },
      project,
      false,
    ],
  ])('is needed %s', (_name, params, endpoint, isNeeded) => {
    expect(needsTree({ ...typed, ...params }, endpoint)).toBe(isNeeded);
  });

  test('is needed unless each file shows whether it matches', () => {
    let needed = 0;
    for (const filters of [...everyServerFilter, ...everySeveral]) {
      for (const endpoint of candidateEndpoints(filters)) {
        const isNeeded = needsTree(filters, endpoint);
        const predicates = buildPredicates(filters, isNeeded ? descendantsOf : null);
        const found = universe.filter(
          (file) => isListed(file, { endpoint, parameters: {} }) && matches(file, predicates),
        );
        const name = `${JSON.stringify(filters)} in ${endpointKey(endpoint)}`;
        expect(found, name).toEqual(universe.filter((file) => matchesFilters(file, filters)));
        if (isNeeded) needed++;
        const named = filters.datatype_id.length + filters.datatype_id__not.length;
        if (isNeeded) expect(filters.include_children && named > 0, name).toBe(true);
        expect(includesDescendants(filters), name).toBe(filters.include_children && named > 0);
      }
    }
    expect(needed).toBeGreaterThan(100);
  });
});

describe('The presumably shortest list', () => {
  const filters = { ...noFilters, datatype_id: [1], source_project_id: [2], username: ['ann'] };
  test.each<[Endpoint['kind'][], Endpoint['kind'], ServerFilter[]]>([
    [[], 'member', ['datatype_id', 'source_project_id']],
    [['member'], 'project', ['datatype_id', 'username']],
    [['member', 'project'], 'datatype', ['source_project_id', 'username']],
    [['member', 'project', 'datatype'], 'all', ['datatype_id', 'source_project_id', 'username']],
  ])('without %j is of kind %s', (missing, kind, parameters) => {
    const plan = planFor(filters, missing);
    expect(plan.endpoint.kind).toBe(kind);
    expect(Object.keys(plan.parameters)).toEqual(parameters);
  });

  test('without filters is endpoint A without parameters', () => {
    expect(planFor(noFilters, [])).toEqual({ endpoint: { kind: 'all' }, parameters: {} });
    expect(pathOf(planFor(noFilters, []), 100, 0)).toBe('/api/public/datafiles/?limit=100');
  });

  test('is the list of all files, even if that is recorded as missing', () => {
    expect(planFor(noFilters, ['all']).endpoint.kind).toBe('all');
  });

  test.each(['.', '..', 'a/b', 'a b', 'é', '?', '', '../project/1', 'a\n'])(
    'of the username %j is not the list of the member, because a path cannot contain it',
    (username) => {
      const plan = planFor({ ...noFilters, username: [username] }, []);
      expect(plan).toEqual({ endpoint: { kind: 'all' }, parameters: { username } });
      const url = new URL(pathOf(plan, 1, 0), 'https://api.example');
      expect(url.pathname).toBe('/api/public/datafiles/');
      expect(url.searchParams.get('username')).toBe(username);
    },
  );

  test('comes first, the list of all files last', () => {
    expect(candidateEndpoints(filters).map(({ kind }) => kind)).toEqual([
      'member',
      'project',
      'datatype',
      'all',
    ]);
    expect(candidateEndpoints(noFilters)).toEqual([{ kind: 'all' }]);
  });
});

test('include_children has no effect without a data type', () => {
  const filters = { ...noFilters, include_children: true };
  expect(planFor(filters, [])).toEqual(planFor(noFilters, []));
  expect(queryParametersFor(filters, { kind: 'all' })).toEqual({});
});

test('keys distinguish lists and parameters, whatever the username', () => {
  const plans: Plan[] = [
    { endpoint: { kind: 'all' }, parameters: {} },
    { endpoint: { kind: 'all' }, parameters: { username: 'x&source_project_id=1' } },
    { endpoint: { kind: 'all' }, parameters: { username: 'x', source_project_id: 1 } },
    { endpoint: { kind: 'project', id: 1 }, parameters: { username: 'x' } },
    { endpoint: { kind: 'datatype', id: 1, include_children: false }, parameters: {} },
    { endpoint: { kind: 'datatype', id: 1, include_children: true }, parameters: {} },
    { endpoint: { kind: 'member', username: '1' }, parameters: {} },
    { endpoint: { kind: 'member', username: 'all' }, parameters: {} },
  ];
  expect(new Set(plans.map(planKey)).size).toBe(plans.length);
  expect(
    planKey({ endpoint: { kind: 'all' }, parameters: { username: 'a', datatype_id: 1 } }),
  ).toBe(planKey({ endpoint: { kind: 'all' }, parameters: { datatype_id: 1, username: 'a' } }));
  expect(endpointKey({ kind: 'datatype', id: 14, include_children: true })).toBe(
    'datatype:14:children',
  );
});

describe('For any filters', () => {
  const missing = fc.subarray([...kinds]);

  /** The files that a server that honours all filters lists for a URL. Implemented from the API's documentation. */
  function listedAt(path: string, all: readonly DataFile[], types: readonly DataType[]) {
    const { pathname, searchParams } = new URL(path, 'https://api.test');
    const [, kind, name = ''] =
      /^\/api\/public\/(?:(datatype|project|member)\/([^/]*)\/)?datafiles\/$/.exec(pathname) ?? [];
    if (!pathname.endsWith('/datafiles/')) throw new Error(`no list: ${pathname}`);
    const value = (filter: string) => searchParams.get(filter);
    const params = {
      datatype: kind === 'datatype' ? name : value('datatype_id'),
      project: kind === 'project' ? name : value('source_project_id'),
      username: kind === 'member' ? decodeURIComponent(name) : value('username'),
    };
    const descend = kind === 'datatype' && value('include_children') === 'True';
    const wanted = new Set([Number(params.datatype)]);
    if (descend)
      for (const id of buildDescendantsOf(types)(Number(params.datatype))) wanted.add(id);
    return all.filter(
      (file) =>
        (params.datatype === null || file.datatypes.some((id) => wanted.has(id))) &&
        (params.project === null || file.source_project === Number(params.project)) &&
        (params.username === null || file.user.username === params.username),
    );
  }

  test('the requested URL lists every matching file', () => {
    let filtered = 0;
    fc.assert(
      fc.property(anyFilters, missing, files, anyTypes, (filters, missingKinds, all, types) => {
        const path = pathOf(planFor(filters, missingKinds), 100, 0);
        const listed = new Set(listedAt(path, all, types));
        const predicates = buildPredicates(filters, buildDescendantsOf(types));
        expect(all.filter((file) => matches(file, predicates) && !listed.has(file))).toEqual([]);
        if (listed.size < all.length) filtered++;
      }),
      { seed, numRuns: 1000 },
    );
    expect(filtered).toBeGreaterThan(100);
  });

  test('keys are equal if and only if the URLs are', () => {
    let same = 0;
    const plan = fc
      .tuple(anyFilters, missing)
      .map(([filters, missingKinds]) => planFor(filters, missingKinds));
    fc.assert(
      fc.property(fc.array(plan, { minLength: 2, maxLength: 12 }), (plans) => {
        const paths = new Set(plans.map((each) => pathOf(each, 100, 0)));
        const keys = new Set(plans.map(planKey));
        const both = new Set(plans.map((each) => `${planKey(each)} ${pathOf(each, 100, 0)}`));
        expect([keys.size, both.size]).toEqual([paths.size, paths.size]);
        if (paths.size < plans.length) same++;
      }),
      { seed, numRuns: 500 },
    );
    expect(same).toBeGreaterThan(100);
  });
});
