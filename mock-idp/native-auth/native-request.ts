/** What all calls of native authentication have in common: the tenant, the client, the ways it can prove a user. */
import type { CiamTenant } from '../ciam/ciam-config.ts';
import { findApp } from '../directory/find.ts';
import { jsonAnswer, refusalAnswer } from '../endpoints/answers.ts';
import type { EndpointContext, EndpointHandler } from '../endpoints/endpoint.ts';
import { aadErrorBody } from '../errors/error-body.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import { missing } from '../grants/grant.ts';
import type { App, Tenant } from '../world.ts';
import type { WireResponse } from '../wire.ts';

export interface NativeClient {
  readonly app: App;
  readonly tenant: Tenant & { readonly ciam: CiamTenant };
}

export type NativeCall = (context: EndpointContext, client: NativeClient) => WireResponse | Refusal;

const isCiam = (tenant: Tenant): tenant is NativeClient['tenant'] => tenant.ciam !== undefined;

/** The public app that may use this API. The number of `nativeauthapi_disabled` is not public: 550022 stands in. */
export const nativeClient = (context: EndpointContext): NativeClient | Refusal => {
  const app = findApp(context, context.form.get('client_id'));
  if (isRefusal(app)) return app;
  const { tenant } = context;
  if (tenant.kind !== 'tenant' || !isCiam(tenant.tenant)) return refuse(500222);
  if (app.kind === 'confidential') return refuse(550022);
  return app.nativeAuth
    ? { app, tenant: tenant.tenant }
    : refuse(550022, {}, { suberror: 'nativeauthapi_disabled' });
};

/** An error that the client goes on from: its body also carries a token, or what is wrong with the attributes. */
export const refuseNatively = (
  context: EndpointContext,
  refusal: Refusal,
  members: Readonly<Record<string, unknown>>,
): WireResponse => {
  const { status } = context.errors.get(refusal.refusal);
  context.setDecision(`refused: AADSTS${refusal.refusal}`);
  return jsonAnswer({ ...aadErrorBody(context, refusal), ...members }, { status });
};

export const nativeEndpoint =
  (call: NativeCall): EndpointHandler =>
  (context) => {
    const client = nativeClient(context);
    const result = isRefusal(client) ? client : call(context, client);
    return isRefusal(result) ? refusalAnswer(context, result) : result;
  };

const known = ['password', 'oob', 'redirect', 'preverified'];

const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** The client must take `redirect` in every call: any may end in it. */
export const challengeTypesOf = ({ form }: EndpointContext): readonly string[] | Refusal => {
  const types = words(form.get('challenge_type') ?? '');
  if (types.some((type) => !known.includes(type))) {
    return refuse(90023, { reason: "Unsupported 'challenge_type' value" });
  }
  return types.includes('redirect') ? types : refuse(901007);
};

/** The documentation says `capability`, MSAL sends `capabilities`. */
export const capabilitiesOf = ({ form }: EndpointContext): readonly string[] =>
  words(form.get('capabilities') ?? form.get('capability') ?? '');

/** Sends the client to the browser: there is no way to go on without. */
export const redirectToBrowser = (context: EndpointContext, reason?: string): WireResponse => {
  context.setDecision(`sent the client to the browser${reason === undefined ? '' : `: ${reason}`}`);
  return jsonAnswer({
    challenge_type: 'redirect',
    ...(reason !== undefined && { redirect_reason: reason }),
  });
};

/** What a first call needs: parameters, and the challenge types, which must hold those that are needed. */
export const startOf = (
  context: EndpointContext,
  needed: readonly string[],
): { readonly email: string; readonly fits: boolean } | Refusal => {
  const incomplete = missing(context, 'username', 'challenge_type');
  if (incomplete) return incomplete;
  const types = challengeTypesOf(context);
  if (isRefusal(types)) return types;
  return {
    email: context.form.get('username')!.trim(),
    fits: needed.every((type) => types.includes(type)),
  };
};

/** Later calls may leave the types out. */
export const laterTypesRefusal = (context: EndpointContext): Refusal | undefined => {
  const types = context.form.has('challenge_type') ? challengeTypesOf(context) : undefined;
  return isRefusal(types) ? types : undefined;
};
