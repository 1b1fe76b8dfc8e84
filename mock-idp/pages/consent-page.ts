/** The page that asks whether an app may have what it asks for. */
import { actions, button, form, name } from './form.ts';
import { page, type Page } from './layout.ts';
import { markup } from './markup.ts';
import type { SignInContext } from './sign-in-pages.ts';

const known: Readonly<Record<string, string>> = {
  openid: 'Sign you in',
  profile: 'See your basic profile',
  email: 'See your email address',
  offline_access: 'Keep access to what you have allowed',
  'user.read': 'Sign you in and read your profile',
  'user.readwrite': 'Read and change your profile',
  'mail.read': 'Read your mail',
  'mail.send': 'Send mail as you',
  'calendars.read': 'Read your calendars',
  'files.read': 'Read your files',
  '.default': 'Everything the app has been set up to ask for',
};

/** A scope in words: `api://app/Orders.Read` is `Orders.Read of api://app`, unless it is a known one. */
export const scopeInWords = (scope: string): string => {
  const slash = scope.lastIndexOf('/');
  const permission = scope.slice(slash + 1);
  const words = known[permission.toLowerCase()];
  if (words !== undefined) return words;
  return slash > 0 ? `${permission} of ${scope.slice(0, slash)}` : permission;
};

export const consentPage = (
  { target, appName, leadsTo }: SignInContext,
  { username, scopes }: { username: string; scopes: readonly string[] },
): Page =>
  page({
    name: 'consent',
    title: 'Permissions requested',
    leadsTo,
    body: markup`<h1>Permissions requested</h1>
<p class="who">${name(username)}</p>
<p><strong>${name(appName)}</strong> would like to:</p>
<ul class="scopes">${scopes.map(
      (scope) => markup`<li>${name(scopeInWords(scope))}<code>${name(scope)}</code></li>`,
    )}</ul>
<p class="soft">Accept only if you trust this app. You are asked once.</p>
${form(target, actions(button('accept', 'Accept', 'primary'), button('cancel', 'Cancel')))}`,
  });
