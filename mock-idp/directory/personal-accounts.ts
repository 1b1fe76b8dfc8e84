/** Personal Microsoft accounts: users with one tenant for all of them, which only the public cloud has. */
import type { Tenant, User } from '../world.ts';
import { consumersTenantId } from './find.ts';

export const consumersTenant: Tenant = {
  name: 'consumers',
  id: consumersTenantId,
  domains: ['outlook.com', 'hotmail.com', 'live.com'],
  cloud: 'public',
  state: 'active',
};

export const isPersonal = ({ tenant }: Pick<User, 'tenant'>): boolean => tenant.id === consumersTenantId;
