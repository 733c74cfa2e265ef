import { type ESTree, parseSync, Visitor } from 'vite';

/** What a program never does where it is used, by the names in its source; values are expressions without effects. */
export interface Absent {
  /** What no variable or property `tag` is. */
  tags: readonly number[];
  /** Variables that only ever have this value. */
  variables: Readonly<Record<string, string>>;
  /** Properties that only ever have this value, whatever they are of. */
  properties: Readonly<Record<string, string>>;
  /** Functions that do nothing, and return this value. */
  functions: Readonly<Record<string, string>>;
  /** Cases of a switch, properties of an object literal, and what is assigned to. */
  names: readonly string[];
}

interface Range {
  start: number;
  end: number;
}

/**
 * Rewrites a script so that a minifier finds out that what is absent is never needed.
 * @throws {Error} if something that is said to be absent is not in the script at all: it is another version then
 */
export function leaveOut(code: string, absent: Absent): string {
  const { tags, functions } = absent;
  const variables = new Map(Object.entries(absent.variables));
  const properties = new Map(Object.entries(absent.properties));
  const unseen = new Set([absent.variables, absent.properties, functions].flatMap(Object.keys));
  for (const name of absent.names) unseen.add(name);
  const edits: (Range & { text: string })[] = [];
  /** Where a name is no value: it is declared, assigned to, a property's, or a parameter and what it is in. */
  const elsewhere = new Set<number>();
  const shadows: Range[] = [];
  const declared: (Range & { name: string })[] = [];
  const moved: { from: Range; to: number }[] = [];
  const replace = ({ start, end }: Range, text: string) => edits.push({ start, end, text });
  const isAbsent = (name: string | undefined) =>
    name !== undefined && absent.names.includes(name) && (unseen.delete(name), true);
  const isAbsentTag = (node: ESTree.Node) =>
    node.type === 'Literal' && tags.some((tag) => tag === node.value);

  new Visitor({
    SwitchStatement({ discriminant, cases }) {
      const isLeftOut = ({ test }: ESTree.SwitchCase) =>
        test !== null && (isAbsent(nameOf(test)) || (isTag(discriminant) && isAbsentTag(test)));
      const kept = cases.find((one) => !isLeftOut(one));
      let isReached = false;
      for (const one of cases) {
        if (one === kept || !isLeftOut(one)) isReached = true;
        // What stands before it may go on here.
        else if (isReached) replace({ start: one.start, end: endOfLabel(one) }, '');
        else {
          replace(one, '');
          // Variables are the whole function's, wherever they are declared.
          if (kept !== undefined) moved.push({ from: one, to: endOfLabel(kept) });
        }
        if (ends(one.consequent.at(-1))) isReached = false;
      }
    },
    BinaryExpression(node) {
      const { left, right, operator } = node;
      const isOfTags = (isTag(left) && isAbsentTag(right)) || (isTag(right) && isAbsentTag(left));
      if (isOfTags && (operator === '===' || operator === '!=='))
        replace(node, operator === '===' ? '!1' : '!0');
    },
    VariableDeclarator({ id, init }) {
      elsewhere.add(id.start);
      if (id.type === 'Identifier') declared.push(id);
      const value = variables.get(nameOf(id) ?? '');
      if (value !== undefined && init !== null && isIdle(init)) replace(init, value);
    },
    ExpressionStatement({ start, end, expression }) {
      if (expression.type !== 'AssignmentExpression') return;
      const { left, right } = expression;
      const name = code.slice(left.start, left.end);
      if (!isAbsent(name) && !isAbsent(name.replace(/\.[^.]*$/, ''))) return;
      // The same may be assigned to something else, too.
      const isShared = right.type === 'AssignmentExpression';
      replace({ start, end: isShared ? right.start : end }, isShared ? '' : ';');
    },
    AssignmentExpression({ left, right }) {
      elsewhere.add(left.start);
      if (left.type === 'Identifier' && variables.has(left.name))
        replace({ start: left.start, end: right.start }, '');
    },
    Property(node) {
      elsewhere.add(node.key.start);
      if (isAbsent(nameOf(node.key)))
        replace({ start: node.start, end: node.end + (code[node.end] === ',' ? 1 : 0) }, '');
    },
    MemberExpression(node) {
      if (node.computed) return;
      elsewhere.add(node.property.start);
      const value = properties.get(node.property.name);
      if (value === undefined) return;
      unseen.delete(node.property.name);
      if (!elsewhere.has(node.start)) replace(node, value);
    },
    Identifier(node) {
      const value = variables.get(node.name);
      if (value === undefined) return;
      unseen.delete(node.name);
      const isShadowed = shadows.some(({ start, end }) => start < node.start && node.end < end);
      if (!isShadowed && !elsewhere.has(node.start)) replace(node, value);
    },
    CallExpression(node) {
      const value = functions[nameOf(node.callee) ?? ''];
      if (value !== undefined && node.arguments.every(isIdle)) replace(node, value);
    },
    FunctionDeclaration(node) {
      if (node.params.some((one) => variables.has(nameOf(one) ?? ''))) shadows.push(node);
      const name = node.id?.name ?? '';
      const value = functions[name];
      if (value === undefined || node.body === null) return;
      unseen.delete(name);
      replace(node.body, `{ return ${value}; }`);
    },
  }).visit(parseSync('script.js', code, { sourceType: 'script' }).program);
  for (const { from, to } of moved) {
    const names = declared.filter(({ start }) => start > from.start && start < from.end);
    for (const { name } of names) replace({ start: to, end: to }, ` var ${name};`);
  }
  if (unseen.size > 0) throw new Error(`Nothing to leave out: ${[...unseen].join(', ')}`);
  return rewrite(code, edits);
}

/** Makes the changes, and of one within another the outer one. */
function rewrite(code: string, edits: readonly (Range & { text: string })[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (start >= at) {
      result += code.slice(at, start) + text;
      at = end;
    }
  return result + code.slice(at);
}

function nameOf(node: ESTree.Node): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined;
}

function isTag(node: ESTree.Node): boolean {
  return (
    nameOf(node.type === 'MemberExpression' && !node.computed ? node.property : node) === 'tag'
  );
}

/** Whether it can be left out without being missed. */
function isIdle(node: ESTree.Node): boolean {
  if (node.type === 'MemberExpression') return isIdle(node.object) && !node.computed;
  if (node.type === 'UnaryExpression') return node.operator === '!' && isIdle(node.argument);
  return ['Identifier', 'Literal', 'ThisExpression'].includes(node.type);
}

function endOfLabel({ start, test }: ESTree.SwitchCase): number {
  return (test?.end ?? start + 'default'.length) + ':'.length;
}

/** Whether nothing goes on behind it. */
function ends(node: ESTree.Node | undefined): boolean {
  if (node?.type === 'BlockStatement') return ends(node.body.at(-1));
  return /^(?:Return|Break|Throw|Continue)Statement$/.test(node?.type ?? '');
}
