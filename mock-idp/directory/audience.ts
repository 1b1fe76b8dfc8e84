/** Whom an app lets in, by its audience. */
import type { App } from '../world.ts';

/** Whether accounts of any organization may use it. */
export const isMultiTenant = ({ audience }: App): boolean =>
  audience === 'multi-tenant' || audience === 'multi-tenant-and-personal';

/** Whether personal Microsoft accounts may use it. */
export const takesPersonalAccounts = ({ audience }: App): boolean =>
  audience === 'personal' || audience === 'multi-tenant-and-personal';
