import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backoff, delay } from '../../src/api/backoff.ts';
import { seed } from '../domain/arbitraries.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const attempt = fc.integer({ min: 1, max: 2000 });

describe('backoff', () => {
  test('is between half of a doubling ceiling and the ceiling, which is at most 20 s', () => {
    fc.assert(
      fc.property(attempt, chance, (number, random) => {
        const ceiling = Math.min(20_000, 500 * 2 ** (number - 1));
        const pause = backoff(number, null, () => random);
        expect(pause).toBeGreaterThanOrEqual(ceiling / 2);
        expect(pause).toBeLessThanOrEqual(ceiling);
      }),
      { seed },
    );
  });

  test('is never before the time that the server requests, and not much later', () => {
    fc.assert(
      fc.property(attempt, chance, fc.nat({ max: 100_000 }), (number, random, seconds) => {
        const pause = backoff(number, seconds, () => random);
        expect(pause).toBe(
          Math.max(
            backoff(number, null, () => random),
            seconds * 1000,
          ),
        );
      }),
      { seed },
    );
  });

  test('spreads simultaneous failures, and grows', () => {
    expect(backoff(1, null, () => 0)).toBe(250);
    expect(backoff(1, null, () => 0.5)).toBe(375);
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((number) => backoff(number, null, () => 0))).toEqual([
      250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
    expect(backoff(1, null)).toBe(375);
    random.mockRestore();
  });
});

describe('delay', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function hasEnded(promise: Promise<void>): Promise<boolean> {
    const pending = Symbol('pending');
    return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
  }

  test('lasts for the given time', async () => {
    const waiting = delay(1000);
    await vi.advanceTimersByTimeAsync(999);
    expect(await hasEnded(waiting)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await hasEnded(waiting)).toBe(true);
  });

  test('rejects immediately with the reason of an abort, and clears its timer', async () => {
    const controller = new AbortController();
    const waiting = delay(1000, controller.signal);
    controller.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
    await expect(delay(1000, controller.signal)).rejects.toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('removes its listener from the signal', async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const waiting = delay(10, signal);
    await vi.advanceTimersByTimeAsync(10);
    await waiting;
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
      added.mock.calls.map(([, listener]) => listener),
    );
  });

  test('of months does not end immediately', async () => {
    // Longer than the maximum of a timer (2³¹ ms), for which browsers and Node would fire it immediately.
    vi.useRealTimers();
    const controller = new AbortController();
    const over = vi.fn<() => void>();
    const waiting = delay(3_000_000_000, controller.signal).then(over);
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
    expect(over).not.toHaveBeenCalled();
    controller.abort('enough');
    await expect(waiting).rejects.toBe('enough');
  });
});
