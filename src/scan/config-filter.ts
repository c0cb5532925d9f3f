import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { LoadedConfig } from '../config/find.ts';
import type { Skip } from '../findings/model.ts';
import { createPathFilter } from '../sources/path-filter.ts';
import type { TreeListing, TreePath } from '../sources/tree.ts';
import { showPath } from '../sources/tree-path.ts';
import { isWithin } from './settings.ts';

/**
 * Leaves out what the configuration does not include or does exclude. Its patterns are about paths from the
 * configuration's folder, wherever below it the scan started.
 */
export async function filterByConfig(listing: TreeListing, loaded: LoadedConfig): Promise<TreeListing> {
  const { include = [], exclude = [] } = loaded.config;
  if (include.length === 0 && exclude.length === 0) return listing;
  const isWanted = await createPathFilter({ include, exclude });
  const prefix = prefixOf(listing.root, loaded.folder);
  const files: TreePath[] = [];
  const skips: Skip[] = [...listing.skips];
  for (const file of listing.files) {
    const path = showPath(file);
    if (isWanted(prefix + path)) files.push(file);
    else skips.push({ path, reason: 'excluded' });
  }
  return { ...listing, files, skips };
}

/** The way from the configuration's folder down to the scanned root. */
function prefixOf(root: string, folder: string): string {
  const real = realpathSync(folder);
  if (root === real || !isWithin(real, root)) return '';
  return `${relative(real, root).split(sep).join('/')}/`;
}
