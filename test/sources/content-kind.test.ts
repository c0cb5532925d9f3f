import { describe, expect, it } from 'vitest';
import { contentKind } from '../../src/sources/content-kind.ts';

const padded = (hex: string) => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(40)]);
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('contentKind', () => {
  it.each([
    ['PNG', padded('89504e470d0a1a0a')],
    ['JPEG', padded('ffd8ffe0')],
    ['GIF', padded('474946383961')],
    ['ZIP', padded('504b0304')],
    ['gzip', padded('1f8b0800')],
    ['ELF', padded('7f454c4602')],
    ['PE', padded('4d5a9000')],
    ['WebAssembly', padded('0061736d01')],
    ['WOFF2', padded('774f4632')],
    ['MP4', padded('00000018667479706d703432')],
    ['PDF', Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj', 'latin1')],
    ['git pack', padded('5041434b00000002')],
  ])('takes %s for binary', (_, bytes) => expect(contentKind(bytes)).toBe('binary'));

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from('B')],
    ['words that are also signatures', Buffer.from('BM = 1\nMZ = 2\nID3\n')],
    ['a note about PDF', Buffer.from('%PDF- is how they begin\n')],
    ['a Python pickle', Buffer.from('8004950f000000000000008c0b', 'hex')],
    ['an SQLite database', Buffer.concat([Buffer.from('SQLite format 3\0'), padded('10000101')])],
    ['NUL bytes only', Buffer.alloc(2000)],
    ['Latin-1', Buffer.from('cl\u00e9 = valeur', 'latin1')],
    ['terminal colours', Buffer.from('GIF89a \u001b[31mred')],
  ])('takes %s for text', (_, bytes) => expect(contentKind(bytes)).toBe('text'));

  it.each([
    ['utf-16le', Buffer.from('\uFEFFkey', 'utf16le')],
    ['utf-16le', Buffer.from('key = value', 'utf16le')],
    ['utf-16be', utf16be('\uFEFFkey')],
    ['utf-16be', utf16be('key = value')],
  ])('knows %s', (kind, bytes) => expect(contentKind(bytes)).toBe(kind));
});
