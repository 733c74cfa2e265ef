import { areShortcutsOn } from '../../ui/shortcutsSetting.ts';

/** The buttons that single keys press, by the beginning of their names; those not there are not pressed. */
const pressed: Readonly<Record<string, string>> = {
  n: 'Next page',
  p: 'Previous page',
  o: 'Overview',
  t: 'Take away',
};

/** Whether there is a button of that name to press. */
export function hasButton(name: string): boolean {
  return buttonNamed(name) !== undefined;
}

/**
 * Listens to the keys of the page: `?` calls `openHelp`, `/` goes to the search, and a few letters
 * press buttons. Not while somebody types, not with Ctrl, Alt or Meta, not behind an open dialog or
 * menu, and not where shortcuts are switched off. Ends with `signal`.
 */
export function followShortcuts(openHelp: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.defaultPrevented || isTyping(event.target) || !areShortcutsOn()) return;
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

/** Gives whether there was such a button to press. */
function pressButton(name: string | undefined): boolean {
  const button = name === undefined ? undefined : buttonNamed(name);
  if (button === undefined || button.ariaDisabled === 'true') return false;
  // What the button opens gives the focus back to where it was.
  button.focus({ preventScroll: true });
  button.click();
  return true;
}

function buttonNamed(name: string): HTMLButtonElement | undefined {
  return [...document.querySelectorAll('button')].find((button) =>
    (button.ariaLabel ?? button.textContent).trim().startsWith(name),
  );
}
