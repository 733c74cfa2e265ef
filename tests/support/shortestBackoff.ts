import { vi } from 'vitest';

/**
 * Makes back-off as short as it can be: `Math.random` returns values close to 0 until mocks are restored. They all differ,
 * because Comlink makes the ids of its messages from them.
 */
export function mockShortestBackoff(): void {
  let calls = 0;
  vi.spyOn(Math, 'random').mockImplementation(() => {
    calls += 1;
    return calls * 1e-9;
  });
}
