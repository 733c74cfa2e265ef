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
  holdsAll,
  knowledge,
  readings,
} from '../domain/world.ts';

const all: Plan = { endpoint: { kind: 'all' }, parameters: {} };

function ask(filters: Partial<Filters>, others: Partial<FileQuery> = {}): FileQuery {
  return {
    filters: { ...noFilters, ...filters },
    ordering: null,
    limit: 100,
    offset: 0,
    ...others,
  };
}

function readTo(
  plan: Plan,
  offset: number,
  count: number,
  changes: Partial<LoadState> = {},
): LoadState {
  const status = offset >= count ? 'complete' : 'idle';
  return { ...initialLoadState(plan), status, offset, count, unique: offset, ...changes };
}

function know(
  changes: Partial<ServerCapabilities['verdicts']>,
  others: Partial<ServerCapabilities> = {},
): ServerCapabilities {
  return {
    ...initialCapabilities,
    verdicts: { ...initialCapabilities.verdicts, ...changes },
    ...others,
  };
}

const fileQuery: fc.Arbitrary<FileQuery> = fc.record({
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

/** How many data types are named: to be found, left out or shared. */
function namedTypes({ datatype_id, datatype_id__not, shares_datatype_id }: Filters): number {
  return datatype_id.length + datatype_id__not.length + shares_datatype_id.length;
}

/** Descendants can only be told by the one data type's own path, or by the tree of data types. */
function needsItsOwnPath({ filters }: FileQuery, known: ServerCapabilities): boolean {
  return namedTypes(filters) > 0 && filters.include_children && !known.tree;
}

describe('For every query, capabilities and loads', () => {
  // Often with the very list read, in part, that the plan would ask a page of.
  const state = fc
    .tuple(fileQuery, knowledge, readings, fc.nat({ max: 1000 }))
    .map(([params, known, read, offset]): [FileQuery, ServerCapabilities, LoadState[]] => {
      const plan = planFor(params.filters, known.missing);
      const others = read.filter((each) => planKey(each.plan) !== planKey(plan));
      return [params, known, offset < 200 ? read : [...others, readTo(plan, offset, 1001)]];
    });

  function always(
    check: (
      params: FileQuery,
      known: ServerCapabilities,
      read: readonly LoadState[],
    ) => 'skip' | void,
  ): void {
    let checked = 0;
    fc.assert(
      fc.property(state, ([params, known, read]) => {
        if (check(params, known, read) !== 'skip') checked++;
      }),
      { seed, numRuns: 5000 },
    );
    // A property that nothing ever fulfils the condition of would say nothing.
    expect(checked).toBeGreaterThan(100);
  }

  test('the chosen list contains every matching file', () => {
    always((params, known, read) => {
      const strategy = chooseStrategy(params, known, read);
      const plan =
        strategy.kind === 'server' ? planFor(params.filters, known.missing) : strategy.plan;
      expect(holdsAll(plan, params.filters), planKey(plan)).toBe(true);
    });
  });

  test('the same state gives the same strategy', () => {
    always((params, known, read) => {
      const again = chooseStrategy(structuredClone(params), structuredClone(known), [...read]);
      expect(again).toEqual(chooseStrategy(params, known, read));
    });
  });

  test('no request is sent if a complete list contains the result', () => {
    always((params, known, read) => {
      const done = read.filter(
        (each) => each.status === 'complete' && isSupersetOf(each.plan, params.filters),
      );
      if (!(done.length > 0 && !needsItsOwnPath(params, known))) return 'skip';
      const strategy = chooseStrategy(params, known, read);
      expect(strategy.kind).toBe('local');
      const shortest = Math.min(...done.map(({ unique }) => unique));
      const chosen = done.find(
        (each) => strategy.kind === 'local' && planKey(each.plan) === planKey(strategy.plan),
      );
      expect(chosen?.unique).toBe(shortest);
    });
  });

  test('the server gets only queries that it can answer', () => {
    always((params, known, read) => {
      const strategy = chooseStrategy(params, known, read);
      if (strategy.kind !== 'server') return 'skip';
      const plan = planFor(params.filters, known.missing);
      expect(needsFullList(params)).toBe(false);
      expect(ignoredIn(plan, known)).toEqual([]);
      const { datatype_id, include_children } = params.filters;
      if (datatype_id.length > 0 && include_children) expect(plan.endpoint.kind).toBe('datatype');
      for (const filter of serverFilters) {
        expect(params.filters[filter].length, filter).toBeLessThanOrEqual(1);
        expect(params.filters[`${filter}__not`], filter).toEqual([]);
      }
      expect(params.filters.shares_datatype_id).toEqual([]);
      expect(params.filters.shares_source_project_id).toEqual([]);
    });
  });

  test('a full load uses no parameter that the server may ignore', () => {
    always((params, known, read) => {
      const strategy = chooseStrategy(params, known, read);
      if (strategy.kind !== 'fullLoad') return 'skip';
      for (const filter of serverFilters) {
        if (strategy.plan.parameters[filter] !== undefined) {
          expect(known.verdicts[filter], filter).not.toBe('ignored');
        }
      }
    });
  });

  test('a cohort needs a full load of the list of all files', () => {
    always((params, known, read) => {
      const { shares_datatype_id, shares_source_project_id } = params.filters;
      if (shares_datatype_id.length + shares_source_project_id.length === 0) return 'skip';
      const strategy = chooseStrategy(params, known, read);
      if (strategy.kind === 'server') expect.unreachable();
      expect(strategy.plan).toEqual(all);
      if (strategy.kind === 'fullLoad') return;
      expect(read.find(({ plan }) => plan === strategy.plan)?.status).toBe('complete');
    });
  });

  test('a full load uses no list that the server does not have', () => {
    always((params, known, read) => {
      const strategy = chooseStrategy(params, known, read);
      if (strategy.kind !== 'fullLoad') return 'skip';
      expect(known.missing).not.toContain(strategy.plan.endpoint.kind);
    });
  });

  test('descendants need their path if the tree is unknown', () => {
    always((params, known, read) => {
      // Without that path, or for several data types, descendants are unknown.
      const { datatype_id, shares_source_project_id } = params.filters;
      if (datatype_id.length !== 1 || namedTypes(params.filters) !== 1) return 'skip';
      if (shares_source_project_id.length > 0) return 'skip';
      if (!(needsItsOwnPath(params, known) && !known.missing.includes('datatype'))) return 'skip';
      const strategy = chooseStrategy(params, known, read);
      const plan =
        strategy.kind === 'server' ? planFor(params.filters, known.missing) : strategy.plan;
      expect(plan.endpoint).toMatchObject({ kind: 'datatype', include_children: true });
    });
  });

  test('a partial list is used for a page only if it contains the page', () => {
    always((params, known, read) => {
      const strategy = chooseStrategy(params, known, read);
      if (strategy.kind !== 'local') return 'skip';
      const used = read.find((each) => each.plan === strategy.plan);
      if (used?.status === 'complete') return 'skip';
      expect(needsFullList(params)).toBe(false);
      expect(planKey(strategy.plan)).toBe(planKey(planFor(params.filters, known.missing)));
      expect(used).toMatchObject({ duplicated: 0, redactedCount: 0 });
      const end = Math.min(params.offset + params.limit, used?.count ?? Infinity);
      expect(used?.offset).toBeGreaterThanOrEqual(end);
    });
  });
});

describe('Without loads', () => {
  const verdicts = ['unknown', 'honoured', 'ignored'] as const;
  const everyKnowledge = verdicts.flatMap((datatype_id) =>
    verdicts.flatMap((source_project_id) =>
      verdicts.flatMap((username) =>
        [[], ['datatype'], ['member'], ['datatype', 'member']].map((missing) =>
          know(
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
      for (const known of everyKnowledge) {
        const plan = planFor(filters, known.missing);
        const isIgnored = Object.keys(plan.parameters).some((name) =>
          serverFilters.some((filter) => filter === name && known.verdicts[filter] === 'ignored'),
        );
        const isUnaskable =
          filters.datatype_id.length > 0 &&
          filters.include_children &&
          plan.endpoint.kind !== 'datatype';
        const strategy = chooseStrategy(ask(filters), known, []);
        const expected = isUnaskable ? 'needsFullList' : isIgnored ? 'filterIgnored' : 'server';
        expect(strategy.kind === 'fullLoad' ? strategy.reason : strategy.kind).toBe(expected);
      }
    }
  });

  test.each<[string, Partial<FileQuery>]>([
    ['search', ask({ search: 'x' })],
    ['tag', ask({ tag: ['x'] })],
    ['ext', ask({ ext: ['json'] })],
    ['first day', ask({ created_start: '2022-01-01' })],
    ['last day', ask({ created_end: '2022-01-01' })],
    ['order', ask({}, { ordering: '-created' })],
    ['second data type', ask({ datatype_id: [1, 4] })],
    ['second data type with descendants', ask({ datatype_id: [1, 4], include_children: true })],
    ['second username', ask({ username: ['ann', 'bob'] })],
    ['second project', ask({ source_project_id: [1, 2] })],
    ['data type left out', ask({ datatype_id__not: [1] })],
    ['project left out', ask({ source_project_id__not: [1] })],
    ['username left out', ask({ username__not: ['ann'] })],
    ['tag left out', ask({ tag__not: ['x'] })],
    ['extension left out', ask({ ext__not: ['json'] })],
    ['file’s id', ask({ id: [1] })],
    ['file left out', ask({ id__not: [1] })],
    ['data type that members share', ask({ shares_datatype_id: [1] })],
    ['project that members share', ask({ shares_source_project_id: [1] })],
    [
      'cohort with a filter of the API’s own',
      ask({ shares_source_project_id: [1], username: ['ann'], datatype_id: [1] }),
    ],
  ])('a %s needs the whole list', (_name, changes) => {
    const params = { ...ask({}), ...changes };
    expect(needsFullList(params)).toBe(true);
    expect(chooseStrategy(params, initialCapabilities, [])).toEqual({
      kind: 'fullLoad',
      plan: all,
      reason: 'needsFullList',
    });
  });

  test('the API’s filters and paging need no full list', () => {
    for (const filters of everyServerFilter) {
      expect(needsFullList(ask(filters, { offset: 500, limit: 5 }))).toBe(false);
    }
    expect(needsFullList(ask({ search: ' ' }))).toBe(false);
    expect(needsFullList(ask({ include_children: true }))).toBe(false);
  });

  test('one value of one filter and several of another load the list of the one value', () => {
    const params = ask({ source_project_id: [1], username: ['ann', 'bob'], datatype_id__not: [4] });
    const known = know({
      source_project_id: 'honoured',
      username: 'honoured',
      datatype_id: 'honoured',
    });
    expect(chooseStrategy(params, known, [])).toEqual({
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
    expect(planFullLoad(filters, know({}, { counts }), []).endpoint.kind).toBe('project');
    const fewer = { ...counts, 'member:ann': 3 };
    expect(planFullLoad(filters, know({}, { counts: fewer }), []).endpoint.kind).toBe('member');
  });

  test('is the presumably shortest list if none is counted; counted lists come before others', () => {
    expect(planFullLoad(filters, initialCapabilities, []).endpoint.kind).toBe('member');
    const counts = { 'datatype:1': 70 };
    expect(planFullLoad(filters, know({}, { counts }), []).endpoint.kind).toBe('datatype');
  });

  test('uses the parameters that the server honours', () => {
    const known = know({ source_project_id: 'honoured', datatype_id: 'ignored' });
    expect(planFullLoad(filters, known, [])).toEqual({
      endpoint: { kind: 'member', username: 'ann' },
      parameters: { source_project_id: 1 },
    });
  });

  test('is a started one if its rest is shorter than the shortest list', () => {
    const begun = readTo(all, 900, 1000);
    expect(planFullLoad(filters, initialCapabilities, [begun])).toBe(begun.plan);
    const counts = { 'member:ann': 99 };
    expect(planFullLoad(filters, know({}, { counts }), [begun]).endpoint.kind).toBe('member');
    expect(planFullLoad(filters, know({}, { counts: { 'member:ann': 101 } }), [begun])).toBe(all);
  });

  test('is not one started with a parameter that the server ignores now', () => {
    const plan: Plan = { endpoint: { kind: 'all' }, parameters: { source_project_id: 1 } };
    const begun = readTo(plan, 900, 1000);
    const params = ask({ source_project_id: [1], search: 'x' });
    const known = know({ source_project_id: 'ignored' }, { missing: ['project'] });
    expect(chooseStrategy(params, known, [begun])).toEqual({
      kind: 'fullLoad',
      plan: all,
      reason: 'needsFullList',
    });
  });

  test('is not a started one whose path does not filter', () => {
    const plan: Plan = { endpoint: { kind: 'member', username: 'ann' }, parameters: {} };
    const begun = readTo(plan, 900, 1000);
    const params = ask({ username: ['ann'], search: 'x' });
    const known = know({}, { missing: ['member'] });
    expect(chooseStrategy(params, known, [begun])).toEqual({
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
    ['everything, anything', all, { datatype_id: [1], username: ['c d'], search: 'x' }, true],
    [
      'a project, itself',
      { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      { source_project_id: [1], tag: ['t'] },
      true,
    ],
    [
      'a project, another',
      { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      { source_project_id: [2] },
      false,
    ],
    ['a project, everything', { endpoint: { kind: 'project', id: 1 }, parameters: {} }, {}, false],
    ['a data type with descendants, its own', ofType(1, true), { datatype_id: [1] }, true],
    [
      'a data type alone, its descendants',
      ofType(1, false),
      { datatype_id: [1], include_children: true },
      false,
    ],
    [
      'a narrowed list, what narrows it',
      { endpoint: { kind: 'all' }, parameters: { datatype_id: 1 } },
      { datatype_id: [1], username: ['ann'] },
      true,
    ],
    [
      'a narrowed list, everything',
      { endpoint: { kind: 'all' }, parameters: { datatype_id: 1 } },
      {},
      false,
    ],
    [
      'a list narrowed to a data type, its descendants',
      { endpoint: { kind: 'all' }, parameters: { datatype_id: 1 } },
      { datatype_id: [1], include_children: true },
      false,
    ],
    [
      'a project, what is left of it',
      { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      { source_project_id: [1], username__not: ['ann'] },
      true,
    ],
    [
      'a project, it or another',
      { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      { source_project_id: [1, 2] },
      false,
    ],
    [
      'a project, all others',
      { endpoint: { kind: 'project', id: 1 }, parameters: {} },
      { source_project_id__not: [1] },
      false,
    ],
    [
      'a narrowed list, what narrows it or another',
      { endpoint: { kind: 'all' }, parameters: { username: 'ann' } },
      { username: ['ann', 'bob'] },
      false,
    ],
    [
      'a narrowed list, all but what narrows it',
      { endpoint: { kind: 'all' }, parameters: { username: 'ann' } },
      { username__not: ['ann'] },
      false,
    ],
    ['everything, a cohort', all, { shares_datatype_id: [1], include_children: true }, true],
    ['everything, some of a cohort', all, { shares_datatype_id: [1], username: ['ann'] }, true],
    [
      'a member, the member in a cohort',
      { endpoint: { kind: 'member', username: 'ann' }, parameters: {} },
      { shares_datatype_id: [1], username: ['ann'] },
      false,
    ],
    [
      'a narrowed list, a cohort within it',
      { endpoint: { kind: 'all' }, parameters: { datatype_id: 1 } },
      { shares_source_project_id: [1], datatype_id: [1] },
      false,
    ],
    [
      'a data type, a cohort of it',
      ofType(1, true),
      { shares_datatype_id: [1], datatype_id: [1] },
      false,
    ],
  ])('%s', (_name, plan, filters, isCovered) => {
    expect(isSupersetOf(plan, { ...noFilters, ...filters })).toBe(isCovered);
  });

  test('is true only if the list contains every matching file', () => {
    const covered = { one: 0, several: 0, cohort: 0 };
    const some = fc.constantFrom('one' as const, 'several' as const, 'cohort' as const);
    const params = some.chain((kind) =>
      fc.tuple(
        fc.constant(kind),
        fc.constantFrom(
          ...{ one: everyServerFilter, several: everySeveral, cohort: everyCohort }[kind],
        ),
      ),
    );
    fc.assert(
      fc.property(params, readings, ([kind, filters], read) => {
        for (const { plan } of read) {
          if (!isSupersetOf(plan, filters)) continue;
          covered[kind]++;
          expect(holdsAll(plan, filters), planKey(plan)).toBe(true);
        }
      }),
      { seed, numRuns: 3000 },
    );
    for (const count of Object.values(covered)) expect(count).toBeGreaterThan(100);
  });
});

describe('A partial list', () => {
  const page = ask({}, { limit: 100, offset: 300 });

  test.each<[string, LoadState, 'local' | 'server']>([
    ['that reaches to the end of the page answers it', readTo(all, 400, 1000), 'local'],
    ['that ends before it does not', readTo(all, 399, 1000), 'server'],
    [
      'with doubled rows has other places than the server',
      readTo(all, 400, 1000, { duplicated: 1 }),
      'server',
    ],
    [
      'with withheld rows has other places too',
      readTo(all, 400, 1000, { redactedCount: 1 }),
      'server',
    ],
    [
      'of another list answers nothing',
      readTo({ endpoint: { kind: 'project', id: 1 }, parameters: {} }, 400, 1000),
      'server',
    ],
  ])('%s', (_name, reading, kind) => {
    expect(chooseStrategy(page, initialCapabilities, [reading]).kind).toBe(kind);
  });
});
