/** The worlds that the tests of this folder sign in to. */
import type { WorldConfigInput } from '../config/world-config.ts';
import { createProbe, type Answer, type Probe } from '../testing/probe.ts';

export type TenantInput = WorldConfigInput['tenants'][string];
type Policies = NonNullable<TenantInput['conditionalAccess']>;

export const worldWith = (
  conditionalAccess: Policies,
  rest: Omit<WorldConfigInput, 'tenants'> = {},
): WorldConfigInput => ({
  ...rest,
  tenants: {
    contoso: {
      domains: ['contoso.example'],
      conditionalAccess,
      users: { alice: {}, newcomer: { mfaEnrolled: false }, manager: { compliantDevice: true } },
      apps: {
        desktop: { kind: 'public' },
        daemon: { kind: 'confidential', secret: 'generated' },
        api: { kind: 'confidential', secret: 'generated', exposes: { scopes: ['access'] } },
      },
    },
  },
});

export interface Signed extends Probe {
  /** The password grant of the app `desktop`. */
  readonly password: (user: string, form?: Record<string, string>) => Promise<Answer>;
  readonly refresh: (answer: Answer, form?: Record<string, string>) => Promise<Answer>;
  /** The device code grant; the person does all that the page asks. */
  readonly device: (user: string, form?: Record<string, string>) => Promise<Answer>;
  readonly me: (answer: Answer) => Promise<Answer>;
}

export const scope = 'openid offline_access User.Read';

export const createSigned = async (config: WorldConfigInput): Promise<Signed> => {
  const probe = await createProbe(config);
  const client_id = probe.app('desktop').clientId;
  const text = ({ body }: Answer, member: string) => String(body[member]);
  return {
    ...probe,
    password: (name, form = {}) => {
      const { upn: username, password } = probe.user(name);
      return probe.token({ client_id, grant_type: 'password', username, password, scope, ...form });
    },
    refresh: (answer, form = {}) =>
      probe.token({
        client_id,
        grant_type: 'refresh_token',
        refresh_token: text(answer, 'refresh_token'),
        ...form,
      }),
    device: async (name, form = {}) => {
      const url = `https://login.microsoftonline.com/${probe.tenant('contoso').id}/oauth2/v2.0/devicecode`;
      const code = await probe.post(url, { client_id, scope, ...form });
      probe.world.completeDeviceCode(text(code, 'user_code'), probe.user(name));
      return probe.token({
        client_id,
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: text(code, 'device_code'),
      });
    },
    me: (answer) =>
      probe.get('https://graph.microsoft.com/v1.0/me', {
        authorization: `Bearer ${text(answer, 'access_token')}`,
      }),
  };
};
