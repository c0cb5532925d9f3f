import type { Engine } from '../engine/engine.ts';
import { once } from '../engine/once.ts';
import { kindOfError } from '../errors.ts';
import { concealProvenance } from '../findings/conceal.ts';
import { applyInlineAllows, findInlineAllows } from '../findings/inline-allow.ts';
import type { Credential, Region } from '../findings/model.ts';
import { concealing, withoutQuotes } from '../findings/redact.ts';
import { applyRemarks } from '../findings/remarks.ts';
import { type SealedFinding, sealCredential, secretsOf } from '../findings/seal.ts';
import { oneOf } from '../findings/secret.ts';
import type { Blob, BlobWindow } from '../sources/source.ts';

export interface BlobResult {
  sealed: SealedFinding[];
  /** Lines of inline allows, with whether each covers a finding. */
  allows: { line: number; isUsed: boolean }[];
  /** What cut the scan of this blob short, in words; null when nothing did. */
  limited: string | null;
}

/**
 * Scans one blob and seals what is found, so that no value outlives this call. A defect of the engine on this
 * blob is a limit, not the end of the scan; its message is left out because it could quote the blob.
 */
export function scanBlob(engine: Engine, blob: Blob): BlobResult {
  const { credentials, limited } = scanSafely(engine, blob);
  const whole = blob.window === undefined ? credentials : credentials.filter(isWholeIn(blob));
  const secrets = secretsOf(credentials);
  const conceal = concealing(secrets);
  const provenance = concealProvenance(blob.provenance, conceal);
  const sealed = whole.map((credential) => sealCredential(credential, provenance));
  const allows = findInlineAllows(blob.bytes).map(({ reason, ...allow }) => {
    return { ...allow, reason: reason && withoutQuotes(reason, secrets) };
  });
  const unused = new Set(applyInlineAllows(sealed, allows).map(({ line }) => line));
  applyRemarks(sealed, blob.bytes);
  const result = {
    sealed,
    allows: allows.map(({ line }) => ({ line, isUsed: !unused.has(line) })),
    limited,
  };
  return blob.window === undefined ? result : moveToWindow(result, blob.window);
}

function scanSafely(engine: Engine, { bytes, provenance, within, before = [], suspects }: Blob) {
  try {
    const { path } = provenance;
    const narrowed = { ...(within && { within }), ...(suspects && { suspects }) };
    const { credentials, others, limited } = engine.scan({ bytes, path, ...narrowed });
    const isNew = newlyHeld({ engine, path, before });
    return { credentials: [...credentials, ...others.filter(isNew)], limited };
  } catch (error) {
    return { credentials: [], limited: `the scanner failed on it (${kindOfError(error)})` };
  }
}

/** Tells of a credential whether what the file was before one of the changes does not hold all its values. */
function newlyHeld(file: { engine: Engine; path: string } & Required<Pick<Blob, 'before'>>) {
  const { engine, path, before } = file;
  const known = once(() =>
    before.map((versions) => {
      const credentials = versions.flatMap((bytes) => engine.scan({ bytes, path }).credentials);
      return oneOf(credentials.flatMap(({ parts }) => parts.map(({ value }) => value)));
    }),
  );
  return ({ parts }: Credential): boolean =>
    known().some((isKnown) => !parts.every(({ value }) => isKnown(value)));
}

/** A value at the border of a window may be cut off there; it stands whole in the neighbouring window. */
function isWholeIn({ bytes, window }: Blob): (credential: Credential) => boolean {
  const isCut = ({ start, end }: { start: number; end: number }) =>
    (start === 0 && window !== undefined && window.offset > 0) || (end === bytes.length && !window?.last);
  return ({ parts }) => !parts.some((part) => isCut(part.span));
}

function moveToWindow({ sealed, allows, limited }: BlobResult, window: BlobWindow): BlobResult {
  for (const part of sealed.flatMap((finding) => finding.parts)) {
    part.region = moveRegion(part.region, window);
  }
  const moved = allows.map(({ line, isUsed }) => ({ line: line + window.line - 1, isUsed }));
  return { sealed, allows: moved, limited };
}

function moveRegion(region: Region, { line, column }: BlobWindow): Region {
  const moveColumn = (at: number, value: number) => (at === 1 ? value + column - 1 : value);
  return {
    startLine: region.startLine + line - 1,
    startColumn: moveColumn(region.startLine, region.startColumn),
    endLine: region.endLine + line - 1,
    endColumn: moveColumn(region.endLine, region.endColumn),
  };
}
