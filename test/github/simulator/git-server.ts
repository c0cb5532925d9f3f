import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { testEnvironment } from '../../git/scratch.ts';

interface Where {
  folder: string;
  rest: string;
  query: string;
}

/** Answers by what they answer: `GET`s of refs, as long as no repository changes. */
export type RememberedRefs = Map<string, { headers: Record<string, string>; body: Buffer }>;

/** Serves one bare repository, from memory where the same was asked before and `remembered` is given. */
export async function serveGit(
  request: IncomingMessage,
  response: ServerResponse,
  where: Where,
  remembered: RememberedRefs | null = null,
): Promise<void> {
  if (remembered === null || request.method !== 'GET') return runBackend(request, response, where);
  const key = [where.folder, where.rest, where.query, request.headers['git-protocol']].join(' ');
  const known = remembered.get(key);
  if (known !== undefined) {
    response.writeHead(200, known.headers).end(known.body);
    return;
  }
  const chunks: Buffer[] = [];
  const write = response.write.bind(response);
  response.write = (chunk: Buffer) => {
    chunks.push(Buffer.from(chunk));
    return write(chunk);
  };
  await runBackend(request, response, where);
  const headers = response.getHeaders() as Record<string, string>;
  if (response.statusCode === 200) remembered.set(key, { headers, body: Buffer.concat(chunks) });
}

/** `git http-backend`, as a web server would (git-http-backend(1)). */
function runBackend(request: IncomingMessage, response: ServerResponse, where: Where): Promise<void> {
  const env = testEnvironment({
    GIT_PROJECT_ROOT: where.folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: where.rest,
    QUERY_STRING: where.query,
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    REMOTE_ADDR: '127.0.0.1',
  });
  const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  response.on('close', () => child.kill());
  return new Promise((resolve) => {
    let head: Buffer | null = Buffer.alloc(0);
    child.stdout.on('data', (chunk: Buffer) => {
      if (head === null) {
        if (!response.write(chunk)) {
          child.stdout.pause();
          response.once('drain', () => child.stdout.resume());
        }
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      writeHead(response, head.subarray(0, end).toString('latin1'));
      response.write(head.subarray(end + 4));
      head = null;
    });
    child.stdout.on('end', () => {
      if (head !== null) response.statusCode = 500;
      response.end();
    });
    child.on('close', () => resolve());
  });
}

function writeHead(response: ServerResponse, text: string): void {
  for (const line of text.split('\r\n')) {
    const [name = '', value = ''] = line.split(/:\s*/, 2);
    if (name.toLowerCase() === 'status') response.statusCode = Number(value.slice(0, 3));
    else response.setHeader(name, value);
  }
}
