import { parseDocument } from 'yaml';
import { HOOK_NAMES, type HookName } from './block.ts';

/** The types of hooks in which a configuration calls keysweep; nothing where it cannot be read. */
export function hookTypes(text: string): HookName[] {
  const document = parseDocument(text);
  const tree: unknown = document.errors.length === 0 ? document.toJS() : null;
  return HOOK_NAMES.filter((name) => callsAt(tree, name));
}

/** Lefthook has a key for each type; the hooks of pre-commit say their stages, or those of `.pre-commit-hooks.yaml` do. */
function callsAt(tree: unknown, name: HookName): boolean {
  const own = get(tree, name);
  if (own !== undefined) return JSON.stringify(own).includes('keysweep');
  const hooks = listOf(get(tree, 'repos')).flatMap((repo) => listOf(get(repo, 'hooks')));
  const defaults = get(tree, 'default_stages');
  return hooks.some((hook) => {
    const id = String(get(hook, 'id'));
    const type = TYPE_OF_ID.exec(id);
    if (type === null && !/\bkeysweep\b/.test(String(get(hook, 'entry')))) return false;
    const known = type?.[1] === undefined ? ['pre-commit', 'pre-merge-commit'] : [type[1]];
    return listOf(get(hook, 'stages') ?? (type === null ? defaults : undefined) ?? known).includes(name);
  });
}

const TYPE_OF_ID = /^keysweep(?:-(commit-msg|pre-push))?$/;

function get(tree: unknown, key: string): unknown {
  return typeof tree === 'object' && tree !== null ? Reflect.get(tree, key) : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
