import type { Shown } from './mount.tsx';
import { rowAt } from './rows.ts';

/** What was seen while a table was moved. */
export interface Motion {
  /** ms from each frame to the next. */
  frames: number[];
  /** Frames in which a place in sight had no row. */
  blank: number;
  /** ms from each jump to the frame in which all places had their rows. Empty for other motions. */
  jumps: number[];
  /** The greatest index of a row that was seen. */
  furthest: number;
  /** Rows that showed another file's name than theirs when all was at rest. */
  wrong: number;
}

const FRAMES = 150;
const JUMPS = 12;
/** Frames that a jump's rows are waited for: two seconds. */
const PATIENCE = 120;

/** Where the scroller stands in each frame, from the least (0) to `max` CSS pixels. */
const motions: Record<string, (frame: number, max: number) => number> = {
  // Nothing but what it takes to watch.
  still: () => 0,
  // 20 CSS pixels a frame: reading along.
  steady: (frame) => frame * 20,
  // A flick of a wheel or a finger: 4,000 CSS pixels in the first frame, then less and less.
  fling: (frame) => 100_000 * (1 - 0.96 ** frame),
  // The scroll bar, drawn from end to end and half way back.
  drag: (frame, max) =>
    max * (frame < 100 ? frame / 100 : 1 - (frame - 100) / (2 * (FRAMES - 100))),
};

/** Moves the table that is `shown` and watches every frame of it. */
export async function move(shown: Shown, name: string, count: number): Promise<Motion> {
  const scroller = document.querySelector(shown.scroller);
  if (!(scroller instanceof HTMLElement)) throw new Error(`Nothing is ${shown.scroller}.`);
  const frames = createFrames();
  scroller.scrollTop = 0;
  await frames.rest(10);
  const look = createLook(shown, scroller);
  const max = scroller.scrollHeight - scroller.clientHeight;
  const motion = motions[name];
  const result =
    motion === undefined
      ? await jump(scroller, max, frames, look)
      : await follow((frame) => motion(frame, max), scroller, frames, look);
  frames.stop();
  return { ...result, furthest: Math.min(result.furthest, count - 1) };
}

async function follow(
  topAt: (frame: number) => number,
  scroller: HTMLElement,
  frames: Frames,
  look: Look,
): Promise<Motion> {
  const times: number[] = [];
  let blank = 0;
  let furthest = 0;
  let last = await frames.next();
  for (let frame = 1; frame <= FRAMES; frame++) {
    // Between two frames, as a wheel's event: the table hears of it before the next one is drawn.
    await task();
    scroller.scrollTop = topAt(frame);
    const now = await frames.next();
    times.push(now - last);
    last = now;
    const sight = look();
    if (sight.isBlank) blank++;
    furthest = Math.max(furthest, sight.last);
  }
  await frames.rest(10);
  return { frames: times, blank, jumps: [], furthest, wrong: look().wrong };
}

async function jump(
  scroller: HTMLElement,
  max: number,
  frames: Frames,
  look: Look,
): Promise<Motion> {
  const jumps: number[] = [];
  let blank = 0;
  let furthest = 0;
  let wrong = 0;
  for (let turn = 0; turn < JUMPS; turn++) {
    // The end, and places all over the list.
    const share = turn === 0 ? 1 : (turn * 0.618_034) % 1;
    await task();
    scroller.scrollTop = share * max;
    const began = performance.now();
    for (let frame = 0; frame < PATIENCE; frame++) {
      await frames.next();
      const sight = look();
      furthest = Math.max(furthest, sight.last);
      if (!sight.isBlank) break;
      blank++;
    }
    jumps.push(performance.now() - began);
    await frames.rest(3);
    const rest = look();
    furthest = Math.max(furthest, rest.last);
    wrong += rest.wrong;
  }
  return { frames: [], blank, jumps, furthest, wrong };
}

type Look = () => { isBlank: boolean; last: number; wrong: number };

/** Looks at every place that a row can be seen at, down the middle of the first wide column. */
function createLook({ row, indexOf }: Shown, scroller: HTMLElement): Look {
  if (row === null) return () => ({ isBlank: false, last: 0, wrong: 0 });
  // Not all keep the order of rows in the document.
  const first = [...document.querySelectorAll(row)].find((each) => indexOf(each) === 0);
  const { left, top: edge } = scroller.getBoundingClientRect();
  const bottom = edge + scroller.clientTop + scroller.clientHeight;
  // Rows begin under the heading.
  const { top, height } = first?.getBoundingClientRect() ?? { top: 0, height: 0 };
  if (height < 10) throw new Error(`No first row is ${row}.`);
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
    // The last one may be in sight by a part of it.
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
  /** The frame's own time, told when all that others do before it is painted is done. */
  next: () => Promise<number>;
  rest: (frames: number) => Promise<void>;
  stop: () => void;
}

/**
 * Frames as they are painted: a size is changed in each, and observers of sizes are told after all
 * scripts that ask for the frame, after layout and before paint.
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

/** A task of its own, after what is painted. */
function task(): Promise<void> {
  return new Promise((settle) => {
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', () => settle());
    channel.port1.start();
    channel.port2.postMessage(null);
  });
}
