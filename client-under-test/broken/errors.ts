/** Clients that lose what an error of the authority says. */
import { broken, type BrokenClient } from './broken-client.ts';
import { changeAnswers, changeErrors } from './changes.ts';
import { isTokenRequest, membersOf, unreadable, without } from './wire-edits.ts';

const knownErrors = [
  'access_denied',
  'authorization_declined',
  'authorization_pending',
  'bad_verification_code',
  'expired_token',
  'interaction_required',
  'invalid_client',
  'invalid_grant',
  'invalid_instance',
  'invalid_request',
  'invalid_resource',
  'invalid_scope',
  'invalid_tenant',
  'login_required',
  'server_error',
  'slow_down',
  'temporarily_unavailable',
  'unauthorized_client',
];

const knownMembers = [
  'error',
  'error_description',
  'error_codes',
  'error_uri',
  'timestamp',
  'trace_id',
  'correlation_id',
  'suberror',
  'claims',
  'password_change_url',
];

export const errors: readonly BrokenClient[] = [
  broken(
    'loses-descriptions',
    'What the authority says about an error is not in the error that the caller gets.',
    ['ERROR-001'],
    () =>
      changeErrors((error) =>
        error.httpStatus === undefined ? error : { ...error, message: 'The request failed.' },
      ),
  ),
  broken(
    'loses-aadsts-numbers',
    'The numbers of the authority are not in the error that the caller gets.',
    ['ERROR-002', 'DISCO-008', 'ROPC-002', 'ROPC-003', 'ROPC-004'],
    () => changeErrors((error) => without(error, 'aadsts')),
  ),
  broken(
    'trips-over-unknown-error-members',
    'An error with a member that it does not know is unreadable to it.',
    ['ERROR-003'],
    () =>
      changeAnswers((answer) => {
        const members = membersOf(answer);
        const unknown = Object.keys(members ?? {}).some((name) => !knownMembers.includes(name));
        return members?.['error'] !== undefined && unknown ? unreadable(answer) : answer;
      }),
  ),
  broken(
    'trips-over-line-breaks',
    'A description with line breaks in it is unreadable to it.',
    ['ERROR-004'],
    () =>
      changeAnswers((answer, request) => {
        const description = isTokenRequest(request) ? membersOf(answer)?.['error_description'] : undefined;
        return String(description).includes('\n') ? unreadable(answer) : answer;
      }),
  ),
  broken(
    'loses-correlation-ids',
    'An error does not say the correlation id of its request.',
    ['ERROR-005'],
    () =>
      changeErrors((error) => ({
        ...without(error, 'correlationId'),
        message: error.message.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ''),
      })),
  ),
  broken('loses-suberrors', 'The suberror of the authority does not reach the caller.', ['ERROR-006'], () =>
    changeErrors((error) => without(error, 'suberror')),
  ),
  broken(
    'loses-the-status-of-refusals',
    'The HTTP status of a refused request does not reach the caller.',
    ['ERROR-007'],
    () => changeErrors((error) => (error.oauthError === undefined ? error : without(error, 'httpStatus'))),
  ),
  broken(
    'renames-unknown-errors',
    'An error code that it does not know becomes unknown_error.',
    ['ERROR-008'],
    () =>
      changeErrors((error) =>
        error.oauthError === undefined || knownErrors.includes(error.oauthError)
          ? error
          : { ...error, oauthError: 'unknown_error' },
      ),
  ),
];
