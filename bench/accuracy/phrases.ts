import { ALPHANUMERIC, DIGITS, type Random } from './random.ts';

/** Passphrases and passwords are chosen by people: words, capitals, digits and a sign, rarely pure noise. */
export function samplePhrase(random: Random): string {
  return random.pick([word, twoWords, leet, noise])(random);
}

const WORDS =
  'tiger rocket harbor velvet copper falcon marble winter sunset granite orchid thunder cactus meadow lantern pirate saturn walnut breeze cobalt'.split(
    ' ',
  );

function word(random: Random): string {
  return `${capital(random.pick(WORDS))}${capital(random.pick(WORDS))}${random.text(4, DIGITS)}${random.pick(['!', '@', '_', '-'])}`;
}

function twoWords(random: Random): string {
  return `${random.pick(WORDS)}-${random.pick(WORDS)}-${random.pick(WORDS)}${random.text(2, DIGITS)}`;
}

function leet(random: Random): string {
  const letters: Record<string, string> = { a: '4', e: '3', i: '1', o: '0', s: '5' };
  const text = random.pick(WORDS).replace(/[aeios]/g, (c) => letters[c] ?? c);
  return `${capital(text)}${random.pick(['_', '!', '@'])}${random.text(3, ALPHANUMERIC)}${random.text(3, DIGITS)}`;
}

function noise(random: Random): string {
  return random.text(random.int(10, 16), ALPHANUMERIC);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
