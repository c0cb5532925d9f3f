import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Puts a script of this folder, with the sources as they are now, where it finds its packages and the program. */
export async function bundleScript(name: string): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(join(ROOT, 'dist', 'test-'));
  const file = join(folder, `${name}.js`);
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile: file,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts a script and waits for its first line. */
export async function startScript(
  file: string,
  env: Record<string, string>,
): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the script ended with ${code}`)));
    child.stdout?.once('data', (data) => resolve(String(data).trim()));
  });
  return { child, line };
}
