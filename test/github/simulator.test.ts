import { expect, it } from 'vitest';
import { HANDLERS } from './simulator/routes.ts';
import { mistakeIn, ROUTES, sample } from './simulator/schema.ts';

it('answers the routes whose description is kept, and no others', () => {
  expect(Object.keys(HANDLERS).toSorted()).toEqual(ROUTES.toSorted());
});

it('notices an answer that GitHub would not give', () => {
  const route = 'GET /repos/{owner}/{repo}';
  const repository = sample('full-repository');
  expect(mistakeIn(route, 200, repository)).toBeNull();
  expect(mistakeIn(route, 200, { ...repository, id: 'one' })).toContain('/id must be integer');
  expect(mistakeIn(route, 200, { ...repository, full_name: undefined })).toContain('full_name');
  expect(mistakeIn('GET /no/such/route', 200, {})).toContain('is not described');
});
