/** A repository as lists and single answers of the API describe it. */
export interface GitHubRepository {
  /** Stays the same when the repository is renamed or moved. */
  id: number;
  nodeId: string;
  /** `OWNER/NAME` */
  fullName: string;
  /** On the server that was named, whatever the answer says; without credentials. */
  cloneUrl: string;
  /** KiB as GitHub counts them, some hours old; 0 for most empty ones. */
  sizeKb: number;
  /** ISO 8601; null where nothing was ever pushed. */
  pushedAt: string | null;
  isArchived: boolean;
  isFork: boolean;
  /** Taken down, or locked: it cannot be cloned. */
  isDisabled: boolean;
  defaultBranch: string;
  visibility: 'public' | 'private' | 'internal';
  /** Also true where no page was ever written. */
  hasWiki: boolean;
}

/** The fields read here, of schemas `minimal-repository`, `repository` and `full-repository` (OpenAPI 1.1.4, 2026). */
export interface RepositoryAnswer {
  id: number;
  node_id: string;
  full_name: string;
  size?: number;
  pushed_at?: string | null;
  archived?: boolean;
  fork: boolean;
  disabled?: boolean;
  default_branch?: string;
  visibility?: string;
  private: boolean;
  has_wiki?: boolean;
}

export function toRepository(answer: RepositoryAnswer, serverUrl: string): GitHubRepository {
  return {
    id: answer.id,
    nodeId: answer.node_id,
    fullName: answer.full_name,
    cloneUrl: `${serverUrl}/${encodeURI(answer.full_name)}.git`,
    sizeKb: answer.size ?? 0,
    pushedAt: answer.pushed_at ?? null,
    isArchived: answer.archived ?? false,
    isFork: answer.fork,
    isDisabled: answer.disabled ?? false,
    defaultBranch: answer.default_branch ?? 'main',
    visibility: visibilityOf(answer),
    hasWiki: answer.has_wiki ?? false,
  };
}

function visibilityOf(answer: RepositoryAnswer): GitHubRepository['visibility'] {
  const { visibility } = answer;
  if (visibility === 'internal' || visibility === 'private' || visibility === 'public') return visibility;
  return answer.private ? 'private' : 'public';
}
