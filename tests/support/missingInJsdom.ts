/**
 * The parts of browsers that components need and jsdom lacks, as little of each as the components need: a size for
 * everything (jsdom has no layout), scrolling, media queries, dialogs and popovers without a top layer, a clipboard.
 */

Object.defineProperties(HTMLElement.prototype, {
  clientWidth: { configurable: true, get: () => 1280 },
  clientHeight: { configurable: true, get: () => 800 },
});

class StillResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** The media queries that match; none unless a test says so. */
const matching = new Set<string>();
const mediaQueries = new Set<EventTarget>();

/** Makes exactly these media queries match, and tells the components. */
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
  ResizeObserver: StillResizeObserver,
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
  /** Everything is at the start of what scrolls it. */
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

// React warns of elements that it takes for misspelt ones.
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

// Selectors know these states by attributes.
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

function focusAgain(element: Element): void {
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
    // As browsers do: the first control inside takes the focus.
    const target = this.querySelector<HTMLElement>('[autofocus], button, input, select, a[href]');
    (target ?? this).focus();
  },
  close(this: HTMLDialogElement, returnValue?: string) {
    if (!this.open) return;
    this.open = false;
    this.removeAttribute(MODAL);
    if (returnValue !== undefined) this.returnValue = returnValue;
    focusAgain(this);
    this.dispatchEvent(new Event('close'));
  },
});

function toggle(element: HTMLElement, open: boolean): boolean {
  if (element.hasAttribute(POPOVER_OPEN) === open) return open;
  const [oldState, newState] = open ? ['closed', 'open'] : ['open', 'closed'];
  element.dispatchEvent(Object.assign(new Event('beforetoggle'), { oldState, newState }));
  element.toggleAttribute(POPOVER_OPEN, open);
  // jsdom's own style sheet hides every popover.
  element.style.display = open ? 'block' : '';
  if (open) focusBefore.set(element, document.activeElement);
  else if (element.contains(document.activeElement)) focusAgain(element);
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

// What a button opens by itself. React listens below `window`, so that it can prevent the default.
Object.assign(HTMLButtonElement.prototype, { popoverTargetElement: null });

window.addEventListener('click', (event) => {
  if (event.defaultPrevented || !(event.target instanceof Element)) return;
  const { target } = event;
  const opened = target.closest('button')?.popoverTargetElement ?? null;
  // A click beside an open popover closes it.
  for (const popover of document.querySelectorAll<HTMLElement>(':popover-open')) {
    if (popover !== opened && !popover.contains(target)) popover.hidePopover();
  }
  if (opened instanceof HTMLElement) opened.togglePopover();
});

// Escape closes what was opened last.
window.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  const last = [...document.querySelectorAll<HTMLElement>(':popover-open, dialog:modal')].at(-1);
  if (last instanceof HTMLDialogElement) last.close();
  else last?.hidePopover();
});

/** What browsers take for one text on the clipboard. */
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

/** The text that was written to the clipboard last. */
export function readClipboard(): string {
  return clipboardText;
}

/** Makes the browser refuse to write to the clipboard, or allow it again. */
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

/** Puts the clipboard in place; a library may have replaced it with its own. */
export function installClipboard(): void {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
}

/** Undoes what the functions of this module have changed. */
export function resetBrowser(): void {
  matchMediaQueries();
  mediaQueries.clear();
  isClipboardDenied = false;
  clipboardText = '';
}
