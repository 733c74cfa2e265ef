import { useState } from 'react';
import { settings } from '../../session/settings.ts';
import { PHONE } from '../../ui/useMedia.ts';

/** Whether the overview is open in this tab, and a function that opens or closes it, also for the next visit. */
export function useIsOverviewOpen(): [boolean, () => void] {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const toggle = () => {
    setOpen(!isOpen);
    settings.update(() => ({ isOverviewOpen: !isOpen }));
  };
  return [isOpen, toggle];
}

/** On a phone, the overview is closed at first, because it would leave no space for the files. */
function isOpenAtFirst(): boolean {
  return settings.getState().isOverviewOpen && !window.matchMedia(PHONE).matches;
}
