import type { DataType } from '../../api/schemas.ts';
import { flattenDataTypes } from '../../domain/dataTypes.ts';
import type { Facet } from '../../domain/facets.ts';

/** A data type that has files, with its position in the tree. */
export interface Branch {
  id: number;
  count: number;
  /** 0 for a root. */
  depth: number;
  hasChildren: boolean;
}

/**
 * Sorts the data types in `branches` as a tree: parents before children, siblings by descending number of
 * files. A data type that is not in `dataTypes` becomes a root.
 */
export function placeBranches(
  branches: readonly Facet<number>[],
  dataTypes: readonly DataType[],
): Branch[] {
  const counts = new Map(branches.map(({ value, count }) => [value, count]));
  const placed = flattenDataTypes(dataTypes);
  const parents = new Set(dataTypes.map(({ parent }) => parent));
  const known = new Set(dataTypes.map(({ id }) => id));
  const unknown = branches.filter(({ value }) => !known.has(value));
  const nodes = [
    ...placed.map(({ dataType, depth }) => ({ id: dataType.id, depth })),
    ...unknown.map(({ value }) => ({ id: value, depth: 0 })),
  ].map(({ id, depth }): Node => {
    const count = counts.get(id) ?? 0;
    return { branch: { id, count, depth, hasChildren: parents.has(id) }, children: [] };
  });
  const root: Node[] = [];
  // The last node at each depth is the parent of the following nodes that are one level deeper.
  const path: Node[] = [];
  for (const node of nodes) {
    (path[node.branch.depth - 1]?.children ?? root).push(node);
    path[node.branch.depth] = node;
  }
  return flatten(root).filter(({ count }) => count > 0);
}

interface Node {
  branch: Branch;
  children: Node[];
}

function flatten(nodes: readonly Node[]): Branch[] {
  const flat: Branch[] = [];
  for (const { branch, children } of nodes.toSorted((a, b) => b.branch.count - a.branch.count)) {
    flat.push(branch, ...flatten(children));
  }
  return flat;
}
