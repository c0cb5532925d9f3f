import { TYPESCRIPT } from '../languages.ts';
import type { Leak, Placement } from '../leak.ts';
import { fields } from '../names.ts';
import { double, single } from '../quoting.ts';
import { code } from './define.ts';

/** TypeScript: annotations, assertions, class fields, front-end environments. */
export const typescript: Placement[] = [
  code('typescript/annotated', TYPESCRIPT, (leak) =>
    fields(leak, 'camel').map((f) => `export const ${f.name}: string = ${single(f.value)};`),
  ),
  code('typescript/as-const', TYPESCRIPT, (leak) => [`export const keys = { ${list(leak)} } as const;`]),
  code('typescript/satisfies', TYPESCRIPT, (leak) => [
    'const credentials = {',
    ...fields(leak, 'camel').map((f) => `  ${f.name}: ${double(f.value)},`),
    '} satisfies Credentials;',
  ]),
  code('typescript/class-fields', TYPESCRIPT, (leak) => [
    'export class Account {',
    ...fields(leak, 'camel').map((f) => `  private readonly ${f.name}: string = ${single(f.value)};`),
    '}',
  ]),
  code('typescript/static-fields', TYPESCRIPT, (leak) => [
    'export abstract class Keys {',
    ...fields(leak, 'SCREAMING').map((f) => `  static readonly ${f.name} = ${single(f.value)} as string;`),
    '}',
  ]),
  code('typescript/parameter-properties', TYPESCRIPT, (leak) => [
    'class Api {',
    `  constructor(${fields(leak, 'camel')
      .map((f) => `private ${f.name} = ${single(f.value)}`)
      .join(', ')}) {}`,
    '}',
  ]),
  code('typescript/enum', TYPESCRIPT, (leak) => [
    'export enum Credentials {',
    ...fields(leak, 'Pascal').map((f) => `  ${f.name} = ${single(f.value)},`),
    '}',
  ]),
  code('typescript/env-nullish', TYPESCRIPT, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f, i) => `const value${i}: string = process.env.${f.name} ?? ${single(f.value)};`,
    ),
  ),
  code('typescript/vite-env', TYPESCRIPT, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f, i) => `const v${i} = import.meta.env.VITE_${f.name} || ${double(f.value)};`,
    ),
  ),
  code(
    'typescript/react-props',
    TYPESCRIPT,
    (leak) => [
      `export const App = () => <Trader ${fields(leak, 'camel')
        .map((f) => `${f.name}=${double(f.value)}`)
        .join(' ')} />;`,
    ],
    { files: ['src/App.tsx'], fits: (leak) => leak.parts.every((part) => !/["\\\n]/.test(part.raw)) },
  ),
  code(
    'typescript/angular-environment',
    TYPESCRIPT,
    (leak) => [
      'export const environment = {',
      '  production: true,',
      ...fields(leak, 'camel').map((f) => `  ${f.name}: ${single(f.value)},`),
      '};',
    ],
    { files: ['src/environments/environment.prod.ts'] },
  ),
  code(
    'typescript/record',
    TYPESCRIPT,
    (leak) => ['const accounts: Record<string, Credentials> = {', `  ${leak.word}: { ${list(leak)} },`, '};'],
    { says: ['key'] },
  ),
  code('typescript/map-set', TYPESCRIPT, (leak) => [`accounts.set('${leak.word}', { ${list(leak)} });`], {
    says: ['key'],
  }),
  code('typescript/rest-client', TYPESCRIPT, (leak) => [
    'const client = new RestClientV5({',
    ...fields({ ...leak, scheme: 2 }, 'camel').map((f) => `  ${f.name}: ${single(f.value)},`),
    '  testnet: false,',
    '});',
  ]),
  code(
    'typescript/axios-headers',
    TYPESCRIPT,
    (leak) => [
      'const response = await axios.get(url, {',
      `  headers: { ${fields(leak, 'kebab')
        .map((f) => `'x-${f.name}': ${single(f.value)}`)
        .join(', ')} },`,
      '});',
    ],
    { says: ['name', 'host', 'import', 'comment'] },
  ),
];

function list(leak: Leak): string {
  return fields(leak, 'camel')
    .map((f) => `${f.name}: ${single(f.value)}`)
    .join(', ');
}
