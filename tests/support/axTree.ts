import type { Page } from 'playwright-core';

/** A node as a screen reader is told of it. */
export interface AxNode {
  /** `text`: words that are not already in the name of what holds them, such as those of a status. */
  role: string;
  name: string;
  /** What is in a field, a slider or a progress bar; empty where there is nothing of the kind. */
  value: string;
  /**
   * What else is told, by Chromium's own words: `expanded`, `checked`, `valuemax`, … and, as they
   * stand in the document, the attributes that it passes on without showing them here.
   */
  states: Record<string, unknown>;
  /** How many of the nodes before it hold it. */
  depth: number;
}

/** Attributes that assistive technology is told of, but not whoever asks Chromium for its tree. */
const untold = ['rowcount', 'rowindex', 'sort', 'current', 'valuetext', 'activedescendant'].map(
  (name) => `aria-${name}`,
);

/** Parts that only hold others, and what stands for a single line of text. */
const silent = new Set([
  'RootWebArea',
  'none',
  'generic',
  'paragraph',
  'time',
  'deletion',
  'LabelText',
  'MenuListPopup',
  'InlineTextBox',
  'LineBreak',
]);

/** What assistive technology finds on the page, in reading order, from Chromium's own tree. */
export async function axTree(page: Page): Promise<AxNode[]> {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const attributes = attributesIn(root);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const found: AxNode[] = [];
  const visit = (id: string, depth: number, holder: string) => {
    const node = byId.get(id);
    if (node === undefined) return;
    const { role: kind, name: called, value, properties = [], backendDOMNodeId, childIds } = node;
    const role = String(kind?.value ?? '').replace('StaticText', 'text');
    const name = String(called?.value ?? '').trim();
    const isTold =
      !node.ignored && !silent.has(role) && !(role === 'text' && holder.includes(name));
    if (isTold) {
      const states = Object.fromEntries(properties.map((each) => [each.name, each.value.value]));
      const own = attributes.get(backendDOMNodeId ?? -1);
      for (const attribute of untold) {
        const said = own?.get(attribute);
        if (said !== undefined) states[attribute] = said;
      }
      found.push({ role, name, value: String(value?.value ?? ''), states, depth });
    }
    for (const child of childIds ?? []) {
      visit(child, isTold ? depth + 1 : depth, isTold ? name : holder);
    }
  };
  const [first] = nodes;
  if (first !== undefined) visit(first.nodeId, 0, '');
  return found;
}

/** A node of the document, as Chromium's protocol describes it. */
interface DocumentNode {
  backendNodeId: number;
  /** Names and values by turns. */
  attributes?: string[];
  children?: DocumentNode[];
}

function attributesIn(root: DocumentNode): Map<number, Map<string, string>> {
  const found = new Map<number, Map<string, string>>();
  const visit = ({ backendNodeId, attributes = [], children = [] }: DocumentNode) => {
    const own = new Map<string, string>();
    for (let place = 0; place < attributes.length; place += 2) {
      own.set(attributes[place] ?? '', attributes[place + 1] ?? '');
    }
    found.set(backendNodeId, own);
    children.forEach(visit);
  };
  visit(root);
  return found;
}

/** The nodes with this role, and this name where one is given. */
export function told(tree: readonly AxNode[], role: string, name?: string | RegExp): AxNode[] {
  return tree.filter(
    (node) =>
      node.role === role &&
      (name === undefined ||
        (typeof name === 'string' ? node.name === name : name.test(node.name))),
  );
}

/**
 * The one node with this role and name.
 * @throws Error where there is none, or more than one
 */
export function theOne(tree: readonly AxNode[], role: string, name?: string | RegExp): AxNode {
  const [node, ...others] = told(tree, role, name);
  if (node !== undefined && others.length === 0) return node;
  const count = node === undefined ? 0 : others.length + 1;
  throw new Error(`There are ${count} of ${role} “${String(name)}”.`);
}

/**
 * What the one node with this role and name holds, without itself.
 * @throws Error where there is none, or more than one
 */
export function within(
  tree: readonly AxNode[],
  role: string,
  name?: string | RegExp,
): readonly AxNode[] {
  const holder = theOne(tree, role, name);
  const start = tree.indexOf(holder) + 1;
  const end = tree.findIndex(({ depth }, place) => place >= start && depth <= holder.depth);
  return tree.slice(start, end === -1 ? undefined : end);
}
