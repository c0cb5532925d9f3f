import type { Confidence, Credential, Environment, Evidence } from '../findings/model.ts';
import { PART_ROLES } from '../findings/model.ts';
import { Secret } from '../findings/secret.ts';
import type { Unit } from './pair.ts';
import type { Ruleset } from './ruleset.ts';
import type { View } from './view.ts';

/** What is found at last: the parts that belong together, in the order of their danger, and how sure it is. */

/** Where a unit was found, and by which rules. */
export interface Origin {
  view: View;
  text: string;
  ruleset: Ruleset;
}

/** Parts that were paired as a credential with places in the blob as it was read. */
export function toCredential(unit: Unit, { view, text, ruleset }: Origin): Credential {
  const parts = [...unit.parts].sort(
    (a, b) => PART_ROLES.indexOf(a.role) - PART_ROLES.indexOf(b.role) || a.start - b.start,
  );
  return {
    issuer: ruleset.rules[unit.issuer]!.id,
    environment: environmentOf(unit, text, ruleset),
    confidence: confidenceOf(unit),
    parts: parts.map((part) => ({
      role: part.role,
      kind: part.kind.kind.id,
      label: part.kind.kind.label,
      value: new Secret(part.value),
      span: view.original(part.start, part.end),
      region: view.region(part.start, part.end),
    })),
    evidence: evidenceOf(unit),
  };
}

function confidenceOf(unit: Unit): Confidence {
  if (unit.proof) return 'certain';
  const best = Math.max(...unit.parts.map((part) => part.points));
  const weight = Math.max(...unit.parts.map((part) => part.attribution?.weight ?? 0));
  if (best >= 10) return 'likely';
  return weight >= 1.5 && (unit.parts.length >= 2 || best >= 5.5) ? 'likely' : 'possible';
}

function evidenceOf(unit: Unit): Evidence[] {
  const seen = new Map<string, Evidence>();
  if (unit.parts.length >= 2) seen.set('pair', { kind: 'pair', text: 'its parts stand together' });
  for (const part of unit.parts)
    for (const evidence of part.evidence) seen.set(`${evidence.kind} ${evidence.text}`, evidence);
  return [...seen.values()];
}

const TEST_WORDS =
  /(?<![a-z])(?:testnet|test_net|sandbox|demo|paper(?:[_ -]?trading)?|simulat(?:ed|or))(?![a-z]*(?:ntration|nstrat))/i;

/** Test systems by the names around the value, by a switch in the same object, or by a test host in the file. */
function environmentOf(unit: Unit, text: string, ruleset: Ruleset): Environment {
  const rule = ruleset.rules[unit.issuer]!;
  if (rule.status === 'closed') return 'closed';
  const names = unit.parts.flatMap((part) =>
    [...part.binding.first(4), ...part.binding.blocks()]
      .slice(0, 4)
      .map((label) => label.phrase.slice(0, 120)),
  );
  const words = rule.test.words;
  if (
    names.some(
      (name) =>
        TEST_WORDS.test(name) || words.some((word) => name.toLowerCase().includes(word.toLowerCase())),
    )
  )
    return 'test';
  const at = unit.parts[0]!.start;
  const near = text.slice(Math.max(0, at - 500), at + 700);
  if (
    /\b(?:is_?)?(?:testnet|sandbox|demo|paper|test_?mode)\w*["']?\s*[:=]+>?\s*["']?(?:true|1|yes|on)\b/i.test(
      near,
    )
  )
    return 'test';
  return rule.test.hosts.some((host) => near.includes(host)) ? 'test' : 'live';
}
