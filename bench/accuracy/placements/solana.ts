import { base58 } from '@scure/base';
import type { Leak, Placement } from '../leak.ts';
import { whole } from '../marks.ts';
import { file } from './define.ts';

const isKeypair = (leak: Leak): boolean =>
  leak.issuer.id === 'solana-keypair' && leak.parts.length === 1 && leak.parts[0]!.raw.length > 80;

/** Solana's key pairs as lists of 64 numbers, in a file of their own and in code. */
export const solana: Placement[] = [
  file('solana/id-json', ['id.json', 'keypair.json', '.config/solana/id.json'], (leak) => bytes(leak, ','), {
    fits: isKeypair,
    says: ['name'],
  }),
  file('solana/spaced-json', ['wallet-keypair.json'], (leak) => `${bytes(leak, ', ')}\n`, {
    fits: isKeypair,
    says: ['name'],
  }),
  file('solana/lines-json', ['deployer.json'], (leak) => bytes(leak, ',\n  '), {
    fits: isKeypair,
    says: ['name'],
  }),
  file(
    'solana/from-secret-key',
    ['client.ts', 'bot.js'],
    (leak) => `const payer = Keypair.fromSecretKey(Uint8Array.from(${bytes(leak, ', ')}));\n`,
    { fits: isKeypair, says: ['class'] },
  ),
  file('solana/buffer-from', ['index.js'], (leak) => `const secret = new Uint8Array(${bytes(leak, ',')})\n`, {
    fits: isKeypair,
    says: ['name'],
  }),
  file(
    'solana/rust-bytes',
    ['src/main.rs'],
    (leak) => `let payer = Keypair::from_bytes(&${bytes(leak, ', ')}).unwrap();\n`,
    { fits: isKeypair, says: ['class'] },
  ),
  file('solana/env-array', ['.env'], (leak) => `WALLET_PRIVATE_KEY=${bytes(leak, ',')}\n`, {
    fits: isKeypair,
    says: ['name'],
  }),
  file(
    'solana/bs58-decode',
    ['bot.ts'],
    (leak) => `const wallet = Keypair.fromSecretKey(bs58.decode('${leak.parts[0]!.value}'));\n`,
    { fits: isKeypair, says: ['class'] },
  ),
];

function bytes(leak: Leak, separator: string): string {
  return whole(leak.parts[0]!.value, (text) => `[${Array.from(base58.decode(text)).join(separator)}]`);
}
