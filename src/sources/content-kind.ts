/**
 * What a file's first bytes announce. A NUL byte alone makes nothing binary: keys stand in UTF-16 files, pickles,
 * databases, compiled scripts and office documents of the old kind, so all of those count as text.
 */
export type ContentKind = 'text' | 'utf-16le' | 'utf-16be' | 'lfs-pointer' | 'binary';

/** How many first bytes `contentKind` looks at. */
export const HEAD_BYTES = 1024;

/** Signatures from the formats' own specifications, in hexadecimal or as text, by the offset they stand at. */
const SIGNATURES: readonly { at: number; hex: readonly string[]; text: readonly string[] }[] = [
  {
    at: 0,
    hex: [
      // Images: PNG, JPEG, TIFF (both byte orders), ICO, JPEG XL
      ...['89504e470d0a1a0a', 'ffd8ff', '49492a00', '4d4d002a', '00000100', '0000000c4a584c20'],
      // Compressed: ZIP, gzip, xz, zstd, LZ4, 7z, RAR, CAB, RPM
      ...['504b0304', '504b0506', '1f8b08', 'fd377a585a00', '28b52ffd', '04224d18'],
      ...['377abcaf271c', '526172211a07', '4d53434600000000', 'edabeedb'],
      // Executables: ELF, Mach-O (four kinds), WebAssembly
      ...['7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', '0061736d'],
      // Media: MP3, Matroska, MPEG, ASF
      ...['fffb', 'fff3', '1a45dfa3', '000001ba', '000001b3', '3026b2758e66cf11'],
      // TrueType, HDF5, NumPy, git pack and pack index
      ...['0001000000', '894844460d0a1a0a', '934e554d5059', '5041434b00', 'ff744f63'],
    ],
    text: [
      ...['GIF87a', 'GIF89a', '8BPS', 'BM', 'BZh', '!<arch>\n', 'hsqs', 'MZ'],
      ...['wOFF', 'wOF2', 'OTTO', 'ttcf', 'RIFF', 'OggS', 'fLaC', 'MThd', 'ID3', 'FLV'],
      ...['%PDF-', 'PAR1', 'ARROW1', 'FEA1', 'GGUF'],
    ],
  },
  { at: 4, hex: [], text: ['ftyp'] },
];

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md (read 2026-11): how a pointer begins. */
const LFS_POINTER = Buffer.from('version https://git-lfs.github.com/spec/v');

/** The signatures by offset and first byte, so that an ordinary file costs two look-ups. */
const BY_FIRST_BYTE = indexed();

/**
 * Decides by signatures, never by the name. Binary is only what holds nothing readable: images, compressed
 * archives, fonts, media, executables, packed data.
 */
export function contentKind(bytes: Uint8Array): ContentKind {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES));
  if (startsWith(head, LFS_POINTER, 0)) return 'lfs-pointer';
  return utf16Kind(head) ?? (hasSignature(head) && isOpaque(head) ? 'binary' : 'text');
}

function indexed(): Map<string, Buffer[]> {
  const index = new Map<string, Buffer[]>();
  for (const { at, hex, text } of SIGNATURES) {
    const all = [...hex.map((it) => Buffer.from(it, 'hex')), ...text.map((it) => Buffer.from(it, 'latin1'))];
    for (const bytes of all)
      index.set(`${at}:${bytes[0]}`, [...(index.get(`${at}:${bytes[0]}`) ?? []), bytes]);
  }
  return index;
}

function hasSignature(head: Buffer): boolean {
  return SIGNATURES.some(({ at }) => {
    const candidates = BY_FIRST_BYTE.get(`${at}:${head[at]}`);
    return candidates?.some((bytes) => startsWith(head, bytes, at)) ?? false;
  });
}

function startsWith(head: Buffer, bytes: Buffer, at: number): boolean {
  return bytes.every((byte, index) => head[at + index] === byte);
}

/**
 * Whether bytes hold a stretch of text in which a credential could stand, NUL bytes not counted; whoever judges a change asks
 * this of the whole content, because a signature and a thousand odd bytes are quickly put before a text.
 */
export function holdsText(bytes: Uint8Array): boolean {
  let count = 0;
  for (const byte of bytes) {
    if (byte >= 0x20 && byte < 0x7f) {
      if (++count === LEAST_TEXT) return true;
    } else if (byte !== 0) count = 0;
  }
  return false;
}

/** The shortest value that the engine looks for. */
const LEAST_TEXT = 16;

/** So that nobody hides a text file behind a signature, readable as `%PDF-` or not. */
function isOpaque(head: Buffer): boolean {
  const isOdd = head.some(isControl) || head.subarray(0, 32).some((byte) => byte >= 0x80);
  return isOdd && head.filter(isPrintable).length < head.length * MOSTLY;
}

const MOSTLY = 0.9;

function isPrintable(byte: number): boolean {
  return byte < 0x7f && (byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x1b && (byte < 0x08 || byte > 0x0d);
}

/** By byte order mark, or where nearly every second byte is NUL and nearly no other is. */
function utf16Kind(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.length < 8 || !head.includes(0)) return null;
  const pairs = head.length >> 1;
  const even = nulsFrom(head, 0);
  const odd = nulsFrom(head, 1);
  if (odd > pairs * 0.7 && even < pairs * 0.05) return 'utf-16le';
  return even > pairs * 0.7 && odd < pairs * 0.05 ? 'utf-16be' : null;
}

function nulsFrom(head: Buffer, start: number): number {
  let count = 0;
  for (let at = start; at < head.length; at += 2) if (head[at] === 0) count++;
  return count;
}
