/** The browser session: the cookie, who is signed in with it, and how that ends. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { BrowserSession, SignedIn } from '../state.ts';
import type { WireResponse } from '../wire.ts';
import type { User } from '../world.ts';
import { keepAtMost } from './keep-at-most.ts';

const mostSessions = 1000;

/** One name for each world: browsers keep the cookies of a host in one jar. */
const cookieName = ({ world }: EndpointContext) => `mock-session-${world.id}`;

const cookieOf = (context: EndpointContext): string | undefined => {
  const prefix = `${cookieName(context)}=`;
  return (context.request.headers['cookie'] ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(prefix))
    ?.slice(prefix.length);
};

/**
 * Hidden frames (`prompt=none`) send the cookie only with SameSite=None, which browsers take only over https;
 * over http Lax is the best that works.
 */
const setCookie = (context: EndpointContext, value: string, extra = '') => {
  const site = context.request.url.protocol === 'https:' ? 'SameSite=None; Secure' : 'SameSite=Lax';
  return ['Set-Cookie', `${cookieName(context)}=${value}; Path=/; HttpOnly; ${site}${extra}`] as const;
};

export type CookieHeaders = readonly (readonly ['Set-Cookie', string])[];

/** The session of the browser that asks. */
export const findSession = (context: EndpointContext): BrowserSession | undefined =>
  context.state.sessions.get(cookieOf(context) ?? '');

/** The same, or a new one with the cookie that tells the browser. */
export const openSession = (
  context: EndpointContext,
): { readonly session: BrowserSession; readonly cookies: CookieHeaders } => {
  const found = findSession(context);
  if (found) return { session: found, cookies: [] };
  const { world, state } = context;
  const session: BrowserSession = { id: world.random.guid(), accounts: [] };
  const secret = world.random.text(32);
  keepAtMost(state.sessions, mostSessions).set(secret, session);
  return { session, cookies: [setCookie(context, secret)] };
};

/** Forgets the session and has the browser forget its cookie. */
export const closeSession = (context: EndpointContext): CookieHeaders => {
  const cookie = cookieOf(context);
  if (cookie === undefined) return [];
  context.state.sessions.delete(cookie);
  return [setCookie(context, '', '; Max-Age=0')];
};

/** Who is signed in; a revocation since then has signed them out. */
export const signedIn = ({ state }: EndpointContext, session: BrowserSession): readonly SignedIn[] =>
  session.accounts.filter(
    ({ user, authenticatedAt }) => authenticatedAt >= (state.tokensValidFrom.get(user.id) ?? -Infinity),
  );

export const signIn = (
  { world }: EndpointContext,
  session: BrowserSession,
  user: User,
  { mfa }: { mfa: boolean },
): void => {
  signOut(session, user);
  session.accounts = [...session.accounts, { user, authenticatedAt: world.clock.now(), mfa }];
};

/** The answer, with the cookies of its session. */
export const withCookies = (answer: WireResponse, cookies: CookieHeaders): WireResponse => ({
  ...answer,
  headers: [...answer.headers, ...cookies],
});

export const signOut = (session: BrowserSession, user: User): void => {
  session.accounts = session.accounts.filter((account) => account.user !== user);
};
