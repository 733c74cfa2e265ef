import { type PlainResponse, json, notFound, page } from './responses.ts';
import { dataFile, rowOrigin } from './dataFiles.ts';
import {
  childrenOf,
  type DataType,
  dataTypes,
  findDataType,
  withDescendants,
} from './dataTypes.ts';
import { endpointPaths } from './faults.ts';
import { type Call, findMember, listDataFiles } from './listDataFiles.ts';
import { lastParam, paginate } from './paging.ts';
import { findProject, type Project, projects } from './projects.ts';
import { registeredTypes } from './fileKinds.ts';
import type { Member } from './members.ts';

export interface Endpoint {
  readonly name: string;
  readonly path: string;
  /** Whether the endpoint lists data files. Such requests advance the faults that change lists. */
  readonly lists: boolean;
  /** @param argument the value of the path parameter; empty if the path has none */
  readonly respond: (call: Call, argument: string) => PlainResponse;
}

function list(call: Call, items: readonly unknown[]): PlainResponse {
  return json(paginate(call.path, call.params, items.length, (place) => items[place]));
}

const endpoints: readonly Endpoint[] = [
  {
    name: 'datafiles',
    path: '/api/public/datafiles/',
    lists: true,
    respond: (call) => listDataFiles(call, {}),
  },
  {
    name: 'project-files',
    path: '/api/public/project/{id}/datafiles/',
    lists: true,
    respond(call, id) {
      if (findProject(Number(id))) return listDataFiles(call, { project: Number(id) });
      // The public server does not handle the missing project.
      return call.faults.unknownProject404 ? notFound() : page(500, 'Server Error (500)');
    },
  },
  {
    name: 'datatype-files',
    path: endpointPaths['datatype-files'],
    lists: true,
    respond(call, id) {
      if (!findDataType(Number(id))) return notFound();
      const children = lastParam(call.params, 'include_children')?.toLowerCase() === 'true';
      const ids = children ? withDescendants(Number(id)) : [Number(id)];
      return listDataFiles(call, { dataTypes: [ids] });
    },
  },
  {
    name: 'member-files',
    path: endpointPaths['member-files'],
    lists: true,
    respond(call, username) {
      const { members } = call.world;
      const member = findMember(members, username);
      return !members[member] || members[member].hidden
        ? notFound()
        : listDataFiles(call, { member });
    },
  },
  {
    name: 'datatypes',
    path: endpointPaths.datatypes,
    lists: false,
    respond: (call) => list(call, describedDataTypes),
  },
  {
    name: 'projects',
    path: endpointPaths.projects,
    lists: false,
    respond: (call) => list(call, describedProjects),
  },
  {
    name: 'datatype',
    path: endpointPaths.datatype,
    lists: false,
    respond(_, id) {
      const dataType = findDataType(Number(id));
      return dataType ? json(describeDataType(dataType)) : notFound();
    },
  },
  {
    name: 'project',
    path: endpointPaths.project,
    lists: false,
    respond(_, id) {
      const project = findProject(Number(id));
      return project ? json(describeProject(project)) : notFound();
    },
  },
  {
    name: 'members',
    path: endpointPaths.members,
    lists: false,
    respond(call) {
      const part = lastParam(call.params, 'username') ?? '';
      const shown = call.world.members.filter(
        (member) => !member.hidden && member.username.includes(part),
      );
      return json(
        paginate(call.path, call.params, shown.length, (place) => {
          const member = shown[place];
          return member && describeMember(member);
        }),
      );
    },
  },
  {
    name: 'datafile',
    path: endpointPaths.datafile,
    lists: false,
    respond(call, id) {
      const row = call.world.rowOf(Number(id));
      const listed = row !== undefined && (row < call.world.rows || call.faults.grow > 0);
      return listed ? json(dataFile(call, row)) : notFound();
    },
  },
];

const routes = endpoints.map((endpoint) => {
  const pattern = endpoint.path.replace('{id}', '(\\d+)').replace('{username}', '(\\w+)');
  return { endpoint, pattern: new RegExp(`^${pattern}$`) };
});

/** Finds the endpoint of a path and the value of its parameter; undefined if the API has no such path. */
export function findEndpoint(path: string): { endpoint: Endpoint; argument: string } | undefined {
  for (const { endpoint, pattern } of routes) {
    const match = pattern.exec(path);
    if (match) return { endpoint, argument: match[1] ?? '' };
  }
  return undefined;
}

/** The API's description of a data type. */
function describeDataType({ id, name, parent, description }: DataType): object {
  const sources = projects.filter((project) => registeredTypes(project.id).includes(id));
  return {
    id,
    name,
    parent,
    children: childrenOf(id),
    description,
    details: `Files that hold ${name.toLowerCase()} carry this type.`,
    uploadable: parent !== null,
    source_projects: sources.map((project) => `${rowOrigin}/api/public/project/${project.id}/`),
  };
}

/** The API's description of a project. */
function describeProject(project: Project): object {
  const { id, name, slug, about, organization, leader } = project;
  return {
    id,
    name,
    slug,
    short_description: about,
    long_description: `${about} ${name} is run by ${organization}. Members choose what they share, and may withdraw it at any time.`,
    organization,
    leader,
    info_url: `https://example.org/${slug}/`,
    badge_image: null,
    active: project.years[1] >= 2025,
    authorized_members: project.authorizedMembers,
    registered_datatypes: registeredTypes(id).map(
      (type) => `${rowOrigin}/api/public/datatype/${type}/`,
    ),
  };
}

/** The API's description of a member. */
function describeMember({ name, username }: Member): object {
  return { name, profile_url: `${rowOrigin}/member/${username}/`, username };
}

/** All data types and all projects, in the API's format. */
const describedDataTypes = dataTypes.map(describeDataType);
const describedProjects = projects.map(describeProject);
