/**
 * A browser at HTTP level: cookies, redirects and forms, with a person in front of it. It walks the authority's
 * pages and carries the answer to the redirect URI: over a real socket when somebody listens there.
 */
import type { MockIdp, World } from '../../mock-idp/index.ts';
import { readPage } from './page-form.ts';
import { PersonError, respond, type Behaviour } from './person.ts';

/** Where the walk ended. */
export type Arrival =
  /** The authority sent its answer to the redirect URI. */
  | { readonly at: 'redirect'; readonly url: URL; readonly parameters: Readonly<Record<string, string>> }
  /** The authority would not send an answer anywhere, and shows an error page. */
  | { readonly at: 'error-page'; readonly aadsts: string | undefined; readonly text: string };

const mostPages = 20;

const cookieJar = () => {
  const cookies = new Map<string, string>();
  return {
    keep(response: Response) {
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const name = pair.slice(0, pair.indexOf('=')).trim();
        const value = pair.slice(pair.indexOf('=') + 1).trim();
        if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
    },
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  };
};

export interface Browser {
  /** Walks from an authorization URL to the redirect URI or an error page. @throws {PersonError} */
  walk(url: string, behaviour: Behaviour): Promise<Arrival>;
}

const parametersOf = (url: URL) => ({
  ...Object.fromEntries(url.searchParams),
  ...Object.fromEntries(new URLSearchParams(url.hash.replace(/^#/, ''))),
});

/** One browser of one world: it stays signed in between walks. */
export const createBrowser = (idp: MockIdp, world: World): Browser => {
  const fetchPage = idp.fetch(world);
  const jar = cookieJar();

  const walk = async (from: string, behaviour: Behaviour): Promise<Arrival> => {
    let request: { url: URL; form?: Record<string, string> } = { url: new URL(from) };
    let answered: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const { url, form } = request;
      if (!idp.owns(url.hostname)) return { at: 'redirect', url, parameters: form ?? parametersOf(url) };
      const response = await fetchPage(url, {
        redirect: 'manual',
        headers: { cookie: jar.header() },
        ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      });
      jar.keep(response);
      const location = response.headers.get('location');
      if (location !== null) {
        request = { url: new URL(location, url) };
        continue;
      }
      const html = await response.text();
      const shown = readPage(html);
      const again = shown.name === answered; // the authority did not take the answer
      if (shown.name === 'error' || shown.form === undefined || again) {
        return { at: 'error-page', aadsts: shown.aadsts, text: html };
      }
      answered = shown.name;
      const action = new URL(shown.form.action || url, url);
      request =
        shown.name === 'form-post'
          ? { url: action, form: { ...shown.form.fields } }
          : { url: action, form: respond(shown, behaviour, world.directory) };
    }
    throw new PersonError(`after ${mostPages} pages there was still no answer`);
  };
  return { walk };
};

/** Carries an arrival to whoever listens at the redirect URI (RFC 8252 section 7.3). */
export const deliver = async (arrival: Arrival): Promise<void> => {
  if (arrival.at === 'error-page') return;
  const { url, parameters } = arrival;
  const posted = url.search === '' && url.hash === '' && Object.keys(parameters).length > 0;
  const target = new URL(url);
  target.hash = '';
  const response = await fetch(target, {
    redirect: 'manual',
    ...(posted ? { method: 'POST', body: new URLSearchParams(parameters) } : {}),
  });
  await response.arrayBuffer();
};
