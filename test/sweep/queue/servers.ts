import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A server of a queue on loopback, for one test file. */
export interface QueueServer {
  url: string;
  /** The server stops and comes back with what it held. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Empties it. */
  clear(): Promise<void>;
  /** Everything it holds, and for Redis everything that it was ever told. */
  dump(): string;
  remove(): Promise<void>;
}

/** A password that stands in the address of a server and nowhere else. */
const PASSWORD = ['queue', 'password', 'of', 'tests'].join('-');

/** Why there is no such server on this machine; null where there is one. */
export const NO_REDIS = ['redis-server', 'redis-cli', 'openssl'].every((name) => inPath(name) !== null)
  ? null
  : 'redis-server, redis-cli or openssl is not installed';
export const NO_POSTGRES =
  postgresFolder() === null ? 'PostgreSQL (initdb, postgres) is not installed' : null;

/** A Redis that also listens with TLS, behind an authority that nobody knows. */
export interface RedisServer extends QueueServer {
  secureUrl: string;
  /** File with the certificate of the authority. */
  authority: string;
}

export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-redis-'));
  const [port, securePort] = [await freePort(), await freePort()];
  const tls = makeCertificate(folder);
  const options = {
    'tls-port': securePort,
    'tls-cert-file': tls.certificate,
    'tls-key-file': tls.key,
    'tls-auth-clients': 'no',
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'yes',
    requirepass: PASSWORD,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const cli = (...words: string[]) => {
    const env = { ...process.env, REDISCLI_AUTH: PASSWORD };
    return execFileSync('redis-cli', ['-p', String(port), ...words], {
      encoding: 'utf8',
      env,
      stdio: 'pipe',
    });
  };
  const server = createServerProcess({
    start: () => spawn('redis-server', args, { stdio: 'ignore' }),
    isUp: () => cli('ping').startsWith('PONG'),
    signal: 'SIGTERM',
  });
  await server.start();
  return {
    url: `redis://:${PASSWORD}@127.0.0.1:${port}/1`,
    secureUrl: `rediss://:${PASSWORD}@127.0.0.1:${securePort}/1`,
    authority: tls.certificate,
    ...server,
    clear: async () => void cli('flushall'),
    dump() {
      const logs = join(folder, 'appendonlydir');
      return readdirSync(logs)
        .map((name) => readFileSync(join(logs, name), 'latin1'))
        .join('\n');
    },
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeCertificate(folder: string): { certificate: string; key: string } {
  const [certificate, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate];
  execFileSync('openssl', [...args, ...subject], { stdio: 'pipe' });
  return { certificate, key };
}

/** A PostgreSQL to which its superuser can say things. */
export interface PostgresServer extends QueueServer {
  sql(text: string): string;
}

export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresFolder() ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-postgres-'));
  const user = ordinaryUser();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
  const data = join(folder, 'data');
  const port = await freePort();
  const run = (name: string, ...args: string[]) => {
    return execFileSync(join(programs, name), args, {
      ...user,
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  };
  run('initdb', '--auth=trust', '--username=keysweep', '--encoding=UTF8', '--locale=C', '--no-sync', data);
  const socket = ['-h', folder, '-p', String(port), '-U', 'keysweep', '-d', 'postgres'];
  const sql = (text: string) => run('psql', ...socket, '-qAt', '-c', text);
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'];
  const server = createServerProcess({
    start: () => spawn(join(programs, 'postgres'), args, { ...user, cwd: folder, stdio: 'ignore' }),
    isUp: () => sql('select 1').startsWith('1'),
    signal: 'SIGINT',
  });
  await server.start();
  return {
    url: `postgres://keysweep:${PASSWORD}@127.0.0.1:${port}/postgres`,
    sql,
    ...server,
    clear: async () => void sql('drop schema if exists keysweep cascade'),
    dump: () => run('pg_dump', ...socket),
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What must be nowhere but in the address. */
export function passwordOf({ url }: QueueServer): string {
  return new URL(url).password;
}

function createServerProcess(program: { start(): ChildProcess; isUp(): boolean; signal: NodeJS.Signals }) {
  let child: ChildProcess | null = null;
  return {
    async start() {
      child = program.start();
      for (const end = Date.now() + 60_000; !answers(program.isUp); await delay(50)) {
        if (Date.now() > end || child.exitCode !== null) throw new Error('the server does not start');
      }
    },
    async stop() {
      const ending = child;
      child = null;
      if (ending === null || ending.exitCode !== null) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.kill(program.signal);
      await ended;
    },
  };
}

function answers(isUp: () => boolean): boolean {
  try {
    return isUp();
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function inPath(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/** Debian keeps the programs of each version apart. */
function postgresFolder(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort() : [];
  const folders = versions.map((version) => join(debian, version, 'bin')).reverse();
  return [...folders, ...(process.env.PATH ?? '').split(delimiter)].find(hasServer) ?? null;
}

function hasServer(folder: string): boolean {
  return ['initdb', 'postgres', 'psql', 'pg_dump'].every((name) => existsSync(join(folder, name)));
}

/** PostgreSQL refuses to run as root. */
function ordinaryUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
