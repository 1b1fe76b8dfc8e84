import { AuthError, ClientAuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { describe, expect, test } from 'vitest';
import { sdkError } from '../../protocol/index.ts';
import { normalError } from './normal-errors.ts';

const correlationId = '5f2b5e4c-8a51-4b8e-9c39-000000000001';

describe('errors of msal-node in normal form', () => {
  test('an answer of the authority is a service error with its OAuth error, number and status', () => {
    const thrown = new ServerError(
      'invalid_client',
      correlationId,
      'Error(s): 7000215 - Timestamp: t - Description: AADSTS7000215: wrong secret',
      undefined,
      '7000215',
      401,
    );
    expect(normalError(thrown)).toEqual({
      kind: 'service',
      sdkType: 'ServerError',
      sdkCode: 'invalid_client',
      oauthError: 'invalid_client',
      aadsts: [7000215],
      httpStatus: 401,
      correlationId,
      message: thrown.message,
    });
  });

  test('an answer that is repeated from the throttling cache is throttled, and has lost its OAuth error', () => {
    const thrown = new ServerError('90033 50196', correlationId, 'AADSTS90033: try again later');
    expect(normalError(thrown)).toMatchObject({ kind: 'throttled', sdkCode: '90033 50196' });
    expect(normalError(thrown).aadsts).toEqual([90033, 50196]);
    expect(normalError(thrown).oauthError).toBeUndefined();
  });

  test('a repeated answer that had no numbers is throttled too', () => {
    expect(normalError(new ServerError('', correlationId)).kind).toBe('throttled');
  });

  test('an answer with a description and no `error` is not taken for a repeated one', () => {
    const thrown = new ServerError('', correlationId, 'Error(s): not_available - Description: down');
    expect(normalError(thrown).kind).toBe('service');
  });

  test('an interaction the authority asks for keeps suberror and claims', () => {
    const thrown = new InteractionRequiredAuthError(
      'invalid_grant',
      correlationId,
      'AADSTS50076: more please',
      'basic_action',
      't',
      'trace',
      '{"access_token":{}}',
      '50076',
    );
    expect(normalError(thrown)).toMatchObject({
      kind: 'interaction_required',
      oauthError: 'invalid_grant',
      suberror: 'basic_action',
      aadsts: [50076],
      claims: '{"access_token":{}}',
    });
  });

  test('an interaction that msal-node asks for by itself has no OAuth error', () => {
    const error = normalError(new InteractionRequiredAuthError('no_tokens_found', correlationId));
    expect(error.kind).toBe('interaction_required');
    expect(error.oauthError).toBeUndefined();
  });

  test('a refusal while polling for a device code is a service error whose OAuth error is the message', () => {
    const thrown = new AuthError('post_request_failed', correlationId, 'authorization_declined');
    expect(normalError(thrown)).toMatchObject({ kind: 'service', oauthError: 'authorization_declined' });
  });

  test.each([
    [new AuthError('network_error', '', 'Network request failed: fetch failed'), 'network'],
    [new AuthError('token_parsing_error', '', 'Failed to parse response: not JSON'), 'response'],
    [new ClientAuthError('state_mismatch', ''), 'client'],
    [new ClientAuthError('user_canceled', ''), 'cancelled'],
    [new AuthError('unexpected_error', ''), 'unknown'],
    [new TypeError('x is not a function'), 'unknown'],
    ['a string', 'unknown'],
  ])('%s is of kind %s', (thrown, kind) => {
    const error = normalError(thrown);
    expect(error.kind).toBe(kind);
    expect(sdkError.safeParse(error).success).toBe(true);
  });
});
