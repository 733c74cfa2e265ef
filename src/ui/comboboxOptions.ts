export interface Option {
  /** What is chosen: an id, or a username. */
  value: string;
  label: string;
  /** Said after the label, softly. */
  detail?: string;
  /** How many things there are of it, as text. */
  count?: string | undefined;
  /** How deep the option stands in a tree, 0 for a root. */
  depth?: number;
}

/** How an option is taken: instead of all others, beside them, as one to leave out, or no longer. */
export type Choice = 'only' | 'include' | 'exclude' | 'off';

/** What is chosen of a list, and what is left out of it, by value. */
export interface Chosen {
  included: readonly string[];
  excluded: readonly string[];
}

/** How an option is taken now; never `only`. */
export function choiceOf({ included, excluded }: Chosen, value: string): Choice {
  if (included.includes(value)) return 'include';
  return excluded.includes(value) ? 'exclude' : 'off';
}

/** What a key or a click means with what is held down beside it. */
export function choiceBy(event: { altKey: boolean; ctrlKey: boolean; metaKey: boolean }): Choice {
  if (event.altKey) return 'exclude';
  return event.ctrlKey || event.metaKey ? 'include' : 'only';
}

/** What a click on an option means: its small buttons say it, or the keys that are held. */
export function choiceOfClick(event: React.MouseEvent): Choice {
  const { target } = event;
  const button = target instanceof Element ? target.closest('[data-choose]') : null;
  const choice = button?.getAttribute('data-choose');
  return choice === 'include' || choice === 'exclude' ? choice : choiceBy(event);
}

const MOST_SHOWN = 200;

/** The options that `draft`, what is being typed, picks; and the one that it means by itself. */
export function optionsFor(
  options: readonly Option[],
  draft: string | null,
  accept: ((text: string) => Option | null) | undefined,
): Option[] {
  if (draft === null || draft.trim() === '') return options.slice(0, MOST_SHOWN);
  const wanted = draft.trim().toLowerCase();
  const found = options.filter(
    ({ label, value }) => label.toLowerCase().includes(wanted) || value === wanted,
  );
  const meant = accept?.(draft) ?? null;
  const isThere = meant === null || found.some(({ value }) => value === meant.value);
  const list = found.slice(0, MOST_SHOWN);
  return isThere || meant === null ? list : [...list, meant];
}
