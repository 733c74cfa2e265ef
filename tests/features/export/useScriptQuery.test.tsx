import { render, renderHook, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { defaultParams, type SearchParams } from '../../../src/url/searchParams.ts';
import { useDataTypes } from '../../../src/queries/names.ts';
import { parseFaults } from '../../../src/sample/faults.ts';
import { createSampleApi } from '../../../src/sample/sampleApi.ts';
import { Scripts, Snippets } from '../../../src/features/export/Scripts.tsx';
import { startSession } from '../../support/sessions.tsx';
import { useScriptQuery } from '../../../src/features/export/useScriptQuery.ts';

const names = { dataType: () => 'Music listening', project: () => 'Spotify' };

async function scriptableFor(
  params: Partial<SearchParams>,
  { cohort = null, faults = '' }: { cohort?: readonly string[] | null; faults?: string } = {},
) {
  const api = createSampleApi({ rows: 36, faults: () => parseFaults(faults) });
  const source = { name: 'sample' as const, origin: 'http://sample.test', fetch: api };
  const { wrapper } = startSession(source);
  const facts = { names, words: 'Some files', count: null, cohort };
  const { result } = renderHook(
    () => ({
      types: useDataTypes().length,
      scriptable: useScriptQuery({ ...facts, params: { ...defaultParams, ...params } }),
    }),
    { wrapper },
  );
  if (faults === '') await waitFor(() => expect(result.current.types).toBeGreaterThan(0));
  return result.current.scriptable;
}

const cohort = { shares_datatype_id: [14], shares_source_project_id: [176] };

test('a script lists the members of a cohort once they are known', async () => {
  const scriptable = await scriptableFor(
    { ...cohort, username: ['a', 'c'] },
    { cohort: ['a', 'b'] },
  );
  expect(scriptable).toMatchObject({
    query: {
      filters: { username: ['a'], shares_datatype_id: [], shares_source_project_id: [] },
      cohort: 'members who share Music listening and Spotify',
    },
  });
  const plain = await scriptableFor({ username: ['a', 'c'] }, { cohort: null });
  expect(plain).toMatchObject({ query: { filters: { username: ['a', 'c'] }, cohort: null } });
});

test.each<[string, Partial<SearchParams>, RegExp]>([
  ['the members are not known', cohort, /can name the members .* once all files have been read/],
  [
    'the tree of data types is not known',
    { datatype_id: [1, 5], include_children: true },
    /which data types descend from which is not known/,
  ],
])('a message replaces the script if %s', async (_, params, sentence) => {
  const scriptable = await scriptableFor(params, { faults: 'missing:datatypes' });
  render(
    <>
      <Scripts scriptable={scriptable}>
        <button type="button">Into a folder</button>
      </Scripts>
      <Snippets scriptable={scriptable} />
    </>,
  );
  expect(screen.getAllByText(sentence)).toHaveLength(2);
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
    'Into a folder',
  ]);
});
