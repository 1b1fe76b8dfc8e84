/** One use of a refresh token (RFC 6749 section 6), shared by the flows that have one. */
import type { Operation } from '../operation.ts';
import { userFlowScopes } from '../scopes.ts';
import { requestToken } from '../token/token-request.ts';
import type { TokenResponse } from '../token/token-response.ts';

export interface Redemption {
  readonly refreshToken: string;
  readonly homeAccountId?: string | undefined;
  /** Whether a failure that needs the user is remembered, so that it is not asked for again at once. */
  readonly silent: boolean;
}

/** The answer; an authority that sends no new refresh token means the old one to stay. */
export async function redeemRefreshToken(
  operation: Operation,
  redemption: Redemption,
): Promise<TokenResponse> {
  const { refreshToken, homeAccountId, silent } = redemption;
  const response = await requestToken(operation, {
    form: { grant_type: 'refresh_token', client_info: '1', refresh_token: refreshToken },
    scope: userFlowScopes(operation.scopes),
    homeAccountId,
    ...(silent ? { silentRefreshToken: refreshToken } : {}),
  });
  return { ...response, refreshToken: response.refreshToken ?? refreshToken };
}
