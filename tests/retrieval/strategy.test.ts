import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FileQuery,
  type Filters,
  noFilters,
  serverFilters,
} from '../../src/domain/filters.ts';
import { initialCapabilities, type ServerCapabilities } from '../../src/retrieval/capabilities.ts';
import { type Plan, planFor, planKey } from '../../src/retrieval/plan.ts';
import { initialLoadState, type LoadState } from '../../src/retrieval/loadState.ts';
import {
  chooseStrategy,
  ignoredIn,
  isSupersetOf,
  needsFullList,
  planFullLoad,
} from '../../src/retrieval/strategy.ts';
import { seed } from '../domain/arbitraries.ts';
import {
  everyCohort,
  everyServerFilter,
  everySeveral,
  listsAllNeeded,
  anyCapabilities,
  anyLoadStates,
} from '../domain/world.ts';

const all: Plan = { endpoint: { kind: 'all' }, parameters: {} };

function queryWith(filters: Partial<Filters>, others: Partial<FileQuery> = {}): FileQuery {
  return {
    filters: { ...noFilters, ...filters },
    ordering: null,
    limit: 100,
    offset: 0,
    ...others,
  };
}

function loadedTo(
  plan: Plan,
  offset: number,
  count: number,
  changes: Partial<LoadState> = {},
): LoadState {
  const status = offset >= count ? 'complete' : 'idle';
  return { ...initialLoadState(plan), status, offset, count, unique: offset, ...changes };
}

function capabilitiesWith(
  changes: Partial<ServerCapabilities['verdicts']>,
  others: Partial<ServerCapabilities> = {},
): ServerCapabilities {
  return {
    ...initialCapabilities,
    verdicts: { ...initialCapabilities.verdicts, ...changes },
    ...others,
  };
}

const anyQuery: fc.Arbitrary<FileQuery> = fc.record({
  filters: fc
    .tuple(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...everyServerFilter) },
        { weight: 2, arbitrary: fc.constantFrom(...everySeveral) },
        { weight: 1, arbitrary: fc.constantFrom(...everyCohort) },
      ),
      fc.constantFrom<Partial<Filters>>({}, {}, { search: 'a' }, { tag: ['t'] }, { ext: ['json'] }),
    )
    .map(([server, here]) => Object.assign({}, server, here)),
  ordering: fc.constantFrom(null, null, 'created' as const, '-id' as const),
  limit: fc.constantFrom(1, 5, 100, 1000),
  offset: fc.constantFrom(0, 5, 7, 500, 8025),
});

/** The number of data types that the filters include, exclude or share. */
function namedTypes({ datatype_id, datatype_id__not, shares_datatype_id }: Filters): number {
  return datatype_id.length + datatype_id__not.length + shares_datatype_id.length;
}

/** Without the tree of data types, only the path of the data type selects its descendants. */
function needsItsOwnPath({ filters }: FileQuery, capabilities: ServerCapabilities): boolean {
  return namedTypes(filters) > 0 && filters.include_children && !capabilities.tree;
}

describe('For every query, capabilities and loads', () => {
  // Often, the list from which the plan would request a page is partially loaded.
  const state = fc
    .tuple(anyQuery, anyCapabilities, anyLoadStates, fc.nat({ max: 1000 }))
    .map(([query, capabilities, loads, offset]): [FileQuery, ServerCapabilities, LoadState[]] => {
      const plan = planFor(query.filters, capabilities.missing);
      const others = loads.filter((each) => planKey(each.plan) !== planKey(plan));
      return [
        query,
        capabilities,
        offset < 200 ? loads : [...others, loadedTo(plan, offset, 1001)],
      ];
    });

  function always(
    check: (
      query: FileQuery,
      capabilities: ServerCapabilities,
      loads: readonly LoadState[],
    ) => 'skip' | void,
  ): void {
    let checked = 0;
    fc.assert(
      fc.property(state, ([query, capabilities, loads]) => {
        if (check(query, capabilities, loads) !== 'skip') checked++;
      }),
      { seed, numRuns: 5000 },
    );
    // If `check` skipped nearly all cases, the property would prove nothing.
    expect(checked).toBeGreaterThan(100);
  }

  test('the chosen list contains every matching file', () => {
    always((query, capabilities, loads) => {
      const strategy = chooseStrategy(query, capabilities, loads);
      const plan =
        strategy.kind === 'server' ? planFor(query.filters, capabilities.missing) : strategy.plan;
      expect(listsAllNeeded(plan, query.filters), planKey(plan)).toBe(true);
    });
  });

  test('the same state gives the same strategy', () => {
    always((query, capabilities, loads) => {
      const again = chooseStrategy(structuredClone(query), structuredClone(capabilities), [
        ...loads,
      ]);
      expect(again).toEqual(chooseStrategy(query, capabilities, loads));
    });
  });

  test('no request is sent if a complete list contains the result', () => {
    always((query, capabilities, loads) => {
      const done = loads.filter(
        (each) => each.status === 'complete' && isSupersetOf(each.plan, query.filters),
      );
      if (!(done.length > 0 && !needsItsOwnPath(query, capabilities))) return 'skip';
      const strategy = chooseStrategy(query, capabilities, loads);
      expect(strategy.kind).toBe('local');
      const shortest = Math.min(...done.map(({ unique }) => unique));
      const chosen = done.find(
        (each) => strategy.kind === 'local' && planKey(each.plan) === planKey(strategy.plan),
      );
      expect(chosen?.unique).toBe(shortest);
    });
  });

  test('the server gets only queries that it can answer', () => {
    always((query, capabilities, loads) => {
      const strategy = chooseStrategy(query, capabilities, loads);
      if (strategy.kind !== 'server') return 'skip';
      const plan = planFor(query.filters, capabilities.missing);
      expect(needsFullList(query)).toBe(false);
      expect(ignoredIn(plan, capabilities)).toEqual([]);
      const { datatype_id, include_children } = query.filters;
      if (datatype_id.length > 0 && include_children) expect(plan.endpoint.kind).toBe('datatype');
      for (const filter of serverFilters) {
        expect(query.filters[filter].length, filter).toBeLessThanOrEqual(1);
        expect(query.filters[`${filter}__not`], filter).toEqual([]);
      }
      expect(query.filters.shares_datatype_id).toEqual([]);
      expect(query.filters.shares_source_project_id).toEqual([]);
    });
  });

  test('a full load uses no parameter that the server may ignore', () => {
    always((query, capabilities, loads) => {
      const strategy = chooseStrategy(query, capabilities, loads);
      if (strategy.kind !== 'fullLoad') return 'skip';
      for (const filter of serverFilters) {
        if (strategy.plan.parameters[filter] !== undefined) {
          expect(capabilities.verdicts[filter], filter).not.toBe('ignored');
        }
      }
    });
  });

  test('a cohort needs a full load of the list of all files', () => {
    always((query, capabilities, loads) => {
      const { shares_datatype_id, shares_source_project_id } = query.filters;
      if (shares_datatype_id.length + shares_source_project_id.length === 0) return 'skip';
      const strategy = chooseStrategy(query, capabilities, loads);
      if (strategy.kind === 'server') expect.unreachable();
      expect(strategy.plan).toEqual(all);
      if (strategy.kind === 'fullLoad') return;
      expect(loads.find(({ plan }) => plan === strategy.plan)?.status).toBe('complete');
    });
  });

  test('a full load uses no list that the server does not have', () => {
    always((query, capabilities, loads) => {
      const strategy = chooseStrategy(query, capabilities, loads);
      if (strategy.kind !== 'fullLoad') return 'skip';
      expect(capabilities.missing).not.toContain(strategy.plan.endpoint.kind);
    });
  });

  test('descendants need their path if the tree is unknown', () => {
    always((query, capabilities, loads) => {
      // Without that path, or for several data types, descendants are unknown.
      const { datatype_id, shares_source_project_id } = query.filters;
      if (datatype_id.length !== 1 || namedTypes(query.filters) !== 1) return 'skip';
      if (shares_source_project_id.length > 0) return 'skip';
      if (!(needsItsOwnPath(query, capabilities) && !capabilities.missing.includes('datatype')))
        return 'skip';
      const strategy = chooseStrategy(query, capabilities, loads);
      const plan =
        strategy.kind === 'server' ? planFor(query.filters, capabilities.missing) : strategy.plan;
      expect(plan.endpoint).toMatchObject({ kind: 'datatype', include_children: true });
    });
  });

  test('a partial list is used for a page only if it contains the page', () => {
    always((query, capabilities, loads) => {
      const strategy = chooseStrategy(query, capabilities, loads);
      if (strategy.kind !== 'local') return 'skip';
      const used = loads.find((each) => each.plan === strategy.plan);
      if (used?.status === 'complete') return 'skip';
      expect(needsFullList(query)).toBe(false);
      expect(planKey(strategy.plan)).toBe(planKey(planFor(query.filters, capabilities.missing)));
      expect(used).toMatchObject({ duplicated: 0, redactedCount: 0 });
      const end = Math.min(query.offset + query.limit, used?.count ?? Infinity);
      expect(used?.offset).toBeGreaterThanOrEqual(end);
    });
  });
});

describe('Without loads', () => {
  const verdicts = ['unknown', 'honoured', 'ignored'] as const;
  const everyCapabilities = verdicts.flatMap((datatype_id) =>
    verdicts.flatMap((source_project_id) =>
      verdicts.flatMap((username) =>
        [[], ['datatype'], ['member'], ['datatype', 'member']].map((missing) =>
          capabilitiesWith(
            { datatype_id, source_project_id, username },
            {
              missing: missing as ServerCapabilities['missing'],
              tree: true,
            },
          ),
        ),
      ),
    ),
  );

  test('a page comes from the server unless a parameter that it needs is ignored', () => {
    for (const filters of everyServerFilter) {
      for (const capabilities of everyCapabilities) {
        const plan = planFor(filters, capabilities.missing);
        const isIgnored = Object.keys(plan.parameters).some((name) =>
          serverFilters.some(
            (filter) => filter === name && capabilities.verdicts[filter] === 'ignored',
          ),
        );
        const isUnsupported =
          filters.datatype_id.length > 0 &&
          filters.include_children &&
          plan.endpoint.kind !== 'datatype';
        const strategy = chooseStrategy(queryWith(filters), capabilities, []);
        const expected = isUnsupported ? 'needsFullList' : isIgnored ? 'filterIgnored' : 'server';
        expect(strategy.kind === 'fullLoad' ? strategy.reason : strategy.kind).toBe(expected);
      }
    }
  });

  test.each<[string, Partial<FileQuery>]>([
    ['search', queryWith({ search: 'x' })],
    ['tag', queryWith({ tag: ['x'] })],
    ['ext', queryWith({ ext: ['json'] })],
    ['start date', queryWith({ created_start: '2022-01-01' })],
    ['end date', queryWith({ created_end: '2022-01-01' })],
    ['sort order', queryWith({}, { ordering: '-created' })],
    ['second data type', queryWith({ datatype_id: [1, 4] })],
    [
      'second data type with descendants',
      queryWith({ datatype_id: [1, 4], include_children: true }),
    ],
    ['second username', queryWith({ username: ['ann', 'bob'] })],
    ['second project', queryWith({ source_project_id: [1, 2] })],
    ['excluded data type', queryWith({ datatype_id__not: [1] })],
    ['excluded project', queryWith({ source_project_id__not: [1] })],
    ['excluded username', queryWith({ username__not: ['ann'] })],
    ['excluded tag', queryWith({ tag__not: ['x'] })],
    ['excluded extension', queryWith({ ext__not: ['json'] })],
    ['filter by file', queryWith({ id: [1] })],
    ['excluded file', queryWith({ id__not: [1] })],
    ['shared data type', queryWith({ shares_datatype_id: [1] })],
    ['shared project', queryWith({ shares_source_project_id: [1] })],
    [
      'cohort with filters of the API',
      queryWith({ shares_source_project_id: [1], username: ['ann'], datatype_id: [1] }),
    ],
  ])('a query needs the full list: %s', (_name, changes) => {
    const query = { ...queryWith({}), ...changes };
    expect(needsFullList(query)).toBe(true);
    expect(chooseStrategy(query, initialCapabilities, [])).toEqual({
      kind: 'fullLoad',
      plan: all,
      reason: 'needsFullList',
    });
  });

  test('the API’s filters and paging need no full list', () => {
    for (const filters of everyServerFilter) {
      expect(needsFullList(queryWith(filters, { offset: 500, limit: 5 }))).toBe(false);
    }
    expect(needsFullList(queryWith({ search: ' ' }))).toBe(false);
    expect(needsFullList(queryWith({ include_children: true }))).toBe(false);
  });

  test('one value of one filter and several of another load the list of the one value', () => {
    const query = queryWith({
      source_project_id: [1],
      username: ['ann', 'bob'],
      datatype_id__not: [4],
    });
    const capabilities = capabilitiesWith({
      source_project_id: 'honoured',
      username: 'honoured',
      datatype_id: 'honoured',
    });
    expect(chooseStrategy(query, capabilities, [])).toEqual({
      kind: 'fullLoad',
      plan: { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      reason: 'needsFullList',
    });
  });
});

describe('The list to load', () => {
  const filters: Filters = {
    ...noFilters,
    datatype_id: [1],
    source_project_id: [1],
    username: ['ann'],
  };

  test('is the shortest counted list', () => {
    const counts = { 'member:ann': 900, 'project:1': 31, 'datatype:1': 70, all: 2 };
    expect(planFullLoad(filters, capabilitiesWith({}, { counts }), []).endpoint.kind).toBe(
      'project',
    );
    const fewer = { ...counts, 'member:ann': 3 };
    expect(planFullLoad(filters, capabilitiesWith({}, { counts: fewer }), []).endpoint.kind).toBe(
      'member',
    );
  });

  test('is the presumably shortest list if none is counted; counted lists come before others', () => {
    expect(planFullLoad(filters, initialCapabilities, []).endpoint.kind).toBe('member');
    const counts = { 'datatype:1': 70 };
    expect(planFullLoad(filters, capabilitiesWith({}, { counts }), []).endpoint.kind).toBe(
      'datatype',
    );
  });

  test('uses the parameters that the server honours', () => {
    const capabilities = capabilitiesWith({
      source_project_id: 'honoured',
      datatype_id: 'ignored',
    });
    expect(planFullLoad(filters, capabilities, [])).toEqual({
      endpoint: { kind: 'member', username: 'ann' },
      parameters: { source_project_id: 1 },
    });
  });

  test('is a started one if its rest is shorter than the shortest list', () => {
    const started = loadedTo(all, 900, 1000);
    expect(planFullLoad(filters, initialCapabilities, [started])).toBe(started.plan);
    const counts = { 'member:ann': 99 };
    expect(planFullLoad(filters, capabilitiesWith({}, { counts }), [started]).endpoint.kind).toBe(
      'member',
    );
    expect(
      planFullLoad(filters, capabilitiesWith({}, { counts: { 'member:ann': 101 } }), [started]),
    ).toBe(all);
  });

  test('is not one started with a parameter that the server ignores now', () => {
    const plan: Plan = { endpoint: { kind: 'all' }, parameters: { source_project_id: 1 } };
    const started = loadedTo(plan, 900, 1000);
    const query = queryWith({ source_project_id: [1], search: 'x' });
    const capabilities = capabilitiesWith(
      { source_project_id: 'ignored' },
      { missing: ['project'] },
    );
    expect(chooseStrategy(query, capabilities, [started])).toEqual({
      kind: 'fullLoad',
      plan: all,
      reason: 'needsFullList',
    });
  });

  test('is not a started one whose path does not filter', () => {
    const plan: Plan = { endpoint: { kind: 'member', username: 'ann' }, parameters: {} };
    const started = loadedTo(plan, 900, 1000);
    const query = queryWith({ username: ['ann'], search: 'x' });
    const capabilities = capabilitiesWith({}, { missing: ['member'] });
    expect(chooseStrategy(query, capabilities, [started])).toEqual({
      kind: 'fullLoad',
      plan: all,
      reason: 'needsFullList',
    });
  });
});

describe('isSupersetOf', () => {
  const ofType = (id: number, include_children: boolean): Plan => ({
    endpoint: { kind: 'datatype', id, include_children },
    parameters: {},
  });

  test.each<[string, Plan, Partial<Filters>, boolean]>([
    ['all files, any filters', all, { datatype_id: [1], username: ['c d'], search: 'x' }, true],
    [
      'a project, the same project',
      { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      { source_project_id: [1], tag: ['t'] },
      true,
    ],
    [
      'a project, another project',
      { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      { source_project_id: [2] },
      false,
    ],
    ['a project, no filters', { endpoint: { kind: 'project', id: 1 }, parameters: {} }, {}, false],
    [
      'a data type with descendants, the data type without',
      ofType(1, true),
      { datatype_id: [1] },
      true,
    ],
    [
      'a data type without descendants, the same with descendants',
      ofType(1, false),
      { datatype_id: [1], include_children: true },
      false,
    ],
    [
      'a list with a parameter, the same filter and more',
      { endpoint: { kind: 'all' }, parameters: { datatype_id: 1 } },
      { datatype_id: [1], username: ['ann'] },
      true,
    ],
    [
      'a list with a parameter, no filters',
      { endpoint: { kind: 'all' }, parameters: { datatype_id: 1 } },
      {},
      false,
    ],
    [
      'a list with a data type as parameter, its descendants',
      { endpoint: { kind: 'all' }, parameters: { datatype_id: 1 } },
      { datatype_id: [1], include_children: true },
      false,
    ],
    [
      'a project, the same project without a member',
      { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      { source_project_id: [1], username__not: ['ann'] },
      true,
    ],
    [
      'a project, the same or another project',
      { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      { source_project_id: [1, 2] },
      false,
    ],
    [
      'a project, all other projects',
      { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      { source_project_id__not: [1] },
      false,
    ],
    [
      'a list with a parameter, the same or another value',
      { endpoint: { kind: 'all' }, parameters: { username: 'ann' } },
      { username: ['ann', 'bob'] },
      false,
    ],
    [
      'a list with a parameter, all other values',
      { endpoint: { kind: 'all' }, parameters: { username: 'ann' } },
      { username__not: ['ann'] },
      false,
    ],
    ['all files, a cohort', all, { shares_datatype_id: [1], include_children: true }, true],
    [
      'all files, one member of a cohort',
      all,
      { shares_datatype_id: [1], username: ['ann'] },
      true,
    ],
    [
      'a member, the same member in a cohort',
      { endpoint: { kind: 'member', username: 'ann' }, parameters: {} },
      { shares_datatype_id: [1], username: ['ann'] },
      false,
    ],
    [
      'a list with a parameter, a cohort with the same filter',
      { endpoint: { kind: 'all' }, parameters: { datatype_id: 1 } },
      { shares_source_project_id: [1], datatype_id: [1] },
      false,
    ],
    [
      'a data type, a cohort that shares it',
      ofType(1, true),
      { shares_datatype_id: [1], datatype_id: [1] },
      false,
    ],
  ])('compares %s', (_name, plan, filters, isSuperset) => {
    expect(isSupersetOf(plan, { ...noFilters, ...filters })).toBe(isSuperset);
  });

  test('is true only if the list contains every matching file', () => {
    const supersets = { one: 0, several: 0, cohort: 0 };
    const some = fc.constantFrom('one' as const, 'several' as const, 'cohort' as const);
    const kindsAndFilters = some.chain((kind) =>
      fc.tuple(
        fc.constant(kind),
        fc.constantFrom(
          ...{ one: everyServerFilter, several: everySeveral, cohort: everyCohort }[kind],
        ),
      ),
    );
    fc.assert(
      fc.property(kindsAndFilters, anyLoadStates, ([kind, filters], loads) => {
        for (const { plan } of loads) {
          if (!isSupersetOf(plan, filters)) continue;
          supersets[kind]++;
          expect(listsAllNeeded(plan, filters), planKey(plan)).toBe(true);
        }
      }),
      { seed, numRuns: 3000 },
    );
    for (const count of Object.values(supersets)) expect(count).toBeGreaterThan(100);
  });
});

describe('A partial list', () => {
  const page = queryWith({}, { limit: 100, offset: 300 });

  test.each<[string, LoadState, 'local' | 'server']>([
    ['that contains the whole page is used', loadedTo(all, 400, 1000), 'local'],
    ['that ends within the page is not used', loadedTo(all, 399, 1000), 'server'],
    [
      'with duplicated rows is not used, because its offsets differ from the server’s',
      loadedTo(all, 400, 1000, { duplicated: 1 }),
      'server',
    ],
    [
      'with redacted rows is not used, because its offsets differ from the server’s',
      loadedTo(all, 400, 1000, { redactedCount: 1 }),
      'server',
    ],
    [
      'with other files is not used',
      loadedTo({ endpoint: { kind: 'project', id: 1 }, parameters: {} }, 400, 1000),
      'server',
    ],
  ])('%s', (_name, loadState, kind) => {
    expect(chooseStrategy(page, initialCapabilities, [loadState]).kind).toBe(kind);
  });
});
