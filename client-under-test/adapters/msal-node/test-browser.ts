/** For the test beside it: a browser of one sign-in, and a person in front of it who types what they are asked. */
import { parse } from 'node-html-parser';

export interface Person {
  readonly upn: string;
  readonly password: string;
}

/** What the authority sent to the redirect URI. */
export interface Landing {
  readonly url: URL;
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether it came as a form, not in the URL. */
  readonly posted: boolean;
}

const mostPages = 10;

/** Follows pages and redirects of `host` from an authorization URL until they lead somewhere else. */
export const signIn = async (fetchPage: typeof fetch, from: string, person: Person): Promise<Landing> => {
  const cookies = new Map<string, string>();
  const { hostname } = new URL(from);
  let url = new URL(from);
  let form: Record<string, string> | undefined;
  for (let page = 0; page < mostPages; page++) {
    if (url.hostname !== hostname) {
      const parameters = form ?? Object.fromEntries(url.searchParams);
      return { url, parameters, posted: form !== undefined };
    }
    const response = await fetchPage(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name && value !== undefined) cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location) {
      url = new URL(location, url);
      form = undefined;
      continue;
    }
    const shown = parse(await response.text()).querySelector('form');
    if (!shown) throw new Error(`the page of ${url.href} has no form`);
    const typed: Record<string, string> = { username: person.upn, password: person.password };
    const fields = shown.querySelectorAll('input[name]').map((input): [string, string] => {
      const name = input.getAttribute('name') ?? '';
      return [name, typed[name] ?? input.getAttribute('value') ?? ''];
    });
    const button = shown.querySelector('button[name=action]')?.getAttribute('value');
    form = { ...Object.fromEntries(fields), ...(button && { action: button }) };
    url = new URL(shown.getAttribute('action') || url.href, url);
  }
  throw new Error(`no answer after ${mostPages} pages`);
};

/** Brings a landing to whoever listens at the redirect URI on this machine (RFC 8252 section 7.3). */
export const deliver = async ({ url, parameters, posted }: Landing): Promise<void> => {
  const request = posted ? { method: 'POST', body: new URLSearchParams(parameters) } : {};
  await (await fetch(url, request)).text();
};
