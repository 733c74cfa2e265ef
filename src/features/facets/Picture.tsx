import { type PointerEvent, useRef } from 'react';
import { navigate } from '../../url/navigation.ts';
import {
  type Bins,
  type Days,
  daysIn,
  dayText,
  nameBin,
  positionOf,
  type Range,
} from './binDays.ts';
import styles from './Timeline.module.css';

interface PictureProps {
  bins: Bins;
  chosen: Days | null;
  scope: string;
  onPreview: (range: Range | null) => void;
  onPoint: (place: number | null) => void;
}

/** The bars of the histogram, with the selected days shaded. SVG units: one bin wide, 100 high. */
export function Picture({ bins: { bins, unit }, chosen, scope, onPreview, onPoint }: PictureProps) {
  /** The bin in which the drag started, and whether the pointer has left it. */
  const drag = useRef<{ from: number; hasMoved: boolean } | null>(null);
  const hasPushed = useRef(false);
  const maxCount = Math.max(...bins.map(({ count }) => count));
  const start = chosen === null ? 0 : positionOf(bins, chosen.first);
  const end = chosen === null ? 0 : positionOf(bins, chosen.last + 1);

  const placeOf = ({ currentTarget, clientX }: { currentTarget: Element; clientX: number }) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const place = Math.floor(((clientX - left) / width) * bins.length);
    return Math.max(0, Math.min(bins.length - 1, place));
  };
  const rangeTo = (from: number, to: number) => ({
    first: Math.min(from, to),
    last: Math.max(from, to),
  });
  const setDates = (range: Range) => {
    const days = daysIn(bins, range);
    if (days === null) return;
    const before = window.location.search;
    navigate({ created_start: dayText(days.first), created_end: dayText(days.last) });
    hasPushed.current = window.location.search !== before;
  };
  const stop = () => {
    drag.current = null;
    onPreview(null);
  };
  const move = (event: PointerEvent) => {
    const place = placeOf(event);
    onPoint(place);
    if (drag.current === null) return;
    drag.current.hasMoved ||= place !== drag.current.from;
    if (drag.current.hasMoved) onPreview(rangeTo(drag.current.from, place));
  };
  const [from, to] = [bins[0], bins.at(-1)];
  const span = from && to ? `, ${nameBin(from, unit)} to ${nameBin(to, unit)}` : '';
  const scale = unit.step === 1 ? unit.of : `${unit.step} years`;

  return (
    // The sliders under the histogram are the keyboard alternative.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <svg
      role="img"
      aria-label={`Files by ${scale} of creation${span}, ${scope}`}
      className={styles['picture']}
      viewBox={`0 0 ${bins.length} 100`}
      preserveAspectRatio="none"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: placeOf(event), hasMoved: false };
      }}
      onPointerMove={move}
      onPointerUp={(event) => {
        if (drag.current?.hasMoved === true) setDates(rangeTo(drag.current.from, placeOf(event)));
        onPreview(null);
      }}
      onPointerCancel={stop}
      onPointerLeave={() => onPoint(null)}
      onClick={(event) => {
        const hasMoved = drag.current?.hasMoved ?? true;
        stop();
        if (hasMoved) return;
        const place = placeOf(event);
        if (event.detail < 2) setDates({ first: place, last: place });
        // A double click removes the date filters. Its first click has selected one bin.
        else
          navigate(
            { created_start: null, created_end: null },
            hasPushed.current ? 'replace' : 'push',
          );
      }}
    >
      {bins.map(({ from: day, count }, place) => {
        const height = count === 0 ? 0 : Math.max(3, (count / maxCount) * 100);
        return (
          count > 0 && (
            <rect key={day} x={place + 0.1} width={0.8} y={100 - height} height={height} />
          )
        );
      })}
      {chosen !== null && end > start && (
        <g className={styles['chosen']}>
          <rect x={start} width={end - start} y={0} height={100} />
          <path d={`M${start} 0V100M${end} 0V100`} />
        </g>
      )}
    </svg>
  );
}
