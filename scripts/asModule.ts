/**
 * Rewrites a script in CommonJS as a module, of which a bundler can leave out what nobody imports, and
 * shorten the names of the rest. The script is made as React's production builds are: it declares
 * variables as what it requires, and assigns to properties of `exports` at its top.
 * @throws {Error} if it does anything else with either
 */
export function asModule(code: string): string {
  const imports: string[] = [];
  const names = new Set<string>();
  const rest = code
    .replaceAll(
      /(?<![\w$.])([\w$]+) = require\((["'][^"']+["'])\)/g,
      (_, name: string, from: string) => {
        imports.push(`import * as ${name} from ${from};\n`);
        return `imported_${name} = 0`;
      },
    )
    .replaceAll(/^exports\.(\w+) =/gm, (again, name: string) => {
      const isFirst = !names.has(name);
      names.add(name);
      return isFirst ? `var export_${name} =` : again;
    })
    .replaceAll(/\bexports\.(\w+)/g, (all, name: string) =>
      names.has(name) ? `export_${name}` : all,
    );
  if (names.size === 0 || /\bexports\b|\brequire\(/.test(rest))
    throw new Error('This cannot be made a module.');
  const exported = Array.from(names, (name) => `export_${name} as ${name}`);
  return `${imports.join('')}${rest}\nexport { ${exported.join(', ')} };\n`;
}
