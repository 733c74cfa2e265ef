import type { ScriptQuery } from './scriptQuery.ts';
import { curlSnippet } from './snippetCurl.ts';
import { javaScriptSnippet } from './snippetJavaScript.ts';
import { pythonSnippet } from './snippetPython.ts';
import { rSnippet } from './snippetR.ts';

export const snippetLanguages = ['curl', 'Python', 'R', 'JavaScript'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

const writers: Record<SnippetLanguage, (query: ScriptQuery) => string> = {
  curl: curlSnippet,
  Python: pythonSnippet,
  R: rSnippet,
  JavaScript: javaScriptSnippet,
};

/**
 * A short program that prints id and link of every file of `query`, to copy. It pages through the
 * shortest list, joins rows by id and holds each against every filter, whatever the server does.
 */
export function snippet(language: SnippetLanguage, query: ScriptQuery): string {
  return writers[language](query);
}
