import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { onTestFinished } from 'vitest';

/** Another server on loopback, which must not hear of the token. */
export interface Elsewhere {
  url: string;
  requests: { line: string; authorization: string | undefined }[];
}

export async function startElsewhere(): Promise<Elsewhere> {
  const requests: Elsewhere['requests'] = [];
  const server = createServer((request, response) => {
    requests.push(noteOf(request));
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  return { url: await listening(server), requests };
}

/** A proxy on loopback for plain requests and for tunnels. */
export async function startProxy(): Promise<Elsewhere> {
  const requests: Elsewhere['requests'] = [];
  const server = createServer((request, response) => {
    requests.push(noteOf(request));
    response.writeHead(501).end();
  });
  server.on('connect', (request, socket, head) => {
    requests.push(noteOf(request));
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    for (const end of [socket, target]) end.on('error', () => socket.destroy());
  });
  return { url: await listening(server), requests };
}

function noteOf({ method, url, headers }: IncomingMessage): Elsewhere['requests'][number] {
  return { line: `${method} ${url}`, authorization: headers.authorization };
}

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
