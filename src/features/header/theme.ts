import { type Settings, settings } from '../../session/settings.ts';

/** Applies the theme in the settings to the document, now and whenever it changes. */
export function followTheme(): void {
  applyTheme(settings.getState());
  settings.subscribe(applyTheme);
}

function applyTheme({ theme }: Settings): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  // The frame that the browser draws around the page follows the page, not the system.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const scheme = meta.dataset['scheme'] ?? '';
    if (theme === 'system') meta.media = `(prefers-color-scheme: ${scheme})`;
    else meta.media = theme === scheme ? 'all' : 'not all';
  }
}
