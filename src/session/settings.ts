import * as v from 'valibot';
import { createPersistedStore } from './persistedStore.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Has the ids of any columns, in any order. The table uses the ones that it knows. */
export type TableSettings = v.InferOutput<typeof tableSchema>;

export interface Settings {
  theme: Theme;
  isOverviewOpen: boolean;
  isWelcomeDismissed: boolean;
  /** Whether single keys are shortcuts. Users who dictate to their browser can switch them off. */
  areShortcutsOn: boolean;
  table: TableSettings;
  /** Whether there are saved views. `savedViews.ts`, which writes them, is loaded only then. */
  hasSavedViews: boolean;
}

const themeSchema = v.picklist(themes);

const tableSchema = v.object({
  density: v.fallback(v.picklist(['comfortable', 'compact']), 'comfortable'),
  columnOrder: v.fallback(v.array(v.fallback(v.string(), '')), []),
  /** Columns that the user has shown or hidden. */
  columnVisibility: validEntries(v.boolean()),
  /** Widths of the columns that the user has resized, in CSS pixels. */
  columnSizing: validEntries(v.number()),
});

const storedTableSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({}),
  // Earlier releases stored the columns under other names.
  v.transform(({ order, wanted, widths, ...stored }) => ({
    columnOrder: order,
    columnVisibility: wanted,
    columnSizing: widths,
    ...stored,
  })),
  tableSchema,
);

/** Drops the invalid entries of an object. */
function validEntries<Value>(schema: v.GenericSchema<Value>) {
  return v.pipe(
    v.fallback(v.looseObject({}), {}),
    v.transform((values) =>
      Object.fromEntries(
        Object.entries(values).filter((entry): entry is [string, Value] => v.is(schema, entry[1])),
      ),
    ),
  );
}

export const initialTableSettings: TableSettings = {
  density: 'comfortable',
  columnOrder: [],
  columnVisibility: {},
  columnSizing: {},
};

export function parseTableSettings(text: string | null): TableSettings {
  const { success, output } = v.safeParse(storedTableSchema, text);
  return success ? output : initialTableSettings;
}

/** What the user has chosen, one key of the storage for each. It must not reveal anything about files. */
export const settings = createPersistedStore<Settings>(
  {
    theme: 'system',
    isOverviewOpen: false,
    isWelcomeDismissed: false,
    areShortcutsOn: true,
    table: initialTableSettings,
    hasSavedViews: false,
  },
  {
    theme: {
      parse: (text) => ({ theme: v.is(themeSchema, text) ? text : 'system' }),
      serialize: ({ theme }) => theme,
    },
    overview: {
      parse: (text) => ({ isOverviewOpen: text === 'open' }),
      serialize: ({ isOverviewOpen }) => (isOverviewOpen ? 'open' : 'closed'),
    },
    welcomed: {
      parse: (text) => ({ isWelcomeDismissed: text !== null }),
      serialize: ({ isWelcomeDismissed }) => (isWelcomeDismissed ? 'yes' : null),
    },
    shortcuts: {
      parse: (text) => ({ areShortcutsOn: text !== 'off' }),
      serialize: ({ areShortcutsOn }) => (areShortcutsOn ? null : 'off'),
    },
    table: {
      parse: (text) => ({ table: parseTableSettings(text) }),
      serialize: ({ table }) => JSON.stringify(table),
    },
    'saved-views': { parse: (text) => ({ hasSavedViews: text !== null }) },
  },
);
