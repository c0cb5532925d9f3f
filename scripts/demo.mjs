#!/usr/bin/env node
// Shows keysweep at work: makes a small trading repository with made-up credentials in a temporary folder, out of
// the templates in fixtures/demo, and scans it.
import { spawnSync } from 'node:child_process';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillTemplates } from './fill-templates.mjs';
import { root } from './import-source.mjs';

const FINDINGS = 1;

const folder = await realpath(await mkdtemp(join(tmpdir(), 'keysweep-demo-')));
await fillTemplates({ from: join(root, 'fixtures', 'demo'), to: folder, seed: 'keysweep demo' });

console.log(`A trading repository with made-up credentials: ${folder}\n$ keysweep scan\n`);
const program = join(root, 'dist', 'cli', 'main.js');
const { status } = spawnSync(process.execPath, [program, 'scan'], { cwd: folder, stdio: 'inherit' });

if (status === FINDINGS) console.log(nextSteps());
else {
  console.error(`\nThe scan should have ended with ${FINDINGS} (findings) and ended with ${status}.`);
  process.exitCode = 1;
}

function nextSteps() {
  return `
Exit code ${status}: something was found. Where to look next:
  ${folder}/config.json                 two exchanges with the same field names, told apart
  ${folder}/k8s/secret.yaml             base64 in a Kubernetes secret, three parts, one credential
  ${folder}/.env.example                placeholders: nothing reported
  npx keysweep explain kucoin           the whole runbook for one exchange
  npx keysweep scan ${folder} --output report.html
  npx keysweep scan PATH                your own code; nothing leaves your machine`;
}
