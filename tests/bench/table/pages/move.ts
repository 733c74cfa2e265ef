import type { Shown } from './mount.tsx';
import { rowAt } from './rows.ts';

/** The observations during one motion. */
export interface Motion {
  /** Time between consecutive frames, ms. */
  frames: number[];
  /** Number of frames in which a visible position had no row. */
  blank: number;
  /** ms from each jump to the frame in which all positions have their rows. Empty for other motions. */
  jumps: number[];
  /** The greatest index of a visible row. */
  furthest: number;
  /** Number of rows that showed the name of another file after the motion. */
  wrong: number;
}

const FRAMES = 150;
const JUMPS = 12;
/** Maximum number of frames to wait for the rows after a jump: two seconds. */
const PATIENCE = 120;

/** The scroll position in each frame, from 0 to `max` CSS pixels. */
const motions: Record<string, (frame: number, max: number) => number> = {
  // No motion, to measure the cost of the measuring script.
  still: () => 0,
  // Slow scrolling, 20 CSS pixels per frame.
  steady: (frame) => frame * 20,
  // A fling with wheel or finger: 4,000 CSS pixels in the first frame, then less and less.
  fling: (frame) => 100_000 * (1 - 0.96 ** frame),
  // Dragging the scroll bar to the end and half way back.
  drag: (frame, max) =>
    max * (frame < 100 ? frame / 100 : 1 - (frame - 100) / (2 * (FRAMES - 100))),
};

/** Scrolls the table in `shown` and observes every frame. */
export async function move(shown: Shown, name: string, count: number): Promise<Motion> {
  const scroller = document.querySelector(shown.scroller);
  if (!(scroller instanceof HTMLElement)) throw new Error(`No element matches ${shown.scroller}.`);
  const frames = createFrames();
  scroller.scrollTop = 0;
  await frames.rest(10);
  const inspect = createInspector(shown, scroller);
  const max = scroller.scrollHeight - scroller.clientHeight;
  const motion = motions[name];
  const result =
    motion === undefined
      ? await jump(scroller, max, frames, inspect)
      : await follow((frame) => motion(frame, max), scroller, frames, inspect);
  frames.stop();
  return { ...result, furthest: Math.min(result.furthest, count - 1) };
}

async function follow(
  topAt: (frame: number) => number,
  scroller: HTMLElement,
  frames: Frames,
  inspect: Inspect,
): Promise<Motion> {
  const times: number[] = [];
  let blank = 0;
  let furthest = 0;
  let last = await frames.next();
  for (let frame = 1; frame <= FRAMES; frame++) {
    // Between two frames, like a wheel event: the table gets the event before the next frame.
    await task();
    scroller.scrollTop = topAt(frame);
    const now = await frames.next();
    times.push(now - last);
    last = now;
    const view = inspect();
    if (view.isBlank) blank++;
    furthest = Math.max(furthest, view.last);
  }
  await frames.rest(10);
  return { frames: times, blank, jumps: [], furthest, wrong: inspect().wrong };
}

async function jump(
  scroller: HTMLElement,
  max: number,
  frames: Frames,
  inspect: Inspect,
): Promise<Motion> {
  const jumps: number[] = [];
  let blank = 0;
  let furthest = 0;
  let wrong = 0;
  for (let turn = 0; turn < JUMPS; turn++) {
    // The end, and positions all over the list.
    const share = turn === 0 ? 1 : (turn * 0.618_034) % 1;
    await task();
    scroller.scrollTop = share * max;
    const began = performance.now();
    for (let frame = 0; frame < PATIENCE; frame++) {
      await frames.next();
      const view = inspect();
      furthest = Math.max(furthest, view.last);
      if (!view.isBlank) break;
      blank++;
    }
    jumps.push(performance.now() - began);
    await frames.rest(3);
    const rest = inspect();
    furthest = Math.max(furthest, rest.last);
    wrong += rest.wrong;
  }
  return { frames: [], blank, jumps, furthest, wrong };
}

type Inspect = () => { isBlank: boolean; last: number; wrong: number };

/** Looks up the row at every visible position, along a vertical line in the first wide column. */
function createInspector({ row, indexOf }: Shown, scroller: HTMLElement): Inspect {
  if (row === null) return () => ({ isBlank: false, last: 0, wrong: 0 });
  // Some tables do not keep their rows in document order.
  const first = [...document.querySelectorAll(row)].find((each) => indexOf(each) === 0);
  const { left, top: edge } = scroller.getBoundingClientRect();
  const bottom = edge + scroller.clientTop + scroller.clientHeight;
  // Rows begin below the heading.
  const { top, height } = first?.getBoundingClientRect() ?? { top: 0, height: 0 };
  if (height < 10) throw new Error(`No element matches the first row ${row}.`);
  const places = Array.from(
    { length: Math.floor((bottom - top) / height) },
    (_, place) => top + (place + 0.5) * height,
  );
  const rowAtHeight = (y: number) => document.elementFromPoint(left + 140, y)?.closest(row);
  return () => {
    const seen = places.map(rowAtHeight);
    const filled = seen.filter(
      (each) => each !== undefined && each !== null && each.textContent !== '',
    );
    // The last row may be partly visible.
    const lowest = rowAtHeight(bottom - 4) ?? filled.at(-1);
    return {
      isBlank: filled.length < places.length,
      last: lowest ? indexOf(lowest) : 0,
      wrong: filled.filter((each) => each && !hasName(each, indexOf(each))).length,
    };
  };
}

function hasName(row: Element, index: number): boolean {
  return row.textContent.includes(rowAt(index).basename);
}

interface Frames {
  /** The time of the frame, once all other work before its paint is done. */
  next: () => Promise<number>;
  rest: (frames: number) => Promise<void>;
  stop: () => void;
}

/**
 * Frames at the time of painting. Resizes an element in each frame, because browsers call ResizeObserver after all
 * animation frame callbacks and layout, just before the paint.
 */
function createFrames(): Frames {
  const probe = document.createElement('div');
  probe.style.cssText = 'position:fixed;left:0;top:0;height:1px;width:1px;contain:strict';
  document.body.append(probe);
  let resolve: (time: number) => void = () => {};
  let time = 0;
  const observer = new ResizeObserver(() => resolve(time));
  observer.observe(probe);
  let isWide = false;
  const next = () =>
    new Promise<number>((settle) => {
      resolve = settle;
      requestAnimationFrame((now) => {
        time = now;
        isWide = !isWide;
        probe.style.width = isWide ? '2px' : '1px';
      });
    });
  return {
    next,
    rest: async (frames) => {
      for (let frame = 0; frame < frames; frame++) await next();
    },
    stop: () => {
      observer.disconnect();
      probe.remove();
    },
  };
}

/** A separate task after the paint. */
function task(): Promise<void> {
  return new Promise((settle) => {
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', () => settle());
    channel.port1.start();
    channel.port2.postMessage(null);
  });
}
