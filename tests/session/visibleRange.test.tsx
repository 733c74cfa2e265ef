import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { setVisibleRange, useVisibleRange } from '../../src/session/visibleRange.ts';

test('The visible range changes only when a row or the scrolling does', () => {
  let renders = 0;
  const { result } = renderHook(() => {
    renders += 1;
    return useVisibleRange();
  });
  expect(result.current).toBeNull();
  act(() => setVisibleRange({ first: 0, end: 12, isMoving: true }));
  expect(result.current).toEqual({ first: 0, end: 12, isMoving: true });
  act(() => setVisibleRange({ first: 0, end: 12, isMoving: true }));
  expect(renders).toBe(2);
  act(() => setVisibleRange({ first: 0, end: 12, isMoving: false }));
  expect(result.current?.isMoving).toBe(false);
  act(() => setVisibleRange(null));
  expect(result.current).toBeNull();
});
