/** Texts that end a literal, a comment or a command wherever one does not look out. */
export const hostileTexts = [
  '$(touch pwned)',
  '`touch pwned`',
  '${IFS}',
  "'; touch pwned; '",
  '"; touch pwned; "',
  "'''\nimport os; os.system('touch pwned')\n'''",
  '"""',
  '*/ process.exit(9) /*',
  '#{x} {{query}} {{about}}',
  'a\\',
  '\\\'\\"\\n\\u0027',
  'line\u2028separator\u2029and\r\nbreaks',
  'nul \u0000 and bell \u0007',
  'right\u202Eto left\u200F',
  'lone \ud800 half',
  '🧬 é 健康',
  '-rf --help',
  '</script><!--',
  '%s %d %n',
  'coding: utf-16',
  '$& $1 $$ $`',
  'END_OF_JQ\nEND_OF_PYTHON\nEOF',
  '!! !$ ~ * ? [a-z]',
];

/** All of them in a few, for what takes long; what must stand first stands first. */
export const hostileMixtures = [
  hostileTexts.join(' '),
  hostileTexts.toReversed().join('\n'),
  'coding: utf-16',
];

/** Files tagged `text`, asked for so that hostile texts stand in lists of several, and alone. */
export function among(text: string, texts: readonly string[]) {
  return {
    tag: [text, `${text} and more`],
    tag__not: texts.filter((other) => other !== text),
    username__not: texts,
    ext__not: [text],
  };
}
