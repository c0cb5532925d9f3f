import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { LoadedConfig } from '../config/find.ts';
import type { Skip } from '../findings/model.ts';
import { createPathFilter, type PathFilter } from '../sources/path-filter.ts';
import type { Source } from '../sources/source.ts';
import type { TreeListing, TreePath } from '../sources/tree.ts';
import { showPath } from '../sources/tree-path.ts';
import { isWithin } from './settings.ts';

/**
 * Leaves out what the configuration does not include or does exclude. Its patterns are about paths from the
 * configuration's folder, wherever below it the scan started.
 */
export async function filterByConfig(listing: TreeListing, loaded: LoadedConfig): Promise<TreeListing> {
  const isWanted = await configFilter(listing.root, loaded);
  const files: TreePath[] = [];
  const skips: Skip[] = [...listing.skips];
  for (const file of listing.files) {
    const path = showPath(file);
    if (isWanted(path)) files.push(file);
    else skips.push({ path, reason: 'excluded' });
  }
  return { ...listing, files, skips };
}

/** The same for what a source yields: paths relative to `root`. */
export async function* filterSource(filter: { source: Source; root: string; loaded: LoadedConfig }): Source {
  const isWanted = await configFilter(filter.root, filter.loaded);
  for await (const item of filter.source) {
    const { path } = 'blob' in item ? item.blob.provenance : item.skip;
    yield 'skip' in item || isWanted(path) ? item : { skip: { path, reason: 'excluded' } };
  }
}

/** Which paths, relative to `root`, the configuration wants. */
async function configFilter(root: string, { config, folder }: LoadedConfig): Promise<PathFilter> {
  const { include = [], exclude = [] } = config;
  const isWanted = await createPathFilter({ include, exclude });
  const prefix = prefixOf(root, folder);
  return (path) => isWanted(prefix + path);
}

/** The way from the configuration's folder down to the scanned root. */
function prefixOf(root: string, folder: string): string {
  const real = realpathSync(folder);
  if (root === real || !isWithin(real, root)) return '';
  return `${relative(real, root).split(sep).join('/')}/`;
}
