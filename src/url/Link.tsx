import type { ComponentProps, MouseEvent } from 'react';
import type { SearchParams } from './searchParams.ts';
import { hrefFor, navigate, useSearchParams } from './navigation.ts';

interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** The parameters that the link changes; the others stay as they are. */
  changes: Partial<SearchParams>;
  /** Called when the link is followed in this tab. */
  onFollow?: (() => void) | undefined;
}

/** A link to the current URL with `changes`. A plain click navigates without loading the page; others open a tab. */
export function Link({ changes, onClick, onFollow, ...rest }: LinkProps) {
  // Renders again when the URL changes, on which `href` depends.
  useSearchParams();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (followInPlace(event, changes)) onFollow?.();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/anchor-has-content -- the content is among the props
    <a {...rest} href={hrefFor(changes)} onClick={follow} />
  );
}

/**
 * Navigates to the URL with `changes` if the click is a plain one.
 * @returns whether it did
 */
export function followInPlace(event: MouseEvent, changes: Partial<SearchParams>): boolean {
  if (!isPlainClick(event) || event.defaultPrevented) return false;
  event.preventDefault();
  navigate(changes);
  return true;
}

/** Whether a click is made with the main button and without modifier keys, which open tabs or windows. */
export function isPlainClick(event: MouseEvent): boolean {
  const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
