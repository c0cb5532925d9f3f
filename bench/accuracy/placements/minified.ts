import type { Leak } from '../leak.ts';
import { fields } from '../names.ts';
import { double } from '../quoting.ts';
import type { Random } from '../random.ts';

/** How often a bundle is really megabytes long: often enough to be met, seldom enough to stay quick. */
const LARGE = 0.04;

/** A minified bundle on one line with the credential somewhere in it. */
export function minified(leak: Leak): string {
  const size = leak.random.chance(LARGE)
    ? leak.random.int(1_000_000, 3_000_000)
    : leak.random.int(4_000, 20_000);
  const before = leak.random.int(1, 9) / 10;
  return `${junk(leak.random, size * before)}${core(leak)}${junk(leak.random, size * (1 - before))}\n`;
}

function core(leak: Leak): string {
  const list = fields(leak, 'camel').map((f) => `${f.name}:${double(f.value)}`);
  if (leak.said === 'key') return `e.exports={${leak.word}:{${list.join(',')},enabled:!0}};`;
  if (leak.said === 'class') return `var n=new r.${leak.word}({${list.join(',')},timeout:3e4});`;
  const host = leak.issuer.hosts[0];
  const url = leak.said === 'host' && host ? `baseURL:"https://${host}",` : '';
  return `const t={${url}${list.join(',')}};`;
}

/** Code as minifiers leave it: built from blocks, so that megabytes are quick to write. */
function junk(random: Random, length: number): string {
  const blocks = Array.from({ length: 8 }, () =>
    Array.from({ length: 12 }, () => statement(random)).join(''),
  );
  let text = '';
  while (text.length < length) text += random.pick(blocks);
  return text;
}

function statement(random: Random): string {
  const [a, b, c] = ['abcdefghij', 'klmnopqr', 'stuvwxyz'].map((letters) => random.text(1, letters)) as [
    string,
    string,
    string,
  ];
  return random.pick([
    `function ${a}(${b},${c}){return ${b}+${c}*${random.int(2, 99)}}`,
    `var ${a}=Object.assign({},${b},{${c}:!0,timeout:${random.int(1, 60)}e3});`,
    `if(${a}&&"string"==typeof ${b})throw new Error("Unexpected token: "+${c});`,
    `${a}.prototype.get${b.toUpperCase()}=function(){return this.${c}||null};`,
    `switch(${a}){case ${random.int(1, 9)}:return ${b};default:${c}=void 0}`,
    `for(var ${a}=0;${a}<${b}.length;${a}++)${c}.push(${b}[${a}]);`,
  ]);
}
