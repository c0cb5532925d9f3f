import { KeysweepError } from '../errors.ts';
import { remoteError } from '../git/remote-failure.ts';
import type { GitHub } from './access.ts';
import { apiError } from './failure.ts';

const QUERY = `query ($slug: String!, $after: String) {
  enterprise(slug: $slug) {
    organizations(first: 100, after: $after) {
      nodes { login }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface Answer {
  data?: {
    enterprise: {
      organizations: {
        nodes: ({ login: string } | null)[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      };
    } | null;
  };
  errors?: { type?: string }[];
}

/** The logins of an enterprise's organisations that the token may see. REST has no such list; GraphQL has. */
export async function listOrganizations(
  github: GitHub,
  slug: string,
  signal?: AbortSignal,
): Promise<string[]> {
  if (github.kind === 'app') throw notForApps();
  const logins: string[] = [];
  let after: string | null = null;
  do {
    const page = await ask(github, { slug, after, ...(signal === undefined ? {} : { signal }) });
    logins.push(...page.nodes.flatMap((node) => (node === null ? [] : [node.login])));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return logins;
}

function notForApps(): KeysweepError {
  return new KeysweepError('USAGE', 'a GitHub App cannot list the organisations of an enterprise', {
    hint: 'Use a classic token with the scope read:enterprise, or name the organisations.',
  });
}

async function ask(github: GitHub, question: { slug: string; after: string | null; signal?: AbortSignal }) {
  const { slug, after, signal } = question;
  const { octokit, endpoints } = github;
  const { data } = await octokit.request({
    method: 'POST',
    url: graphqlUrl(endpoints.apiUrl),
    query: QUERY,
    variables: { slug, after },
    ...(signal === undefined ? {} : { request: { signal } }),
  });
  const { data: answer, errors = [] } = data as Answer;
  if (answer?.enterprise) return answer.enterprise.organizations;
  if (errors.some(({ type }) => type === 'NOT_FOUND') || answer?.enterprise === null) {
    throw remoteError('GITHUB', {
      problem: 'not-found',
      message: `there is no enterprise ${slug}, or the token may not see it`,
      hint: 'A classic token needs the scope read:enterprise; see docs/github.md.',
    });
  }
  const isForbidden = errors.some(({ type }) => type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES');
  throw apiError({ what: `the organisations of ${slug}`, problem: isForbidden ? 'forbidden' : 'server' });
}

/** Beside REST on github.com and GHE.com; on an Enterprise Server it is `/api/graphql`. */
function graphqlUrl(apiUrl: string): string {
  return `${apiUrl.replace(/\/v3$/, '')}/graphql`;
}
