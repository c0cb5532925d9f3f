import { isKeysweepError } from '../errors.ts';
import { apiError } from './failure.ts';
import { type Octokit, statusOf } from './octokit.ts';

/** A list of the REST API. */
export interface ListRequest {
  /** For example `/orgs/acme/repos`; names in it must be percent-encoded. */
  path: string;
  query?: Readonly<Record<string, string | number>>;
  /** The property that holds the rows, where the answer is an object. */
  rowsIn?: string;
  signal?: AbortSignal;
  /** The ETag under which a page is known already, by its address. */
  etagOf?: (url: string) => string | undefined;
}

/** One page of a list. */
export interface ListPage<Row> {
  /** The address that was asked for: what an ETag belongs to. */
  url: string;
  /** Empty where nothing changed. */
  rows: Row[];
  /** Null where the server gives none. */
  etag: string | null;
  /** Answered with 304: what is known under this ETag still holds, `next` included. */
  isUnchanged: boolean;
  /** The page after this one; null for the last, and where nothing changed. */
  next: string | null;
}

/**
 * Walks a list page by page, a hundred rows each. Octokit's own paginator takes a 409, and a page that is no list,
 * for the end; here each is an error.
 */
export async function* pagesOf<Row>(octokit: Octokit, request: ListRequest): AsyncGenerator<ListPage<Row>> {
  let url: string | null = firstUrl(octokit, request);
  while (url !== null) {
    const page: ListPage<Row> = await readPage(octokit, { ...request, url });
    yield page;
    url = page.next;
  }
}

/** The address of a list's first page. */
export function firstUrl(octokit: Octokit, { path, query = {} }: ListRequest): string {
  const { baseUrl = '' } = octokit.request.endpoint.DEFAULTS;
  const search = new URLSearchParams({ ...asText(query), per_page: '100' });
  return `${baseUrl}${path}?${search}`;
}

function asText(query: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)]));
}

/** Reads one page by its address. */
export async function readPage<Row>(
  octokit: Octokit,
  request: ListRequest & { url: string },
): Promise<ListPage<Row>> {
  const { url, rowsIn, signal, etagOf } = request;
  const known = etagOf?.(url);
  const what = `GET ${new URL(url).pathname}`;
  const headers = known === undefined ? {} : { 'if-none-match': known };
  try {
    const response = await octokit.request({
      method: 'GET',
      url,
      headers,
      ...(signal === undefined ? {} : { request: { signal } }),
    });
    const rows = rowsIn === undefined ? response.data : response.data?.[rowsIn];
    if (!Array.isArray(rows)) throw apiError({ what, problem: 'server' });
    const { link = '', etag = null } = response.headers;
    return { url, rows, etag, isUnchanged: false, next: /<([^<>]+)>;\s*rel="next"/.exec(link)?.[1] ?? null };
  } catch (error) {
    if (isKeysweepError(error) || statusOf(error) !== 304) throw error;
    if (known === undefined) throw apiError({ what, problem: 'server', status: 304 });
    return { url, rows: [], etag: known, isUnchanged: true, next: null };
  }
}
