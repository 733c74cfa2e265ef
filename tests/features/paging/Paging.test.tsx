import { fireEvent, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { currentParams, useSearchParams } from '../../../src/url/navigation.ts';
import { Paging } from '../../../src/features/paging/Paging.tsx';
import { useFilesTable } from '../../../src/features/table/useFilesTable.ts';
import { seed } from '../../domain/arbitraries.ts';

const noFiles: never[] = [];
const names = ['First page', 'Previous page', 'Next page', 'Last page'] as const;
type Step = (typeof names)[number];

/** The paging controls for a list of `count` files, at the offset in the URL. */
function Controls({ count }: { count: number | null }) {
  const { params } = useSearchParams();
  const table = useFilesTable(params, { files: noFiles, count });
  return <Paging table={table} params={params} offset={params.offset} count={count} received={0} />;
}

let view: ReturnType<typeof render>;
/** Queried only once: queries by role are slow. */
let buttons: HTMLElement[];
let nav: HTMLElement;
beforeEach(() => {
  view = render(<Controls count={null} />);
  buttons = names.map((name) => screen.getByRole('button', { name }));
  nav = screen.getByRole('navigation', { name: 'Pages' });
});

interface Page {
  limit: number | 'all';
  offset: number;
  count: number | null;
}

function renderPage({ limit, offset, count }: Page): void {
  history.replaceState(null, '', `?limit=${limit}&offset=${offset}`);
  view.rerender(<Controls count={count} />);
}

/** Clicks a step. Returns the new offset; null if the step is disabled. */
function stepFrom(page: Page, name: Step): number | null {
  renderPage(page);
  const button = buttons[names.indexOf(name)];
  if (button === undefined) throw new Error(name);
  const isDisabled = button.getAttribute('aria-disabled') === 'true';
  const before = window.location.href;
  fireEvent.click(button);
  if (isDisabled) expect(window.location.href).toBe(before);
  expect(currentParams().params.limit).toBe(page.limit);
  return isDisabled ? null : currentParams().params.offset;
}

function stepsFrom(page: Page) {
  const [first, previous, next, last] = names.map((name) => stepFrom(page, name));
  return { first, previous, next, last };
}

function fieldOf(page: Page): HTMLInputElement {
  renderPage(page);
  return screen.getByRole<HTMLInputElement>('textbox');
}

const limits = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.constant('all' as const));
const counts = fc.oneof(fc.nat({ max: 3000 }), fc.nat({ max: 2_000_000 }));
const offsets = fc.oneof(fc.nat({ max: 4000 }), fc.nat({ max: 3_000_000 }));
const runs = { seed, numRuns: 100 };

/** The number of rows per step. */
function sizeOf({ limit }: Page): number {
  return limit === 'all' ? 100 : limit;
}

describe('The paging buttons', () => {
  test('go to existing rows in their direction', () => {
    fc.assert(
      fc.property(limits, offsets, counts, (limit, offset, count) => {
        const page = { limit, offset, count };
        const size = sizeOf(page);
        const { first, previous, next, last } = stepsFrom(page);
        const lastOffset = Math.max(0, Math.floor((count - 1) / size) * size);
        const back = Math.max(0, offset - size);
        expect(first).toBe(offset === 0 ? null : 0);
        if (offset === 0) expect(previous).toBeNull();
        else expect(previous).toBe(back < count ? back : lastOffset);
        expect(next).toBe(offset + size < count ? offset + size : null);
        expect(last).toBe(offset < lastOffset ? lastOffset : null);
      }),
      runs,
    );
  });

  test('undo each other on aligned pages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.nat({ max: 3000 }),
        counts,
        (limit, index, count) => {
          const offset = index * limit;
          fc.pre(offset < count);
          const next = stepFrom({ limit, offset, count }, 'Next page');
          const previous = stepFrom({ limit, offset, count }, 'Previous page');
          if (next !== null) {
            expect(stepFrom({ limit, offset: next, count }, 'Previous page')).toBe(offset);
          }
          if (previous !== null) {
            expect(stepFrom({ limit, offset: previous, count }, 'Next page')).toBe(offset);
          }
        },
      ),
      runs,
    );
  });

  test('visit every row once, from the first page to the last', () => {
    for (const [limit, count] of [
      [100, 1234],
      [7, 100],
      [49, 490],
      [1000, 999],
    ] as const) {
      let visited = 0;
      for (let offset: number | null = 0; offset !== null;) {
        expect(offset).toBe(visited);
        visited = Math.min(count, offset + limit);
        offset = stepFrom({ limit, offset, count }, 'Next page');
      }
      expect(visited).toBe(count);
    }
  });

  test.each([
    ['the recorded page', 5, 8025, 15803, [0, 8020, 8030, 15800, '1606', 3161]],
    ['the first page', 100, 0, 15803, [null, null, 100, 15800, '1', 159]],
    ['the last page', 100, 15800, 15803, [0, 15700, null, null, '159', 159]],
    ['the only page', 100, 0, 31, [null, null, null, null, '1', 1]],
    ['a full only page', 100, 0, 100, [null, null, null, null, '1', 1]],
    ['the page of an empty list', 100, 0, 0, [null, null, null, null, '1', 1]],
    ['a page past the end', 100, 99_900, 31, [0, 0, null, null, '1000', 1]],
    ['a page between two others', 10, 15, 100, [0, 5, 25, 90, '2', 10]],
    ['a page that begins in the first one', 10, 5, 100, [0, 0, 15, 90, '1', 10]],
    ['offset 30 of 25 rows', 25, 30, 15803, [0, 5, 55, 15800, '2', 633]],
    [
      'a page with the last row that begins before the last page',
      10,
      5,
      12,
      [0, 0, null, 10, '1', 2],
    ],
  ] as const)('go to the expected offsets from %s', (_name, limit, offset, count, expected) => {
    const { first, previous, next, last } = stepsFrom({ limit, offset, count });
    const { value } = fieldOf({ limit, offset, count });
    const pages = Number(/ of ([\d,]+)/.exec(nav.textContent)?.[1]?.replace(',', ''));
    expect([first, previous, next, last, value, pages]).toEqual(expected);
  });

  test('only go back while the count is unknown', () => {
    const page = { limit: 100, offset: 8000, count: null };
    expect(stepsFrom(page)).toEqual({ first: 0, previous: 7900, next: null, last: null });
    expect(fieldOf(page).value).toBe('81');
    expect(nav.textContent).not.toContain(' of ');
  });
});

describe('The number field', () => {
  function enter(page: Page, text: string): number {
    const field = fieldOf(page);
    fireEvent.change(field, { target: { value: text } });
    fireEvent.keyDown(field, { key: 'Enter' });
    return currentParams().params.offset;
  }

  test.each([
    ['a page', 25, 30, '4', 75],
    ['the current page, even if its offset is not a multiple of the limit', 25, 30, '2', 30],
    ['a page after the last one', 25, 30, '9999', 15800],
    ['page 0', 25, 30, '0', 0],
    ['text that is not a number, and ignores it', 25, 30, 'x', 30],
    ['a row', 'all', 30, '7001', 7000],
    ['a row after the last one', 'all', 30, '99999', 15802],
  ] as const)('accepts %s', (_name, limit, offset, text, expected) => {
    expect(enter({ limit, offset, count: 15803 }, text)).toBe(expected);
  });
});
