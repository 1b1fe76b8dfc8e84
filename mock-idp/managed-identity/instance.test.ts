import { expect, test } from 'vitest';
import { createMachine } from './testing.ts';

const compute = 'http://169.254.169.254/metadata/instance/compute';
const headers = { Metadata: 'true' };

test('compute says the region', async () => {
  const { ask, world } = await createMachine();
  const { status, body } = await ask(compute, { 'api-version': '2021-02-01' }, headers);
  expect(status).toBe(200);
  expect(body['location']).toBe('northeurope');
  expect(world.ledger.exchanges.at(-1)?.endpoint).toBe('imds-instance');
});

test.each(['2020-06-01', '2021-01-01'])('location is text in version %s', async (version) => {
  const { fetch } = await createMachine();
  const answer = await fetch(`${compute}/location?api-version=${version}&format=text`, { headers });
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await answer.text()).toBe('northeurope');
});

test.each([{}, { 'api-version': '1999-01-01' }])('%o is told the newest versions', async (query) => {
  const { ask } = await createMachine();
  const { status, body } = await ask(compute, query, headers);
  expect(status).toBe(400);
  const [newest] = body['newest-versions'] as string[];
  const again = await ask(compute, { 'api-version': newest! }, headers);
  expect(again.body['location']).toBe('northeurope');
});

test('without the Metadata header there is no answer', async () => {
  const { ask } = await createMachine();
  const { status, body } = await ask(compute, { 'api-version': '2021-02-01' });
  expect(status).toBe(400);
  expect(body['error_description']).toBe('Required metadata header not specified');
});
