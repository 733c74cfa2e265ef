import { useState } from 'react';
import { readStored, writeStored } from '../../ui/stored.ts';
import { PHONE } from '../../ui/useMedia.ts';

const KEY = 'overview';

/** Whether the overview is open, as it was left in this browser, and what turns that round. */
export function useIsOverviewOpen(): [boolean, () => void] {
  const [isOpen, setOpen] = useState(wasOpen);
  const toggle = () => {
    setOpen(!isOpen);
    writeStored(KEY, isOpen ? 'closed' : 'open');
  };
  return [isOpen, toggle];
}

/** On a phone it would push the files out of sight: there it is closed at first. */
function wasOpen(): boolean {
  return readStored(KEY) === 'open' && !window.matchMedia(PHONE).matches;
}
