import type { Plugin } from 'vite';

/**
 * Lets the bundler leave out what the page does not use of downshift. Hooks that are given properties
 * as they load seem needed to any bundler, and so do the tables of property types that production
 * hands to a function without a body.
 */
export function slimDownshift(): Plugin {
  return {
    name: 'slim-downshift',
    apply: 'build',
    transform: {
      filter: { id: /[\\/]downshift\.esm\.mjs$/ },
      handler: (code) =>
        code
          .replaceAll(/^(?!useCombobox)\w+\.stateChangeTypes = .*;$/gm, '')
          .replaceAll(/^ *validatePropTypes\$1\(.*;$/gm, '')
          .replaceAll(/^var [\w$]+ = (?=_extends\()/gm, '$&/*#__PURE__*/'),
    },
  };
}
