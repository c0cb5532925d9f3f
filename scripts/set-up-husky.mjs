#!/usr/bin/env node
// Points git at the hooks in .husky/. Quietly does nothing where there is no husky (an installation without
// development packages), no git or no repository: setting the project up must not fail for want of a hook.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
if (existsSync('.git')) {
  try {
    const { default: install } = await import('husky');
    const problem = install();
    if (problem) console.error(`husky: ${problem}`);
  } catch {
    // Not installed.
  }
}
