import type { ReactNode } from 'react';
import type { DataFile } from '../../../../src/api/schemas.ts';
import { describeMetadata } from '../../../../src/domain/metadata.ts';
import { formatDay } from '../../../../src/ui/format.ts';
import { names } from './rows.ts';

/** CSS pixels, the same as in the app. */
export const ROW_HEIGHT = 52;
/** Rows rendered above and below the viewport, where a library lets us choose: the same number as in the app. */
export const OVERSCAN = 6;

interface Column {
  id: string;
  title: string;
  /** CSS pixels. */
  width: number;
  text: (file: DataFile) => string;
  cell: (file: DataFile) => ReactNode;
}

/** The app's columns with the same links and texts, for the other tables. */
export const columns: readonly Column[] = [
  {
    id: 'file',
    title: 'File',
    width: 330,
    text: (file) => file.basename,
    cell: (file) => (
      <>
        <a className="name" href={`?file=${file.id}`} title={file.basename}>
          {file.basename === '' ? `file ${file.id}, without a name` : file.basename}
        </a>
        <span className="description">
          {describeMetadata(file.metadata).description.slice(0, 300)}
        </span>
      </>
    ),
  },
  {
    id: 'datatypes',
    title: 'Data types',
    width: 190,
    text: (file) => file.datatypes.map((id) => names.dataType(id) ?? id).join(', '),
    cell: (file) =>
      file.datatypes.map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={`?datatype_id=${id}`}>{names.dataType(id) ?? id}</a>
        </span>
      )),
  },
  {
    id: 'project',
    title: 'Project',
    width: 160,
    text: (file) => names.project(file.source_project) ?? String(file.source_project),
    cell: (file) => (
      <a href={`?source_project_id=${file.source_project}`}>
        {names.project(file.source_project) ?? file.source_project}
      </a>
    ),
  },
  {
    id: 'member',
    title: 'Member',
    width: 150,
    text: (file) => file.user.username ?? 'hidden',
    cell: ({ user: { username } }) =>
      username === null ? <i>hidden</i> : <a href={`?username=${username}`}>{username}</a>,
  },
  {
    id: 'created',
    title: 'Created',
    width: 104,
    text: (file) => formatDay(file.created),
    cell: (file) => <time dateTime={file.created}>{formatDay(file.created)}</time>,
  },
  {
    id: 'tags',
    title: 'Tags',
    width: 160,
    text: (file) => describeMetadata(file.metadata).tags.join(', '),
    cell: (file) =>
      describeMetadata(file.metadata)
        .tags.slice(0, 2)
        .map((tag) => (
          <a key={tag} className="tag" href={`?tag=${tag}`}>
            {tag}
          </a>
        )),
  },
  {
    id: 'download',
    title: 'Download',
    width: 136,
    text: () => 'Download',
    cell: (file) => (
      <a href={file.download_url} target="_blank" rel="noopener noreferrer">
        Download
      </a>
    ),
  },
];

export function columnOf(id: string): Column {
  const column = columns.find((each) => each.id === id);
  if (column === undefined) throw new RangeError(`No column "${id}".`);
  return column;
}
