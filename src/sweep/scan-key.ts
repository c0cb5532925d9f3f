import { createHash } from 'node:crypto';
import type { Catalog } from '../rules/catalog.ts';
import type { Settings } from '../scan/settings.ts';
import { VERSION } from '../version.ts';

/**
 * A digest of everything but a repository itself that decides what a scan finds in it: while it is the same, what was
 * scanned need not be scanned again.
 */
export function scanKey(parts: { catalog: Catalog; settings: Settings; pulls: boolean }): string {
  const { catalog, settings, pulls } = parts;
  const facts = [VERSION, catalog.version, settings.limits.maxBytes, pulls];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}
