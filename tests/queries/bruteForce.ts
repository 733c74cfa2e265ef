import type { SearchParams } from '../../src/url/searchParams.ts';
import { withDescendants } from '../../src/sample/dataTypes.ts';
import type { Row } from './visit.tsx';

/** The id at the end of one of the API's URLs. */
export function idIn(url: string): number {
  return Number(/(\d+)\/$/.exec(url)?.[1]);
}

/**
 * Whether a row of `all` matches the filters by data type, project, member, id and cohort. A simple implementation that
 * tests each filter separately, and for a cohort each row of the member.
 */
export function matchesParams(
  all: readonly Row[],
  row: Row,
  params: Partial<SearchParams>,
): boolean {
  const descendantsOf = (id: number) =>
    params.include_children === true ? withDescendants(id) : [id];
  const isOfType = (some: Row, id: number) =>
    some.datatypes.some((url) => descendantsOf(id).includes(idIn(url)));
  const isOfProject = (some: Row, id: number) => idIn(some.source_project) === id;
  const isOfMember = (some: Row, username: string) => some.user.username === username;
  const isFile = (some: Row, id: number) => some.id === id;
  const own = () =>
    all.filter(({ user: { username } }) => username !== null && isOfMember(row, username));
  return (
    isOneOf(params.datatype_id, (id) => isOfType(row, id)) &&
    isNoneOf(params.datatype_id__not, (id) => isOfType(row, id)) &&
    isOneOf(params.source_project_id, (id) => isOfProject(row, id)) &&
    isNoneOf(params.source_project_id__not, (id) => isOfProject(row, id)) &&
    isOneOf(params.username, (username) => isOfMember(row, username)) &&
    isNoneOf(params.username__not, (username) => isOfMember(row, username)) &&
    isOneOf(params.id, (id) => isFile(row, id)) &&
    isNoneOf(params.id__not, (id) => isFile(row, id)) &&
    (params.shares_datatype_id ?? []).every((id) => own().some((some) => isOfType(some, id))) &&
    (params.shares_source_project_id ?? []).every((id) =>
      own().some((some) => isOfProject(some, id)),
    )
  );
}

/** Whether one of the values matches, or there are no values. */
export function isOneOf<Value>(
  values: readonly Value[] | undefined,
  has: (value: Value) => boolean,
): boolean {
  return values === undefined || values.length === 0 || values.some(has);
}

/** Whether no value matches. */
export function isNoneOf<Value>(
  values: readonly Value[] | undefined,
  has: (value: Value) => boolean,
): boolean {
  return !(values ?? []).some(has);
}
