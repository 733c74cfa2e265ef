import { lazy, useState } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { Names } from '../listing/describe.ts';
import type { Listing } from '../queries/listing.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Late } from '../ui/Late.tsx';
import { LatePart } from '../ui/LatePart.tsx';
import { useStored } from '../ui/stored.ts';
import styles from './SavedViewsButton.module.css';
import { VIEWS_KEY } from './viewsKey.ts';

const SavedViews = lazy(async () => ({ default: (await import('./SavedViews.tsx')).SavedViews }));
const LoadedNews = lazy(async () => ({ default: (await import('./ViewNews.tsx')).ViewNews }));

interface SavedViewsButtonProps {
  asked: Asked;
  names: Names;
  /** The filters in words. */
  words: string;
  listing: Listing;
}

export function SavedViewsButton(props: SavedViewsButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" aria-haspopup="dialog" title="Saved views" onClick={() => setOpen(true)}>
        <span className={styles['icon']}>
          <Icon name="views" />
        </span>
        <span className={styles['words']}>Saved views</span>
      </Button>
      {isOpen && (
        <LatePart label="Saved views" onClose={() => setOpen(false)}>
          <SavedViews {...props} onClose={() => setOpen(false)} />
        </LatePart>
      )}
    </>
  );
}

function isThere(text: string | null): boolean {
  return text !== null;
}

/** What is new in a saved view; whoever has saved none loads nothing for it. */
export function ViewNews({ asked, listing }: Pick<SavedViewsButtonProps, 'asked' | 'listing'>) {
  const hasViews = useStored(VIEWS_KEY, isThere);
  if (!hasViews) return null;
  return (
    <Late sorry={null}>
      <LoadedNews asked={asked} listing={listing} />
    </Late>
  );
}
