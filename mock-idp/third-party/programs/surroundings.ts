/** What the programs of this folder share: the variables that `exec` gave them, and a person who signs in. */
import { parse } from 'node-html-parser';

export const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run this under exec`);
  return value;
};

/** Where the tests read what came out. */
export const report = (result: unknown): void => console.log(JSON.stringify(result));

export const redirectUri = 'http://localhost:3000/callback';

/** Signs alice in, page after page, from an authorization URL to the redirect that carries the answer. */
export const signIn = async (authorizationUrl: URL): Promise<URL> => {
  const cookies = new Map<string, string>();
  let next: { url: URL; form?: Record<string, string> } = { url: authorizationUrl };
  for (let page = 0; page < 10; page++) {
    const { url, form } = next;
    if (url.href.startsWith(redirectUri)) return url;
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', ...value] = line.split(';', 1)[0]!.split('=');
      cookies.set(name, value.join('='));
    }
    const location = response.headers.get('location');
    if (location !== null) {
      next = { url: new URL(location, url) };
      continue;
    }
    const root = parse(await response.text());
    const fields = root.querySelectorAll('form input[name]').map((input) => {
      const name = input.getAttribute('name')!;
      const typed: Record<string, string> = {
        username: env('ENTRA_USERNAME'),
        password: env('ENTRA_PASSWORD'),
      };
      return [name, typed[name] ?? input.getAttribute('value') ?? ''] as const;
    });
    const action = root.querySelector('form button[name=action]')?.getAttribute('value') ?? '';
    next = {
      url: new URL(root.querySelector('form')?.getAttribute('action') ?? '', url),
      form: { ...Object.fromEntries(fields), action },
    };
  }
  throw new Error('the sign-in pages do not end');
};

/** The token with one character of its signature changed: well formed, and nobody's. */
export const tampered = (token: string): string => {
  const at = token.lastIndexOf('.') + 10;
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
};

/** A token of the app for itself, as any HTTP client gets it. */
export const appToken = async (): Promise<string> => {
  const response = await fetch(`${env('ENTRA_AUTHORITY')}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: env('ENTRA_CLIENT_ID'),
      client_secret: env('ENTRA_CLIENT_SECRET'),
      scope: env('ENTRA_GRAPH_SCOPE'),
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
};

/** Says what a validator said: `accepted`, or the code or name of its error. */
export const verdictOf = async (validate: () => unknown): Promise<string> => {
  try {
    await validate();
    return 'accepted';
  } catch (error) {
    const { code, name, message } = error as { code?: string; name?: string; message?: string };
    return code ?? `${name}: ${message}`;
  }
};
