import { describe, expect, test } from 'vitest';
import { noFilters, type ServerFilter, serverFilters } from '../../src/listing/filters.ts';
import {
  askedBy,
  guaranteedBy,
  type List,
  listKey,
  listsFor,
  parametersFor,
  pathOf,
  type Plan,
  planFor,
  planKey,
} from '../../src/listing/plan.ts';
import { everyServerFilter, isAskedFor, isListed, universe } from './world.ts';

const kinds = ['project', 'datatype', 'member'] as const satisfies List['kind'][];
const everyMissing = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
  kinds.filter((_, bit) => (bits & (1 << bit)) > 0),
);

describe('For every combination of filters and of lists that the server does not have', () => {
  const cases = everyServerFilter.flatMap((filters) =>
    everyMissing.map((missing) => ({ filters, missing, plan: planFor(filters, missing) })),
  );

  test('the plan lists every file that the filters ask for', () => {
    expect(cases).toHaveLength(64 * 8);
    for (const { filters, plan } of cases) {
      const lost = universe.filter((file) => isAskedFor(file, filters) && !isListed(file, plan));
      expect(lost, `${JSON.stringify(filters)} by ${planKey(plan)}`).toEqual([]);
    }
  });

  test('the plan of a server that obeys lists nothing else, descendants aside', () => {
    for (const { filters, plan } of cases) {
      const isWide = filters.include_children && plan.list.kind !== 'datatype';
      const narrow = isWide ? { ...filters, datatype_id: null } : filters;
      const more = universe.filter((file) => !isAskedFor(file, narrow) && isListed(file, plan));
      expect(more, `${JSON.stringify(filters)} by ${planKey(plan)}`).toEqual([]);
    }
  });

  test('the plan uses no list that is missing', () => {
    for (const { missing, plan } of cases) expect(missing).not.toContain(plan.list.kind);
  });

  test('parameters repeat nothing that the path guarantees, and ask nothing that is not asked', () => {
    for (const { filters, plan } of cases) {
      const guaranteed = guaranteedBy(plan.list);
      for (const filter of serverFilters) {
        const value = plan.parameters[filter];
        if (filter === guaranteed) expect(value).toBeUndefined();
        if (value !== undefined) expect(value).toBe(filters[filter]);
        const isLeftOut = filter === 'datatype_id' && filters.include_children;
        if (filters[filter] !== null && filter !== guaranteed && !isLeftOut) {
          expect(value, filter).toBe(filters[filter]);
        }
      }
      expect(askedBy(plan)).toEqual(
        serverFilters.filter((name) => name === guaranteed || plan.parameters[name] !== undefined),
      );
    }
  });

  test('descendants are asked by their own path, never by a parameter', () => {
    for (const { filters, plan } of cases) {
      if (!filters.include_children) continue;
      expect(plan.parameters).not.toHaveProperty('datatype_id');
      const { searchParams, pathname } = new URL(pathOf(plan, 5, 0), 'https://api.example');
      const byPath = pathname.includes('/datatype/');
      expect(searchParams.get('include_children')).toBe(byPath ? 'True' : null);
      expect(searchParams.has('datatype_id')).toBe(false);
    }
  });

  test('the path says what the plan means', () => {
    for (const { plan } of cases) {
      const { pathname, searchParams } = new URL(pathOf(plan, 25, 50), 'https://api.example');
      const { list } = plan;
      const id = list.kind === 'member' ? list.username : list.kind === 'all' ? '' : list.id;
      const folder = list.kind === 'all' ? '' : `${list.kind}/${id}/`;
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

  test('one request has one key, and one key one request', () => {
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

describe('The narrowest list', () => {
  const filters = { ...noFilters, datatype_id: 1, source_project_id: 2, username: 'ann' };
  test.each<[List['kind'][], List['kind'], ServerFilter[]]>([
    [[], 'member', ['datatype_id', 'source_project_id']],
    [['member'], 'project', ['datatype_id', 'username']],
    [['member', 'project'], 'datatype', ['source_project_id', 'username']],
    [['member', 'project', 'datatype'], 'all', ['datatype_id', 'source_project_id', 'username']],
  ])('without %j is of kind %s', (missing, kind, parameters) => {
    const plan = planFor(filters, missing);
    expect(plan.list.kind).toBe(kind);
    expect(Object.keys(plan.parameters)).toEqual(parameters);
  });

  test('of nothing asked is endpoint A, bare', () => {
    expect(planFor(noFilters, [])).toEqual({ list: { kind: 'all' }, parameters: {} });
    expect(pathOf(planFor(noFilters, []), 100, 0)).toBe('/api/public/datafiles/?limit=100');
  });

  test('is found when even the list of all files is said to be missing', () => {
    expect(planFor(noFilters, ['all']).list.kind).toBe('all');
  });

  test.each(['.', '..', 'a/b', 'a b', 'é', '?', '', '../project/1', 'a\n'])(
    'of the username %j is not its own path',
    (username) => {
      const plan = planFor({ ...noFilters, username }, []);
      expect(plan).toEqual({ list: { kind: 'all' }, parameters: { username } });
      const url = new URL(pathOf(plan, 1, 0), 'https://api.example');
      expect(url.pathname).toBe('/api/public/datafiles/');
      expect(url.searchParams.get('username')).toBe(username);
    },
  );

  test('stands first, the list of all files last', () => {
    expect(listsFor(filters).map(({ kind }) => kind)).toEqual([
      'member',
      'project',
      'datatype',
      'all',
    ]);
    expect(listsFor(noFilters)).toEqual([{ kind: 'all' }]);
  });
});

test('include_children means nothing without a data type', () => {
  const filters = { ...noFilters, include_children: true };
  expect(planFor(filters, [])).toEqual(planFor(noFilters, []));
  expect(parametersFor(filters, { kind: 'all' })).toEqual({});
});

test('keys tell lists and parameters apart, whatever a username looks like', () => {
  const plans: Plan[] = [
    { list: { kind: 'all' }, parameters: {} },
    { list: { kind: 'all' }, parameters: { username: 'x&source_project_id=1' } },
    { list: { kind: 'all' }, parameters: { username: 'x', source_project_id: 1 } },
    { list: { kind: 'project', id: 1 }, parameters: { username: 'x' } },
    { list: { kind: 'datatype', id: 1, include_children: false }, parameters: {} },
    { list: { kind: 'datatype', id: 1, include_children: true }, parameters: {} },
    { list: { kind: 'member', username: '1' }, parameters: {} },
    { list: { kind: 'member', username: 'all' }, parameters: {} },
  ];
  expect(new Set(plans.map(planKey)).size).toBe(plans.length);
  expect(planKey({ list: { kind: 'all' }, parameters: { username: 'a', datatype_id: 1 } })).toBe(
    planKey({ list: { kind: 'all' }, parameters: { datatype_id: 1, username: 'a' } }),
  );
  expect(listKey({ kind: 'datatype', id: 14, include_children: true })).toBe(
    'datatype:14:children',
  );
});
