#!/usr/bin/env node
// Cuts GitHub's description of its REST API down to the routes that keysweep uses and the schemas of their answers,
// without prose, into fixtures/github-api.schema.json: the tests hold their simulator of GitHub against it.
// usage: node scripts/trim-github-api.mjs FOLDER, the unpacked package @octokit/openapi
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROUTES = [
  'GET /user',
  'GET /users/{username}',
  'GET /users/{username}/repos',
  'GET /users/{username}/gists',
  'GET /user/repos',
  'GET /orgs/{org}/repos',
  'GET /app/installations',
  'POST /app/installations/{installation_id}/access_tokens',
  'GET /installation/repositories',
  'GET /gists/{gist_id}/comments',
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/activity',
  'GET /repos/{owner}/{repo}/comments',
  'GET /repos/{owner}/{repo}/issues',
  'GET /repos/{owner}/{repo}/issues/comments',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls/comments',
  'GET /repos/{owner}/{repo}/releases',
];
const PROSE = new Set([
  'description',
  'example',
  'examples',
  'title',
  'externalDocs',
  'deprecated',
  'discriminator',
]);

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('say where @octokit/openapi is unpacked');
const api = JSON.parse(await readFile(join(folder, 'generated', 'api.github.com.json'), 'utf8'));
const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));

const schemas = {};
const routes = Object.fromEntries(ROUTES.map((route) => [route, answersOf(route)]));
const source = { package: '@octokit/openapi', version, api: api.info.version, license };
const target = join(import.meta.dirname, '..', 'fixtures', 'github-api.schema.json');
await writeFile(target, `${JSON.stringify({ source, routes, schemas })}\n`);

/** The schema of every answer of a route, by status; null where there is no body. */
function answersOf(route) {
  const [method, path] = route.split(' ');
  const operation = api.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`there is no ${route}`);
  return Object.fromEntries(
    Object.entries(operation.responses).map(([status, answer]) => {
      const { content } = resolve(answer);
      const schema = content?.['application/json']?.schema;
      return [status, schema === undefined ? null : trim(schema)];
    }),
  );
}

function resolve(node) {
  return node.$ref === undefined ? node : resolve(at(node.$ref));
}

function at(reference) {
  return reference
    .slice(2)
    .split('/')
    .reduce((node, name) => node[name], api);
}

/** A schema without prose, whose references lead to `schemas` of the result. `nullable` becomes JSON Schema's type. */
function trim(node) {
  if (Array.isArray(node)) return node.map(trim);
  if (typeof node !== 'object' || node === null) return node;
  if (node.$ref !== undefined) return refer(node.$ref);
  const kept = Object.entries(node).filter(
    ([key]) => !PROSE.has(key) && !key.startsWith('x-') && key !== 'nullable',
  );
  const trimmed = Object.fromEntries(kept.map(([key, value]) => [nameOf(key), trimValue(key, value)]));
  return node.nullable === true ? { anyOf: [trimmed, { type: 'null' }] } : trimmed;
}

/** The alternatives of one answer overlap. */
function nameOf(key) {
  return key === 'oneOf' ? 'anyOf' : key;
}

function trimValue(key, value) {
  return key === 'properties' ? trimEach(value) : trim(value);
}

function trimEach(properties) {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, trim(value)]));
}

function refer(reference) {
  const name = reference.split('/').at(-1);
  if (!(name in schemas)) {
    schemas[name] = {};
    schemas[name] = trim(at(reference));
  }
  return { $ref: `#/schemas/${name}` };
}
