/** A browser for the tests of the pages: cookies, forms and redirects, no scripts. Holds no expectations. */
import { parse } from 'node-html-parser';
import type { MockIdp } from '../mock-idp.ts';
import type { World } from '../world.ts';

export interface SeenPage {
  readonly status: number;
  readonly headers: Headers;
  /** Where the answer came from. */
  readonly url: URL;
  /** Where it leads, when that is no host of the authority: the app. */
  readonly toApp: URL | undefined;
  readonly html: string;
  readonly name: string | undefined;
  readonly aadsts: string | undefined;
  readonly text: string;
  readonly action: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
  readonly buttons: readonly string[];
}

export interface TestBrowser {
  open(url: string | URL): Promise<SeenPage>;
  /** Posts the page's form, pressing the button named. */
  press(page: SeenPage, action: string, typed?: Readonly<Record<string, string>>): Promise<SeenPage>;
  readonly cookies: Map<string, string>;
}

const read = (response: Response, url: URL, toApp: URL | undefined, html: string): SeenPage => {
  const root = parse(html);
  const body = root.querySelector('body');
  const named = (selector: string) => root.querySelectorAll(selector).filter((e) => e.hasAttribute('name'));
  const value = (attribute: string | undefined) => attribute ?? '';
  return {
    status: response.status,
    headers: response.headers,
    url,
    toApp,
    html,
    name: body?.getAttribute('data-page'),
    aadsts: body?.getAttribute('data-aadsts'),
    text: root.querySelector('main')?.text ?? '',
    action: root.querySelector('form')?.getAttribute('action'),
    fields: Object.fromEntries(
      named('form input').map((e) => [value(e.getAttribute('name')), value(e.getAttribute('value'))]),
    ),
    buttons: named('form button').map((e) => value(e.getAttribute('value'))),
  };
};

export const testBrowser = (idp: MockIdp, world: World | undefined): TestBrowser => {
  const fetch = idp.fetch(world);
  const cookies = new Map<string, string>();

  const go = async (url: URL, init: RequestInit): Promise<SeenPage> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: cookie === '' ? {} : { cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split('; ');
      const [name, ...value] = pair!.split('=');
      if (attributes.includes('Max-Age=0')) cookies.delete(name!);
      else cookies.set(name!, value.join('='));
    }
    const location = response.headers.get('location');
    const target = location === null ? undefined : new URL(location, url);
    if (target && idp.owns(target.host)) return go(target, { method: 'GET' });
    return read(response, url, target, await response.text());
  };

  return {
    cookies,
    open: (url) => go(new URL(url), { method: 'GET' }),
    press: ({ url, action = '', fields }, button, typed = {}) =>
      go(new URL(action, url), {
        method: 'POST',
        body: new URLSearchParams({ ...fields, ...typed, action: button }),
      }),
  };
};
