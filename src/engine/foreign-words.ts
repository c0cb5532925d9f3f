import { Buffer } from 'node:buffer';

/** What the parts of credentials are called in other languages than English, as people note them down. */

/** Words of languages with letters, whole, or with `~` only their beginning; then words of other languages, anywhere. */
function called(words: string, anywhere = ''): RegExp {
  const spellings = words.split(' ').flatMap((word) => [word, capitalised(word)]);
  const whole = [...new Set(spellings)].map((word) => asBytes(word).replaceAll('_', ' '));
  const sources = whole.map((word) => (word.endsWith('~') ? word.slice(0, -1) : `${word}${END}`));
  const parts = anywhere.split(' ').map((word) => asBytes(word).replaceAll('_', ' ?'));
  return new RegExp([`${BEGIN}(?:${sources.join('|')})`, ...parts.filter((part) => part !== '')].join('|'));
}

const BEGIN = '(?<![a-z\\x80-\\xff])';
const END = '(?![a-z\\x80-\\xff])';

/** Capitals beyond ASCII stay what they are where names are read in small letters. */
function capitalised(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}

/** One character for each byte of UTF-8, in small letters, as names are read. */
function asBytes(word: string): string {
  return Buffer.from(word, 'utf8').toString('latin1').toLowerCase();
}

export const PRIVATE_KEY = called('приватный_ключ закрытый_ключ özel_anahtar', '私鑰 助記詞 개인_키');
export const PRIVATE = called(
  'privat privato privata privado privé privée privee özel приватный закрытый privater',
);
export const PASSPHRASE = called(
  'phrase_de_passe phrase_passe passe parola adgangskode kodeord lösenord jelszó mật_khẩu',
  '密碼 패스프레이즈 암호',
);
export const SECRET = called('bí_mật μυστικό', '密鑰 秘鑰 密匙');
export const SECRET_THING = called('secrète secrètes hemlig~ hemmelig~ titkos~');
export const TOKEN = called('jeton токен~', '토큰 トークン 令牌');
export const USER = called(
  'usuario utente benutzer benutzername utilisateur gebruiker kunden_nr kundennr kundennummer пользователь',
  '用户名 用戶名 ユーザー名 사용자',
);
export const API_KEY = called(
  'clé_d_api cle_d_api clé_api api_ключ ключ_api ключ_доступа',
  'api_キー api_키 api_金鑰 アクセス_キー 액세스_키 访问密钥',
);
export const PUBLIC = called(
  'público pública pubblico pubblica publique öffentlich öffentlicher veřejn~ публичный открытый',
  '公開鍵 公钥 公鑰 공개_키',
);
export const KEY = called(
  'clé clés klíč klíče klic klice kulcs avain nøgle nøkkel cheie kunci ključ κλειδί khóa',
  '金鑰',
);
