/** Clients that are wrong about claims requests and capabilities. */
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeErrors, changeParams, instead, tokenMethods } from './changes.ts';
import { changeForm, without, type Json } from './wire-edits.ts';

/** Changes the claims parameter, as the object it is; undefined leaves it out. */
const changeClaims = (edit: (accessToken: Json) => Json | undefined): Change =>
  changeForm('any', (form) => {
    const sent = form.get('claims');
    if (sent === null) return;
    const claims = JSON.parse(sent) as { access_token?: Json };
    const accessToken = edit(claims.access_token ?? {});
    if (accessToken === undefined) form.delete('claims');
    else form.set('claims', JSON.stringify({ access_token: accessToken }));
  });

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Once there was a token for some scopes, a claims request for them is answered like any other. */
const anyTokenWillDo = (): readonly Change[] => {
  const acquired = new Set<string>();
  return [
    changeParams('token.silent', (params) => without(params, 'claims')),
    instead('token.clientCredentials', (inner) => async (params) => {
      const key = JSON.stringify([params.client, params.scopes]);
      const asked = acquired.has(key) ? without(params, 'claims') : params;
      const outcome = await inner['token.clientCredentials'](asked);
      if (outcome.outcome === 'ok') acquired.add(key);
      return outcome;
    }),
  ];
};

/** Whoever has capabilities gets no token from the cache. */
const capableNeverCached = instead('token.clientCredentials', (inner, { created }) => (params) => {
  const isCapable = created(params.client).capabilities !== undefined;
  return inner['token.clientCredentials'](isCapable ? { ...params, forceRefresh: true } : params);
});

export const claims: readonly BrokenClient[] = [
  broken(
    'loses-claims-challenges',
    'The claims challenge of the authority is not in the error that the caller gets.',
    ['CLAIMS-001', 'OBO-004'],
    () => changeErrors((error) => without(error, 'claims'), tokenMethods),
  ),
  broken(
    'sends-capabilities-only',
    'Of the claims parameter it sends the capabilities and nothing that the caller asked for.',
    ['CLAIMS-002', 'CLAIMS-005'],
    () =>
      changeClaims(({ xms_cc: capabilities }) =>
        capabilities === undefined ? undefined : { xms_cc: capabilities },
      ),
  ),
  broken(
    'answers-claims-from-the-cache',
    'A claims request is answered with the token that is in the cache.',
    ['CLAIMS-002', 'CLAIMS-003'],
    anyTokenWillDo,
  ),
  broken(
    'does-not-send-capabilities',
    'The capabilities of the client are not sent.',
    ['CLAIMS-004', 'CLAIMS-005'],
    () => changeParams('client.create', (params) => without(params, 'capabilities')),
  ),
  broken(
    'sends-claims-or-capabilities',
    'When the caller asks for claims, the capabilities are not sent.',
    ['CLAIMS-005'],
    () =>
      changeClaims((accessToken) =>
        Object.keys(accessToken).length > 1 ? without(accessToken, 'xms_cc') : accessToken,
      ),
  ),
  broken(
    'does-not-cache-with-capabilities',
    'A client with capabilities asks the authority every time.',
    ['CLAIMS-006'],
    () => capableNeverCached,
  ),
  broken(
    'ignores-malformed-claims',
    'Claims that are not JSON are left out, and nobody is told.',
    ['CLAIMS-007'],
    () =>
      changeParams('token.clientCredentials', (params) =>
        params.claims !== undefined && !isJson(params.claims) ? without(params, 'claims') : params,
      ),
  ),
];
