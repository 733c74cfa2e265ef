import type { ComponentProps, MouseEvent } from 'react';
import type { Asked } from './parameters.ts';
import { addressWith, go, useAddress } from './useAddress.ts';

interface AddressLinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** What the link asks for, on top of what is asked now. */
  changes: Partial<Asked>;
  /** The link was followed in place. */
  onFollow?: (() => void) | undefined;
}

/** A real link to the address with `changes`; followed in place, or in a new tab as the reader likes. */
export function AddressLink({ changes, onClick, onFollow, ...rest }: AddressLinkProps) {
  // The link's address depends on the page's.
  useAddress();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain || event.defaultPrevented) return;
    event.preventDefault();
    go(changes);
    onFollow?.();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/anchor-has-content -- the content is among the props
    <a {...rest} href={addressWith(changes)} onClick={follow} />
  );
}
