/** Answers one request of one world: the context, the faults, the endpoint, the headers, the ledger. */
import type { Cloud } from '../clouds/cloud.ts';
import { resolveTenant } from '../directory/find.ts';
import { tenantOfAuthority } from '../directory/own-authority.ts';
import type { EndpointContext, Services, TenantSegment } from '../endpoints/endpoint.ts';
import { changedAnswer, faultInWords, paddedAnswer, replacedAnswer } from '../faults/apply-faults.ts';
import type { FaultRule } from '../faults/fault-rule.ts';
import type { DoorName, WireRequest, WireResponse } from '../wire.ts';
import type { WorldCore } from '../worlds/world-core.ts';
import type { RequestParts } from './request-parts.ts';
import { withHead } from './response-head.ts';

const isGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The caller's own id, wherever SDKs put it, or a fresh one. */
const correlationIdOf = ({ headers }: WireRequest, { form, query }: RequestParts): string | undefined =>
  [headers['client-request-id'], query.get('client-request-id'), form.get('client-request-id')].find(
    (id) => id !== undefined && isGuid.test(id),
  );

export interface AnswerOptions {
  readonly services: Services;
  readonly core: WorldCore;
  readonly request: WireRequest;
  readonly parts: RequestParts;
  readonly door: DoorName;
  readonly claim: (handle: string) => void;
}

interface Notes {
  decision: string;
  refreshTokenAge: number | undefined;
}

/** The tenant a path names; AD FS and OpenID providers have one whatever the path. */
const whoseRequest = ({
  services,
  core,
  parts,
}: AnswerOptions): { readonly cloud: Cloud; readonly tenant: TenantSegment } => {
  const { directory } = core.world;
  const { side } = parts.route;
  const own =
    side === 'adfs' || side === 'dsts' || side === 'oidc'
      ? tenantOfAuthority(directory, side, parts.host)
      : undefined;
  const cloud = (own && services.clouds.byId(own.cloud)) ?? parts.cloud;
  if (own && side !== 'dsts') return { cloud, tenant: { kind: 'tenant', segment: side, tenant: own } };
  const segment = parts.path['tenant'];
  if (segment === undefined) return { cloud, tenant: { kind: 'none', segment: '' } };
  return { cloud, tenant: resolveTenant(directory, cloud.id, segment) };
};

const contextOf = (options: AnswerOptions, notes: Notes, rules: readonly FaultRule[]): EndpointContext => {
  const { services, core, request, parts, claim } = options;
  const { world, state, canaries, keys } = core;
  const { route, path } = parts;
  return {
    ...services,
    world,
    keys,
    state,
    ...whoseRequest(options),
    endpoint: route.endpoint,
    head: route.head,
    version: path['v2'] === '' || path['v2'] === undefined ? 'v1' : 'v2',
    host: parts.host,
    path,
    request,
    form: parts.form,
    query: parts.query,
    duplicates: parts.duplicates,
    tokenFaults: rules.flatMap(({ token }) => token ?? []),
    // The service's own ids end in a small byte.
    traceId: world.random.guid().replace(/..$/, '00'),
    correlationId: correlationIdOf(request, parts) ?? world.random.guid(),
    setDecision: (words) => {
      notes.decision = words;
    },
    setRefreshTokenAge: (ms) => {
      notes.refreshTokenAge = ms;
    },
    watch: (kind, secret) => canaries.watch(kind, secret),
    claim,
  };
};

export const answer = async (options: AnswerOptions): Promise<WireResponse> => {
  const { core, request, parts, door } = options;
  const { route, path, form } = parts;
  const notes: Notes = { decision: 'answered', refreshTokenAge: undefined };
  const grant = route.endpoint === 'token' ? form.get('grant_type') : undefined;
  const rules = core.faults.strike({
    endpoint: route.endpoint,
    grant,
    host: parts.host,
    path: request.url.pathname,
  });
  const context = contextOf(options, notes, rules);
  const plain = replacedAnswer(context, rules) ?? (await route.handler(context));
  const response = changedAnswer(
    withHead(context, plain, notes.refreshTokenAge),
    rules,
    core.world.clock.now(),
  );
  const fault = faultInWords(rules);
  core.ledger.record({
    at: core.world.clock.now(),
    door,
    endpoint: route.endpoint,
    cloud: parts.cloud.id,
    ...(path['tenant'] !== undefined && { tenant: path['tenant'] }),
    request,
    form: Object.fromEntries(form),
    ...(grant !== undefined && { grant }),
    response,
    decision: notes.decision,
    ...(fault !== undefined && { fault }),
  });
  return paddedAnswer(response, rules);
};
