import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface PackageNames {
  npm: string[];
  pip: string[];
}

/**
 * Fetches each package once and unpacks it below `cache`; returns the folders. A package that cannot be had is
 * named on standard error and left out. No code of a package runs: npm packs archives, pip takes wheels only.
 */
export function fetchPackages(names: PackageNames, cache: string): string[] {
  const jobs = [
    ...names.npm.map((name) => ({
      name,
      folder: join(cache, 'npm', name.replace(/\W+/g, '-')),
      get: fromNpm,
    })),
    ...names.pip.map((name) => ({
      name,
      folder: join(cache, 'pip', name.replace(/\W+/g, '-')),
      get: fromPip,
    })),
  ];
  return jobs
    .filter(({ name, folder, get }) => existsSync(folder) || got({ name, folder, get }))
    .map(({ folder }) => folder);
}

function got(job: { name: string; folder: string; get(name: string, folder: string): boolean }): boolean {
  mkdirSync(job.folder, { recursive: true });
  const arrived = job.get(job.name, job.folder);
  if (arrived) return true;
  rmSync(job.folder, { recursive: true, force: true });
  console.error(`${job.name} could not be fetched, so it is left out`);
  return false;
}

function fromNpm(name: string, folder: string): boolean {
  return (
    run('npm', ['pack', name, '--ignore-scripts', '--silent', '--pack-destination', folder]) &&
    unpack(folder, '.tgz', ['tar', '-xzf'])
  );
}

function fromPip(name: string, folder: string): boolean {
  const options = ['--no-deps', '--only-binary', ':all:', '--quiet', '--disable-pip-version-check'];
  return (
    run('python3', ['-m', 'pip', 'download', name, ...options, '--dest', folder]) &&
    unpack(folder, '.whl', ['unzip', '-q', '-o'])
  );
}

/** Unpacks the one archive of the folder into it and removes the archive. */
function unpack(folder: string, ending: string, [program, ...options]: string[]): boolean {
  const archive = readdirSync(folder).find((file) => file.endsWith(ending));
  if (!archive) return false;
  const path = join(folder, archive);
  const target = program === 'tar' ? ['-C', folder] : ['-d', folder];
  const done = run(program!, [...options, path, ...target]);
  rmSync(path);
  return done;
}

function run(program: string, parameters: string[]): boolean {
  return spawnSync(program, parameters, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
