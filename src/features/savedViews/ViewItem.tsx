import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from '../../url/Link.tsx';
import { describeFilters, type Names } from '../../domain/describe.ts';
import { type Count, knownCount } from '../../queries/counts.ts';
import { fileQueryOf } from '../../url/searchParams.ts';
import {
  lastBeforeVisit,
  NAME_LENGTH,
  removeView,
  renameView,
  paramsOfView,
  type SavedView,
  saveView,
} from '../../session/savedViews.ts';
import { sessionOf, useSessions } from '../../session/SessionProvider.tsx';
import { Button } from '../../ui/Button.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { describeChange } from './describeChange.ts';
import styles from './SavedViews.module.css';
import type { Check } from './useChecks.ts';

interface ViewItemProps {
  view: SavedView;
  names: Names;
  isRemoved: boolean;
  /** Whether the page shows this view. */
  isShown: boolean;
  check: Check;
  /** The count of the page behind the drawer. When it changes, the view's count may have become known. */
  pageCount: number | null;
  onRemoved: () => void;
  onOpened: () => void;
}

/** One saved view: a link to it, what is new in it, and buttons to rename and remove it. */
export function ViewItem(props: ViewItemProps) {
  const { view, names, isRemoved, isShown, check, pageCount, onRemoved, onOpened } = props;
  const [isRenaming, setRenaming] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const params = paramsOfView(view);
  const session = sessionOf(useSessions(), params.source);
  const fileQuery = fileQueryOf(params);
  // Only what is known: opening the list sends no request.
  const { data: known } = useQuery({
    queryKey: ['view count', session.source.name, fileQuery, pageCount],
    queryFn: () => knownCount(session, fileQuery),
    staleTime: 0,
    gcTime: 0,
  });
  const rename = (name: string) => {
    renameView(view.address, name);
    setRenaming(false);
    renameButton.current?.focus();
  };
  return (
    <li className={styles['view']} data-removed={isRemoved}>
      <div>
        {isRemoved ? (
          <span role="status">
            <b>
              <bdi>{view.name}</bdi>
            </b>{' '}
            is removed.
          </span>
        ) : (
          <>
            <Link
              changes={{ ...params, offset: 0 }}
              aria-current={isShown ? 'page' : undefined}
              onClick={(event) => {
                if (!event.metaKey && !event.ctrlKey && !event.shiftKey) onOpened();
              }}
            >
              <bdi>{view.name}</bdi>
            </Link>
            <p className={styles['soft']}>
              {describeFilters(params, names)}
              {params.ordering !== null && `, ordered by ${params.ordering}`}
            </p>
            <p data-news={isNews(view, known)}>{countText(view, known, check)}</p>
          </>
        )}
        {isRenaming && !isRemoved && <RenameField view={view} onDone={rename} />}
      </div>
      <div className={styles['acts']}>
        {!isRemoved && (
          <Button
            ref={renameButton}
            variant="quiet"
            aria-label={`Rename ${view.name}`}
            aria-expanded={isRenaming}
            onClick={() => setRenaming(!isRenaming)}
          >
            Rename
          </Button>
        )}
        {/* One button for both, so that it keeps the focus when the user has pressed it. */}
        <Button
          key="remove"
          variant="quiet"
          aria-label={`${isRemoved ? 'Undo: keep' : 'Remove'} ${view.name}`}
          onClick={() => {
            if (isRemoved) {
              saveView(view);
            } else {
              removeView(view.address);
              onRemoved();
            }
          }}
        >
          {isRemoved ? 'Undo' : 'Remove'}
        </Button>
      </div>
    </li>
  );
}

type Known = Count | 'request' | 'load' | undefined;

function isNews(view: SavedView, known: Known): boolean {
  if (typeof known !== 'object') return false;
  const last = lastBeforeVisit(view);
  return describeChange(last, known) !== null && last?.files !== known.files;
}

function countText(view: SavedView, known: Known, check: Check): string {
  const last = lastBeforeVisit(view);
  if (typeof known === 'object') {
    const viewChange = describeChange(last, known);
    const now = formatCount(known.files, 'file');
    return viewChange === null ? now : `${viewChange} · ${now}`;
  }
  const then =
    last === null
      ? 'Not opened yet'
      : `${formatCount(last.files, 'file')} when last opened, ${formatDay(last.opened)}`;
  if (check === 'failed') return `${then} · could not be checked`;
  return known === 'load' ? `${then} · open it to count` : then;
}

function RenameField({ view, onDone }: { view: SavedView; onDone: (name: string) => void }) {
  const [name, setName] = useState(view.name);
  return (
    <form
      className={styles['rename']}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(name);
      }}
    >
      <input
        ref={selectAll}
        aria-label={`New name of ${view.name}`}
        value={name}
        maxLength={NAME_LENGTH}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Only the field closes, not the drawer around it.
          event.preventDefault();
          onDone(view.name);
        }}
      />
      <Button type="submit">Save name</Button>
    </form>
  );
}

function selectAll(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}
