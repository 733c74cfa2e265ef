import { settings } from '../../session/settings.ts';

/** The buttons that single keys press, by the beginning of their names. */
const pressed: Readonly<Record<string, string>> = {
  n: 'Next page',
  p: 'Previous page',
  o: 'Overview',
  t: 'Take away',
};

/** Whether the page has a button with this name. */
export function hasButton(name: string): boolean {
  return buttonNamed(name) !== undefined;
}

/**
 * Handles keyboard shortcuts until `signal` aborts: `?` calls `openHelp`, `/` moves the focus to the search, and a few
 * letters press buttons. Ignores keys while the user types, with Ctrl, Alt or Meta, behind an open dialog or menu, and if
 * shortcuts are switched off.
 */
export function followShortcuts(openHelp: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.defaultPrevented || isTyping(event.target) || !settings.getState().areShortcutsOn)
      return;
    if (document.querySelector('dialog:modal, :popover-open') !== null) return;
    if (event.key === '?') openHelp();
    else if (event.key === '/') goToSearch();
    else if (!pressButton(Object.hasOwn(pressed, event.key) ? pressed[event.key] : undefined))
      return;
    event.preventDefault();
  };
  window.addEventListener('keydown', press, { signal });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio'].includes(target.type);
  return target.isContentEditable || target.matches('select, textarea');
}

function goToSearch(): void {
  const search = document.querySelector<HTMLInputElement>('input[type="search"]');
  search?.focus();
  search?.select();
}

/** Returns whether there was such a button to press. */
function pressButton(name: string | undefined): boolean {
  const button = name === undefined ? undefined : buttonNamed(name);
  if (button === undefined || button.ariaDisabled === 'true') return false;
  // A dialog that the button opens returns the focus to the element that had it.
  button.focus({ preventScroll: true });
  button.click();
  return true;
}

function buttonNamed(name: string): HTMLButtonElement | undefined {
  return [...document.querySelectorAll('button')].find((button) =>
    (button.ariaLabel ?? button.textContent).trim().startsWith(name),
  );
}
