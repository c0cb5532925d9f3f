import {
  fetchObjects,
  listRemoteRefs,
  type Remote,
  type TransferOptions,
  WHOLE_DEPTH,
} from '../git/remote.ts';
import type { Repository } from '../git/repository.ts';
import { authoritiesForGit } from '../github/authorities.ts';
import { readEndpoints } from '../github/endpoints.ts';
import { proxyForGit } from '../github/transport.ts';
import type { Server } from './commits.ts';
import type { Environment } from './inputs.ts';

/** A job waits for it: of a server that does not answer, the files that are here are scanned instead. */
const PATIENCE: Pick<TransferOptions, 'limits' | 'retryDelaysMs'> = {
  limits: { timeoutMs: 10 * 60 * 1000, stallMs: 60 * 1000 },
  retryDelaysMs: [2_000],
};

/**
 * The repository of the job at its server, asked with the job's token. Where it is is the runner's word, never the
 * checkout's configuration; no ref is written. Throws `KeysweepError` for settings that cannot be.
 */
export function openServer(job: { env: Environment; token: string | null; repository: Repository }): Server {
  const { env, token, repository } = job;
  const { serverUrl, allowHttp } = readEndpoints(env, {});
  const { file, remove } = authoritiesForGit(env);
  const remote: Remote = {
    url: `${serverUrl}/${encodeURI(env.GITHUB_REPOSITORY ?? '')}.git`,
    token: async () => token,
    caFile: file,
    proxy: proxyForGit(env),
    allowHttp,
  };
  const { isShallow, gitDir } = repository;
  return {
    fetch: (ids, depth) =>
      fetchObjects({ remote, ...PATIENCE, gitDir, ids, ...(isShallow && { depth: depth ?? WHOLE_DEPTH }) }),
    async branchTip(branch) {
      const refs = await listRemoteRefs({ remote, ...PATIENCE });
      return refs.find(({ name }) => name === `refs/heads/${branch}`)?.id ?? null;
    },
    close: remove,
  };
}
