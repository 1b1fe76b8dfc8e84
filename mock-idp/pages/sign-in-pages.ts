/** The pages of a sign-in: who, the password, a second factor. Data in, page out. */
import {
  actions,
  asides,
  button,
  fieldState,
  form,
  name,
  problemBox,
  type Aside,
  type FormTarget,
  type Problem,
} from './form.ts';
import { page, type Page } from './layout.ts';
import { markup } from './markup.ts';

/** What all pages of one sign-in know. */
export interface SignInContext {
  readonly target: FormTarget;
  readonly appName: string;
  /** The redirect URI; absent at the device page, where nothing is redirected to. */
  readonly leadsTo?: string | undefined;
}

export interface Account {
  readonly id: string;
  readonly displayName: string;
  readonly upn: string;
}

export const usernamePage = (
  { target, appName, leadsTo }: SignInContext,
  {
    username = '',
    problem,
    others = [],
  }: {
    username?: string | undefined;
    problem?: Problem | undefined;
    others?: readonly Aside[] | undefined;
  },
): Page =>
  page({
    name: 'username',
    aadsts: problem?.aadsts,
    title: 'Sign in',
    leadsTo,
    body: markup`<h1>Sign in</h1>
<p class="soft">to continue to ${name(appName)}</p>
${problemBox(problem)}
${form(
  target,
  markup`<label for="username">Email or user name</label>
<input id="username" name="username" type="text" inputmode="email" value="${username}" required autofocus
 autocomplete="username" autocapitalize="none" spellcheck="false"${fieldState(problem)}>
${actions(button('next', 'Next', 'primary'), markup`<button name="action" value="cancel" class="plain" formnovalidate>Cancel</button>`)}
${asides(others)}`,
)}`,
  });

export const passwordPage = (
  { target, appName, leadsTo }: SignInContext,
  {
    username,
    problem,
    others = [],
  }: { username: string; problem?: Problem | undefined; others?: readonly Aside[] | undefined },
): Page =>
  page({
    name: 'password',
    aadsts: problem?.aadsts,
    title: 'Enter password',
    leadsTo,
    body: markup`<h1>Enter password</h1>
<p class="soft">to continue to ${name(appName)}</p>
<p class="who">${name(username)}</p>
${problemBox(problem)}
${form(
  target,
  markup`<input type="text" value="${username}" autocomplete="username" aria-label="User name" readonly hidden>
<label for="password">Password</label>
<input id="password" name="password" type="password" required autofocus
 autocomplete="current-password"${fieldState(problem)}>
${actions(button('signin', 'Sign in', 'primary'), markup`<button name="action" value="cancel" class="plain" formnovalidate>Cancel</button>`)}
<p class="after"><button name="action" value="use-another" class="link" formnovalidate>Use another account</button></p>
${asides(others)}`,
)}`,
  });

export const pickerPage = (
  { target, appName, leadsTo }: SignInContext,
  { accounts }: { accounts: readonly Account[] },
): Page =>
  page({
    name: 'picker',
    title: 'Pick an account',
    leadsTo,
    body: markup`<h1>Pick an account</h1>
<p class="soft">to continue to ${name(appName)}</p>
${form(
  target,
  markup`<ul class="accounts">${accounts.map(
    ({ id, displayName, upn }) =>
      markup`<li>${button(`pick:${id}`, markup`${name(displayName)}<span>${name(upn)}</span>`)}</li>`,
  )}</ul>
${actions(button('use-another', 'Use another account'), button('cancel', 'Cancel'))}`,
)}`,
  });

export const approvePage = (
  { target, appName, leadsTo }: SignInContext,
  { username }: { username: string },
): Page =>
  page({
    name: 'mfa',
    title: 'Approve sign-in request',
    leadsTo,
    body: markup`<h1>Approve sign-in request</h1>
<p class="who">${name(username)}</p>
<p>Your organization asks for a second proof before you continue to ${name(appName)}. This button stands in for
the phone.</p>
${form(target, actions(button('approve', 'Approve sign-in', 'primary'), button('cancel', 'Cancel')))}`,
  });
