/**
 * Minimal replacements for browser features that the components use and jsdom lacks: a constant size for all elements
 * (jsdom has no layout), scrolling, media queries, dialogs and popovers without a top layer, and a clipboard.
 */

Object.defineProperties(HTMLElement.prototype, {
  clientWidth: { configurable: true, get: () => 1280 },
  clientHeight: { configurable: true, get: () => 800 },
});

class InertResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** The media queries that match; none by default. */
const matching = new Set<string>();
const mediaQueries = new Set<EventTarget>();

/** Makes exactly these media queries match, and notifies their listeners. */
export function matchMediaQueries(...queries: string[]): void {
  matching.clear();
  for (const query of queries) matching.add(query);
  for (const media of mediaQueries) media.dispatchEvent(new Event('change'));
}

function matchMedia(query: string) {
  const media = Object.assign(new EventTarget(), {
    media: query,
    onchange: null,
    addListener() {},
    removeListener() {},
  });
  mediaQueries.add(media);
  return Object.defineProperty(media, 'matches', { get: () => matching.has(query) });
}

Object.assign(globalThis, {
  ResizeObserver: InertResizeObserver,
  innerWidth: 1280,
  matchMedia,
  scrollTo() {},
});

Object.assign(Element.prototype, {
  scrollTo(this: Element, _left: number, top: number) {
    this.scrollTop = top;
  },
  scrollBy() {},
  scrollIntoView() {},
  /** Every element is at the origin of its scroller. */
  getBoundingClientRect(this: Element) {
    let top = 0;
    for (let around = this.parentElement; around !== null; around = around.parentElement) {
      top -= around.scrollTop;
    }
    return new DOMRect(0, top, 200, 40);
  },
  setPointerCapture(this: Element, pointerId: number) {
    const release = (event: Event) => {
      if (!(event instanceof PointerEvent) || event.pointerId !== pointerId) return;
      document.removeEventListener('pointerup', release);
      this.dispatchEvent(new PointerEvent('lostpointercapture', { bubbles: true, pointerId }));
    };
    document.addEventListener('pointerup', release);
  },
});

// React warns about elements whose class is HTMLUnknownElement.
const { createElement } = Document.prototype;
Object.assign(Document.prototype, {
  createElement(this: Document, name: string, options?: ElementCreationOptions): HTMLElement {
    const element = createElement.call(this, name, options);
    if (name === 'search') {
      Object.defineProperty(element, Symbol.toStringTag, { value: 'HTMLElement' });
    }
    return element;
  },
});

// Attributes represent the states that jsdom's selectors do not support.
const MODAL = 'data-jsdom-modal';
const POPOVER_OPEN = 'data-jsdom-popover-open';

function translate(selector: string): string {
  return selector
    .replaceAll(':modal', `[${MODAL}]`)
    .replaceAll(':popover-open', `[${POPOVER_OPEN}]`);
}

for (const prototype of [Document.prototype, Element.prototype]) {
  for (const name of ['querySelector', 'querySelectorAll', 'matches', 'closest'] as const) {
    const original: unknown = Reflect.get(prototype, name);
    if (typeof original !== 'function') continue;
    Object.assign(prototype, {
      [name](this: unknown, selector: string): unknown {
        return Reflect.apply(original, this, [translate(selector)]);
      },
    });
  }
}

const focusBefore = new WeakMap<Element, Element | null>();

function restoreFocus(element: Element): void {
  const before = focusBefore.get(element);
  if (before instanceof HTMLElement) before.focus();
}

Object.assign(HTMLDialogElement.prototype, {
  show(this: HTMLDialogElement) {
    this.open = true;
  },
  showModal(this: HTMLDialogElement) {
    focusBefore.set(this, document.activeElement);
    this.open = true;
    this.setAttribute(MODAL, '');
    // Like in browsers, the first control inside gets the focus.
    const target = this.querySelector<HTMLElement>('[autofocus], button, input, select, a[href]');
    (target ?? this).focus();
  },
  close(this: HTMLDialogElement, returnValue?: string) {
    if (!this.open) return;
    this.open = false;
    this.removeAttribute(MODAL);
    if (returnValue !== undefined) this.returnValue = returnValue;
    restoreFocus(this);
    this.dispatchEvent(new Event('close'));
  },
});

function toggle(element: HTMLElement, open: boolean): boolean {
  if (element.hasAttribute(POPOVER_OPEN) === open) return open;
  const [oldState, newState] = open ? ['closed', 'open'] : ['open', 'closed'];
  element.dispatchEvent(Object.assign(new Event('beforetoggle'), { oldState, newState }));
  element.toggleAttribute(POPOVER_OPEN, open);
  // jsdom's style sheet hides every popover.
  element.style.display = open ? 'block' : '';
  if (open) focusBefore.set(element, document.activeElement);
  else if (element.contains(document.activeElement)) restoreFocus(element);
  element.dispatchEvent(Object.assign(new Event('toggle'), { oldState, newState }));
  return open;
}

Object.assign(HTMLElement.prototype, {
  showPopover(this: HTMLElement) {
    toggle(this, true);
  },
  hidePopover(this: HTMLElement) {
    toggle(this, false);
  },
  togglePopover(this: HTMLElement, force?: boolean) {
    return toggle(this, force ?? !this.hasAttribute(POPOVER_OPEN));
  },
});

// Implements `popovertarget`. React listens below `window`, so a component can still prevent the default.
Object.assign(HTMLButtonElement.prototype, { popoverTargetElement: null });

window.addEventListener('click', (event) => {
  if (event.defaultPrevented || !(event.target instanceof Element)) return;
  const { target } = event;
  const opened = target.closest('button')?.popoverTargetElement ?? null;
  // A click outside an open popover closes it.
  for (const popover of document.querySelectorAll<HTMLElement>(':popover-open')) {
    if (popover !== opened && !popover.contains(target)) popover.hidePopover();
  }
  if (opened instanceof HTMLElement) opened.togglePopover();
});

// Escape closes the layer that was opened last.
window.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  const last = [...document.querySelectorAll<HTMLElement>(':popover-open, dialog:modal')].at(-1);
  if (last instanceof HTMLDialogElement) last.close();
  else last?.hidePopover();
});

/** A replacement for ClipboardItem with a single text. */
class SoleClipboardItem {
  readonly #data: Record<string, Promise<Blob> | Blob>;
  constructor(data: Record<string, Promise<Blob> | Blob>) {
    this.#data = data;
  }
  get types(): string[] {
    return Object.keys(this.#data);
  }
  async getType(type: string): Promise<Blob> {
    const data = this.#data[type];
    if (data === undefined) throw new DOMException('No such type', 'NotFoundError');
    return data;
  }
}

let isClipboardDenied = false;
let clipboardText = '';

/** The text that was last written to the clipboard. */
export function readClipboard(): string {
  return clipboardText;
}

/** Makes the clipboard reject writing, or allow it again. */
export function denyClipboard(isDenied = true): void {
  isClipboardDenied = isDenied;
}

const clipboard = {
  async write(items: readonly SoleClipboardItem[]): Promise<void> {
    if (isClipboardDenied) throw new DOMException('Write permission denied.', 'NotAllowedError');
    const blobs = await Promise.all(items.map((item) => item.getType('text/plain')));
    const texts = await Promise.all(blobs.map((blob) => blob.text()));
    clipboardText = texts.join('');
  },
};

Object.assign(globalThis, { ClipboardItem: SoleClipboardItem });

/** Installs the clipboard. Another library may have replaced it. */
export function installClipboard(): void {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
}

/** Resets all state that the functions of this module change. */
export function resetBrowser(): void {
  matchMediaQueries();
  mediaQueries.clear();
  isClipboardDenied = false;
  clipboardText = '';
}
