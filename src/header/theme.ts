import { useSyncExternalStore } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const KEY = 'theme';
const listeners = new Set<() => void>();
let theme = remembered();

/** Shows the page in the theme that was last chosen in this browser. */
export function applyTheme(): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => theme,
  );
}

export function chooseTheme(chosen: Theme): void {
  theme = chosen;
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Storage may be forbidden; then the choice lasts for this visit.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return themes.find((known) => known === kept) ?? 'system';
  } catch {
    return 'system';
  }
}
