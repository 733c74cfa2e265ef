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

interface RangeEndsProps {
  bins: readonly Bin[];
  params: SearchParams;
  /** What is being chosen at this moment. */
  preview: Range | null;
  onPreview: (range: Range | null) => void;
  onPoint: (place: number | null) => void;
}

interface EndsStyle extends CSSProperties {
  '--bins': number;
}

/** The first and the last day that are asked, as two sliders below the picture, bin by bin. */
function RangeEnds({ bins, params, preview, onPreview, onPoint }: RangeEndsProps) {
  const { created_start, created_end } = params;
  const end = bins.length - 1;
  if (end < 1) return null;
  const shown = preview ?? {
    first: created_start === null ? 0 : placeOf(bins, created_start),
    last: created_end === null ? end : placeOf(bins, created_end),
  };
  const sayFirst = preview === null ? created_start : null;
  const sayLast = preview === null ? created_end : null;
  const style: EndsStyle = { '--bins': bins.length };
  return (
    <div className={styles['ends']} style={style}>
      <End
        label="First day"
        place={shown.first}
        end={end}
        says={sayFirst ?? dayText(bins[shown.first]?.from ?? 0)}
        isAbove={shown.first > end / 2}
        onMove={(place) => onPreview({ first: Math.min(place, shown.last), last: shown.last })}
        onPoint={onPoint}
        onSettle={(place, how) => {
          onPreview(null);
          const bin = bins[Math.min(place, shown.last)];
          // At the very beginning nothing needs to be left out.
          navigate({ created_start: place === 0 || !bin ? null : dayText(bin.from) }, how);
        }}
      />
      <End
        label="Last day"
        place={shown.last}
        end={end}
        says={sayLast ?? dayText((bins[shown.last]?.before ?? 1) - 1)}
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

interface EndProps {
  label: string;
  place: number;
  end: number;
  /** The day, `YYYY-MM-DD`. */
  says: string;
  isAbove: boolean;
  onMove: (place: number) => void;
  onPoint: (place: number | null) => void;
  onSettle: (place: number, how: 'push' | 'replace') => void;
}

function End({ label, place, end, says, isAbove, onMove, onPoint, onSettle }: EndProps) {
  // One visit of the slider by keyboard is one step of the history, like typing in a field.
  const hasPushed = useRef(false);
  // The browser's own `change`, which React does not pass on: it comes when a drag has ended.
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
      aria-valuetext={formatDay(says)}
      title={`${label}: ${formatDay(says)}`}
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
