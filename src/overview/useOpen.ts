import { useState } from 'react';
import { PHONE } from '../ui/useMedia.ts';

const KEY = 'overview';

/** Whether the overview is open, as it was left in this browser, and what turns that round. */
export function useOpen(): [boolean, () => void] {
  const [isOpen, setOpen] = useState(wasOpen);
  const toggle = () => {
    setOpen(!isOpen);
    try {
      localStorage.setItem(KEY, isOpen ? 'closed' : 'open');
    } catch {
      // Storage may be forbidden; then it lasts for this visit.
    }
  };
  return [isOpen, toggle];
}

/** On a phone it would push the files out of sight: there it is closed at first. */
function wasOpen(): boolean {
  try {
    return localStorage.getItem(KEY) === 'open' && !window.matchMedia(PHONE).matches;
  } catch {
    return false;
  }
}
