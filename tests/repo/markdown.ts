/** A fenced code block of a Markdown page: its language and its lines. */
export interface CodeBlock {
  language: string;
  lines: string[];
}

/** The fenced code blocks of a page, including those in list items. */
export function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^( *)```(\w*)\n([^]*?)\n\1```$/gm)].map(
    ([, indent = '', language = '', text = '']) => ({
      language,
      lines: text.split('\n').map((line) => line.slice(indent.length)),
    }),
  );
}

/** The page without its fenced code blocks. */
function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(/^( *)```\w*\n[^]*?\n\1```$/gm, '');
}

/** The text between backticks, outside of fenced blocks. */
export function codeSpans(markdown: string): string[] {
  return [...withoutBlocks(markdown).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** The targets of links and images, outside of code. */
export function linkTargets(markdown: string): string[] {
  const text = withoutBlocks(markdown).replaceAll(/`[^`\n]+`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)|\bsrc="([^"]+)"|<(https?:[^>]+)>/g)].map(
    ([, link, source, bare]) => link ?? source ?? bare ?? '',
  );
}

/** GitHub's anchors for the headings of a page. */
export function anchors(markdown: string): string[] {
  return [...withoutBlocks(markdown).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The cells of the first table below a heading, without the table's head. */
export function tableAfter(markdown: string, heading: string): string[][] {
  const [, below] = markdown.split(new RegExp(`^#+ ${heading}$`, 'm'));
  const table = /(?:^\|.*\|$\n?)+/m.exec(below ?? '');
  if (table === null) throw new Error(`There is no table below “${heading}”.`);
  const lines = table[0].trim().split('\n').slice(2);
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}
