import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { PREFIX, rereadStorage } from '../../src/session/persistedStore.ts';
import { initialTableSettings, parseTableSettings, settings } from '../../src/session/settings.ts';

const keys = ['theme', 'overview', 'welcomed', 'shortcuts', 'table', 'saved-views'] as const;

const text = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom('dark', 'open', 'off', 'yes', '', 'null', '[]', '{', '"dark"', '__proto__'),
  fc
    .dictionary(
      fc.constantFrom('density', 'columnOrder', 'columnVisibility', 'columnSizing', 'order', 'x'),
      fc.jsonValue(),
    )
    .map((value) => JSON.stringify(value)),
);

beforeEach(rereadStorage);

describe('The settings', () => {
  test('have a key each', () => {
    settings.update(() => ({
      theme: 'dark',
      isOverviewOpen: true,
      isWelcomeDismissed: true,
      areShortcutsOn: false,
      table: { ...initialTableSettings, density: 'compact' },
    }));
    expect(Object.fromEntries(Object.entries(localStorage))).toEqual({
      [`${PREFIX}theme`]: 'dark',
      [`${PREFIX}overview`]: 'open',
      [`${PREFIX}welcomed`]: 'yes',
      [`${PREFIX}shortcuts`]: 'off',
      [`${PREFIX}table`]: JSON.stringify({ ...initialTableSettings, density: 'compact' }),
    });
    settings.update(() => ({ isWelcomeDismissed: false, areShortcutsOn: true }));
    expect(Object.keys(localStorage).toSorted()).toEqual(
      ['overview', 'table', 'theme'].map((key) => PREFIX + key),
    );
  });

  test('are valid whatever the storage contains, and leave the keys that they do not change', () => {
    fc.assert(
      fc.property(fc.record(Object.fromEntries(keys.map((key) => [key, text]))), (texts) => {
        for (const [key, value] of Object.entries(texts)) localStorage.setItem(PREFIX + key, value);
        rereadStorage();
        const { theme, isOverviewOpen, isWelcomeDismissed, areShortcutsOn, table } =
          settings.getState();
        expect(['system', 'light', 'dark']).toContain(theme);
        expect([isOverviewOpen, isWelcomeDismissed, areShortcutsOn]).toEqual([
          texts['overview'] === 'open',
          true,
          texts['shortcuts'] !== 'off',
        ]);
        expect(['comfortable', 'compact']).toContain(table.density);
        for (const id of table.columnOrder) expect(id).toBeTypeOf('string');
        for (const value of Object.values(table.columnVisibility))
          expect(value).toBeTypeOf('boolean');
        for (const value of Object.values(table.columnSizing)) expect(value).toBeTypeOf('number');
        expect(parseTableSettings(JSON.stringify(table))).toEqual(table);

        settings.update(() => ({ theme: theme === 'dark' ? 'light' : 'dark' }));
        for (const key of keys.filter((each) => each !== 'theme'))
          expect(localStorage.getItem(PREFIX + key)).toBe(texts[key]);
      }),
    );
  });
});
