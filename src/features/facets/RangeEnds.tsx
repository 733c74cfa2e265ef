import { type CSSProperties, useRef } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import { formatDay } from '../../ui/format.ts';
import type { Bin } from './binDays.ts';
import { dayText, positionOf, type Range, readDay } from './days.ts';
import styles from './Timeline.module.css';

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
export function RangeEnds({ bins, params, preview, onPreview, onPoint }: RangeEndsProps) {
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
