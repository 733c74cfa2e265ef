import { type CSSProperties, useMemo, useRef, useState } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import type { Facet } from '../../domain/facets.ts';
import { formatCount, formatDay } from '../../ui/format.ts';
import {
  type Bin,
  binDays,
  type Bins,
  type Days,
  daysIn,
  dayText,
  nameBin,
  nameDays,
  positionOf,
  type Range,
  readDay,
} from './binDays.ts';
import { Picture } from './Picture.tsx';
import styles from './Timeline.module.css';
import { navigate } from '../../url/navigation.ts';

interface TimelineProps {
  /** The number of files by day, without the date filters. */
  created: readonly Facet<number>[];
  params: SearchParams;
  /** Which files are counted, such as "of all 31 files". */
  scope: string;
  /** Whether to show the scope, because the other facets count different files. */
  showsScope: boolean;
}

/** A histogram of the creation dates. The user sets the date filters by dragging across it or with two sliders. */
export function Timeline({ created, params, scope, showsScope }: TimelineProps) {
  const bins = useMemo(() => binDays(created), [created]);
  const [preview, setPreview] = useState<Range | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const chosen = preview === null ? daysOf(params) : daysIn(bins.bins, preview);
  const [first, last] = [bins.bins[0], bins.bins.at(-1)];
  return (
    <div className={styles['timeline']}>
      <h3>Created {showsScope && <span>{scope}</span>}</h3>
      {first === undefined || last === undefined ? (
        <p className={styles['hint']}>no dates</p>
      ) : (
        <>
          <Picture
            bins={bins}
            chosen={chosen}
            scope={scope}
            onPreview={setPreview}
            onPoint={setPointed}
          />
          <RangeSliders
            bins={bins.bins}
            params={params}
            preview={preview}
            onPreview={setPreview}
            onPoint={setPointed}
          />
          <p className={styles['scale']}>
            <span>{nameBin(first, bins.unit)}</span>
            <span className={styles['readout']} data-hint={pointed === null && chosen === null}>
              {describeSelection(created, bins, preview === null ? pointed : null, chosen)}
            </span>
            {bins.bins.length > 1 && <span>{nameBin(last, bins.unit)}</span>}
          </p>
        </>
      )}
    </div>
  );
}

/** Describes the bin under the pointer; otherwise the selected days; otherwise how to select days. */
function describeSelection(
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

interface RangeSlidersProps {
  bins: readonly Bin[];
  params: SearchParams;
  /** The bins that the user is selecting by dragging; null if there is no drag. */
  preview: Range | null;
  onPreview: (range: Range | null) => void;
  onPoint: (place: number | null) => void;
}

interface SlidersStyle extends CSSProperties {
  '--bins': number;
}

/** Two sliders under the histogram for the first and the last day, in steps of one bin. */
function RangeSliders({ bins, params, preview, onPreview, onPoint }: RangeSlidersProps) {
  const { created_start, created_end } = params;
  const end = bins.length - 1;
  if (end < 1) return null;
  const shown = preview ?? {
    first: created_start === null ? 0 : placeOf(bins, created_start),
    last: created_end === null ? end : placeOf(bins, created_end),
  };
  const firstDay = preview === null ? created_start : null;
  const lastDay = preview === null ? created_end : null;
  const style: SlidersStyle = { '--bins': bins.length };
  return (
    <div className={styles['sliders']} style={style}>
      <RangeSlider
        label="First day"
        place={shown.first}
        end={end}
        day={firstDay ?? dayText(bins[shown.first]?.from ?? 0)}
        isAbove={shown.first > end / 2}
        onMove={(place) => onPreview({ first: Math.min(place, shown.last), last: shown.last })}
        onPoint={onPoint}
        onSettle={(place, how) => {
          onPreview(null);
          const bin = bins[Math.min(place, shown.last)];
          // The first bin means no date filter.
          navigate({ created_start: place === 0 || !bin ? null : dayText(bin.from) }, how);
        }}
      />
      <RangeSlider
        label="Last day"
        place={shown.last}
        end={end}
        day={lastDay ?? dayText((bins[shown.last]?.before ?? 1) - 1)}
        isAbove={false}
        onMove={(place) => onPreview({ first: shown.first, last: Math.max(place, shown.first) })}
        onPoint={onPoint}
        onSettle={(place, how) => {
          onPreview(null);
          const bin = bins[Math.max(place, shown.first)];
          navigate({ created_end: place === end || !bin ? null : dayText(bin.before - 1) }, how);
        }}
      />
    </div>
  );
}

function placeOf(bins: readonly Bin[], day: string): number {
  return Math.min(bins.length - 1, Math.floor(positionOf(bins, readDay(day))));
}

interface RangeSliderProps {
  label: string;
  place: number;
  end: number;
  /** The day, `YYYY-MM-DD`. */
  day: string;
  isAbove: boolean;
  onMove: (place: number) => void;
  onPoint: (place: number | null) => void;
  onSettle: (place: number, how: 'push' | 'replace') => void;
}

function RangeSlider({
  label,
  place,
  end,
  day,
  isAbove,
  onMove,
  onPoint,
  onSettle,
}: RangeSliderProps) {
  // All changes by keyboard until the slider loses the focus are one history entry, as in a text field.
  const hasPushed = useRef(false);
  // The native `change` event, at the end of a drag. React's `onChange` is the `input` event.
  const listen = (input: HTMLInputElement | null) => {
    const settle = () => {
      onSettle(input?.valueAsNumber ?? 0, hasPushed.current ? 'replace' : 'push');
      hasPushed.current = true;
    };
    input?.addEventListener('change', settle);
    return () => input?.removeEventListener('change', settle);
  };
  return (
    <input
      ref={listen}
      type="range"
      aria-label={label}
      aria-valuetext={formatDay(day)}
      title={`${label}: ${formatDay(day)}`}
      min={0}
      max={end}
      value={place}
      data-above={isAbove}
      onChange={(event) => onMove(event.target.valueAsNumber)}
      onPointerDown={() => (hasPushed.current = false)}
      onFocus={() => {
        hasPushed.current = false;
        onPoint(null);
      }}
    />
  );
}
