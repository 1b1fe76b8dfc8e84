/** A world with so many tenants, each with one daemon. */
import type { WorldConfigInput } from '../mock-idp/index.ts';

export const worldOf = (tenants: number): WorldConfigInput => ({
  tenants: Object.fromEntries(
    Array.from({ length: tenants }, (_, n) => [
      `t${n}`,
      { domains: [`t${n}.example`], apps: { daemon: { kind: 'confidential', secret: 'generated' } } },
    ]),
  ),
});
