import { expect, it } from 'vitest';
import { expandMatrix } from './expand-matrix.ts';

it('is one case without a matrix', () => expect(expandMatrix(undefined)).toEqual([{ label: '', names: {} }]));

it('multiplies the axes in the order in which they are written', () => {
  const combinations = expandMatrix({
    cloud: ['public', 'usgov'],
    lifetime: { inside: { seconds: 301 }, outside: { seconds: 300 } },
  });
  expect(combinations.map(({ label }) => label)).toEqual([
    'cloud=public lifetime=inside',
    'cloud=public lifetime=outside',
    'cloud=usgov lifetime=inside',
    'cloud=usgov lifetime=outside',
  ]);
  expect(combinations[3]!.names).toEqual({ cloud: 'usgov', lifetime: { seconds: 300 } });
});
