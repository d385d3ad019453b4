/**
 * Join modules into one readable file: the same names and the same structure as their sources, without comments and
 * without what nobody asks for. Nothing is shortened, so what a browser runs can be read beside the sources.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const VENDOR = dirname(fileURLToPath(import.meta.url));
export const ROOM = dirname(VENDOR);
const NOBLE = join(VENDOR, 'noble_entry.js');
const READABLE = /** @type {const} */ ({ charset: 'utf8', legalComments: 'none', logLevel: 'warning', target: 'es2022' });
/** The line with which esbuild says which module begins. */
const MODULE_LINE = /^(\/\/ \S+\.js)$/m;
const IMPORT = /^import \{([^}]*)\} from "([^"]+)";$/gm;
const EXPORT = /^export \{([^}]*)\} from '([^']+)';$/gm;

/** @typedef {{code: string, inside: Set<string>}} Joined `inside`: paths of the modules it is made of */

/**
 * Ask the packages themselves for noble, so that each file holds only what it uses; import what is `outside` instead of
 * joining it.
 * @param {ReadonlySet<string>} outside @returns {import('esbuild').Plugin}
 */
const paths = (outside) => ({
  name: 'paths',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      if (resolveDir.includes('node_modules')) return undefined;
      const file = join(resolveDir, path);
      const source = file === join(VENDOR, 'noble.js') ? NOBLE : file;
      if (!outside.has(source)) return { path: source };
      return { path: `${file.startsWith(VENDOR) ? './' : ''}${relative(VENDOR, file)}`, external: true };
    });
  },
});

/** Take out the comments that stand inside functions and classes; the lines that name the modules stay. @param {string} code */
async function withoutComments(code) {
  const end = code.includes('\nexport {') ? code.lastIndexOf('\nexport {') : code.length;
  const parts = code.slice(0, end).split(MODULE_LINE);
  const bare = await Promise.all(parts.map(async (part) => {
    if (MODULE_LINE.test(part)) return `\n${part}\n`;
    const packed = await transform(part, { ...READABLE, minifyWhitespace: true });
    return (await transform(packed.code, READABLE)).code;
  }));
  return bare.join('') + code.slice(end);
}

/**
 * Join what an entry module asks for.
 * @param {string} entry the text of the entry module, as if it stood in vendor/
 * @param {ReadonlySet<string>} [outside] paths of modules that are imported, not joined
 * @returns {Promise<Joined>}
 */
export async function joined(entry, outside = new Set()) {
  const result = await build({
    ...READABLE,
    absWorkingDir: ROOM,
    bundle: true,
    external: ['node:*'],
    format: 'esm',
    metafile: true,
    plugins: [paths(outside)],
    stdin: { contents: entry, resolveDir: VENDOR },
    treeShaking: true,
    write: false,
  });
  const { text } = /** @type {import('esbuild').OutputFile} */ (result.outputFiles[0]);
  return {
    code: await withoutComments(text),
    inside: new Set(Object.keys(result.metafile.inputs).filter((path) => path !== '<stdin>').map((path) => join(ROOM, path))),
  };
}

/** Name and module of everything that these lines import or export. @param {string} code @param {RegExp} lines */
function namesOf(code, lines) {
  return [...code.matchAll(lines)].flatMap(([, list = '', from = '']) =>
    list.split(',').map((one) => (one.trim().split(' as ')[0] ?? '')).filter(Boolean).map((name) => ({ name, from })));
}

/**
 * Join two entry modules into two files for one worker. The second, which is not always loaded, imports from the first
 * what both use: two copies of a module would not know each other's keys.
 * @param {string} firstEntry @param {string} secondEntry texts of the entry modules
 * @param {string} firstFile name of the first file
 * @returns {Promise<[Joined, Joined]>}
 */
export async function joinedInTwo(firstEntry, secondEntry, firstFile) {
  const { inside } = await joined(firstEntry);
  const second = await joined(secondEntry, inside);
  const given = new Map(namesOf(firstEntry, EXPORT).map(({ name, from }) => [name, from]));
  let entry = firstEntry;
  const body = second.code.replace(IMPORT, '');
  /** What a module only passes on, and the second file does not use, is not fetched with the first. @param {string} line */
  const used = (line) => new RegExp(`\\b${line.split(' as ').at(-1)?.trim().replaceAll('$', '\\$')}\\b`).test(body);
  const code = second.code.replace(IMPORT, (_whole, list, from) => {
    const names = list.split(',').map((/** @type {string} */ one) => one.trim()).filter(Boolean).filter(used);
    return names.length === 0 ? '' : `import { ${names.join(', ')} } from "${from}";`;
  });
  for (const { name, from } of namesOf(code, IMPORT)) {
    const other = given.get(name);
    if (other !== undefined && other !== from) throw new Error(`${other} and ${from} both export ${name}`);
    if (other === undefined) entry += `export { ${name} } from '${from}';\n`;
    given.set(name, from);
  }
  return [await joined(entry), { ...second, code: code.replace(IMPORT, `import {$1} from "./${firstFile}";`) }];
}

/** @param {string} name of an entry module in vendor/ */
export const entryOf = (name) => readFileSync(join(VENDOR, `${name}_entry.js`), 'utf8');
