import { childrenOf, dataTypes, type DataType } from './dataTypes.ts';
import { rowOrigin } from './dataFiles.ts';
import { registeredTypes } from './fileKinds.ts';
import type { Member } from './members.ts';
import { projects, type Project } from './projects.ts';

/** What the API answers of a data type. */
export function describeDataType({ id, name, parent, description }: DataType): object {
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

/** What the API answers of a project. */
export function describeProject(project: Project): object {
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

/** What the API answers of a member. */
export function describeMember({ name, username }: Member): object {
  return { name, profile_url: `${rowOrigin}/member/${username}/`, username };
}

/** All data types and all projects, as the API answers them. */
export const describedDataTypes = dataTypes.map(describeDataType);
export const describedProjects = projects.map(describeProject);
