import { useMemo, useState } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import type { Facet } from '../../domain/facets.ts';
import { formatCount } from '../../ui/format.ts';
import { binDays, type Bins } from './binDays.ts';
import { type Days, daysIn, nameBin, nameDays, type Range, readDay } from './days.ts';
import { Picture } from './Picture.tsx';
import { RangeEnds } from './RangeEnds.tsx';
import styles from './Timeline.module.css';

interface TimelineProps {
  /** Files by day, whatever dates are asked. */
  created: readonly Facet<number>[];
  params: SearchParams;
  /** What is counted: `of all 31 files`. */
  words: string;
  /** Whether that is something else than what the bars count. */
  isOther: boolean;
}

/** When the files were created. Dragging across it, or its two sliders, set the dates that are asked. */
export function Timeline({ created, params, words, isOther }: TimelineProps) {
  const bins = useMemo(() => binDays(created), [created]);
  const [preview, setPreview] = useState<Range | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const chosen = preview === null ? daysOf(params) : daysIn(bins.bins, preview);
  const [first, last] = [bins.bins[0], bins.bins.at(-1)];
  return (
    <div className={styles['timeline']}>
      <h3>Created {isOther && <span>{words}</span>}</h3>
      {first === undefined || last === undefined ? (
        <p className={styles['hint']}>no dates</p>
      ) : (
        <>
          <Picture
            bins={bins}
            chosen={chosen}
            words={words}
            onPreview={setPreview}
            onPoint={setPointed}
          />
          <RangeEnds
            bins={bins.bins}
            params={params}
            preview={preview}
            onPreview={setPreview}
            onPoint={setPointed}
          />
          <p className={styles['scale']}>
            <span>{nameBin(first, bins.unit)}</span>
            <span className={styles['said']} data-hint={pointed === null && chosen === null}>
              {sayChosen(created, bins, preview === null ? pointed : null, chosen)}
            </span>
            {bins.bins.length > 1 && <span>{nameBin(last, bins.unit)}</span>}
          </p>
        </>
      )}
    </div>
  );
}

/** In words: the bin that is pointed at, else the days that are chosen, else what can be done. */
function sayChosen(
  created: readonly Facet<number>[],
  { bins, unit }: Bins,
  pointed: number | null,
  chosen: Days | null,
): string {
  const bin = pointed === null ? undefined : bins[pointed];
  if (bin !== undefined) return `${nameBin(bin, unit)}: ${formatCount(bin.count, 'file')}`;
  if (chosen === null) return bins.length > 1 ? 'drag to choose days' : '';
  const files = created
    .filter(({ value }) => value >= chosen.first && value <= chosen.last)
    .reduce((sum, { count }) => sum + count, 0);
  const first = Math.max(chosen.first, bins[0]?.from ?? chosen.first);
  const last = Math.min(chosen.last, (bins.at(-1)?.before ?? chosen.last + 1) - 1);
  const days = first <= last ? `${nameDays(first, last)}: ` : '';
  return `${days}${formatCount(files, 'file')}`;
}

function daysOf({ created_start, created_end }: SearchParams): Days | null {
  if (created_start === null && created_end === null) return null;
  return {
    first: created_start === null ? -Infinity : readDay(created_start),
    last: created_end === null ? Infinity : readDay(created_end),
  };
}
