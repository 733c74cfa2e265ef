import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultParams, formatSearchParams, parameterNames } from '../../src/url/searchParams.ts';
import { dropPreloaded } from '../../src/api/preload.ts';
import { preloadFirstPage } from '../../src/queries/preloadFirstPage.ts';
import { createQueryClient } from '../../src/queries/queryClient.ts';
import { prefetchFirstPage } from '../../src/queries/fileList.ts';
import { sourceNamed } from '../../src/queries/sources.ts';
import { createSession } from '../../src/session/session.ts';
import { currentParams } from '../../src/url/navigation.ts';
import { seed } from '../domain/arbitraries.ts';

/** The requests that were sent to the network, in order. */
let sent: Request[] = [];

beforeEach(() => {
  vi.spyOn(globalThis, 'fetch').mockImplementation((request) => {
    if (!(request instanceof Request)) throw new Error('The page sends whole requests.');
    sent.push(request);
    // Never responds: these tests only concern the first request.
    return new Promise(() => {});
  });
});
afterEach(() => dropPreloaded());

function urlsOf(send: () => void): string[] {
  sent = [];
  send();
  return sent.map(({ url }) => url);
}

/** Sends the first requests of the page. */
function prefetchLikePage(): void {
  const client = createQueryClient();
  const { source } = currentParams().params;
  prefetchFirstPage(createSession(sourceNamed(source), client));
  void client.cancelQueries();
  client.clear();
}

const value = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '14',
    '31,62',
    'True',
    'all',
    '250',
    'member_02',
    'a.b',
    'abc',
    '-3',
    '0',
    '%',
    'live',
  ),
  fc.constantFrom('sample', 'created', '-id', '2022-11-15', '9007199254740993', ' ', ',', '\\,'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const ownNames = [
  'datatype_id',
  'include_children',
  'source_project_id',
  'username',
  'limit',
  'offset',
];
const query = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...ownNames), fc.constantFrom(...parameterNames, 'utm_source', '')),
      value,
    ),
    { maxLength: 5 },
  )
  .map((pairs) => new URLSearchParams(pairs).toString());

test('for any URL, the preloaded request is the first request of the page, or none', () => {
  let preloadedCount = 0;
  fc.assert(
    fc.property(query, (search) => {
      history.replaceState(null, '', `/?${search}`);
      const before = urlsOf(preloadFirstPage);
      dropPreloaded();
      const first = urlsOf(prefetchLikePage);
      expect(before).toEqual(first);
      expect(before.length).toBeLessThanOrEqual(1);
      preloadedCount += before.length;
    }),
    { seed, numRuns: 600 },
  );
  expect(preloadedCount).toBeGreaterThan(100);
});

test('the page takes the preloaded response, once', () => {
  history.replaceState(null, '', '/?source_project_id=176&limit=25');
  expect(urlsOf(preloadFirstPage)).toEqual([
    'https://www.openhumans.org/api/public/project/176/datafiles/?limit=25',
  ]);
  expect(urlsOf(prefetchLikePage)).toEqual([]);
  expect(urlsOf(prefetchLikePage)).toHaveLength(1);
});

test('for all rows in one scroll, preloads the page with the first visible row', () => {
  history.replaceState(null, '', '/?source_project_id=176&limit=all&offset=1234');
  expect(urlsOf(preloadFirstPage)).toEqual([
    'https://www.openhumans.org/api/public/project/176/datafiles/?limit=100&offset=1200',
  ]);
  expect(urlsOf(prefetchLikePage)).toEqual([]);
});

test.each([
  ['a search', { search: 'gps' }],
  ['a sort order', { ordering: 'created' as const }],
  ['several projects', { source_project_id: [31, 62] }],
  ['the sample, which needs no network', { source: 'sample' as const }],
])('no request is sent for %s', (_what, params) => {
  history.replaceState(null, '', `/${formatSearchParams({ ...defaultParams, ...params })}`);
  expect(urlsOf(preloadFirstPage)).toEqual([]);
});

test('a preloaded request is aborted if the URL has changed', () => {
  history.replaceState(null, '', '/?source_project_id=176');
  preloadFirstPage();
  const [abandoned] = sent;
  history.replaceState(null, '', '/?source_project_id=31');
  expect(urlsOf(prefetchLikePage)).toEqual([
    'https://www.openhumans.org/api/public/project/31/datafiles/?limit=100',
  ]);
  expect(abandoned?.signal.aborted).toBe(true);
  history.replaceState(null, '', '/?source_project_id=176');
  expect(urlsOf(prefetchLikePage)).toHaveLength(1);
});

test('aborting the request aborts the preloaded one', () => {
  history.replaceState(null, '', '/');
  sent = [];
  preloadFirstPage();
  prefetchLikePage();
  expect(sent.map(({ signal }) => signal.aborted)).toEqual([true]);
});
