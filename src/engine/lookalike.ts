import type { Token } from './token.ts';

/** Places in which a random value is something else: digests, encrypted text, images, addresses in URLs. */
export function isLookalike(text: string, token: Token): boolean {
  const before = text.slice(Math.max(0, token.start - 120), token.start);
  return (
    /(?:sha\d{1,3}|md5|blake\w*|h1|crc32|murmur)[-:=_ ]+["']?$/i.test(before) ||
    /;base64,\s*$|\bENC\[[^\]]*$|\$ANSIBLE_VAULT[^$]*$|url\(\s*["']?$|(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+)\s+$|\bv1\.\w+\.$/i.test(
      before,
    ) ||
    /-----BEGIN (?!.*PRIVATE KEY)[A-Z0-9 ]+-----[^-]*$/.test(
      text.slice(Math.max(0, token.start - 3000), token.start),
    ) ||
    /[?&](?:signature|sign|sig|hash|nonce|etag|v|ver|version|cb|cache|utm_\w+|ref|rev)=$/i.test(before) ||
    (/^(?:0x)?[0-9a-fA-F]{40}$/.test(token.value) &&
      /\b(?:commit|tree|parent|object|index|merge|sha|ref|refs\/\S+|uses:\s*\S+)[:@ ]\s*$/i.test(before))
  );
}

const MADE_UP =
  /noqa: ?mock|\b(?:dummy|fake|mock(?:ed)?|placeholder|made[- ]up|not (?:a )?real|bogus|randomly? generated|publicly known|well[- ]known)\b/i;

/** A remark on the same line says that the value is made up. */
export function isMadeUpBeside(text: string, end: number): boolean {
  const lineEnd = text.indexOf('\n', end);
  const after = text.slice(end, Math.min(lineEnd < 0 ? text.length : lineEnd, end + 160));
  const remark = /(?:#|\/\/|\/\*|<!--|--|;|%)(.*)$/.exec(after);
  return remark !== null && MADE_UP.test(remark[1]!);
}
