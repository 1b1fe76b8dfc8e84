/** The identifiers that tokens call people, apps and tenants by: the same whenever they are asked for. */
import { hash } from 'node:crypto';
import type { Cloud } from '../clouds/cloud.ts';
import type { App, Tenant, User } from '../world.ts';

const digest = (...parts: string[]) => hash('sha256', parts.join(' '), 'buffer');

const guidOf = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

/** A user has another object id in each tenant they are a guest of. */
export const objectIdIn = (user: User, tenant: Tenant): string =>
  user.tenant === tenant ? user.id : guidOf(digest('guest', user.id, tenant.id));

/** The service principal of an app in a tenant. */
export const servicePrincipalIdIn = (app: App, tenant: Tenant): string =>
  guidOf(digest('service principal', app.clientId, tenant.id));

/** A conditional access policy, as claims challenges name it. */
export const policyIdIn = (tenant: Tenant, name: string): string =>
  guidOf(digest('conditional access policy', name, tenant.id));

/** `sub` is pairwise: another one for each app that a user signs in to. */
export const pairwiseSubject = (user: User, audience: string) =>
  digest('subject', user.id, audience).toString('base64url');

/** 22 characters: the trace id's bytes as .NET orders them. */
export const utiOf = (traceId: string) => {
  const hex = traceId.replaceAll('-', '');
  const bytes = Buffer.from(hex, 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes.toString('base64url');
};

export const issuerOfV1 = ({ cloud }: { readonly cloud: Cloud }, tenantId: string): string =>
  `https://${cloud.stsHost}/${tenantId}/`;

/** Whether it is the tenant's, of either version. */
export const isIssuer = (context: { readonly cloud: Cloud }, tenantId: string, issuer: unknown): boolean =>
  issuer === issuerOf(context, tenantId) || issuer === issuerOfV1(context, tenantId);

export const issuerOf = ({ cloud }: { readonly cloud: Cloud }, tenantId: string): string =>
  `https://${cloud.issuerHost}/${tenantId}/v2.0`;
