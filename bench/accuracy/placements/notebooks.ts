import { isOneLine, type Leak, type Placement } from '../leak.ts';
import { fields } from '../names.ts';
import { double, json, single } from '../quoting.ts';
import { file } from './define.ts';

const FILES = ['analysis.ipynb', 'notebooks/backtest.ipynb', 'Untitled.ipynb'];
const says = ['name', 'import', 'host', 'file', 'folder', 'comment', 'nowhere'] as const;

/** Jupyter notebooks, TradingView alerts and Pine scripts. */
export const notebooks: Placement[] = [
  file(
    'notebook/source-lines',
    FILES,
    (leak) =>
      notebook([
        cell([...intro(leak), ...fields(leak, 'snake').map((f) => `${f.name} = ${double(f.value)}\n`)]),
      ]),
    { says },
  ),
  file(
    'notebook/source-string',
    FILES,
    (leak) =>
      notebook([
        {
          ...cell([]),
          source: [
            ...intro(leak),
            ...fields(leak, 'SCREAMING').map((f) => `${f.name} = ${single(f.value)}\n`),
          ].join(''),
        },
      ]),
    { says },
  ),
  file(
    'notebook/call',
    FILES,
    (leak) =>
      notebook([
        cell([
          ...intro(leak),
          `client = Client(${fields(leak, 'snake')
            .map((f) => `${f.name}=${double(f.value)}`)
            .join(', ')})`,
        ]),
      ]),
    { says },
  ),
  file(
    'notebook/stream-output',
    FILES,
    (leak) =>
      notebook([
        cell(['print(config)'], {
          output_type: 'stream',
          name: 'stdout',
          text: [
            `{${fields(leak, 'snake')
              .map((f) => `'${f.name}': ${single(f.value)}`)
              .join(', ')}}\n`,
          ],
        }),
      ]),
    { fits: isOneLine },
  ),
  file(
    'notebook/result-output',
    FILES,
    (leak) =>
      notebook([
        cell(['config'], {
          output_type: 'execute_result',
          data: {
            'text/plain': [
              `{${fields(leak, 'camel')
                .map((f) => `'${f.name}': ${single(f.value)}`)
                .join(',\n ')}}`,
            ],
          },
        }),
      ]),
    { fits: isOneLine },
  ),
  file(
    'notebook/error-output',
    FILES,
    (leak) =>
      notebook([
        cell(['run()'], {
          output_type: 'error',
          ename: 'AuthenticationError',
          traceback: [
            `\u001b[0;31mAuthenticationError\u001b[0m: config {${fields(leak, 'camel')
              .map((f) => `'${f.name}': ${single(f.value)}`)
              .join(', ')}}`,
          ],
        }),
      ]),
    { fits: isOneLine },
  ),
  file(
    'notebook/magic-env',
    FILES,
    (leak) =>
      notebook([
        cell([...intro(leak), ...fields(leak, 'SCREAMING').map((f) => `%env ${f.name}=${f.value}\n`)]),
      ]),
    { says, fits: isOneLine },
  ),
  file(
    'tradingview/alert-keys',
    ['alert.json', 'alerts/btc.json'],
    (leak) =>
      json({
        ...Object.fromEntries(fields(leak, 'snake').map((f) => [f.name, f.value])),
        ticker: '{{ticker}}',
        action: '{{strategy.order.action}}',
        exchange: leak.word,
      }),
    { says: ['sibling'] },
  ),
  file(
    'pine/alert-message',
    ['strategy.pine', 'script.pine'],
    (leak) =>
      `//@version=5\nstrategy("S")\nif cross\n    strategy.entry("L", strategy.long, alert_message='${json(Object.fromEntries(fields(leak, 'snake').map((f) => [f.name, f.value])), 0)}')\n`,
    { fits: isOneLine, says: ['name', 'file'] },
  ),
  file(
    'pine/input-string',
    ['indicator.pine'],
    (leak) =>
      `//@version=5\nindicator("I")\n${fields(leak, 'camel')
        .map((f) => `${f.name} = input.string(${double(f.value)}, "credential")`)
        .join('\n')}\n`,
    { fits: isOneLine, says: ['name', 'file', 'nowhere'] },
  ),
];

/** What says the issuer in an earlier line of the same cell. */
function intro(leak: Leak): string[] {
  const python = leak.issuer.imports.filter((name) => /^[a-z_][a-z0-9_]*$/.test(name));
  if (leak.said === 'import' && python.length > 0) return [`from ${python[0]} import Client\n`];
  if (leak.said === 'host' && leak.issuer.hosts[0]) return [`url = 'https://${leak.issuer.hosts[0]}'\n`];
  return leak.said === 'comment' ? [`# ${leak.issuer.name} account\n`] : ['import time\n'];
}

function cell(source: string[], output?: object): object {
  return { cell_type: 'code', execution_count: 1, metadata: {}, source, outputs: output ? [output] : [] };
}

function notebook(cells: object[]): string {
  return json({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 }, 1);
}
