import { json, notFound, page, type Answer } from './answers.ts';
import { dataFile } from './dataFiles.ts';
import { findDataType, withDescendants } from './dataTypes.ts';
import { endpointPaths } from './faults.ts';
import { findMember, listDataFiles, type Call } from './listDataFiles.ts';
import { lastParam, paginate } from './paging.ts';
import { findProject } from './projects.ts';
import {
  describeDataType,
  describedDataTypes,
  describedProjects,
  describeMember,
  describeProject,
} from './publicLists.ts';

export interface Endpoint {
  readonly name: string;
  readonly path: string;
  /** Whether it lists data files, and so counts as a turn of the faults that change lists. */
  readonly lists: boolean;
  /** @param argument what stands in the path's braces; empty if it has none */
  readonly answer: (call: Call, argument: string) => Answer;
}

function list(call: Call, items: readonly unknown[]): Answer {
  return json(paginate(call.path, call.params, items.length, (place) => items[place]));
}

const endpoints: readonly Endpoint[] = [
  {
    name: 'datafiles',
    path: '/api/public/datafiles/',
    lists: true,
    answer: (call) => listDataFiles(call, {}),
  },
  {
    name: 'project-files',
    path: '/api/public/project/{id}/datafiles/',
    lists: true,
    answer(call, id) {
      if (findProject(Number(id))) return listDataFiles(call, { project: Number(id) });
      // The public server looks the project up without catching that there is none.
      return call.faults.unknownProject404 ? notFound() : page(500, 'Server Error (500)');
    },
  },
  {
    name: 'datatype-files',
    path: endpointPaths['datatype-files'],
    lists: true,
    answer(call, id) {
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
    answer(call, username) {
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
    answer: (call) => list(call, describedDataTypes),
  },
  {
    name: 'projects',
    path: endpointPaths.projects,
    lists: false,
    answer: (call) => list(call, describedProjects),
  },
  {
    name: 'datatype',
    path: endpointPaths.datatype,
    lists: false,
    answer(_, id) {
      const dataType = findDataType(Number(id));
      return dataType ? json(describeDataType(dataType)) : notFound();
    },
  },
  {
    name: 'project',
    path: endpointPaths.project,
    lists: false,
    answer(_, id) {
      const project = findProject(Number(id));
      return project ? json(describeProject(project)) : notFound();
    },
  },
  {
    name: 'members',
    path: endpointPaths.members,
    lists: false,
    answer(call) {
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
    answer(call, id) {
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

/** The endpoint at a path, and what stands in its braces; undefined where the API has none. */
export function findEndpoint(path: string): { endpoint: Endpoint; argument: string } | undefined {
  for (const { endpoint, pattern } of routes) {
    const match = pattern.exec(path);
    if (match) return { endpoint, argument: match[1] ?? '' };
  }
  return undefined;
}
