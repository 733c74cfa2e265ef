import type { Asked } from '../../src/url/searchParams.ts';
import { withDescendants } from '../../src/sample/dataTypes.ts';
import type { Row } from './visit.tsx';

/** The id at the end of an address of the API. */
export function idIn(url: string): number {
  return Number(/(\d+)\/$/.exec(url)?.[1]);
}

/**
 * Whether a row of `all` is what the filters by data type, project, member and id ask for: every
 * filter held against it, and for a cohort every row of its member, in the plainest way.
 */
export function isAskedOf(all: readonly Row[], row: Row, asked: Partial<Asked>): boolean {
  const family = (id: number) => (asked.include_children === true ? withDescendants(id) : [id]);
  const isOfType = (some: Row, id: number) =>
    some.datatypes.some((url) => family(id).includes(idIn(url)));
  const isOfProject = (some: Row, id: number) => idIn(some.source_project) === id;
  const isOfMember = (some: Row, username: string) => some.user.username === username;
  const isFile = (some: Row, id: number) => some.id === id;
  const own = () =>
    all.filter(({ user: { username } }) => username !== null && isOfMember(row, username));
  return (
    isOneOf(asked.datatype_id, (id) => isOfType(row, id)) &&
    isNoneOf(asked.datatype_id__not, (id) => isOfType(row, id)) &&
    isOneOf(asked.source_project_id, (id) => isOfProject(row, id)) &&
    isNoneOf(asked.source_project_id__not, (id) => isOfProject(row, id)) &&
    isOneOf(asked.username, (username) => isOfMember(row, username)) &&
    isNoneOf(asked.username__not, (username) => isOfMember(row, username)) &&
    isOneOf(asked.id, (id) => isFile(row, id)) &&
    isNoneOf(asked.id__not, (id) => isFile(row, id)) &&
    (asked.shares_datatype_id ?? []).every((id) => own().some((some) => isOfType(some, id))) &&
    (asked.shares_source_project_id ?? []).every((id) =>
      own().some((some) => isOfProject(some, id)),
    )
  );
}

/** Whether one of the values is had; so where none is asked. */
export function isOneOf<Value>(
  values: readonly Value[] | undefined,
  has: (value: Value) => boolean,
): boolean {
  return values === undefined || values.length === 0 || values.some(has);
}

/** Whether none of the values is had. */
export function isNoneOf<Value>(
  values: readonly Value[] | undefined,
  has: (value: Value) => boolean,
): boolean {
  return !(values ?? []).some(has);
}
