import type { ComponentProps, MouseEvent } from 'react';
import type { SearchParams } from './searchParams.ts';
import { hrefFor, navigate, useSearchParams } from './navigation.ts';

interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** What the link asks for, on top of what is asked now. */
  changes: Partial<SearchParams>;
  /** The link was followed in place. */
  onFollow?: (() => void) | undefined;
}

/** A real link to the address with `changes`; followed in place, or in a new tab as the reader likes. */
export function Link({ changes, onClick, onFollow, ...rest }: LinkProps) {
  // The link's address depends on the page's.
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

/** Goes to the address with `changes`, unless the click was one that opens a tab or does nothing. */
export function followInPlace(event: MouseEvent, changes: Partial<SearchParams>): boolean {
  if (!isPlainClick(event) || event.defaultPrevented) return false;
  event.preventDefault();
  navigate(changes);
  return true;
}

/** Whether a click is one of the main button, without a key that gives it another meaning. */
export function isPlainClick(event: MouseEvent): boolean {
  const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
