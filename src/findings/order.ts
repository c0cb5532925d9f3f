import { type Occurrence, PART_ROLES } from './model.ts';

/** Compares by UTF-16 code units, so that the order is the same under every locale. */
export function compareText(first: string, second: string): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/**
 * Order of a finding's places: where its most dangerous part stands before places that hold less, then at
 * HEAD before the past, then by repository, path, line and column, then the oldest commit first.
 */
export function compareSites(first: { occurrence: Occurrence }, second: { occurrence: Occurrence }): number {
  const [a, b] = [first.occurrence, second.occurrence];
  return (
    dangerOf(a) - dangerOf(b) ||
    b.parts.length - a.parts.length ||
    Number(b.provenance.exposure?.atHead ?? false) - Number(a.provenance.exposure?.atHead ?? false) ||
    compareText(a.provenance.repository ?? '', b.provenance.repository ?? '') ||
    compareText(a.provenance.path, b.provenance.path) ||
    compareRegions(a, b) ||
    compareText(a.provenance.commit?.date ?? '', b.provenance.commit?.date ?? '') ||
    compareText(a.provenance.commit?.id ?? '', b.provenance.commit?.id ?? '')
  );
}

function dangerOf({ parts }: Occurrence): number {
  return parts[0] === undefined ? PART_ROLES.length : PART_ROLES.indexOf(parts[0].role);
}

function compareRegions(a: Occurrence, b: Occurrence): number {
  for (let index = 0; index < a.parts.length; index++) {
    const [left, right] = [a.parts[index]?.region, b.parts[index]?.region];
    if (left === undefined || right === undefined) break;
    const difference = left.startLine - right.startLine || left.startColumn - right.startColumn;
    if (difference !== 0) return difference;
  }
  return 0;
}
