/** A module of some 3 KB as people write them, another one for each number and turn. */
export function sourceFile(number: number, turn: number): string {
  const functions = Array.from({ length: 8 }, (_, at) => oneFunction(number, at));
  return [
    `import { readFile } from 'node:fs/promises';`,
    `import { createExchange, type ExchangeOptions } from '../exchanges/create-exchange.js';`,
    '',
    `/** Turn ${turn} of module ${number}. */`,
    `export const MODULE_VERSION_${number} = '${turn}.${number}.0';`,
    '',
    ...functions,
  ].join('\n');
}

function oneFunction(number: number, at: number): string {
  return `/** Places the orders of strategy ${at} and waits until the exchange has taken them. */
export async function placeOrdersOfStrategy${number}x${at}(options: ExchangeOptions): Promise<number> {
  const exchange = createExchange({ ...options, timeoutMilliseconds: ${1000 + at} });
  const configuration = JSON.parse(await readFile(options.configurationFile, 'utf8'));
  const openOrders = await exchange.fetchOpenOrders(configuration.symbols[${at}]);
  return openOrders.filter((order) => order.status === 'open').length;
}
`;
}
