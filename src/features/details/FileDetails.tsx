import type { ReactNode } from 'react';
import { AddressLink } from '../../url/Link.tsx';
import { type Asked, nothingAsked } from '../../url/searchParams.ts';
import { dataFilePath } from '../../api/endpoints.ts';
import type { DataFile } from '../../api/schemas.ts';
import { webLink } from '../../api/webLink.ts';
import { ancestorsOf } from '../../domain/dataTypes.ts';
import { describeMetadata } from '../../domain/metadata.ts';
import { DownloadLink } from '../downloads/DownloadLink.tsx';
import { useDataTypes, useProjects } from '../../queries/names.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatMoment } from '../../ui/format.ts';
import { shown } from '../../ui/shown.ts';
import { citeAsBibtex, citeAsText } from './citation.ts';
import styles from './Details.module.css';
import { JsonTree } from './JsonTree.tsx';
import { useSource } from '../../session/SessionProvider.tsx';

interface FileDetailsProps {
  asked: Asked;
  file: DataFile;
}

export function FileDetails({ asked, file }: FileDetailsProps) {
  const { tags, description } = describeMetadata(file.metadata);
  const { username } = file.user;
  const listed = tags.filter((tag) => tag.length <= LONGEST_TAG).slice(0, MOST_TAGS);
  const source = useSource();
  const address = new URL(dataFilePath(file.id), source.origin).href;
  const start = { ...nothingAsked, source: asked.source };
  const projects = useProjects();
  const project = projects.find(({ id }) => id === file.source_project);
  const called = project?.name ?? `Project ${file.source_project}`;
  const cited = { file, project: called, address, retrieved: new Date(file.listed_at) };

  return (
    <>
      <h2 className={styles['name']}>
        <bdi>
          {file.basename === '' ? `File ${file.id}, without a name` : shown(file.basename, 1000)}
        </bdi>
      </h2>
      {description !== '' && (
        <div className={styles['description']}>
          <JsonTree key={file.id} value={description} />
        </div>
      )}
      <div className={styles['actions']}>
        <DownloadLink file={file} />
        <CopyButton text={() => address} done="Permanent link copied">
          Copy permanent API link
        </CopyButton>
      </div>
      <dl className={styles['facts']}>
        <Fact name="Data types">
          {file.datatypes.length === 0 ? 'none' : <DataTypes file={file} start={start} />}
        </Fact>
        <Fact name="Project">
          <AddressLink changes={{ ...start, source_project_id: [file.source_project] }}>
            {called}
          </AddressLink>
          {project !== undefined && (
            <>
              {project.organization !== '' && ` · ${shown(project.organization)}`}
              {project.short_description !== '' && <p>{shown(project.short_description, 1000)}</p>}
              <WebLink address={project.info_url}>The project’s own page</WebLink>
            </>
          )}
        </Fact>
        <Fact name="Member">
          {username === null ? (
            <i>hidden: this member does not show the membership in the project</i>
          ) : (
            <>
              <bdi>{shown(username)}</bdi> ·{' '}
              <AddressLink changes={{ ...start, username: [username] }}>
                all files of <bdi>{shown(username)}</bdi>
              </AddressLink>
            </>
          )}
        </Fact>
        <Fact name="Created">
          <time dateTime={file.created}>{formatMoment(file.created)}</time>
        </Fact>
        {tags.length > 0 && (
          <Fact name="Tags">
            {listed.map((tag) => (
              <AddressLink key={tag} changes={{ ...start, tag: [tag] }} className={styles['tag']}>
                {shown(tag)}
              </AddressLink>
            ))}
            {tags.length > listed.length &&
              ` and ${tags.length - listed.length} more, in the metadata`}
          </Fact>
        )}
        <Fact name="File">
          {file.id} · <WebLink address={address}>as JSON</WebLink>
        </Fact>
      </dl>
      <h3>Metadata</h3>
      <JsonTree key={file.id} value={file.metadata} />
      <h3>Citation</h3>
      <p className={styles['citation']}>{shown(citeAsText(cited), 2000)}</p>
      <div className={styles['actions']}>
        <CopyButton text={() => citeAsText(cited)} done="Citation copied">
          Copy citation
        </CopyButton>
        <CopyButton text={() => citeAsBibtex(cited)} done="BibTeX copied">
          Copy BibTeX
        </CopyButton>
      </div>
    </>
  );
}

const MOST_TAGS = 50;
/** A longer one is for no address. */
const LONGEST_TAG = 300;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface DataTypesProps {
  file: DataFile;
  start: Asked;
}

function DataTypes({ file, start }: DataTypesProps) {
  const dataTypes = useDataTypes();
  return (
    <ul>
      {file.datatypes.map((id) => {
        const path = ancestorsOf(dataTypes, id);
        const own = path.at(-1);
        return (
          <li key={id}>
            {path.slice(0, -1).map((parent) => `${parent.name} › `)}
            <AddressLink changes={{ ...start, datatype_id: [id] }}>
              {own?.name ?? `Data type ${id}`}
            </AddressLink>
            {own !== undefined && own.description !== '' && <p>{shown(own.description, 1000)}</p>}
          </li>
        );
      })}
    </ul>
  );
}

/** A link that leads out of the page, or text that says that it is no plain web address. */
function WebLink({ address, children }: { address: string; children: ReactNode }) {
  if (address === '') return null;
  const href = webLink(address);
  if (href === null) {
    return (
      <span>
        {children}: no plain web address, “<bdi>{shown(address)}</bdi>”
      </span>
    );
  }
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
      {children}
    </a>
  );
}
