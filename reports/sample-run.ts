/** Hand-made records for the tests of this room: the smallest ones, and a run that looks like a real one. */
import type { CaseRecord, Failure, FooterRecord, HeaderRecord, RunRecord, WireLine } from './run-record.ts';
import type { KnownRequirement, KnownRequirements } from './known-requirements.ts';
import type { Run } from './read-run.ts';
import { footerOf } from './summarise.ts';

export const aHeader = (over: Partial<HeaderRecord> = {}): HeaderRecord => ({
  type: 'header',
  version: 1,
  run: '5b0f8a6e-52f1-4b8b-9a50-8a5a3f0b1c11',
  startedAt: '2030-03-04T09:30:00Z',
  seed: 42,
  suite: { name: 'entra-conformance', version: '0.1.0' },
  client: {
    id: 'msal-node',
    adapter: { name: 'msal-node', version: '1.0.0' },
    sdk: { name: '@azure/msal-node', version: '7.2.1', language: 'JavaScript', runtime: 'Node.js 24.21.0' },
    clock: 'process',
  },
  profile: 'core',
  planned: 1,
  command: 'entra-conformance run --client adapters/msal-node/adapter.json --profile core --seed 42',
  ...over,
});

export const aCase = (over: Partial<CaseRecord> = {}): CaseRecord => {
  const id = over.id ?? 'cache/silent-hit';
  return {
    type: 'case',
    id,
    title: 'A cached token is returned without a request',
    scenario: id.replace(/\[.*/s, ''),
    requirements: [{ id: 'CACHE-001', level: 'MUST' }],
    verdict: 'pass',
    seed: 7,
    durationMs: 12,
    replay: `entra-conformance replay 'reports/out/msal-node/run.jsonl#${id}'`,
    ...over,
  };
};

export const aFailure = (over: Partial<Failure> = {}): Failure => ({
  step: 4,
  stepText: 'acquire client-credentials',
  requirements: ['CACHE-001'],
  message: 'expected source network, got cache',
  path: 'ok.source',
  expected: 'network',
  actual: 'cache',
  fingerprint: 'CACHE-001 ok.source network cache',
  ...over,
});

export const aWireLine = (over: Partial<WireLine> = {}): WireLine => ({
  step: 3,
  at: '2030-01-01T00:00:00.000Z',
  endpoint: 'token',
  method: 'POST',
  url: 'https://login.microsoftonline.com/5f3b9e52-6d0c-4a3e-9d6f-0a3d5b7c9e11/oauth2/v2.0/token',
  form: { grant_type: 'client_credentials', client_secret: '[client_secret of app]' },
  status: 200,
  responseBody: '{"token_type":"Bearer","expires_in":299,"access_token":"[access token 1]"}',
  decision: 'issued an app token to app',
  ...over,
});

/** A finished run of these cases. */
export const aRun = (
  cases: readonly CaseRecord[],
  header: Partial<HeaderRecord> = {},
  footer: Partial<FooterRecord> = {},
): Run => {
  const head = aHeader({ planned: cases.length, ...header });
  const end = { finishedAt: '2030-03-04T09:30:21Z', durationMs: 20_400, interrupted: false, ...footer };
  return { header: head, cases, footer: { ...footerOf(head, cases, end), ...footer }, problems: [] };
};

export const linesOf = (records: readonly RunRecord[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

const docs = 'https://learn.microsoft.com/entra/msal/dotnet/acquiring-tokens/acquire-token-silently';

export const aRequirement = (over: Partial<KnownRequirement> = {}): KnownRequirement => ({
  id: 'CACHE-001',
  level: 'MUST',
  area: 'cache',
  says: 'A token in the cache that is still valid is returned without a request.',
  source: { title: 'Acquire a token from the cache', url: docs },
  ...over,
});

export const known = (...requirements: readonly KnownRequirement[]): KnownRequirements =>
  new Map(requirements.map((requirement) => [requirement.id, requirement]));

/** Strings a client could send that must never act in a report. */
export const hostile = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  ']]><evil/>',
  '\u001b[2J\u0000\u0007',
  '\u202egnp.exe',
  '| a | `b` | <b>c</b> [d](javascript:alert(1)) @everyone',
  '\ud800 half a pair',
] as const;
