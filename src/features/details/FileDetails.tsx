import type { ReactNode } from 'react';
import { Link } from '../../url/Link.tsx';
import { type SearchParams, defaultParams } from '../../url/searchParams.ts';
import { dataFilePath } from '../../api/endpoints.ts';
import type { DataFile } from '../../api/schemas.ts';
import { webLink } from '../../api/webLink.ts';
import { ancestorsOf } from '../../domain/dataTypes.ts';
import { describeMetadata } from '../../domain/metadata.ts';
import { DownloadLink } from '../downloads/DownloadLink.tsx';
import { useDataTypes, useProjects } from '../../queries/names.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatMoment } from '../../ui/format.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import { citeAsBibtex, citeAsText } from './citation.ts';
import styles from './Details.module.css';
import { JsonTree } from './JsonTree.tsx';
import { useSource } from '../../session/SessionProvider.tsx';

interface FileDetailsProps {
  params: SearchParams;
  file: DataFile;
}

export function FileDetails({ params, file }: FileDetailsProps) {
  const { tags, description } = describeMetadata(file.metadata);
  const { username } = file.user;
  const linkedTags = tags.filter((tag) => tag.length <= MAX_TAG_LENGTH).slice(0, MAX_TAGS);
  const source = useSource();
  const address = new URL(dataFilePath(file.id), source.origin).href;
  const start = { ...defaultParams, source: params.source };
  const projects = useProjects();
  const project = projects.find(({ id }) => id === file.source_project);
  const projectName = project?.name ?? `Project ${file.source_project}`;
  const cited = { file, project: projectName, address, retrieved: new Date(file.listed_at) };

  return (
    <>
      <h2 className={styles['name']}>
        <bdi>
          {file.basename === ''
            ? `File ${file.id}, without a name`
            : sanitizeText(file.basename, 1000)}
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
          <Link changes={{ ...start, source_project_id: [file.source_project] }}>
            {projectName}
          </Link>
          {project !== undefined && (
            <>
              {project.organization !== '' && ` · ${sanitizeText(project.organization)}`}
              {project.short_description !== '' && (
                <p>{sanitizeText(project.short_description, 1000)}</p>
              )}
              <WebLink address={project.info_url}>The project’s own page</WebLink>
            </>
          )}
        </Fact>
        <Fact name="Member">
          {username === null ? (
            <i>hidden: this member does not show the membership in the project</i>
          ) : (
            <>
              <bdi>{sanitizeText(username)}</bdi> ·{' '}
              <Link changes={{ ...start, username: [username] }}>
                all files of <bdi>{sanitizeText(username)}</bdi>
              </Link>
            </>
          )}
        </Fact>
        <Fact name="Created">
          <time dateTime={file.created}>{formatMoment(file.created)}</time>
        </Fact>
        {tags.length > 0 && (
          <Fact name="Tags">
            {linkedTags.map((tag) => (
              <Link key={tag} changes={{ ...start, tag: [tag] }} className={styles['tag']}>
                {sanitizeText(tag)}
              </Link>
            ))}
            {tags.length > linkedTags.length &&
              ` and ${tags.length - linkedTags.length} more, in the metadata`}
          </Fact>
        )}
        <Fact name="File">
          {file.id} · <WebLink address={address}>as JSON</WebLink>
        </Fact>
      </dl>
      <h3>Metadata</h3>
      <JsonTree key={file.id} value={file.metadata} />
      <h3>Citation</h3>
      <p className={styles['citation']}>{sanitizeText(citeAsText(cited), 2000)}</p>
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

const MAX_TAGS = 50;
/** In characters. A longer tag would make the URL too long. */
const MAX_TAG_LENGTH = 300;

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
  start: SearchParams;
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
            <Link changes={{ ...start, datatype_id: [id] }}>{own?.name ?? `Data type ${id}`}</Link>
            {own !== undefined && own.description !== '' && (
              <p>{sanitizeText(own.description, 1000)}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** An external link, or text that says that the address is not a web address. */
function WebLink({ address, children }: { address: string; children: ReactNode }) {
  if (address === '') return null;
  const href = webLink(address);
  if (href === null) {
    return (
      <span>
        {children}: no plain web address, “<bdi>{sanitizeText(address)}</bdi>”
      </span>
    );
  }
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
      {children}
    </a>
  );
}
