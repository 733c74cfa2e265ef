import { markMatches } from '../listing/marks.ts';
import { shown } from '../ui/shown.ts';

/** A text as it may be shown, with the words of the search marked in it. */
export function Marked({ text: whole, search }: { text: string; search: string }) {
  const text = shown(whole);
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
