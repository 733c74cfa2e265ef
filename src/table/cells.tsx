import { AddressLink } from '../address/AddressLink.tsx';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { markMatches } from '../listing/marks.ts';
import { describeMetadata } from '../listing/metadata.ts';
import { nameOf } from '../listing/nameOf.ts';
import { extensionOf } from '../listing/text.ts';
import { formatDay, formatUtc } from '../ui/format.ts';
import { shown } from '../ui/shown.ts';
import styles from './cells.module.css';
import { Marked } from './Marked.tsx';

export function FileCell({ file, search }: { file: DataFile; search: string }) {
  const { description } = describeMetadata(file.metadata);
  return (
    <>
      <AddressLink changes={{ file: file.id }} className={styles['name']} title={nameOf(file)}>
        {file.basename === '' ? (
          <i className={styles['none']}>file {file.id}, without a name</i>
        ) : (
          <bdi>
            <Marked text={file.basename} search={search} />
          </bdi>
        )}
      </AddressLink>
      {description !== '' && (
        <span className={styles['description']} title={shown(description, 2000)}>
          <Marked text={description} search={search} />
        </span>
      )}
    </>
  );
}

export function DataTypesCell({ file, names }: { file: DataFile; names: Names | undefined }) {
  const titles = file.datatypes.map((id) => names?.dataType(id) ?? String(id));
  return (
    // Names that come after ids make the line anew: nothing in it is pushed aside.
    <span className={styles['line']} title={titles.join(', ')} key={titles[0]}>
      {file.datatypes.map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <AddressLink changes={{ datatype_id: [id], include_children: false }}>
            {titles[index]}
          </AddressLink>
        </span>
      ))}
    </span>
  );
}

export function MemberCell({ file }: { file: DataFile }) {
  const { username } = file.user;
  if (username === null) {
    return (
      <i
        className={styles['none']}
        title="This member does not show the membership in the project."
      >
        hidden
      </i>
    );
  }
  return (
    <AddressLink changes={{ username: [username] }} title={shown(username)}>
      {shown(username)}
    </AddressLink>
  );
}

export function CreatedCell({ created }: { created: string }) {
  return (
    <time dateTime={created} title={formatUtc(created)}>
      {formatDay(created)}
    </time>
  );
}

export function TagsCell({ file, search }: { file: DataFile; search: string }) {
  const { tags } = describeMetadata(file.metadata);
  const isFound = (tag: string) => markMatches(tag, search).some(({ isMatch }) => isMatch);
  // What was searched for must not be among those that there is no room for.
  const sorted = search === '' ? tags : tags.toSorted((a, b) => +isFound(b) - +isFound(a));
  // There is room for two, and none for what is too long for an address; the others are in the details.
  const seen = sorted.filter((tag) => tag.length <= 300).slice(0, 2);
  const more = sorted.filter((tag) => !seen.includes(tag));
  return (
    <span className={styles['tags']}>
      {seen.map((tag) => (
        <AddressLink
          key={tag}
          changes={{ tag: [tag] }}
          className={styles['tag']}
          title={shown(tag)}
        >
          <Marked text={tag} search={search} />
        </AddressLink>
      ))}
      {more.length > 0 && (
        <AddressLink
          changes={{ file: file.id }}
          className={styles['more']}
          title={shown(more.join(', '), 2000)}
          aria-label={`${more.length} more tags of ${nameOf(file)}`}
        >
          +{more.length}
        </AddressLink>
      )}
    </span>
  );
}

export function ExtensionCell({ file }: { file: DataFile }) {
  const ext = extensionOf(file.basename);
  return ext === '' ? null : <AddressLink changes={{ ext: [ext] }}>{ext}</AddressLink>;
}
