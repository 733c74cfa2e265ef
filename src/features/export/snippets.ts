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
 * Returns a short program, for copying, that prints the id and link of every file of `query`. It pages
 * through the shortest list, removes duplicate ids, and checks every row against all filters, because
 * the server may ignore them.
 */
export function snippet(language: SnippetLanguage, query: ScriptQuery): string {
  return writers[language](query);
}
