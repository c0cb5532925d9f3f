import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { importSource } from './import-source.mjs';

/**
 * Copies a folder of templates. `{{ISSUER:ROLE}}` and `{{ISSUER:KIND}}` become values that are made up from the
 * seed after the issuer's rule, with `#2` those of a second credential, with `|base64` encoded.
 * `{{noise:uuid}}`, `{{noise:hash}}` and `{{noise:integrity}}` are random and no credential.
 */
export async function fillTemplates({ from, to, seed }) {
  const fill = await createFiller(seed);
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const template = join(entry.parentPath, entry.name);
    const target = join(to, relative(from, template));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, fill(await readFile(template, 'utf8')));
  }
}

async function createFiller(seed) {
  const { CHECKS, SAMPLERS, PAIR_SAMPLERS, builtinCatalog, fillExample } = await importSource(
    'src/engine/checks/registry.ts',
    'src/engine/checks/samples.ts',
    'src/rules/catalog.ts',
    'src/rules/example.ts',
  );
  const tools = { checks: CHECKS, samplers: SAMPLERS, pairSamplers: PAIR_SAMPLERS };
  const issuers = new Map([...builtinCatalog().rules, NOISE].map((issuer) => [issuer.id, issuer]));
  const fillIssuer = (text, id) => {
    const issuer = issuers.get(id);
    if (issuer === undefined) throw new Error(`a template names "${id}", and no rule has this id`);
    const example = { text: text.replaceAll(`{{${id}:`, '{{') };
    return fillExample({ example, issuer, seed, tools }).text;
  };
  return (template) =>
    [...new Set(template.match(/(?<=\{\{)[a-z0-9-]+(?=:)/g))]
      .reduce(fillIssuer, template.replace(/\{\{([^|}]+)\|base64\}\}/g, 'base64({{$1}})'))
      .replace(/\bbase64\((\S+)\)/g, (_, value) => Buffer.from(value).toString('base64'));
}

/** What stands in every repository, looks random, and opens nothing. */
const NOISE = {
  id: 'noise',
  credentials: [
    noise('uuid', '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'),
    noise('hash', '[0-9a-f]{64}'),
    noise('integrity', '[A-Za-z0-9+/]{85}[AQgw]=='),
  ],
  pairChecks: [],
};

function noise(id, pattern) {
  return { id, role: 'uid', pattern, checks: [], entropy: null };
}
