import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { noSelection, select } from '../../src/domain/selection.ts';
import { changeSelection, useSelection } from '../../src/session/selection.ts';
import { defaultParams } from '../../src/url/searchParams.ts';
import { silentSource } from '../support/sessions.tsx';

test('A selection is the same on all pages and in every order, and ends with its filters', () => {
  const { result, rerender } = renderHook(({ params }) => useSelection(silentSource, params), {
    initialProps: { params: defaultParams },
  });
  expect(result.current).toBe(noSelection);
  act(() => changeSelection(silentSource, defaultParams, (before) => select(before, [3], true)));
  expect([...result.current.ids]).toEqual([3]);
  rerender({ params: { ...defaultParams, offset: 100, ordering: '-created', file: 3 } });
  expect([...result.current.ids]).toEqual([3]);
  rerender({ params: { ...defaultParams, search: 'gps' } });
  expect(result.current).toBe(noSelection);
  rerender({ params: defaultParams });
  expect([...result.current.ids]).toEqual([3]);
  // A change of another result's selection replaces it.
  const other = { ...defaultParams, search: 'gps' };
  act(() => changeSelection(silentSource, other, (before) => select(before, [4], true)));
  expect(result.current).toBe(noSelection);
});
