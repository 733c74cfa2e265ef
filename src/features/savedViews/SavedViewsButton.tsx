import { useState } from 'react';
import type { Asked } from '../../url/searchParams.ts';
import type { Names } from '../../domain/describe.ts';
import type { Listing } from '../../queries/listing.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { LazyDrawer } from '../../ui/LazyDrawer.tsx';
import { useStored } from '../../ui/stored.ts';
import styles from './SavedViewsButton.module.css';
import { VIEWS_KEY } from './viewsKey.ts';
import { lazyNamed } from '../../ui/lazyNamed.ts';

const SavedViews = lazyNamed(() => import('./SavedViews.tsx'), 'SavedViews');
const LoadedNews = lazyNamed(() => import('./ViewNews.tsx'), 'ViewNews');

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
        <LazyDrawer label="Saved views" onClose={() => setOpen(false)}>
          <SavedViews {...props} onClose={() => setOpen(false)} />
        </LazyDrawer>
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
    <LazyBoundary failure={null}>
      <LoadedNews asked={asked} listing={listing} />
    </LazyBoundary>
  );
}
