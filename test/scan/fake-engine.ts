import type { Engine } from '../../src/engine/engine.ts';
import type { Credential, Region } from '../../src/findings/model.ts';
import { Secret } from '../../src/findings/secret.ts';

/** Finds `KEY=...` and `SECRET=...`, one credential for each, and fails where the text says BOOM. */
export function fakeEngine(): Engine {
  return {
    scan: ({ bytes }) => {
      const text = Buffer.from(bytes).toString('latin1');
      if (text.includes('BOOM')) throw new TypeError(`cannot read ${text}`);
      const limited = text.includes('LIMIT') ? 'more than 5 values in one file' : null;
      return {
        credentials: [...text.matchAll(/(KEY|SECRET)=(\w+)/g)].map(toCredential),
        others: [],
        limited,
      };
    },
  };
}

function toCredential(match: RegExpExecArray): Credential {
  const start = match.index + (match[1]?.length ?? 0) + 1;
  const value = match[2] ?? '';
  const role = match[1] === 'KEY' ? 'apiKey' : 'secret';
  const span = { start, end: start + value.length };
  return {
    issuer: 'acme',
    environment: 'live',
    confidence: 'likely',
    parts: [{ role, kind: role, label: role, value: new Secret(value), span, region: regionOf(match, span) }],
    evidence: [{ kind: 'name', text: 'bound to a name' }],
  };
}

function regionOf({ input }: RegExpExecArray, { start, end }: { start: number; end: number }): Region {
  const before = input.slice(0, start).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const line = before.length;
  return { startLine: line, startColumn: column, endLine: line, endColumn: column + end - start };
}
