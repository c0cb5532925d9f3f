import { CPP, CSHARP, GO, JAVA, JAVASCRIPT, type Language, PYTHON, RUST } from '../languages.ts';
import type { Leak, Placement } from '../leak.ts';
import { plain, whole } from '../marks.ts';
import { fields } from '../names.ts';
import { code } from './define.ts';

const isAscii = (leak: Leak): boolean => leak.parts.every((part) => /^[!-~]{16,120}$/.test(part.raw));
const isHexKey = (leak: Leak): boolean =>
  leak.parts.length === 1 &&
  leak.parts[0]!.role === 'privateKey' &&
  /^(?:0x)?[0-9a-fA-F]{64}$/.test(leak.parts[0]!.raw);

const hex = (byte: number): string => `0x${byte.toString(16).padStart(2, '0')}`;
const upperHex = (byte: number): string => `0x${byte.toString(16).padStart(2, '0').toUpperCase()}`;

/** Values written as numbers, one for each byte of the text or of the key itself. */
export const bytes: Placement[] = [
  text('go/byte-literal', GO, (name, list) => `var ${name} = []byte{${list.map(hex).join(', ')}}`),
  text(
    'c/unsigned-char',
    CPP,
    (name, list) => `static const unsigned char ${name}[] = {${list.map(upperHex).join(', ')}, 0x00};`,
  ),
  text(
    'c/character-list',
    CPP,
    (name, list) =>
      `const char ${name}[] = {${list.map((b) => `'${String.fromCharCode(b).replace(/['\\]/, '\\$&')}'`).join(', ')}, '\\0'};`,
  ),
  text('python/bytes-list', PYTHON, (name, list) => `${name} = bytes([${list.join(', ')}]).decode()`),
  text(
    'javascript/char-codes',
    JAVASCRIPT,
    (name, list) => `const ${name} = String.fromCharCode(${list.join(',')});`,
  ),
  text(
    'javascript/buffer-data',
    JAVASCRIPT,
    (name, list) => `const ${name} = {"type":"Buffer","data":[${list.join(',')}]};`,
  ),
  text(
    'rust/byte-array',
    RUST,
    (name, list) => `const ${name.toUpperCase()}: [u8; ${list.length}] = [${list.map(hex).join(', ')}];`,
  ),
  text('csharp/byte-array', CSHARP, (name, list) => `byte[] ${name} = { ${list.map(upperHex).join(', ')} };`),
  text(
    'java/byte-cast',
    JAVA,
    (name, list) => `  byte[] ${name} = {${list.map((b) => `(byte) ${hex(b)}`).join(', ')}};`,
  ),
  ...(
    [
      ['go', GO, (list) => `var privateKey = []byte{${list.map(hex).join(', ')}}`],
      ['c', CPP, (list) => `uint8_t private_key[32] = {\n${rows(list.map(hex), 8)}\n};`],
      ['rust', RUST, (list) => `let private_key: [u8; 32] = [${list.join(', ')}];`],
      ['javascript', JAVASCRIPT, (list) => `const privateKey = new Uint8Array([${list.join(', ')}]);`],
      ['python', PYTHON, (list) => `private_key = bytes([${list.map(hex).join(', ')}])`],
    ] as [string, Language, (list: number[]) => string][]
  ).map(([name, language, line]) =>
    code(`${name}/key-bytes`, language, (leak) => [numbers(leak.parts[0]!.value, keyBytes, line)], {
      fits: isHexKey,
    }),
  ),
  code(
    'hex/python-fromhex',
    PYTHON,
    (leak) =>
      fields(leak, 'snake').map((f) => `${f.name} = bytes.fromhex("${whole(f.value, toHex)}").decode()`),
    { fits: isAscii },
  ),
  code(
    'hex/go-decode',
    GO,
    (leak) =>
      fields(leak, 'camel').map((f) => `${f.name}, _ := hex.DecodeString("${whole(f.value, toHex)}")`),
    { fits: isAscii },
  ),
  code(
    'hex/javascript-buffer',
    JAVASCRIPT,
    (leak) =>
      fields(leak, 'camel').map(
        (f) => `const ${f.name} = Buffer.from('${whole(f.value, toHex)}', 'hex').toString();`,
      ),
    { fits: isAscii },
  ),
];

/** Values written as one number or character for each byte. */
export function text(
  id: string,
  language: Language,
  line: (name: string, list: number[]) => string,
): Placement {
  return code(
    id,
    language,
    (leak) =>
      fields(leak, 'camel').map((f) =>
        numbers(
          f.value,
          (value) => [...Buffer.from(value)],
          (list) => line(f.name, list),
        ),
      ),
    { fits: isAscii },
  );
}

/** The statement, marked from the bracket before the first number to the one behind the last. */
function numbers(value: string, read: (text: string) => number[], line: (list: number[]) => string): string {
  const statement = line(read(plain(value)));
  const list = LIST.exec(statement)!;
  const end = list.index + list[0].length;
  return `${statement.slice(0, list.index)}${whole(value, () => list[0])}${statement.slice(end)}`;
}

const LIST =
  /[[{(]\s*(?:(?:\(byte\) ?)?(?:'\\?[^']+'|"\\?[^"]+"|0x[\da-fA-F]+|-?\d+)(?:u8|\.toByte\(\))?\s*(?:,\s*|(?=[\]})]))){8,}[\]})]/;

function keyBytes(value: string): number[] {
  return [...Buffer.from(value.replace(/^0x/, ''), 'hex')];
}

function rows(list: string[], width: number): string {
  const out: string[] = [];
  for (let at = 0; at < list.length; at += width) out.push(`  ${list.slice(at, at + width).join(', ')},`);
  return out.join('\n');
}

function toHex(value: string): string {
  return Buffer.from(value).toString('hex');
}
