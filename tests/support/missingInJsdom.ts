/**
 * What browsers have and jsdom lacks, as little of it as components need: a size for everything (jsdom lays
 * nothing out), and dialogs and popovers that open and close without a top layer.
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

function matchNothing(media: string): MediaQueryList {
  return Object.assign(new EventTarget(), {
    matches: false,
    media,
    onchange: null,
    addListener() {},
    removeListener() {},
  });
}

Object.assign(globalThis, {
  ResizeObserver: StillResizeObserver,
  matchMedia: matchNothing,
  scrollTo() {},
});
Object.assign(Element.prototype, { scrollTo() {}, scrollBy() {}, scrollIntoView() {} });

Object.assign(HTMLDialogElement.prototype, {
  show(this: HTMLDialogElement) {
    this.open = true;
  },
  showModal(this: HTMLDialogElement) {
    this.open = true;
    // As browsers do: the first control inside takes the focus.
    const target = this.querySelector<HTMLElement>('[autofocus], button, input, select, a[href]');
    (target ?? this).focus();
  },
  close(this: HTMLDialogElement, returnValue?: string) {
    if (!this.open) return;
    this.open = false;
    if (returnValue !== undefined) this.returnValue = returnValue;
    this.dispatchEvent(new Event('close'));
  },
});

const shown = new WeakSet<HTMLElement>();

function toggle(element: HTMLElement, open: boolean): boolean {
  if (shown.has(element) === open) return open;
  const [oldState, newState] = open ? ['closed', 'open'] : ['open', 'closed'];
  element.dispatchEvent(Object.assign(new Event('beforetoggle'), { oldState, newState }));
  if (open) shown.add(element);
  else shown.delete(element);
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
    return toggle(this, force ?? !shown.has(this));
  },
});
