import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPage } from './build.mjs';
import { installMissing } from './install.mjs';
import { root } from './run.mjs';

/** The branch that the GitHub Pages settings name. */
const branch = 'gh-pages';

/**
 * Explains why a checkout cannot be published, and what to do; undefined if it can.
 * @param {string} cwd
 * @param {string} remote such as `origin`
 * @returns {string | undefined}
 */
export function findObstacle(cwd, remote) {
  if (!tryGit(['--version'], { cwd }).isDone) return 'Git is needed, but was not found.';
  if (!tryGit(['rev-parse', '--verify', '--quiet', 'HEAD'], { cwd }).isDone) {
    return 'There is no commit: only a commit of a Git repository can be published.';
  }
  if (!tryGit(['remote', 'get-url', remote], { cwd }).isDone) {
    return `There is no remote "${remote}" to publish to. Add it: git remote add ${remote} <url>`;
  }
  const { output } = tryGit(['status', '--porcelain'], { cwd });
  if (output === '') return undefined;
  return `There are uncommitted changes. Only a commit can be published:\n${output}`;
}

/**
 * Pushes a folder's files as a new commit of the branch gh-pages of a remote, on top of the commits there. Does not
 * change the checkout.
 * @param {string} folder absolute
 * @param {{cwd: string, remote: string, isRehearsal?: boolean}} options isRehearsal: pushes nothing
 * @returns {string} a sentence with the outcome
 * @throws Error with Git's message if it fails
 */
export function publishFolder(folder, { cwd, remote, isRehearsal = false }) {
  const parent = findPublished(cwd, remote);
  const tree = writeTree(folder, cwd);
  const place = `${branch} of ${remote}`;
  if (parent !== undefined && git(['rev-parse', `${parent}^{tree}`], { cwd }) === tree) {
    return `There is nothing to publish: ${place} already has this build.`;
  }
  const message = `Publish ${git(['rev-parse', '--short', 'HEAD'], { cwd })}`;
  const onTop = parent === undefined ? [] : ['-p', parent];
  const commit = git(['commit-tree', tree, ...onTop, '-m', message], { cwd });
  const count = git(['ls-tree', '-r', '--name-only', commit], { cwd }).split('\n').length;
  if (isRehearsal) return `${count} files would be published to ${place}.`;
  git(['push', '--quiet', remote, `${commit}:refs/heads/${branch}`], { cwd });
  return `${count} files are published to ${place}.`;
}

/**
 * @param {string} cwd
 * @param {string} remote
 * @returns {string | undefined} the published commit
 */
function findPublished(cwd, remote) {
  if (git(['ls-remote', remote, `refs/heads/${branch}`], { cwd }) === '') return undefined;
  git(['fetch', '--quiet', '--depth=1', remote, branch], { cwd });
  return git(['rev-parse', 'FETCH_HEAD'], { cwd });
}

/**
 * @param {string} folder
 * @param {string} cwd
 * @returns {string} the Git tree of the folder's files
 */
function writeTree(folder, cwd) {
  const place = mkdtempSync(join(tmpdir(), 'data-explorer-index-'));
  try {
    // A separate index, so that staged changes of the checkout stay staged.
    const env = { ...process.env, GIT_INDEX_FILE: join(place, 'index') };
    git(['--work-tree', folder, 'add', '--all', '--force', '.'], { cwd, env });
    return git(['write-tree'], { cwd, env });
  } finally {
    rmSync(place, { recursive: true });
  }
}

/**
 * @param {string[]} args
 * @param {{cwd: string, env?: NodeJS.ProcessEnv}} options
 */
function tryGit(args, options) {
  const { status, stdout, stderr } = spawnSync('git', args, { ...options, encoding: 'utf8' });
  return { isDone: status === 0, output: (stdout ?? '').trimEnd(), problem: stderr ?? '' };
}

/**
 * @param {string[]} args
 * @param {{cwd: string, env?: NodeJS.ProcessEnv}} options
 * @returns {string} Git's output
 */
function git(args, options) {
  const { isDone, output, problem } = tryGit(args, options);
  if (isDone) return output;
  throw new Error(`git ${args[0] ?? ''} failed:\n${problem.trimEnd()}`);
}

async function publish() {
  const args = process.argv.slice(2);
  const remote = args.find((arg) => !arg.startsWith('--')) ?? 'origin';
  const obstacle = findObstacle(root, remote);
  if (obstacle !== undefined) throw new Error(obstacle);
  installMissing();
  const folder = mkdtempSync(join(tmpdir(), 'data-explorer-pages-'));
  try {
    const { code, output } = await buildPage(folder, { apiOrigin: process.env.API_ORIGIN });
    if (code !== 0) throw new Error(`${output}\nThe build failed, see above.`);
    // Without this file, GitHub omits files whose names begin with an underscore.
    writeFileSync(join(folder, '.nojekyll'), '');
    const isRehearsal = args.includes('--dry-run');
    console.log(publishFolder(folder, { cwd: root, remote, isRehearsal }));
    if (!isRehearsal) {
      console.log(`The first time: Settings, Pages, "Deploy from a branch", ${branch}.`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Not when a test imports this module.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await publish();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
