/** Brings an item of a list that scrolls into sight, by the shortest way. */
export function scrollWithin(item: HTMLElement, list: HTMLElement): void {
  const { top, bottom } = item.getBoundingClientRect();
  const start = list.getBoundingClientRect().top + list.clientTop;
  list.scrollTop += Math.min(top - start, 0) + Math.max(bottom - start - list.clientHeight, 0);
}
