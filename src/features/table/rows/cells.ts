import type { DataFile } from '../../../api/schemas.ts';
import { describeDownload } from '../../downloads/describeDownload.ts';
import type { Names } from '../../../domain/describe.ts';
import { splitMatches } from '../../../domain/text.ts';
import { describeMetadata } from '../../../domain/metadata.ts';
import { displayName } from '../../../domain/dataFile.ts';
import button from '../../../ui/Button.module.css';
import { createElement, setAttribute, setText } from '../../../ui/dom.ts';
import { formatDay } from '../../../ui/format.ts';
import { sanitizeText } from '../../../ui/sanitizeText.ts';
import styles from './cells.module.css';
import type { LinkTarget, SetLink } from './links.ts';

/** The data that cells need besides their file. */
export interface RenderContext {
  names: Names;
  /** The search text; cells highlight its matches. */
  search: string;
  setLink: SetLink;
  /** The file with its newest link; null if it was withdrawn. */
  latest: (file: DataFile) => DataFile | null;
}

/** Renders a column's cells. Rows are recycled: `create` runs once per cell, `update` for each file that it shows. */
export interface CellRenderer {
  create: (cell: HTMLElement) => Cell;
}

interface Cell {
  update: (file: DataFile, context: RenderContext) => void;
}

export const fileCell: CellRenderer = {
  create: (cell) => {
    const link = createElement('a', styles['name']);
    const [name, nameless] = [createElement('bdi'), createElement('i', styles['none'])];
    const description = createElement('span', styles['description']);
    cell.append(link);
    return {
      update: (file, context) => {
        const { id, basename } = file;
        context.setLink(link, 'file', id, { file: id });
        if (basename === '') setText(nameless, `file ${id}, without a name`);
        else setMarkedText(name, basename, context);
        setOnlyChild(link, basename === '' ? nameless : name);
        const text = describeMetadata(file.metadata).description;
        if (text === '') description.remove();
        else {
          setMarkedText(description, text, context);
          if (description.parentNode === null) cell.append(description);
        }
      },
    };
  },
};

export const dataTypesCell: CellRenderer = {
  create: (cell) => {
    const line = createElement('span', styles['line']);
    const links = line.getElementsByTagName('a');
    let rendered = '';
    cell.append(line);
    return {
      update: ({ datatypes }, { names, setLink }) => {
        const titles = datatypes.map((id) => names.dataType(id) ?? String(id));
        const text = titles.join(', ');
        const [first] = links;
        if (first !== undefined && links.length === 1 && titles.length === 1) setText(first, text);
        else if (text !== rendered || links.length !== titles.length) {
          // Replaces the links: changing the text of one would lay out the following ones again.
          line.replaceChildren();
          titles.forEach((title, place) => {
            const link = createElement('a');
            link.textContent = title;
            line.append(place === 0 ? '' : ', ', link);
          });
        }
        rendered = text;
        datatypes.forEach((id, place) => {
          const link = links[place];
          const changes = { datatype_id: [id], include_children: false };
          if (link !== undefined) setLink(link, 'datatype_id', id, changes);
        });
      },
    };
  },
};

export const createdCell: CellRenderer = {
  create: (cell) => {
    const time = createElement('time');
    cell.append(time);
    return {
      update: ({ created }) => {
        if (time.dateTime === created) return;
        time.dateTime = created;
        setText(time, formatDay(created));
      },
    };
  },
};

export const tagsCell: CellRenderer = {
  create: (cell) => {
    const line = createElement('span', styles['tags']);
    cell.append(line);
    return {
      update: (file, context) => {
        const { search, setLink } = context;
        const { tags } = describeMetadata(file.metadata);
        const hasMatch = (tag: string) => splitMatches(tag, search).some(({ isMatch }) => isMatch);
        // Tags that match the search come first, so that they are visible.
        const sorted = search === '' ? tags : tags.toSorted((a, b) => +hasMatch(b) - +hasMatch(a));
        // Two tags fit. The details drawer shows the rest, and tags that are too long for a URL.
        const visible = sorted.filter((tag) => tag.length <= 300).slice(0, 2);
        const rest = sorted.length - visible.length;
        const links = setLinkCount(line, visible.length + Math.sign(rest));
        for (const [place, link] of links.entries()) {
          const tag = visible[place];
          setAttribute(link, 'class', styles[tag === undefined ? 'more' : 'tag'] ?? '');
          if (tag === undefined) {
            setLink(link, 'file', file.id, { file: file.id });
            setAttribute(link, 'aria-label', `${rest} more tags of ${displayName(file)}`);
            setText(link, `+${rest}`);
          } else {
            setLink(link, 'tag', tag, { tag: [tag] });
            link.removeAttribute('aria-label');
            setMarkedText(link, tag, context);
          }
        }
      },
    };
  },
};

/** The download link and the row's menu button. A withdrawn file has no menu. */
export const downloadCell: CellRenderer = {
  create: (cell) => {
    let link: HTMLElement | null = null;
    const menu = createElement('button', button['button'], {
      type: 'button',
      'data-variant': 'icon',
      'aria-expanded': 'false',
    });
    return {
      update: (listedFile, { latest }) => {
        const file = latest(listedFile);
        const { tag, className, text, attributes } = describeDownload(file);
        if (link?.localName !== tag) {
          link?.remove();
          link = createElement(tag, className);
          cell.prepend(link);
        }
        for (const [name, value] of Object.entries(attributes)) setAttribute(link, name, value);
        setText(link, text);
        if (file === null) return menu.remove();
        if (menu.parentNode === null) cell.append(menu);
        setAttribute(menu, 'aria-label', `More about ${displayName(listedFile)}`);
      },
    };
  },
};

/** Renders a column with one link per cell. If `describe` returns null, the cell shows `fallback` instead. */
export function linkCell(
  describe: (file: DataFile, context: RenderContext) => [...LinkTarget, text: string] | null,
  fallback = { text: '', title: '' },
): CellRenderer {
  return {
    create: (cell) => {
      const link = createElement('a');
      const placeholder = createElement('i', styles['none'], { title: fallback.title });
      placeholder.textContent = fallback.text;
      return {
        update: (file, context) => {
          const description = describe(file, context);
          setOnlyChild(cell, description === null ? placeholder : link);
          if (description === null) return;
          const [kind, value, changes, text] = description;
          context.setLink(link, kind, value, changes);
          setText(link, text);
        },
      };
    },
  };
}

/** Removes or adds links until `element` has `count` of them. */
function setLinkCount(element: Element, count: number): HTMLAnchorElement[] {
  const links = [...element.getElementsByTagName('a')];
  for (const link of links.splice(count)) link.remove();
  while (links.length < count) {
    const link = createElement('a');
    element.append(link);
    links.push(link);
  }
  return links;
}

function setOnlyChild(element: Element, child: Element): void {
  if (element.firstChild !== child) element.replaceChildren(child);
}

/** Sanitizes the text, sets it, and highlights the words of the search. */
function setMarkedText(element: Element, untrusted: string, { search }: RenderContext): void {
  const text = sanitizeText(untrusted);
  if (search === '') return setText(element, text);
  const segments = splitMatches(text, search).map((segment) => {
    if (!segment.isMatch) return segment.text;
    const mark = createElement('mark');
    mark.textContent = segment.text;
    return mark;
  });
  element.replaceChildren(...segments);
}
