import { followStored, readStored, useStored, writeStored } from '../../ui/stored.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const KEY = 'theme';

function parseTheme(text: string | null): Theme {
  return themes.find((known) => known === text) ?? 'system';
}

/** Shows the page in the theme that was last chosen in this browser, in whatever tab. */
export function followTheme(): void {
  applyTheme();
  followStored(applyTheme);
}

export function useTheme(): Theme {
  return useStored(KEY, parseTheme);
}

export function chooseTheme(chosen: Theme): void {
  writeStored(KEY, chosen);
}

function applyTheme(): void {
  const theme = parseTheme(readStored(KEY));
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  // The frame that the browser draws around the page follows the page, not the system.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const its = meta.dataset['scheme'] ?? '';
    if (theme === 'system') meta.media = `(prefers-color-scheme: ${its})`;
    else meta.media = theme === its ? 'all' : 'not all';
  }
}
