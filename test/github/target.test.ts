import { expect, it } from 'vitest';
import { readTarget } from '../../src/cli/github/target.ts';

it.each([
  [['repo', 'acme/bot'], { kind: 'repo', fullName: 'acme/bot' }],
  [['repo', 'https://github.com/acme/bot.git'], { kind: 'repo', fullName: 'acme/bot' }],
  [['repo', 'https://git.acme.test/acme/.github/'], { kind: 'repo', fullName: 'acme/.github' }],
  [['pr', 'acme/bot#12'], { kind: 'pr', fullName: 'acme/bot', number: 12 }],
  [['pr', 'https://github.com/acme/bot/pull/12/files'], { kind: 'pr', fullName: 'acme/bot', number: 12 }],
  [['user', 'ann_acme'], { kind: 'user', login: 'ann_acme' }],
])('reads %j', (words, target) => {
  expect(readTarget(words)).toEqual(target);
});

it.each([
  [[]],
  [['repo']],
  [['repo', 'acme']],
  [['repo', 'acme/..']],
  [['repo', 'acme/.']],
  [['repo', '-acme/bot']],
  [['repo', 'acme/bot/wiki']],
  [['repo', 'acme/b ot']],
  [['repo', 'acme/b%2fot']],
  [['repo', 'ac\nme/bot']],
  [['repo', 'acme/bot', 'acme/other']],
  [['pr', 'acme/bot']],
  [['pr', 'acme/bot#0']],
  [['pr', 'acme/bot#1x']],
  [['user', 'a/b']],
  [['user', '../x']],
  [['org', 'acme']],
])('refuses %j', (words) => {
  expect(() => readTarget(words)).toThrow('say what to scan');
});
