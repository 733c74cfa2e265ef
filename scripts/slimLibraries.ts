import type { Plugin } from 'vite';

type Change = readonly [pattern: RegExp, replacement: string];

/** What production does not need of a library, by its file; no bundler can know that. */
const changes: Readonly<Record<string, readonly Change[]>> = {
  'downshift/dist/downshift.esm.mjs': [
    // Hooks that are given properties as they load seem to be needed.
    [/^(?!useCombobox)\w+\.stateChangeTypes = .*;$/gm, ''],
    [/^var [\w$]+ = (?=_extends\()/gm, '$&/*#__PURE__*/'],
    // Tables of property types are handed to a function that has no body in production.
    [/^ *validatePropTypes\$1\(.*;$/gm, ''],
    [/^var (?:dropdownP|p)ropTypes(?:\$\d)? = [^]*?^}\)?;$/gm, ''],
    [/^import (?:PropTypes|{ isForwardRef }) from .*;$/gm, ''],
    // A copy of all of React would need all of it.
    [/_extends\({}, React\)/g, 'React'],
    // Whoever uses it says how to scroll.
    [/^import { compute } from .*;$/gm, ''],
    [/^ *scrollIntoView: scrollIntoView,\n(?= *environment)/gm, ''],
  ],
  // The page only reads: it has no mutations.
  'query-core/build/modern/queryClient.js': [
    [/ \|\| new MutationCache\(\)/g, ''],
    [/this\.#mutationCache\.clear\(\);/g, ''],
    [/return this\.#mutationCache\.resumePausedMutations\(\);/g, 'return;'],
  ],
  'query-core/build/modern/query.js': [
    [/this\.#queryType === "infinite" \? infiniteQueryBehavior\(.*?\) : /g, ''],
  ],
};

/**
 * Lets the bundler leave out what the page does not use of its libraries.
 * @throws {Error} while it builds, if one is another version, in which something stands otherwise
 */
export function slimLibraries(): Plugin {
  return {
    name: 'slim-libraries',
    apply: 'build',
    transform: {
      filter: { id: /downshift\.esm\.mjs$|query-core[^]*\/query(?:Client)?\.js$/ },
      handler: (code, id) => {
        const file = Object.keys(changes).find((end) => id.replaceAll('\\', '/').endsWith(end));
        return (changes[file ?? ''] ?? []).reduce(change, code);
      },
    },
  };
}

function change(code: string, [pattern, replacement]: Change): string {
  const changed = code.replaceAll(pattern, replacement);
  if (changed === code) throw new Error(`Nothing to leave out: ${pattern}`);
  return changed;
}
