/** The ledger through the control API: pages of it, waiting for what comes, and HAR. */
import { z } from 'zod';
import { endpointName } from '../endpoint-name.ts';
import { harOf } from '../ledger/har.ts';
import { findExchanges, waitForExchange } from '../ledger/select.ts';
import { createCanaries } from '../worlds/canaries.ts';
import { operation } from './operation.ts';
import { exchangeView, secretsQuery, viewOfExchange } from './views.ts';
import { worldAt } from './world-operations.ts';

const longestWaitMs = 60_000;
const mostInPage = 1000;

const filter = {
  after: z.coerce.number().int().min(0).optional().describe('Only those behind this position.'),
  endpoint: endpointName.optional(),
  grant: z.string().optional().describe('grant_type of token requests.'),
};

const limit = z.coerce.number().int().min(1).max(mostInPage).optional().describe('Default: 100.');

const page = z
  .object({
    exchanges: z.array(exchangeView),
    next: z.int().nullable().describe('The `after` of the next page; null when there is none.'),
  })
  .meta({ id: 'ExchangePage' });

const har = z.object({ log: z.looseObject({ version: z.literal('1.2') }) }).meta({ id: 'Har' });

export const ledgerOperations = [
  operation({
    id: 'listExchanges',
    method: 'GET',
    path: '/worlds/{world}/exchanges',
    summary: 'A page of the ledger, oldest first. It keeps the last 10,000 exchanges.',
    query: z.strictObject({ ...filter, limit, secrets: secretsQuery }),
    answer: page,
    run: (scope, { path, query }) => {
      const world = worldAt(scope, path);
      const found = findExchanges(world.ledger, query);
      const exchanges = found
        .slice(0, query.limit ?? 100)
        .map((one) => viewOfExchange(one, world.canaries, query.secrets));
      return { exchanges, next: exchanges.length < found.length ? exchanges.at(-1)!.seq : null };
    },
  }),
  operation({
    id: 'waitForExchange',
    method: 'GET',
    path: '/worlds/{world}/exchanges/next',
    summary: 'The first exchange that fits, as soon as there is one.',
    query: z.strictObject({
      ...filter,
      timeoutMs: z.coerce
        .number()
        .int()
        .min(0)
        .max(longestWaitMs)
        .optional()
        .describe('Real; default: 10000.'),
      secrets: secretsQuery,
    }),
    answer: z.object({ exchange: exchangeView.nullable().describe('null: none came in time.') }),
    run: async (scope, { path, query }) => {
      const { ledger, canaries } = worldAt(scope, path);
      const { timeoutMs = 10_000 } = query;
      const found = await waitForExchange(ledger, query, { timeoutMs, signal: scope.signal });
      return { exchange: found ? viewOfExchange(found, canaries, query.secrets) : null };
    },
  }),
  operation({
    id: 'exportHar',
    method: 'GET',
    path: '/worlds/{world}/har',
    summary: 'The ledger as an HTTP Archive 1.2.',
    query: z.strictObject({ secrets: secretsQuery }),
    answer: har,
    run: (scope, { path, query }) => {
      const { ledger, canaries } = worldAt(scope, path);
      const redaction = query.secrets === 'shown' ? {} : { redactWith: canaries };
      return harOf(ledger.exchanges, { ...redaction, creatorVersion: scope.version });
    },
  }),
  operation({
    id: 'listUnattributed',
    method: 'GET',
    path: '/unattributed',
    summary: 'Exchanges that no world was found for, secrets hidden: the last 100.',
    answer: z.object({ exchanges: z.array(exchangeView) }),
    run: ({ idp }) => ({
      exchanges: idp.unattributed.slice(-100).map((one) => viewOfExchange(one, createCanaries(), 'hidden')),
    }),
  }),
];
