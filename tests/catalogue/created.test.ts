import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCreated, writeCreated } from '../../src/catalogue/created.ts';
import { readMicroseconds } from '../../src/domain/ordering.ts';
import { dataFile, seed } from '../domain/arbitraries.ts';

function expectKept(created: string): void {
  const { micros, shape } = readCreated(created);
  expect(micros).toBe(readMicroseconds(created));
  expect(writeCreated(micros, shape)).toBe(created);
}

const two = (most: number) =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, '0'));

const digits = fc
  .array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 })
  .map((some) => (some.length === 0 ? '' : `.${some.join('')}`));

/** Dates in Django's format, and invalid ones. */
const written = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1960, max: 2210 }), fc.integer({ min: 0, max: 9999 })),
    two(13),
    two(32),
    fc.tuple(two(24), two(60), two(60)),
    digits,
    fc.constantFrom('Z', '+00:00', '+01:00', '-00:00', 'z', ''),
  )
  .map(
    ([year, month, day, time, fraction, zone]) =>
      `${String(year).padStart(4, '0')}-${month}-${day}T${time.join(':')}${fraction}${zone}`,
  );

test('a date in Django’s format has its usual meaning and is written unchanged', () => {
  fc.assert(fc.property(written, expectKept), { seed, numRuns: 3000 });
});

test('so does a date in any other format', () => {
  fc.assert(
    fc.property(dataFile, ({ created }) => expectKept(created)),
    { seed, numRuns: 1000 },
  );
});

test('every day from 1970 to 2199 is computed correctly', () => {
  const wrong: string[] = [];
  for (let time = 0; time < Date.UTC(2200, 0); time += 86_400_000) {
    const created = new Date(time).toISOString();
    if (readCreated(created).micros !== time * 1000) wrong.push(created);
  }
  expect(wrong).toEqual([]);
  expectKept('2000-02-29T23:59:59.999999Z');
});
