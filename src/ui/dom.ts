/** Creates an element with a class and attributes, for code that renders without React. */
export function createElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  for (const [each, value] of Object.entries(attributes)) element.setAttribute(each, value);
  return element;
}

/** Sets an attribute if its value differs. The browser would restyle the element even for an equal value. */
export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Sets the text of an element that has no other children, if it differs. Reuses the text node. */
export function setText(element: Element, text: string): void {
  const { firstChild } = element;
  if (firstChild instanceof Text && firstChild.nextSibling === null) {
    if (firstChild.data !== text) firstChild.data = text;
  } else element.textContent = text;
}
