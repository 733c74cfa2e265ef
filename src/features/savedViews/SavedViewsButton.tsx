import { useState } from 'react';
import { useStore } from 'zustand';
import type { SearchParams } from '../../url/searchParams.ts';
import type { Names } from '../../domain/describe.ts';
import type { FileList } from '../../queries/fileList.ts';
import { settings } from '../../session/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { LazyDrawer } from '../../ui/LazyDrawer.tsx';
import styles from './SavedViewsButton.module.css';
import { lazyNamed } from '../../ui/lazyNamed.ts';

const SavedViews = lazyNamed(() => import('./SavedViews.tsx'), 'SavedViews');
const LoadedViewChange = lazyNamed(() => import('./ViewChange.tsx'), 'ViewChange');

interface SavedViewsButtonProps {
  params: SearchParams;
  names: Names;
  /** The filters in words. */
  heading: string;
  fileList: FileList;
}

export function SavedViewsButton(props: SavedViewsButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="quiet"
        aria-haspopup="dialog"
        title="Saved views"
        onClick={() => setOpen(true)}
      >
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

/** What is new in a saved view. Without saved views, the page does not load the code for it. */
export function ViewChange({
  params,
  fileList,
}: Pick<SavedViewsButtonProps, 'params' | 'fileList'>) {
  const hasSavedViews = useStore(settings, (state) => state.hasSavedViews);
  if (!hasSavedViews) return null;
  return (
    <LazyBoundary failure={null}>
      <LoadedViewChange params={params} fileList={fileList} />
    </LazyBoundary>
  );
}
