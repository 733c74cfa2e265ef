export interface Option {
  /** An id or a username. */
  value: string;
  label: string;
  /** Secondary text after the label. */
  detail?: string;
  /** The formatted number of files. */
  count?: string | undefined;
  /** The depth in a tree, 0 for a root. */
  depth?: number;
}

/** How to choose an option: replace all choices by it, add it, exclude it, or remove it. */
export type Choice = 'only' | 'include' | 'exclude' | 'off';

/** The chosen and the excluded options, by value. */
export interface Chosen {
  included: readonly string[];
  excluded: readonly string[];
}

/** The current choice of an option; never `only`. */
export function choiceOf({ included, excluded }: Chosen, value: string): Choice {
  if (included.includes(value)) return 'include';
  return excluded.includes(value) ? 'exclude' : 'off';
}

/** The choice that an event's modifier keys select. */
export function choiceBy(event: { altKey: boolean; ctrlKey: boolean; metaKey: boolean }): Choice {
  if (event.altKey) return 'exclude';
  return event.ctrlKey || event.metaKey ? 'include' : 'only';
}

/** The choice that a click on an option selects, by one of its buttons or by modifier keys. */
export function choiceOfClick(event: React.MouseEvent): Choice {
  const { target } = event;
  const button = target instanceof Element ? target.closest('[data-choose]') : null;
  const choice = button?.getAttribute('data-choose');
  return choice === 'include' || choice === 'exclude' ? choice : choiceBy(event);
}

const MAX_OPTIONS = 200;

/** The options that contain `draft`, the typed text, and the option that `accept` converts it to. */
export function optionsFor(
  options: readonly Option[],
  draft: string | null,
  accept: ((text: string) => Option | null) | undefined,
): Option[] {
  if (draft === null || draft.trim() === '') return options.slice(0, MAX_OPTIONS);
  const query = draft.trim().toLowerCase();
  const found = options.filter(
    ({ label, value }) => label.toLowerCase().includes(query) || value === query,
  );
  const accepted = accept?.(draft) ?? null;
  const list = found.slice(0, MAX_OPTIONS);
  if (accepted === null || found.some(({ value }) => value === accepted.value)) return list;
  return [...list, accepted];
}
