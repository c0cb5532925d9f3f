import { createHmac } from 'node:crypto';
import { alphanumeric, base64, hex, type LookAlike, LURES, lines, lookAlike, uuid } from './look-alike.ts';

const half = (...parts: string[]): string => parts.join('');

/** Encrypted values, public halves, and what documentation prints. */
export const sealed: LookAlike[] = [
  lookAlike('sealed/sops', ['secrets.enc.yaml', 'secrets.sops.json'], (r) => [
    ...LURES.map(
      (n) =>
        `${n}_api_secret: ENC[AES256_GCM,data:${base64(r, 64)},iv:${base64(r, 32)},tag:${base64(r, 16)},type:str]`,
    ),
    'sops:',
    `    mac: ENC[AES256_GCM,data:${base64(r, 96)},iv:${base64(r, 32)},tag:${base64(r, 16)},type:str]`,
  ]),
  lookAlike('sealed/ansible-vault', ['group_vars/vault.yml'], (r) => [
    '$ANSIBLE_VAULT;1.1;AES256',
    ...lines(12, () => hex(r, 80)),
  ]),
  lookAlike('sealed/ansible-inline', ['vars.yml'], (r) => [
    'kraken_api_secret: !vault |',
    '  $ANSIBLE_VAULT;1.1;AES256',
    ...lines(5, () => `  ${hex(r, 80)}`),
  ]),
  lookAlike('sealed/kubernetes', ['sealed-secret.yaml'], (r) => [
    'apiVersion: bitnami.com/v1alpha1',
    'kind: SealedSecret',
    'spec:',
    '  encryptedData:',
    `    BINANCE_API_KEY: Ag${base64(r, 300)}`,
    `    BINANCE_API_SECRET: Ag${base64(r, 300)}`,
  ]),
  lookAlike('sealed/age', ['secrets.age', 'key.txt.age'], (r) => [
    '-----BEGIN AGE ENCRYPTED FILE-----',
    ...lines(8, () => base64(r, 48)),
    '-----END AGE ENCRYPTED FILE-----',
  ]),
  lookAlike('sealed/pgp-message', ['keys.asc', 'secret.gpg.asc'], (r) => [
    '-----BEGIN PGP MESSAGE-----',
    '',
    ...lines(10, () => base64(r, 48)),
    `=${alphanumeric(r, 4)}`,
    '-----END PGP MESSAGE-----',
  ]),
  lookAlike('sealed/pgp-signature', ['release.asc'], (r) => [
    '-----BEGIN PGP SIGNATURE-----',
    '',
    ...lines(6, () => base64(r, 48)),
    '-----END PGP SIGNATURE-----',
  ]),
  lookAlike('sealed/pulumi', ['Pulumi.prod.yaml'], (r) => [
    'config:',
    '  bot:binanceApiSecret:',
    `    secure: v1:${base64(r, 12)}:${base64(r, 80)}`,
    `encryptionsalt: v1:${base64(r, 8)}:v1:${base64(r, 12)}:${base64(r, 40)}`,
  ]),
  lookAlike(
    'sealed/rails-credentials',
    ['config/credentials.yml.enc'],
    (r) => `${base64(r, 300)}--${base64(r, 12)}--${base64(r, 16)}`,
  ),
  lookAlike('sealed/dotenv-vault', ['.env.vault'], (r) => [
    `DOTENV_VAULT_PRODUCTION="${base64(r, 300)}"`,
    `BINANCE_API_SECRET="encrypted:${base64(r, 120)}"`,
  ]),
  lookAlike('sealed/travis', ['.travis.yml'], (r) => [
    'env:',
    '  global:',
    `    - secure: "${base64(r, 384)}"`,
  ]),
  lookAlike('sealed/jasypt', ['application.properties'], (r) => [
    `kraken.api.secret=ENC(${base64(r, 96)})`,
    `okx.passphrase=ENC(${base64(r, 40)})`,
  ]),
  lookAlike('sealed/git-crypt-lfs', ['keys.json'], (r) => [
    'version https://git-lfs.github.com/spec/v1',
    `oid sha256:${hex(r, 64)}`,
    'size 12345',
  ]),
  lookAlike('public/ssh-keys', ['authorized_keys', 'deploy.pub'], (r) => [
    `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${base64(r, 380)} bot@binance`,
    `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${base64(r, 32).slice(0, 43)} ops@kraken`,
  ]),
  lookAlike('public/certificates', ['ca.pem', 'server.crt'], (r) => [
    '-----BEGIN CERTIFICATE-----',
    ...lines(16, () => base64(r, 48)),
    '-----END CERTIFICATE-----',
  ]),
  lookAlike('public/pem-public-key', ['public.pem', 'binance_pub.pem'], (r) => [
    '-----BEGIN PUBLIC KEY-----',
    `MCowBQYDK2VwAyEA${base64(r, 32)}`,
    '-----END PUBLIC KEY-----',
    '-----BEGIN RSA PUBLIC KEY-----',
    ...lines(5, () => base64(r, 48)),
    '-----END RSA PUBLIC KEY-----',
    '-----BEGIN CERTIFICATE REQUEST-----',
    ...lines(6, () => base64(r, 48)),
    '-----END CERTIFICATE REQUEST-----',
  ]),
  lookAlike('public/pgp-key', ['maintainer.asc'], (r) => [
    '-----BEGIN PGP PUBLIC KEY BLOCK-----',
    '',
    ...lines(12, () => base64(r, 48)),
    '-----END PGP PUBLIC KEY BLOCK-----',
  ]),
  lookAlike('public/jwks', ['jwks.json'], (r) =>
    JSON.stringify(
      {
        keys: [
          { kty: 'RSA', kid: uuid(r), n: base64(r, 256).replace(/[+/=]/g, '_'), e: 'AQAB' },
          { kty: 'EC', crv: 'P-256', x: base64(r, 32), y: base64(r, 32) },
        ],
      },
      null,
      2,
    ),
  ),
  lookAlike('sample/jwt', ['docs/auth.md', 'tests/test_jwt.py'], () => [
    `token = "${half('eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.', 'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.', 'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c')}"`,
  ]),
  lookAlike('sample/binance-docs', ['docs/rest-api.md', 'test/sign.test.js'], () => [
    `apiKey: "${half('vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zv', 'sw0MuIgwCIPy6utIco14y7Ju91duEh8A')}"`,
    `secretKey: "${half('NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP', '1e3UZjInClVN65XAbvqqM6A7H5fATj0j')}"`,
  ]),
  lookAlike('sample/kraken-docs', ['docs/kraken.md'], () => [
    `api_sec = "${half('kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q1', '8fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==')}"`,
  ]),
  lookAlike('sample/okx-docs', ['README.md'], () => [
    `const API_SECRET_COM = '${half('035B2B9637E1BDFF', 'EE2646BFBDDB8CE4')}';`,
  ]),
  lookAlike('sample/aws-docs', ['docs/aws.md'], () => [
    `aws_access_key_id = ${half('AKIAIOSF', 'ODNN7EXAMPLE')}`,
    `aws_secret_access_key = ${half('wJalrXUtnFEMI/K7MDENG', '/bPxRfiCYEXAMPLEKEY')}`,
  ]),
  lookAlike('sample/telegram-docs', ['docs/bot.md'], () => [
    `TELEGRAM_TOKEN = "${half('110201543:', 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw')}"`,
    `token: ${half('123456:', 'ABC-DEF1234ghIkl-zyx57W2v1u123ew11')}`,
  ]),
  lookAlike('sample/coinmarketcap-docs', ['prices.py'], () => [
    `'X-CMC_PRO_API_KEY': '${half('b54bcf4d-1bca-4e8e-', '9a24-22ff2c3d462c')}',`,
  ]),
  lookAlike('sample/freqtrade-docs', ['config.json'], () => [
    `{"api_server": {"ws_token": "${half('hZ-y58LXyX_HZ8O1cJ', 'zVyN6ePWrLpNQv4Q')}"}}`,
  ]),
  lookAlike('signature/hmac', ['requests.log', 'webhook.py'], (r) =>
    lines(
      5,
      (i) =>
        `X-Signature: ${createHmac('sha256', r.bytes(8)).update(String(i)).digest('hex')} KC-API-SIGN: ${base64(r, 32)} OK-ACCESS-SIGN: ${base64(r, 32)}`,
    ),
  ),
];
