import { act, render, renderHook, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultParams } from '../../src/url/searchParams.ts';
import {
  hrefFor,
  currentParams,
  navigate,
  recallScroll,
  rememberScroll,
  useSearchParams,
} from '../../src/url/navigation.ts';

function setUrl(url: string): void {
  window.history.replaceState(null, '', url);
  // `replaceState` fires no event. This one makes the page read the URL.
  window.dispatchEvent(new PopStateEvent('popstate'));
}

/** Goes back or forward in the history, and waits for the event, which jsdom fires asynchronously. */
async function traverse(step: 'back' | 'forward'): Promise<void> {
  const arrived = new Promise((resolve) => {
    window.addEventListener('popstate', resolve, { once: true });
  });
  await act(async () => {
    window.history[step]();
    await arrived;
  });
}

beforeEach(() => setUrl('/'));
afterEach(() => setUrl('/'));

describe('useSearchParams', () => {
  test('returns the parameters of the URL, and warnings', () => {
    setUrl('/?datatype_id=14&limit=0');
    const { result } = renderHook(useSearchParams);
    expect(result.current.params).toEqual({ ...defaultParams, datatype_id: [14] });
    expect(result.current.warnings).toMatchObject([{ name: 'limit', value: '0' }]);
  });

  test('returns the same object until the URL changes, in all components', () => {
    setUrl('/?tag=gps');
    const first = renderHook(useSearchParams);
    const second = renderHook(useSearchParams);
    const before = first.result.current;
    first.rerender();
    expect(first.result.current).toBe(before);
    expect(second.result.current).toBe(before);
    expect(currentParams()).toBe(before);
  });

  test('renders all mounted components again, and no unmounted ones', () => {
    function Tag() {
      return <p>{useSearchParams().params.tag.join() || 'no tag'}</p>;
    }
    const rendered = render(
      <>
        <Tag />
        <Tag />
      </>,
    );
    act(() => navigate({ tag: ['gps'] }));
    expect(screen.getAllByText('gps')).toHaveLength(2);
    const removed = vi.spyOn(window, 'removeEventListener');
    rendered.unmount();
    expect(removed.mock.calls.filter(([type]) => type === 'popstate')).toHaveLength(2);
    // A state change of an unmounted component would be logged to the console.
    navigate({ tag: ['spotify'] });
    expect(window.location.search).toBe('?tag=spotify');
  });

  test('follows Back and Forward', async () => {
    const { result } = renderHook(useSearchParams);
    act(() => navigate({ source_project_id: [176] }));
    act(() => navigate({ offset: 100 }));
    expect(result.current.params).toMatchObject({ source_project_id: [176], offset: 100 });
    await traverse('back');
    expect(result.current.params).toMatchObject({ source_project_id: [176], offset: 0 });
    await traverse('back');
    expect(result.current.params).toEqual(defaultParams);
    await traverse('forward');
    expect(result.current.params).toMatchObject({ source_project_id: [176], offset: 0 });
  });
});

describe('navigate', () => {
  test('adds a history entry, which Back undoes', async () => {
    const pushed = vi.spyOn(window.history, 'pushState');
    navigate({ datatype_id: [14] });
    expect(window.location.search).toBe('?datatype_id=14');
    expect(pushed).toHaveBeenCalledTimes(1);
    await traverse('back');
    expect(window.location.search).toBe('');
  });

  test('replaces the history entry while the user types', () => {
    navigate({ search: 's' }, 'push');
    const steps = window.history.length;
    const pushed = vi.spyOn(window.history, 'pushState');
    navigate({ search: 'sp' }, 'replace');
    navigate({ search: 'spotify & c+ #1' }, 'replace');
    expect(window.history.length).toBe(steps);
    expect(pushed).not.toHaveBeenCalled();
    expect(currentParams().params.search).toBe('spotify & c+ #1');
  });

  test('to the same URL adds no history entry', () => {
    setUrl('/?datatype_id=14&offset=100');
    const steps = window.history.length;
    const listener = vi.fn<() => void>();
    const pushed = vi.spyOn(window.history, 'pushState');
    const replaced = vi.spyOn(window.history, 'replaceState');
    const { result } = renderHook(() => {
      listener();
      return useSearchParams();
    });
    const before = result.current;
    act(() => navigate({ offset: 100 }));
    act(() => navigate({ datatype_id: [14], offset: 100 }));
    act(() => navigate({}, 'replace'));
    expect(window.history.length).toBe(steps);
    expect(pushed).not.toHaveBeenCalled();
    expect(replaced).not.toHaveBeenCalled();
    expect(result.current).toBe(before);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test('goes to the first page when the query changes', () => {
    setUrl('/?datatype_id=14&offset=300&utm_source=mail');
    navigate({ source_project_id: [70] });
    expect(window.location.search).toBe('?datatype_id=14&source_project_id=70&utm_source=mail');
  });

  test('stays in the folder of the page', () => {
    setUrl('/explorer/index.html?tag=gps');
    navigate({ tag: [] });
    expect(window.location.pathname + window.location.search).toBe('/explorer/index.html');
    navigate({ tag: ['a/../b'] });
    expect(window.location.pathname).toBe('/explorer/index.html');
    expect(currentParams().params.tag).toEqual(['a/../b']);
  });
});

describe('hrefFor', () => {
  test('returns the URL of a link without navigating', () => {
    setUrl('/?datatype_id=14&offset=300');
    expect(hrefFor({ offset: 400 })).toBe('?datatype_id=14&offset=400');
    expect(hrefFor({ username: ['a b'] })).toBe('?datatype_id=14&username=a+b');
    expect(hrefFor({ datatype_id: [4, 14] })).toBe('?datatype_id=4,14');
    expect(hrefFor({ tag: ['a,b', 'c'] })).toBe('?datatype_id=14&tag=a%5C,b,c');
    expect(window.location.search).toBe('?datatype_id=14&offset=300');
  });

  test('returns the page itself if no parameter is left', () => {
    setUrl('/explorer/?datatype_id=14');
    const target = new URL(hrefFor({ datatype_id: [] }), window.location.href);
    expect(target.href).toBe(`${window.location.origin}/explorer/`);
  });

  test('never leads to another host, whatever the path looks like', () => {
    setUrl(`${window.location.origin}//evil.example/?datatype_id=14`);
    const target = new URL(hrefFor({ datatype_id: [] }), window.location.href);
    expect(target.origin).toBe(window.location.origin);
    navigate({ datatype_id: [] });
    expect(window.location.search).toBe('');
  });
});

describe('The scroll position', () => {
  test('belongs to its history entry', async () => {
    navigate({ offset: 100 });
    rememberScroll(420);
    navigate({ offset: 200 });
    expect(recallScroll()).toBe(0);
    rememberScroll(7.5);
    await vi.waitFor(() => expect(window.history.state).toEqual({ scrollTop: 7.5 }));
    await traverse('back');
    expect(recallScroll()).toBe(420);
    expect(currentParams().params.offset).toBe(100);
    await traverse('forward');
    expect(recallScroll()).toBe(7.5);
  });

  test('is dropped if the user navigates before scrolling settles', async () => {
    navigate({ offset: 100 });
    navigate({ offset: 200 });
    rememberScroll(99);
    await traverse('back');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(recallScroll()).toBe(0);
  });

  test('is stored without a new history entry and without changing the URL', async () => {
    setUrl('/?tag=gps');
    const steps = window.history.length;
    rememberScroll(99);
    await vi.waitFor(() => expect(window.history.state).toEqual({ scrollTop: 99 }));
    expect(window.history.length).toBe(steps);
    expect(window.location.search).toBe('?tag=gps');
  });

  test.each([null, 5, 'x', {}, { scrollTop: '9' }, { other: 1 }])(
    'is the top if the history entry contains no valid position: %j',
    (state) => {
      window.history.replaceState(state, '');
      expect(recallScroll()).toBe(0);
    },
  );
});
