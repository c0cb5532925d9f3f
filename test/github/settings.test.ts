import { describe, expect, it } from 'vitest';
import { readCredentials } from '../../src/github/credentials.ts';
import { readEndpoints } from '../../src/github/endpoints.ts';

const PEM = ['-----BEGIN RSA PRIVATE', ' KEY-----\nMIIE\n-----END RSA PRIVATE', ' KEY-----'].join('');

describe('the endpoints', () => {
  const ghes = {
    GITHUB_API_URL: 'https://git.acme.test/api/v3/',
    GITHUB_SERVER_URL: 'https://git.acme.test/',
  };

  it.each([
    [{}, undefined, 'https://api.github.com', 'https://github.com'],
    [ghes, undefined, 'https://git.acme.test/api/v3', 'https://git.acme.test'],
    [
      { GITHUB_API_URL: 'https://git.acme.test/api/v3' },
      undefined,
      'https://git.acme.test/api/v3',
      'https://git.acme.test',
    ],
    [{}, 'https://api.acme.ghe.com/', 'https://api.acme.ghe.com', 'https://acme.ghe.com'],
    [ghes, 'https://other.test:8443/api/v3', 'https://other.test:8443/api/v3', 'https://other.test:8443'],
    [{}, 'http://inside.test/api/v3', 'http://inside.test/api/v3', 'http://inside.test'],
    [
      { GITHUB_API_URL: 'http://127.0.0.1:8080/api/v3' },
      undefined,
      'http://127.0.0.1:8080/api/v3',
      'http://127.0.0.1:8080',
    ],
  ])('of %j with --api-url %s are %s and %s', (env, apiUrl, api, server) => {
    const found = readEndpoints(env, apiUrl === undefined ? {} : { apiUrl });
    expect(found).toEqual({ apiUrl: api, serverUrl: server, allowHttp: server.startsWith('http:') });
  });

  it.each([
    [{ GITHUB_API_URL: 'http://git.acme.test/api/v3' }, undefined, 'is not encrypted'],
    [{ GITHUB_SERVER_URL: 'http://git.acme.test' }, undefined, 'is not encrypted'],
    [{}, 'ssh://git.acme.test', '--api-url is not the address'],
    [{}, 'https://user:pass@git.acme.test/api/v3', '--api-url is not the address'],
    [{}, 'git.acme.test', '--api-url is not the address'],
  ])('are refused: %j, %s', (env, apiUrl, message) => {
    const read = () => readEndpoints(env, apiUrl === undefined ? {} : { apiUrl });
    expect(read).toThrow(message);
    expect(read).not.toThrow('pass@');
  });
});

describe('the credentials', () => {
  it.each([
    [{}, { kind: 'none' }],
    [{ GITHUB_TOKEN: '' }, { kind: 'none' }],
    [
      { GITHUB_TOKEN: 'one\n', GH_TOKEN: 'two' },
      { kind: 'token', token: 'one' },
    ],
    [{ GH_TOKEN: 'two' }, { kind: 'token', token: 'two' }],
    [
      { KEYSWEEP_APP_ID: '7', KEYSWEEP_APP_PRIVATE_KEY: PEM.replaceAll('\n', '\\n'), GITHUB_TOKEN: 'one' },
      { kind: 'app', appId: '7', privateKey: `${PEM}\n` },
    ],
  ])('are read from the environment', (env, expected) => {
    expect(readCredentials(env)).toEqual(expected);
  });

  it.each([
    [{ GITHUB_TOKEN: 'tok\r\nx-evil: 1' }, 'GITHUB_TOKEN holds something that no token can be'],
    [{ KEYSWEEP_APP_ID: '7' }, 'the private key of the GitHub App is missing'],
    [
      { KEYSWEEP_APP_ID: '7', KEYSWEEP_APP_PRIVATE_KEY: 'secret text' },
      'the private key of the GitHub App is missing',
    ],
    [{ KEYSWEEP_APP_ID: '7', KEYSWEEP_APP_PRIVATE_KEY_FILE: '/nonexistent' }, 'cannot be read'],
    [{ KEYSWEEP_APP_ID: 'a b' }, 'KEYSWEEP_APP_ID is no app id'],
  ])('are refused without a word of them: %j', (env, message) => {
    expect(() => readCredentials(env)).toThrow(message);
    expect(() => readCredentials(env)).not.toThrow(/secret text|x-evil/);
  });
});
