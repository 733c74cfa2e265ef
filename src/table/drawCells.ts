import type { DataFile } from '../api/schemas.ts';
import { newest, type Renewals } from '../queries/links.ts';
import { describeDownload } from '../links/describeDownload.ts';
import type { Names } from '../listing/describe.ts';
import { markMatches } from '../listing/marks.ts';
import { describeMetadata } from '../listing/metadata.ts';
import { nameOf } from '../listing/nameOf.ts';
import { extensionOf } from '../listing/text.ts';
import { formatDay } from '../ui/format.ts';
import { createElement, setAttribute, setText } from '../ui/dom.ts';
import { shown } from '../ui/shown.ts';
import button from '../ui/Button.module.css';
import styles from './drawCells.module.css';
import type { createLeader, To } from './rowLinks.ts';
import type { ColumnId } from './settings.ts';

/** What cells depend on beside their file. */
export interface Page {
  names: Names;
  search: string;
  lead: ReturnType<typeof createLeader>;
  renewals: Renewals;
}

/** Fills a cell, or a row, that is there already with another file. */
export type Fill = (file: DataFile, page: Page) => void;

/** Draws what a column has in each row into an empty cell, once; what is given then fills it, often. */
export const drawCells: Record<ColumnId, (cell: HTMLElement) => Fill> = {
  file: (cell) => {
    const link = createElement('a', styles['name']);
    const [name, none] = [createElement('bdi'), createElement('i', styles['none'])];
    const description = createElement('span', styles['description']);
    cell.append(link);
    return (file, page) => {
      const { id, basename } = file;
      page.lead(link, 'file', id, { file: id });
      if (basename === '') setText(none, `file ${id}, without a name`);
      else mark(name, basename, page);
      show(link, basename === '' ? none : name);
      const words = describeMetadata(file.metadata).description;
      if (words === '') description.remove();
      else {
        mark(description, words, page);
        if (description.parentNode === null) cell.append(description);
      }
    };
  },
  datatypes: (cell) => {
    const line = createElement('span', styles['line']);
    const links = line.getElementsByTagName('a');
    let drawn = '';
    cell.append(line);
    return ({ datatypes }, { names, lead }) => {
      const titles = datatypes.map((id) => names.dataType(id) ?? String(id));
      const text = titles.join(', ');
      const [sole] = links;
      if (sole !== undefined && links.length === 1 && titles.length === 1) setText(sole, text);
      else if (text !== drawn || links.length !== titles.length) {
        // The links are made anew, so that none is pushed aside by the one before it.
        line.replaceChildren();
        titles.forEach((title, place) => {
          const link = createElement('a');
          link.textContent = title;
          line.append(place === 0 ? '' : ', ', link);
        });
      }
      drawn = text;
      datatypes.forEach((id, place) => {
        const link = links[place];
        const changes = { datatype_id: [id], include_children: false };
        if (link !== undefined) lead(link, 'datatype_id', id, changes);
      });
    };
  },
  project: soleLink(({ source_project: id }, { names }) => {
    const title = names.project(id) ?? String(id);
    return ['source_project_id', id, { source_project_id: [id] }, title];
  }),
  member: soleLink(
    ({ user: { username } }) =>
      username === null ? null : ['username', username, { username: [username] }, shown(username)],
    'hidden',
    'This member does not show the membership in the project.',
  ),
  created: (cell) => {
    const time = createElement('time');
    cell.append(time);
    return ({ created }) => {
      if (time.dateTime === created) return;
      time.dateTime = created;
      setText(time, formatDay(created));
    };
  },
  tags: (cell) => {
    const line = createElement('span', styles['tags']);
    cell.append(line);
    return (file, page) => {
      const { search, lead } = page;
      const { tags } = describeMetadata(file.metadata);
      const isFound = (tag: string) => markMatches(tag, search).some(({ isMatch }) => isMatch);
      // What was searched for must not be among those that there is no room for.
      const sorted = search === '' ? tags : tags.toSorted((a, b) => +isFound(b) - +isFound(a));
      // There is room for two, and none for what is too long for an address; the others are in the details.
      const seen = sorted.filter((tag) => tag.length <= 300).slice(0, 2);
      const rest = sorted.length - seen.length;
      const links = linksIn(line, seen.length + Math.sign(rest));
      for (const [place, link] of links.entries()) {
        const tag = seen[place];
        setAttribute(link, 'class', styles[tag === undefined ? 'more' : 'tag'] ?? '');
        if (tag === undefined) {
          lead(link, 'file', file.id, { file: file.id });
          setAttribute(link, 'aria-label', `${rest} more tags of ${nameOf(file)}`);
          setText(link, `+${rest}`);
        } else {
          lead(link, 'tag', tag, { tag: [tag] });
          link.removeAttribute('aria-label');
          mark(link, tag, page);
        }
      }
    };
  },
  id: soleLink(({ id }) => ['file', id, { file: id }, String(id)]),
  ext: soleLink(({ basename }) => {
    const ext = extensionOf(basename);
    return ext === '' ? null : ['ext', ext, { ext: [ext] }, ext];
  }),
  download: (cell) => {
    let link: HTMLElement | null = null;
    const more = createElement('button', button['button'], {
      type: 'button',
      'data-look': 'icon',
      'aria-expanded': 'false',
    });
    return (file, { renewals }) => {
      const known = newest(renewals, file);
      const { tag, className, text, attributes } = describeDownload(known);
      if (link?.localName !== tag) {
        link?.remove();
        link = createElement(tag, className);
        cell.prepend(link);
      }
      for (const [name, value] of Object.entries(attributes)) setAttribute(link, name, value);
      setText(link, text);
      if (known === null) return more.remove();
      if (more.parentNode === null) cell.append(more);
      setAttribute(more, 'aria-label', `More about ${nameOf(file)}`);
    };
  },
};

/** A cell with one link, or with other words and why, where `aim` gives nowhere that it leads. */
function soleLink(
  aim: (file: DataFile, page: Page) => [...To, text: string] | null,
  otherwise = '',
  why = '',
) {
  return (cell: HTMLElement): Fill => {
    const link = createElement('a');
    const none = createElement('i', styles['none'], { title: why });
    none.textContent = otherwise;
    return (file, page) => {
      const aimed = aim(file, page);
      show(cell, aimed === null ? none : link);
      if (aimed === null) return;
      const [kind, value, changes, text] = aimed;
      page.lead(link, kind, value, changes);
      setText(link, text);
    };
  };
}

/** Has just so many links in an element: those that are there, and new ones after them. */
function linksIn(element: Element, count: number): HTMLAnchorElement[] {
  const links = [...element.getElementsByTagName('a')];
  for (const link of links.splice(count)) link.remove();
  while (links.length < count) {
    const link = createElement('a');
    element.append(link);
    links.push(link);
  }
  return links;
}

/** Has one thing, and nothing else, in an element. */
function show(element: Element, child: Element): void {
  if (element.firstChild !== child) element.replaceChildren(child);
}

/** Writes a text as it may be shown, with the words of the search marked in it. */
function mark(element: Element, whole: string, { search }: Page): void {
  const text = shown(whole);
  if (search === '') return setText(element, text);
  const pieces = markMatches(text, search).map((piece) => {
    if (!piece.isMatch) return piece.text;
    const found = createElement('mark');
    found.textContent = piece.text;
    return found;
  });
  element.replaceChildren(...pieces);
}
