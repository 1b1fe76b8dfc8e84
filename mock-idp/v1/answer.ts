/** Answers of the v1.0 endpoints: the members of v2.0's and some more, in v1.0's order, every number as text. */
import { jsonAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { decodeJwt, textMember } from '../tokens/jwt.ts';
import type { WireResponse } from '../wire.ts';

type Body = Readonly<Record<string, unknown>>;

/** The names alone: v1.0 says beside them which API they are of. */
const scopeNames = (scope: string) =>
  [...new Set(scope.split(' ').map((word) => word.slice(word.lastIndexOf('/') + 1)))]
    .filter((name) => name !== '.default')
    .toSorted((a, b) => a.localeCompare(b))
    .join(' ');

const parsed = ({ body }: WireResponse) => JSON.parse(body) as Body;

/** The token endpoint's success, as recorded in 2016. */
export const asTokenAnswer = ({ world, form }: EndpointContext, response: WireResponse): WireResponse => {
  const { token_type, scope, expires_in, ext_expires_in, access_token, ...rest } = parsed(response);
  const now = Math.floor(world.clock.now() / 1000);
  const audience = textMember(decodeJwt(String(access_token))?.claims ?? {}, 'aud');
  return jsonAnswer({
    token_type,
    ...(typeof scope === 'string' && { scope: scopeNames(scope) }),
    expires_in: String(expires_in),
    ext_expires_in: String(ext_expires_in),
    expires_on: String(now + Number(expires_in) + 1),
    not_before: String(now - 300),
    resource: form.get('resource') ?? audience,
    access_token,
    ...rest,
  });
};

/** The device authorization answer: `verification_url`, and times as text. */
export const asDeviceAnswer = (response: WireResponse): WireResponse => {
  const { user_code, device_code, verification_uri, expires_in, interval, message } = parsed(response);
  return jsonAnswer({
    user_code,
    device_code,
    verification_url: verification_uri,
    expires_in: String(expires_in),
    interval: String(interval),
    message,
  });
};
