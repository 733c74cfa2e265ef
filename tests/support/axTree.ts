import type { Page } from 'playwright-core';

/** A node of the accessibility tree. */
export interface AxNode {
  /** A `text` node has text that is not part of the name of its container, for example the text of a status. */
  role: string;
  name: string;
  /** The value of a field, a slider or a progress bar; empty for other roles. */
  value: string;
  /**
   * Further properties by Chromium's names: `expanded`, `checked`, `valuemax` and so on, and the attributes from the
   * document that Chromium exposes to assistive technology but omits from this tree.
   */
  states: Record<string, unknown>;
  /** Number of ancestors in the tree. */
  depth: number;
}

/** Attributes that reach assistive technology but are missing from the tree of Chromium's protocol. */
const untold = ['rowcount', 'rowindex', 'sort', 'current', 'valuetext', 'activedescendant'].map(
  (name) => `aria-${name}`,
);

/** Containers without meaning, and nodes for single lines of text. */
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

/** Returns Chromium's accessibility tree of the page, in reading order. */
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

/** A node of the DOM in Chromium's protocol. */
interface DocumentNode {
  backendNodeId: number;
  /** Names and values, alternating. */
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

/** The nodes with this role, and with this name if there is one. */
export function nodesOf(tree: readonly AxNode[], role: string, name?: string | RegExp): AxNode[] {
  return tree.filter(
    (node) =>
      node.role === role &&
      (name === undefined ||
        (typeof name === 'string' ? node.name === name : name.test(node.name))),
  );
}

/** The only node with this role and name. @throws Error if there is no such node, or more than one */
export function theOne(tree: readonly AxNode[], role: string, name?: string | RegExp): AxNode {
  const [node, ...others] = nodesOf(tree, role, name);
  if (node !== undefined && others.length === 0) return node;
  const count = node === undefined ? 0 : others.length + 1;
  throw new Error(`Expected one ${role} “${String(name)}”, found ${count}.`);
}

/**
 * The descendants of the only node with this role and name. @throws Error if there is no such node, or more than one
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
