import { useState } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import type { Names } from '../../domain/describe.ts';
import { countOf } from '../../queries/counts.ts';
import type { FileList } from '../../queries/fileList.ts';
import {
  type SavedView,
  useAreViewsPersisted,
  useSavedViews,
  viewAddress,
} from '../../session/savedViews.ts';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { Icon } from '../../ui/Icon.tsx';
import strip from '../../ui/Strip.module.css';
import { ImportExport } from './ImportExport.tsx';
import { SaveForm } from './SaveForm.tsx';
import styles from './SavedViews.module.css';
import { useChecks } from './useChecks.ts';
import { ViewItem } from './ViewItem.tsx';

interface SavedViewsProps {
  params: SearchParams;
  names: Names;
  heading: string;
  fileList: FileList;
  onClose: () => void;
}

/** The drawer of saved views: saves what the page shows, opens saved views, and tells what is new in them. */
export function SavedViews({ params, names, heading, fileList, onClose }: SavedViewsProps) {
  const views = useSavedViews();
  const arePersisted = useAreViewsPersisted();
  // Removed views stay in the list until the drawer closes, so that the user can restore them.
  const [removed, setRemoved] = useState<readonly SavedView[]>([]);
  const checks = useChecks();
  const address = viewAddress(params);
  const isRemoved = (view: SavedView) => !views.some((each) => each.address === view.address);
  const gone = removed.filter(isRemoved);
  const listed = [...views, ...gone].toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return (
    <Drawer label="Saved views" onClose={onClose}>
      <div className={styles['bar']}>
        <h2>Saved views</h2>
        <Button variant="icon" aria-label="Close saved views" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      <p className={styles['soft']}>
        A view has a name, filters and an order. This browser stores it with the number of files,
        but never stores the files.
      </p>
      {!arePersisted && (
        <p className={strip['strip']} role="status">
          This browser cannot store views, because its storage is blocked or full. What you save
          here lasts until you leave the page. To keep it, export it.
        </p>
      )}
      <SaveForm
        key={address}
        address={address}
        heading={heading}
        count={countOf(fileList)}
        saved={views.find((view) => view.address === address)}
      />
      {listed.length > 0 && (
        <>
          <ul className={styles['list']} aria-label="Saved views">
            {listed.map((view) => (
              <ViewItem
                key={view.address}
                view={view}
                names={names}
                isRemoved={gone.includes(view)}
                isShown={view.address === address}
                check={checks.of(view.address)}
                pageCount={fileList.result.count}
                onRemoved={() => setRemoved([...gone, view])}
                onOpened={onClose}
              />
            ))}
          </ul>
          {views.length > 0 && (
            <div className={styles['check']}>
              <Button
                aria-disabled={checks.isWorking}
                onClick={() => {
                  if (!checks.isWorking) void checks.start(views);
                }}
              >
                Check for new files
              </Button>
              <span className={styles['soft']} role="status">
                {checks.message}
              </span>
            </div>
          )}
        </>
      )}
      <ImportExport views={views} />
    </Drawer>
  );
}
