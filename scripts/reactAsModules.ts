import type { Plugin } from 'vite';
import { asModule } from './asModule.ts';

/**
 * Lets the build have React's libraries as modules. They come as scripts, of which it could leave out
 * nothing, and each use of theirs would be a look-up in an object.
 * @throws {Error} while it builds, if one is another version, which is made otherwise
 */
export function reactAsModules(): Plugin {
  return {
    name: 'react-as-modules',
    apply: 'build',
    transform: {
      filter: {
        id: /[\\/]node_modules[\\/](?:react|react-dom|scheduler|use-sync-external-store)[\\/].*\.js$/,
      },
      handler: (code) => {
        // What is imported by the library's name chooses among its builds.
        const build = /module\.exports = require\((.*\.production\.js')\)/.exec(code)?.[1];
        if (build === undefined) return asModule(code);
        return `export * from ${build}; export * as default from ${build};`;
      },
    },
  };
}
