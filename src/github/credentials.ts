import { readFileSync } from 'node:fs';
import { KeysweepError } from '../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What to show GitHub. */
export type Credentials =
  | { kind: 'none' }
  | { kind: 'token'; token: string }
  | { kind: 'app'; appId: string; privateKey: string };

/**
 * Reads credentials from the environment: a GitHub App's (`KEYSWEEP_APP_ID` with `KEYSWEEP_APP_PRIVATE_KEY` or
 * `KEYSWEEP_APP_PRIVATE_KEY_FILE`), else `GITHUB_TOKEN`, else `GH_TOKEN`, else none. Throws `KeysweepError`, which
 * repeats nothing of them, where one cannot be used.
 */
export function readCredentials(env: Environment): Credentials {
  const appId = env.KEYSWEEP_APP_ID?.trim();
  if (appId) return readApp(appId, env);
  for (const name of ['GITHUB_TOKEN', 'GH_TOKEN']) {
    const token = env[name]?.trim();
    if (token) return { kind: 'token', token: checked(token, name) };
  }
  return { kind: 'none' };
}

function checked(token: string, name: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new KeysweepError('USAGE', `${name} holds something that no token can be`, {
    hint: 'It must be one word of plain letters, digits and signs.',
  });
}

function readApp(appId: string, env: Environment): Credentials {
  if (!/^[\w.-]{1,100}$/.test(appId)) {
    throw new KeysweepError('USAGE', 'KEYSWEEP_APP_ID is no app id', {
      hint: "It is the number, or the client id, on the app's settings page.",
    });
  }
  const text = env.KEYSWEEP_APP_PRIVATE_KEY?.replaceAll('\\n', '\n') || readKeyFile(env);
  if (/-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+-----END/.test(text)) {
    return { kind: 'app', appId, privateKey: `${text.trim()}\n` };
  }
  throw new KeysweepError('USAGE', 'the private key of the GitHub App is missing or is no PEM text', {
    hint: 'Set KEYSWEEP_APP_PRIVATE_KEY, or KEYSWEEP_APP_PRIVATE_KEY_FILE to the .pem file of the app.',
  });
}

function readKeyFile(env: Environment): string {
  const file = env.KEYSWEEP_APP_PRIVATE_KEY_FILE;
  if (!file) return '';
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new KeysweepError('USAGE', 'KEYSWEEP_APP_PRIVATE_KEY_FILE cannot be read', {
      hint: 'Check the path and who may read it.',
      cause,
    });
  }
}
