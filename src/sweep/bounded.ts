import type { ScanAnswer } from './scan-message.ts';

/** Beyond these a report helps nobody, and one repository must not fill the state. */
const MOST_FINDINGS = 10_000;

type Found = Omit<ScanAnswer, 'left'>;

/** What a sweep keeps of one repository; what it leaves away makes the coverage incomplete. */
export function bounded({ sealed, coverage, isAddition }: Found): Found {
  if (sealed.length <= MOST_FINDINGS) return { sealed, coverage, isAddition };
  const detail = 'more findings than a sweep keeps of one repository';
  const example = { path: sealed[MOST_FINDINGS]!.provenance.path, reason: 'limit-reached', detail } as const;
  const entry = { reason: example.reason, count: sealed.length - MOST_FINDINGS, examples: [example] };
  return {
    sealed: sealed.slice(0, MOST_FINDINGS),
    coverage: { ...coverage, skipped: [...coverage.skipped, entry], incomplete: true },
    isAddition,
  };
}
