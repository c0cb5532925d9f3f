import type { Surroundings } from './attribution.ts';
import { bindingOf } from './binding.ts';
import { calledText, type Match } from './build-match.ts';
import { isPlaceholder } from './companion-words.ts';
import { isCode, isSettings } from './files.ts';
import { isFiller } from './randomness.ts';
import type { Kind } from './ruleset.ts';

/**
 * Credentials that only a name can tell: passwords of bots, passphrases of alerts. Looked for by the names that their
 * rules list, in any spelling, in files that hold settings; the names of an issuer that every program uses (`PASSWORD`)
 * count only where that issuer is named, and in code only names that say the issuer, with a string behind them.
 */

const MAX_SIZE = 128 * 1024;

/** Whether such a name with a value stands in this file, as far as a glance tells. */
export function mayHoldNamed(path: string, view: { bytes: Uint8Array; text(): string }): boolean {
  return view.bytes.length <= MAX_SIZE && isSettings(path) && GLANCE.test(view.text());
}

const GLANCE =
  /(?:pass(?:word|phrase|wd)?|secret|token|key|pwd|memo)\d?["'\]]?\s{0,2}(?:=>|[=:]|>(?:<!\[CDATA\[)?|[\w:]{0,16}(?:value|content)=)\s{0,2}\\*["']?[^\s"'<>{}()[\],;$%*]{4}/i;

/** Whether the text of a file of code could hold one. */
export function mayHoldNamedInCode(path: string, text: string): boolean {
  return text.length <= MAX_SIZE && isCode(path) && GLANCE_AT_CODE.test(text);
}

const GLANCE_AT_CODE =
  /(?:pass(?:word|phrase|wd)?|secret|token|key|pwd)["'`\])]?[^"'`\n]{1,40}["'`][^"'`\s]{4}/i;

/** Values bound to the listed names, where no other match stands. */
export function findNamed(around: Surroundings, known: readonly Match[]): Match[] {
  const found: Match[] = [];
  const inCode = isCode(around.path);
  for (const { kind, name, own } of namesIn(around)) {
    if (inCode && !own) continue;
    for (const spelling of own || isUnusual(name) ? spellings(name) : [name]) {
      for (const at of positionsOf(around.text, spelling)) {
        const value = valueAfter(around.text, at + spelling.length);
        if (value === null || isPlaceholder(value.text) || kind.test(value.text) === 'fail') continue;
        if (inCode && !/["'`]/.test(around.text[value.start - 1] ?? '')) continue;
        if (!own && /^[A-Za-z_.]+$/.test(value.text)) continue;
        if (inCode && (!/\d/.test(value.text) || isFiller(value.text))) continue;
        if ([...known, ...found].some((other) => value.start < other.end && other.start < value.end))
          continue;
        found.push(asMatch(around, kind, value, own));
      }
    }
  }
  return found;
}

/** A name of several words says so in any spelling; `password` says nothing. */
function isUnusual(name: string): boolean {
  return /_/.test(name) || name.length > LONGEST_WORD;
}

/** `PASSPHRASE` */
const LONGEST_WORD = 10;

/** `TV_WEBHOOK_SECRET`, `tv_webhook_secret`, `tv-webhook-secret`, `tvWebhookSecret`, `TvWebhookSecret`. */
function spellings(name: string): string[] {
  const words = name.toLowerCase().split(/_+/);
  const capitals = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const camel = [words[0], ...capitals.slice(1)].join('');
  return [...new Set([name, words.join('_'), words.join('-'), camel, capitals.join('')])];
}

/** The names to look for: every telling one that the file mentions, and the common ones of issuers it names. */
function namesIn(around: Surroundings): { kind: Kind; name: string; own: boolean }[] {
  const present = new Set<number>();
  for (const mention of [...around.mentions(), ...around.pathMentions()]) {
    if (mention.kind !== 'common') for (const issuer of mention.issuers) present.add(issuer);
  }
  return [...present].flatMap((issuer) =>
    around.ruleset
      .kindsOf(issuer)
      .filter((kind) => kind.kind.evidence === 'name' && kind.role !== 'uid' && kind.role !== 'walletAddress')
      .flatMap((kind) => {
        const own = Object.entries(kind.rule.names).filter(([, role]) => role === kind.role);
        return [
          ...own.map(([name]) => ({ kind, name, own: true })),
          ...kind.kind.names.map((name) => ({ kind, name, own: false })),
        ];
      }),
  );
}

function positionsOf(text: string, name: string): number[] {
  const positions: number[] = [];
  for (let at = text.indexOf(name); at >= 0 && positions.length < 50; at = text.indexOf(name, at + 1)) {
    const isWord = !/[\w-]/.test(text[at - 1] ?? ' ') && !/[\w-]/.test(text[at + name.length] ?? ' ');
    if (isWord) positions.push(at);
  }
  return positions;
}

/** The value behind a name: assigned, after a colon, as the next argument or as what stands in for it. */
export function valueAfter(text: string, at: number): { text: string; start: number; end: number } | null {
  const after = text.slice(at, at + 360);
  const match = ASSIGNED.exec(after) ?? DEFAULTED.exec(after) ?? TAGGED.exec(after);
  if (match === null) return null;
  const value = match[2] ?? match[4] ?? match[3]!;
  const start = at + match[0].lastIndexOf(value);
  return { text: value, start, end: start + value.length };
}

const ASSIGNED =
  /^\\*["'`\])]{0,2}\s{0,3}(?::\s?[\w.<>?&]{1,24}\s?(?==))?(?:=>|:=|[=:])[ \t]*(?:[\w.]{1,24}\()?(?:\\*(["'`])((?:(?!\1)[^\\\n]){4,300})\\*\1|([^\s"'`,;{}[\]]{4,300}))/;

const DEFAULTED =
  /^["'`]?[)\]]?\s{0,2}(?:,\s{0,2}(?:default=)?|\|\|\s?|\?\?\s?|or\s|<-\s?)(["'`])((?:(?!\1)[^\\\n]){4,300})\1()/;

/** `<haasPassword>V</haasPassword>`, `<string name="haas_password">V<`, `name="haas_password" value="V"`. */
const TAGGED =
  /^(?:["']?\s?\/?>(?:<!\[CDATA\[)?()([^\s<>"']{4,300})(?:\]\]>)?<|["']\s{1,3}(?:[\w:]*value|content)=(["'])((?:(?!\3)[^\\\n<>]){4,300})\3)/;

function asMatch(
  around: Surroundings,
  kind: Kind,
  value: { text: string; start: number; end: number },
  own: boolean,
): Match {
  const binding = bindingOf(around.text, value.start, value.end);
  return {
    kind,
    role: kind.role,
    value: value.text,
    start: value.start,
    end: value.end,
    binding,
    label: binding.first(1)[0] ?? null,
    attribution: {
      issuer: kind.issuer,
      shared: [],
      weight: own ? 3 : 1.5,
      kind: 'name',
      text: own ? 'its own name says so' : 'the file names the issuer',
    },
    proof: false,
    points: own ? 6 : 4,
    evidence: [{ kind: 'name', text: calledText(kind) }],
  };
}
