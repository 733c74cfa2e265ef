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

/** Sets an attribute only if its value differs: the browser does not check, and restyles for equal values too. */
export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Sets the text of an element without other children. Reuses the text node, and leaves an equal text alone. */
export function setText(element: Element, text: string): void {
  const { firstChild } = element;
  if (firstChild instanceof Text && firstChild.nextSibling === null) {
    if (firstChild.data !== text) firstChild.data = text;
  } else element.textContent = text;
}
