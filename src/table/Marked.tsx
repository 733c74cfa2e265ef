import { markMatches } from '../listing/marks.ts';

/** A text with the words of the search marked in it. */
export function Marked({ text, search }: { text: string; search: string }) {
  if (search === '') return text;
  let at = 0;
  return markMatches(text, search).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.isMatch ? (
      <mark key={key}>{piece.text}</mark>
    ) : (
      <span key={key}>{piece.text}</span>
    );
  });
}
