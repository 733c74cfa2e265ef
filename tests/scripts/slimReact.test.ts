// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slimReactDom } from '../../scripts/slimReact.ts';

const root = resolve(import.meta.dirname, '../..');

interface Libraries {
  react: typeof import('react');
  dom: typeof import('react-dom');
  client: typeof import('react-dom/client');
}

/** React's production build, whose DOM part is changed first. */
function load(change: (code: string) => string): Libraries {
  const require = createRequire(join(root, 'node_modules/react-dom/package.json'));
  // Each script fills its exports, which nothing can know the shape of but the names in `Libraries`.
  const run = (path: string, known: object = {}, edit = (code: string) => code) => {
    const file = join(
      dirname(require.resolve(`${dirname(path)}/package.json`)),
      'cjs',
      basename(path),
    );
    const compiled = compileFunction(`${edit(readFileSync(file, 'utf8'))}\nreturn exports;`, [
      'exports',
      'require',
    ]);
    return compiled({}, (name: string) => Object.entries(known).find(([one]) => one === name)?.[1]);
  };
  const react = run('react/react.production.js');
  const scheduler = run('scheduler/scheduler.production.js');
  const dom = run('react-dom/react-dom.production.js', { react });
  const known = { react, scheduler, 'react-dom': dom };
  return { react, dom, client: run('react-dom/react-dom-client.production.js', known, change) };
}

interface Shown {
  keys: readonly number[];
  text: string;
  fails: boolean;
  waits: boolean;
  isOn: boolean;
}

/** A page of all that this one is made of, which tells what it does, and is shown at once. */
function mount({ react, dom, client }: Libraries) {
  const { createElement: h, useEffect, useLayoutEffect, useRef, useState } = react;
  const told: string[] = [];
  const tell = (words: string) => told.push(words);
  const Size = react.createContext('none');
  const Late = react.lazy(async () => ({ default: () => h('p', null, 'late') }));
  const Row = react.memo(({ name }: { name: number }) => {
    const [count, setCount] = useState(0);
    const cell = useRef<HTMLLIElement>(null);
    useLayoutEffect(() => {
      tell(`laid out ${name}: ${cell.current?.textContent}`);
      return () => void tell(`gone ${name}`);
    }, [name]);
    useEffect(() => {
      tell(`counts ${name}: ${count}`);
      return () => void tell(`no longer ${name}: ${count}`);
    }, [name, count]);
    const onClick = () => setCount((before) => before + 1);
    return h('li', { ref: cell, onClick, 'data-row': name }, name, ':', count);
  });
  const Failing = ({ fails }: { fails: boolean }) => {
    if (fails) throw new Error('failed');
    return h(
      react.Fragment,
      null,
      'fine',
      h('b', { style: { top: '3px' } }, react.useContext(Size)),
    );
  };
  class Boundary extends react.Component<{ children: React.ReactNode }> {
    override state = { hasFailed: false };
    static getDerivedStateFromError() {
      return { hasFailed: true };
    }
    override render() {
      return this.state.hasFailed ? h('em', null, 'sorry') : this.props.children;
    }
  }
  const listeners = new Set<() => void>();
  let stored = 0;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const Page = ({ keys, text, fails, waits, isOn }: Shown) => {
    const id = react.useId();
    const now = react.useSyncExternalStore(subscribe, () => stored);
    const [typed, type] = react.useReducer((_: string, next: string) => next, 'a');
    const onChange = (event: { target: { value: string } }) => type(event.target.value);
    return h(
      'main',
      { id, hidden: isOn, 'aria-busy': waits, onClick: () => tell('through main') },
      h('input', { value: typed, onChange, onFocus: () => tell('focus'), title: text }),
      h('input', { type: 'checkbox', checked: isOn, onChange: () => tell('checked') }),
      h('textarea', { defaultValue: text }),
      h(
        'select',
        { value: text, onChange },
        ['x', 'y'].map((key) => h('option', { key }, key)),
      ),
      h('svg', { viewBox: '0 0 1 1' }, h('path', { d: 'M0 0', strokeWidth: now })),
      h(
        'ul',
        null,
        keys.map((key) => h(Row, { key, name: key })),
      ),
      h(
        Size.Provider,
        { value: text },
        h(Boundary, { key: text, children: h(Failing, { fails }) }),
      ),
      h(react.Suspense, { fallback: h('i', null, 'wait') }, waits ? h(Late) : h(Row, { name: 99 })),
      isOn ? dom.createPortal(h('q', null, text), place) : null,
    );
  };
  const place = document.createElement('div');
  const container = document.createElement('div');
  document.body.append(container, place);
  const top = client.createRoot(container, { onCaughtError: () => void tell('caught') });
  const act = (work: () => void) => {
    dom.flushSync(work);
    // Effects that are not part of the layout are made up for.
    dom.flushSync(() => {});
    return { html: container.innerHTML + place.innerHTML, told: told.splice(0) };
  };
  return {
    show: (shown: Shown) => act(() => top.render(h(react.StrictMode, null, h(Page, shown)))),
    do: (step: number) =>
      act(() => {
        const rows = container.querySelectorAll('li');
        if (step === 0) stored += 1;
        if (step === 0) for (const listener of listeners) listener();
        if (step === 1) container.querySelector('input')?.focus();
        if (step === 2) setValue(container.querySelector('input'), `${stored}b`);
        if (step === 3) container.querySelector<HTMLElement>('[type=checkbox]')?.click();
        if (step > 3) rows[step % (rows.length + 1)]?.click();
      }),
    end: () => {
      const last = act(() => top.unmount());
      container.remove();
      place.remove();
      return last;
    },
  };
}

/** As if it were typed: React notices what is set past the property that it watches. */
function setValue(input: HTMLInputElement | null, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
  input?.dispatchEvent(new Event('input', { bubbles: true }));
}

const shown = fc.record({
  keys: fc.uniqueArray(fc.nat(6)),
  text: fc.constantFrom('x', 'y'),
  fails: fc.boolean(),
  waits: fc.boolean(),
  isOn: fc.boolean(),
});

test('the slimmer React does what the whole one does', () => {
  const whole = load((code) => code);
  const slim = load(slimReactDom);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(shown, fc.array(fc.nat(9), { maxLength: 5 })), {
        minLength: 1,
        maxLength: 5,
      }),
      (views) => {
        const pages = [mount(whole), mount(slim)] as const;
        const same = (step: (page: (typeof pages)[0]) => unknown) =>
          expect(step(pages[1])).toEqual(step(pages[0]));
        for (const [view, steps] of views) {
          same((page) => page.show(view));
          for (const step of steps) same((page) => page.do(step));
        }
        same((page) => page.end());
      },
    ),
    { numRuns: 20 },
  );
});

test('what waits is shown when it has come', async () => {
  const { react, client } = load(slimReactDom);
  const container = document.createElement('div');
  const Late = react.lazy(async () => ({ default: () => react.createElement('p', null, 'late') }));
  const fallback = 'wait';
  const page = react.createElement(react.Suspense, { fallback }, react.createElement(Late));
  client.createRoot(container).render(page);
  await expect.poll(() => container.innerHTML).toBe('<p>late</p>');
});

test('what is not there fails at once, rather than doing nothing', () => {
  const { react, dom, client } = load(slimReactDom);
  const fail = (Part: React.ElementType) => {
    const problems: unknown[] = [];
    const options = { onUncaughtError: (error: unknown) => void problems.push(error) };
    const top = client.createRoot(document.createElement('div'), options);
    dom.flushSync(() => top.render(react.createElement(Part)));
    return String(problems[0]);
  };
  expect(fail(react.Activity)).toContain('130');
  expect(fail(react.Profiler)).toContain('130');
  expect(fail(() => react.useDeferredValue(null))).toContain('is not a function');
  expect(client).not.toHaveProperty('hydrateRoot');
});

test('nothing of the page uses what is not there', () => {
  const absent = [
    /\b(?:Activity|Profiler|SuspenseList|ViewTransition|hydrateRoot|Fragment ref)\b/,
    /\buse(?:ActionState|FormStatus|Optimistic|EffectEvent|Transition|DeferredValue|InsertionEffect|ImperativeHandle)\b/,
    /\bon(?:Select|BeforeInput|Composition\w+)=/,
    /\b(?:action|formAction)=\{/,
    /<(?:title|meta|link|style|script|html|head|body)\b/,
    /<[a-z]+-[a-z]/,
    /\b(?:preload|preinit|preconnect|prefetchDNS)\w*\(/,
  ];
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const parts = files.filter((file) => file.endsWith('.tsx'));
  expect(parts.length).toBeGreaterThan(50);
  const found = parts.filter((file) => {
    const code = readFileSync(join(root, 'src', file), 'utf8').replaceAll(
      /\/\*\*[^]*?\*\/|\/\/.*/g,
      '',
    );
    return absent.some((pattern) => pattern.test(code));
  });
  expect(found).toEqual([]);
});
