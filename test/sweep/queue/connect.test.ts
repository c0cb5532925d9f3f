import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openQueue } from '../../../src/sweep/queue/open.ts';
import { bundleScript } from './process.ts';
import { NO_POSTGRES, NO_REDIS, startPostgres, startRedis } from './servers.ts';

describe.skipIf(NO_REDIS !== null)('a queue on Redis', () => {
  it('is used over TLS with an authority of its own, and with no other', async () => {
    const [server, script] = await Promise.all([startRedis(), bundleScript('leaver')]);
    onTestFinished(async () => {
      script.remove();
      await server.remove();
    });
    const run = (env: Record<string, string>) =>
      end(script.file, { KEYSWEEP_QUEUE: server.secureUrl, ...env });
    expect(await run({ NODE_EXTRA_CA_CERTS: server.authority })).toMatchObject({
      code: 0,
      stdout: 'closed\n',
    });
    const refused = await run({});
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('self-signed certificate');
    expect(refused.stderr).not.toContain(new URL(server.secureUrl).password);
  });

  it('says at once that the password is wrong, and not which', async () => {
    const server = await startRedis();
    onTestFinished(() => server.remove());
    const url = new URL(server.url);
    url.password = ['not', 'this', 'one'].join('-');
    const opening = openQueue(url.href, { limits: { connectMilliseconds: 600_000 } });
    const error: Error = await opening.then(
      () => expect.unreachable(),
      (cause) => cause,
    );
    expect(error.message).toContain('WRONGPASS');
    expect(error.message).not.toContain(url.password);
  });
});

describe.skipIf(NO_POSTGRES !== null)('a queue on PostgreSQL', () => {
  it('serves a role that may not make tables once another has made them', async () => {
    const server = await startPostgres();
    onTestFinished(() => server.remove());
    server.sql('create role helper login');
    const url = server.url.replace('//keysweep:', '//helper:');
    await expect(openQueue(url)).rejects.toThrow('permission denied');
    const coordinator = await openQueue(server.url);
    server.sql(GRANTS);
    const helper = await openQueue<string>(url);
    const unit = { id: 'u1', sweep: 's', repositoryId: '1', fullName: 'o/r', refs: null, task: null };
    await coordinator.enqueue([unit]);
    const lease = await helper.lease();
    expect(await helper.complete(lease!, 'done')).toBe(true);
    for await (const outcome of coordinator.results('s')) {
      expect(outcome).toMatchObject({ unit, result: 'done' });
      break;
    }
    await Promise.all([coordinator.close(), helper.close()]);
  });
});

const GRANTS = `
  grant usage on schema keysweep to helper;
  grant select, insert, update, delete on all tables in schema keysweep to helper;
  grant usage on all sequences in schema keysweep to helper;`;

async function end(file: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [file], { env: { PATH: process.env.PATH ?? '', ...env } });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, ...out };
}
