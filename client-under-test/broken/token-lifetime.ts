/** Clients that are wrong about how long a token is good. */
import type { Outcome, TokenResult } from '../protocol/index.ts';
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeResults, instead } from './changes.ts';
import { changeMembers, without } from './wire-edits.ts';

/** The client takes tokens to live so much longer than they do; the caller is told the truth. */
const believesTokensLive = (seconds: number): readonly Change[] => [
  changeMembers('any', (members) =>
    members['expires_in'] === undefined
      ? undefined
      : { ...members, expires_in: Number(members['expires_in']) + seconds },
  ),
  changeResults((result) => ({
    ...result,
    ...(result.expiresOnMs === undefined ? {} : { expiresOnMs: result.expiresOnMs - seconds * 1000 }),
  })),
];

/** When a request fails while there is a token that is still good, the caller gets an error. */
const failsWithTheRefresh = (): readonly Change[] => {
  let failed = false;
  const error = { kind: 'network', sdkType: 'RefreshFailed', message: 'could not refresh' } as const;
  const heed = (outcome: Outcome<TokenResult>): Outcome<TokenResult> => {
    const hasFailed = failed;
    failed = false;
    return hasFailed && outcome.outcome === 'ok' ? { outcome: 'error', error } : outcome;
  };
  return [
    {
      network: (send) => async (request) => {
        failed = true;
        const answer = await send(request);
        failed = answer.status >= 500;
        return answer;
      },
    },
    instead('token.silent', (inner) => async (params) => heed(await inner['token.silent'](params))),
    instead(
      'token.clientCredentials',
      (inner) => async (params) => heed(await inner['token.clientCredentials'](params)),
    ),
  ];
};

export const tokenLifetime: readonly BrokenClient[] = [
  broken(
    'ignores-expiry-buffer',
    'It hands out tokens until the moment at which they expire.',
    ['SILENT-002'],
    () => believesTokensLive(300),
  ),
  broken(
    'throws-good-tokens-away',
    'It does not hand out a token that lives less than ten minutes more.',
    ['SILENT-003'],
    () => believesTokensLive(-300),
  ),
  broken('ignores-refresh-in', 'It never refreshes a token early.', ['SILENT-010'], () =>
    changeMembers('any', (members) => without(members, 'refresh_in')),
  ),
  broken(
    'fails-with-the-early-refresh',
    'When an early refresh fails, the caller gets an error although a token is still good.',
    ['SILENT-011'],
    failsWithTheRefresh,
  ),
];
