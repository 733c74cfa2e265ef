import { describe, expect, it } from 'vitest';
import { makeSample } from './makeSample.ts';

describe('A download link', () => {
  const at = (seconds: number, faults = '') => {
    const clock = { seconds };
    return { clock, ...makeSample(faults, { now: () => clock.seconds * 1000 }) };
  };

  it.each([
    ['', 3600],
    ['keys:60', 60],
  ])('with faults "%s" expires after %i seconds and is then renewed', async (faults, life) => {
    const { clock, ask, file } = at(1_757_000_000, faults);
    const old = await file(83_125_965);
    clock.seconds += life - 1;
    expect((await ask(old.download_url)).status).toBe(200);
    clock.seconds += 1;
    const dead = await ask(old.download_url);
    expect(dead.status).toBe(403);
    expect(await dead.text()).toContain('You are not authorized to view this file.');
    const fresh = await file(83_125_965);
    expect(fresh.download_url).not.toBe(old.download_url);
    expect((await ask(fresh.download_url)).status).toBe(200);
  });

  it('is valid for one file with its own key, on any instance', async () => {
    const { ask, file } = at(1_757_000_000);
    const [one, other] = [await file(83_125_965), await file(83_125_964)];
    expect((await at(1_757_000_010).ask(one.download_url)).status).toBe(200);
    const swapped = one.download_url.replace('83125965', '83125964');
    const changed = one.download_url.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const keyless = one.download_url.replace(/\?.*/, '');
    const unknown = other.download_url.replace('83125964', '83125');
    for (const url of [swapped, changed, keyless, unknown]) {
      expect((await ask(url)).status).toBe(403);
    }
    expect((await at(1_756_999_999).ask(one.download_url)).status).toBe(403);
  });
});
