import type { Token } from './token.ts';

/** Longer than any keystore file, which holds one key. */
const REACH = 4000;

/**
 * Encrypted keys of Ethereum wallets: the JSON object around `"crypto": {"ciphertext": ...}`, also with escaped quotes
 * (https://ethereum.org/en/developers/docs/data-structures-and-encoding/web3-secret-storage/, 2026-11). The value is
 * the object without its blanks.
 */
export function findKeystores(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = text.indexOf('ciphertext'); at >= 0; at = text.indexOf('ciphertext', at + 1)) {
    const token = storeAround(text, at);
    if (token !== null && token.start >= (tokens.at(-1)?.end ?? 0)) tokens.push(token);
  }
  return tokens;
}

function storeAround(text: string, at: number): Token | null {
  const inner = openBefore(text, at);
  if (inner < 0 || !/crypto\\*"\s*:\s*$/i.test(text.slice(Math.max(0, inner - 40), inner))) return null;
  const start = openBefore(text, inner);
  const end = start < 0 ? -1 : closeAfter(text, at);
  if (end < 0) return null;
  const value = compact(
    text.slice(start, end).replace(/\\+(?:["/]|[nrt](?=[\s\\"{}]))/g, (mark) => mark.replace(/[\\nrt]/g, '')),
  );
  if (value === null || isForTests(value)) return null;
  return { value, start, end, bindAt: start, whole: true, before: '' };
}

/** The bracket that is open at `at`. */
function openBefore(text: string, at: number): number {
  let depth = 0;
  for (let back = at - 1; back >= Math.max(0, at - REACH); back--) {
    if (text[back] === '}') depth++;
    else if (text[back] === '{' && depth-- === 0) return back;
  }
  return -1;
}

/** Behind the bracket that closes the object around the one that is open at `at`. */
function closeAfter(text: string, at: number): number {
  let depth = 2;
  for (let next = at; next < Math.min(text.length, at + REACH); next++) {
    if (text[next] === '{') depth++;
    else if (text[next] === '}' && --depth === 0) return next + 1;
  }
  return -1;
}

function compact(json: string): string | null {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return null;
  }
}

/** Key derivation that takes no time: nobody keeps a key so. */
function isForTests(store: string): boolean {
  const cost = /"(?:n|c)":(\d{1,12})\b/.exec(store);
  return cost === null || Number(cost[1]) < 4096;
}
