/** Redeeming a refresh token the caller brings, to move an application over from another library. */
import type { Application } from '../application.ts';
import type { AuthenticationResult } from '../authentication-result.ts';
import { startOperation, type RequestOptions } from '../operation.ts';
import { savedResult } from './finish.ts';
import { redeemRefreshToken } from './redeem-refresh-token.ts';

export interface RefreshTokenRequest extends RequestOptions {
  readonly refreshToken: string;
}

export async function acquireTokenByRefreshToken(
  app: Application,
  request: RefreshTokenRequest,
): Promise<AuthenticationResult> {
  const operation = await startOperation(app, request);
  const response = await redeemRefreshToken(operation, { refreshToken: request.refreshToken, silent: false });
  return savedResult(operation, response);
}
