/** Walks the sign-in pages as one person, from an authorize request to what comes then. Holds no expectations. */
import { testBrowser, type SeenPage } from '../sign-in/test-browser.ts';
import type { Probe } from './probe.ts';

export interface Walk {
  readonly app: string;
  readonly user: string;
  /** Default: `common` on the public cloud. */
  readonly at?: string;
  readonly version?: '/v2.0' | '';
  /** Instead of, or besides, the usual parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export const walk = async (
  probe: Probe,
  { app, user, at = 'https://login.microsoftonline.com/common', version = '/v2.0', parameters = {} }: Walk,
): Promise<SeenPage> => {
  const url = new URL(`${at}/oauth2${version}/authorize`);
  url.search = new URLSearchParams({
    client_id: probe.app(app).clientId,
    response_type: 'code',
    redirect_uri: 'http://localhost',
    client_info: '1',
    ...(version === '/v2.0' && { scope: 'User.Read openid profile offline_access' }),
    ...parameters,
  }).toString();
  const browser = testBrowser(probe.idp, probe.world);
  const { upn, password } = probe.user(user);
  const asked = await browser.press(await browser.open(url), 'next', { username: upn });
  return asked.name === 'password' ? browser.press(asked, 'signin', { password }) : asked;
};

/** The form that redeems the code which a walk ended with. */
export const codeForm = (probe: Probe, app: string, { toApp }: SeenPage): Record<string, string> => ({
  grant_type: 'authorization_code',
  client_id: probe.app(app).clientId,
  code: toApp?.searchParams.get('code') ?? '',
  redirect_uri: 'http://localhost',
  client_info: '1',
});

export const decodedClientInfo = (text: unknown): unknown =>
  JSON.parse(Buffer.from(String(text), 'base64url').toString('utf8'));
