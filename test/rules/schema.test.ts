import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/rules/problem.ts';
import { parseRule } from '../../src/rules/schema.ts';
import { SOUND, withLine } from './documents.ts';
import { known, ruleTexts } from './known.ts';

function reasons(text: string, file = 'acme.yaml'): string[] {
  return parseRule({ file, text, known }).problems.map(formatProblem);
}

describe('a sound rule', () => {
  it('gets every default', () => {
    const { issuer, problems } = parseRule({ file: 'rules/acme.yaml', text: SOUND, known });
    expect(problems).toEqual([]);
    expect(issuer).toMatchObject({
      status: 'active',
      ccxt: [],
      commonWords: [],
      imports: [],
      calls: [{ callee: 'AcmeClient', args: ['apiKey', null, 'secret'], common: false }],
      pairChecks: [],
      test: { hosts: [], words: [] },
      remediation: { url: null, steps: ['Delete it'], api: null, aftermath: [], support: null, sources: [] },
      validation: null,
      ipAllowList: null,
      expiry: null,
    });
    expect(issuer?.credentials[0]).toMatchObject({
      checks: [],
      entropy: null,
      names: [],
      severity: null,
      sources: [],
    });
    expect(issuer?.examples.positive[0]?.separate).toBe(false);
  });

  it('keeps the order of the format, whatever the order in the file', () => {
    const turned = `name: Acme\n${SOUND.replace('name: Acme\n', '')}`;
    const keys = Object.keys(parseRule({ file: 'acme.yaml', text: turned, known }).issuer ?? {});
    expect(keys.slice(0, 4)).toEqual(['id', 'name', 'category', 'status']);
  });
});

describe('a broken rule', () => {
  const CASES: [line: number, text: string, problem: string][] = [
    [1, 'id: Acme!', '1:5: id: must be kebab case: a-z, 0-9 and single dashes'],
    [1, 'id: other', "1:5: id: must be the file's name, acme"],
    [2, 'name: 12', '2:7: name: expected text, found a number (put it in quotes if it is text)'],
    [2, 'name: ""', '2:7: name: must not be empty'],
    [2, 'nam: Acme', '1:1: name: is missing'],
    [4, 'wordz: [acme]', '4:1: wordz: unknown key; known are id, name,'],
    [4, 'word: [acme]', '4:1: word: unknown key; did you mean words?'],
    [4, 'words: [acme, Acme]', '4:15: words[1]: must be lower case'],
    [4, 'words: acme', '4:8: words: expected a list, found text'],
    [4, '__proto__: [acme]', '4:1: __proto__: unknown key'],
    [5, 'hosts: [https://acme.test/x]', '5:9: hosts[0]: must be a host name in lower case'],
    [5, "hosts: ['*.acme.test']", '5:9: hosts[0]: must be a host name in lower case'],
    [6, 'headers: { X ACME: apiKey }', '6:12: headers.X ACME: must not hold white space'],
    [6, 'headers: { X-ACME-KEY: key }', '6:24: headers.X-ACME-KEY: expected one of privateKey, secret,'],
    [
      7,
      'names: { ACME_UID: uid }',
      '7:20: names.ACME_UID: no credential kind of this issuer has the role uid',
    ],
    [7, 'names: [ACME_UID]', '7:8: names: expected a mapping, found a list'],
    [8, 'calls: [{ callee: "new Acme", args: [apiKey] }]', '8:19: calls[0].callee: must be a name'],
    [8, 'calls: [{ callee: Acme, args: [uid] }]', '8:32: calls[0].args[0]: no credential kind'],
    [
      8,
      'calls: [{ callee: Acme, args: [apiKey], common: 1 }]',
      '8:49: calls[0].common: expected true or false',
    ],
    [
      10,
      '  - id: api-secret',
      '17:9: credentials[1].id: another kind of this issuer is already called api-secret',
    ],
    [11, '    role: apikey', '11:11: credentials[0].role: expected one of'],
    [14, "    pattern: ''", '14:14: credentials[0].pattern: must not be empty'],
    [14, "    pattern: '[0-9a-f]*'", '14:14: credentials[0].pattern: matches the empty string'],
    [
      14,
      "    pattern: '[0-9a-f'",
      '14:14: credentials[0].pattern: does not compile: Unterminated character class',
    ],
    [14, "    pattern: '^[0-9a-f]{32}$'", '14:14: credentials[0].pattern: leave out ^ and $'],
    [
      14,
      "    pattern: '(?:[a-f]+)+x'",
      '14:14: credentials[0].pattern: not linear in time: nested quantifiers',
    ],
    [14, "    pattern: '(.)\\1'", '14:14: credentials[0].pattern: back references are not allowed'],
    [
      15,
      '    evidence: strong',
      '15:15: credentials[0].evidence: expected one of pattern, issuer, name; found "strong"',
    ],
    [
      15,
      '    evidence: issuer\n    checks: [nonsense:4]',
      '16:14: credentials[0].checks[0]: no check is called nonsense',
    ],
    [
      16,
      '    confidence: sure',
      '16:17: credentials[0].confidence: expected one of documented, observed, inferred',
    ],
    [20, '    severity: high', '17:5: credentials[1].format: is missing'],
    [23, '    entropy: 9', '23:14: credentials[1].entropy: must lie between 0 and 8'],
    [
      25,
      'bundles: [[apiKey, token]]',
      '25:20: bundles[0][1]: no credential kind of this issuer has the role token',
    ],
    [25, 'bundles: [[]]', '25:11: bundles[0]: needs at least 1 of these'],
    [25, 'bundles: [[secret, secret]]', '25:20: bundles[0][1]: secret is in this bundle twice'],
    [
      25,
      'pairChecks: [{ check: nonsense, of: [apiKey, secret] }]',
      '25:23: pairChecks[0].check: no check is called nonsense',
    ],
    [25, 'bundles: [[apiKey, secret], [secret, apiKey]]', '25:29: bundles[1]: the same bundle stands above'],
    [26, 'allow: [{ sha256: abc, what: x, source: y }]', '26:19: allow[0].sha256: must be a SHA-256 digest'],
    [
      26,
      'allow: [{ sha256: 0, what: x, source: y }]',
      '26:19: allow[0].sha256: expected text, found a number',
    ],
    [27, 'remediation: { url: acme.test, steps: [] }', '27:21: remediation.url: must be an http(s) address'],
    [
      29,
      "  positive: [{ path: a, text: 'A=1' }]",
      '29:31: examples.positive[0].text: a positive example needs a',
    ],
    [
      29,
      "  positive: [{ path: a, text: '{{token}}' }]",
      "29:31: examples.positive[0].text: {{token}} is neither a kind's",
    ],
    [30, "  negative: [{ path: a, text: 'x' }]", '30:14: examples.negative[0].why: is missing'],
  ];

  it.each(CASES)('line %i as %s', (line, text, problem) => {
    const found = reasons(withLine(line, text));
    expect(found.find((each) => each.startsWith(`acme.yaml:${problem}`)) ?? found).toEqual(
      expect.stringContaining(problem),
    );
  });

  it.each([
    ['', 'acme.yaml:1:1: expected a mapping, found nothing'],
    ['- a\n', 'acme.yaml:1:1: expected a mapping, found a list'],
    ['id: acme\nname: [a\n', 'acme.yaml:3:1: not valid YAML: '],
    ['id: acme\nid: acme\n', 'acme.yaml:2:1: not valid YAML: Map keys must be unique'],
    ['id: acme\n\tname: a\n', 'acme.yaml:2:1: not valid YAML: '],
    ['id: &a acme\nname: *a\n', 'acme.yaml:2:7: anchors and aliases are not allowed in rules'],
    ['id: !x acme\n', 'acme.yaml:1:5: not valid YAML: Unresolved tag'],
    ['id: acme\n---\nid: b\n', 'acme.yaml:2:1: not valid YAML: '],
  ])('document %j', (text, problem) => {
    expect(reasons(text)[0]).toContain(problem);
  });

  it('shows all its problems at once, in the order of the text', () => {
    const text = withLine(2, 'name: 1').replace('[0-9a-f]{32}', '[').replace('entropy: 4', 'entropy: x');
    expect(reasons(text).map((each) => each.split(' ')[1])).toEqual([
      'name:',
      'credentials[0].pattern:',
      'credentials[1].entropy:',
    ]);
  });

  it('refuses one value once', () => {
    expect(reasons(withLine(25, 'bundles: [[apiKey, nonsense]]'))).toHaveLength(1);
  });
});

describe('the project', () => {
  it('has no rule that the schema refuses', () => {
    const texts = ruleTexts();
    expect(texts.length).toBeGreaterThan(150);
    expect(texts.flatMap(({ file, text }) => reasons(text, file))).toEqual([]);
  });
});
