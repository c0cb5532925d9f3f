import { describe, expect, it } from 'vitest';
import { parseBaseline } from '../../src/findings/baseline.ts';
import { mergeFindings } from '../../src/findings/merge.ts';
import type { SealedFinding } from '../../src/findings/seal.ts';
import { settleFindings, unusedEntries } from '../../src/findings/suppress.ts';
import { madeUp, sealed } from './make.ts';

const allowedAt = (finding: SealedFinding, reason: string | null = null) => ({
  ...finding,
  allowed: { reason },
});
const baselineOf = (...ids: string[]) => parseBaseline(ids.map((id) => `${id} accepted\n`).join(''), 'b');
const NONE = baselineOf();

describe('settleFindings', () => {
  const pair = { secret: madeUp(1), apiKey: madeUp(2) };

  it('silences a baseline entry wherever it stands', () => {
    const merged = mergeFindings([sealed(pair, {}, { path: 'a' }), sealed(pair, {}, { path: 'b' })]);
    const settled = settleFindings(merged, baselineOf(merged[0]!.fingerprint));
    expect(settled.map(({ suppression }) => suppression)).toEqual([{ by: 'baseline', reason: 'accepted' }]);
  });

  it('does not silence another secret at the same place', () => {
    const [old] = mergeFindings([sealed(pair)]);
    const merged = mergeFindings([sealed({ ...pair, secret: madeUp(3) })]);
    expect(settleFindings(merged, baselineOf(old!.fingerprint))[0]?.suppression).toBeNull();
  });

  it('does not silence a secret that appears beside a key accepted alone', () => {
    const [keyAlone] = mergeFindings([sealed({ apiKey: pair.apiKey })]);
    const merged = mergeFindings([sealed({ apiKey: pair.apiKey }, {}, { path: 'z' }), sealed(pair)]);
    expect(settleFindings(merged, baselineOf(keyAlone!.fingerprint))[0]?.suppression).toBeNull();
  });

  it('never silences by baseline what is named by its place', () => {
    const merged = mergeFindings([sealed({ passphrase: 'hunter2' })]);
    const baseline = baselineOf(merged[0]!.fingerprint);
    expect(settleFindings(merged, baseline)[0]?.suppression).toBeNull();
    expect(unusedEntries(merged, baseline)).toHaveLength(1);
  });

  it('silences inline only where the comment stands', () => {
    const merged = mergeFindings([
      allowedAt(sealed(pair, {}, { path: 'allowed' }), 'made up'),
      sealed(pair, {}, { path: 'open' }),
    ]);
    const settled = settleFindings(merged, NONE).map(({ finding, suppression }) => ({
      paths: finding.sites.map((site) => site.occurrence.provenance.path),
      suppression,
    }));
    expect(settled).toEqual([
      { paths: ['open'], suppression: null },
      { paths: ['allowed'], suppression: { by: 'inline', reason: 'made up' } },
    ]);
  });

  it('tells which entries silence nothing', () => {
    const merged = mergeFindings([sealed(pair)]);
    const gone = `ks1-${'0'.repeat(32)}`;
    const unused = unusedEntries(merged, baselineOf(gone, merged[0]!.fingerprint));
    expect(unused).toEqual([[gone, expect.objectContaining({ line: 1 })]]);
  });
});
