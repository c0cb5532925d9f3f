/** One DER element: its tag and its contents. */
export interface DerElement {
  tag: number;
  body: Uint8Array;
}

export const DER = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  sequence: 0x30,
  /** Constructed, context specific: `[0]` and `[1]`. */
  context0: 0xa0,
  context1: 0xa1,
  /** Primitive, context specific: an implicitly tagged `[1]`. */
  implicit1: 0x81,
} as const;

/**
 * The elements that fill the bytes exactly, or null when they are no DER: definite lengths in their shortest
 * form and single-byte tags only (ITU-T X.690, sections 8.1 and 10.1).
 */
export function readElements(bytes: Uint8Array): DerElement[] | null {
  const elements: DerElement[] = [];
  let at = 0;
  while (at < bytes.length) {
    const header = readHeader(bytes, at);
    if (header === null) return null;
    const end = header.start + header.length;
    if (end > bytes.length) return null;
    elements.push({ tag: header.tag, body: bytes.subarray(header.start, end) });
    at = end;
  }
  return elements;
}

/** The elements of the one SEQUENCE that fills the bytes, or null. */
export function readSequence(bytes: Uint8Array): DerElement[] | null {
  const outer = readElements(bytes);
  const [only] = outer ?? [];
  return outer?.length === 1 && only?.tag === DER.sequence ? readElements(only.body) : null;
}

interface DerHeader {
  tag: number;
  start: number;
  length: number;
}

function readHeader(bytes: Uint8Array, at: number): DerHeader | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  if (first < 0x80) return { tag, start: at + 2, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > 3 || at + 2 + count > bytes.length) return null;
  let length = 0;
  for (const byte of bytes.subarray(at + 2, at + 2 + count)) length = length * 256 + byte;
  const shortest = length >= 0x80 && length >= 256 ** (count - 1);
  return shortest ? { tag, start: at + 2 + count, length } : null;
}
