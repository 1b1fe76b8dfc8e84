/** The pages that only customers see: the address to write to, the code sent there, the new account and password. */
import {
  actions,
  asides,
  button,
  fieldState,
  form,
  name,
  problemBox,
  type Aside,
  type Problem,
} from './form.ts';
import { page, type Page, type PageName } from './layout.ts';
import { markup, type Content } from './markup.ts';
import type { SignInContext } from './sign-in-pages.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'text' | 'password';
  readonly value?: string | undefined;
  readonly autocomplete: string;
}

interface Parts {
  readonly name: PageName;
  readonly title: string;
  /** What stands above the fields. */
  readonly text: Content;
  readonly fields: readonly Field[];
  readonly submit: Aside;
  readonly others?: readonly Aside[];
  readonly problem?: Problem | undefined;
}

const fieldMarkup = (field: Field, problem: Problem | undefined): Content => markup`
<label for="${field.name}">${name(field.label)}</label>
<input id="${field.name}" name="${field.name}" type="${field.type}" value="${field.value ?? ''}" required
 autocomplete="${field.autocomplete}"${fieldState(problem)}>`;

const fieldsPage = ({ target, leadsTo }: SignInContext, parts: Parts): Page =>
  page({
    name: parts.name,
    aadsts: parts.problem?.aadsts,
    title: parts.title,
    leadsTo,
    body: markup`<h1>${parts.title}</h1>
<p class="soft">${parts.text}</p>
${problemBox(parts.problem)}
${form(
  target,
  markup`${parts.fields.map((field) => fieldMarkup(field, parts.problem))}
${actions(
  button(parts.submit.action, parts.submit.label, 'primary'),
  markup`<button name="action" value="cancel" class="plain" formnovalidate>Cancel</button>`,
)}
${asides(parts.others ?? [])}`,
)}`,
  });

interface Typed {
  readonly email?: string | undefined;
  readonly problem?: Problem | undefined;
}

export const emailPage = (
  context: SignInContext,
  { purpose, email, problem }: Typed & { readonly purpose: 'sign-up' | 'reset' },
): Page =>
  fieldsPage(context, {
    name: 'email',
    title: purpose === 'sign-up' ? 'Create account' : 'Reset your password',
    text: markup`to continue to ${name(context.appName)}`,
    fields: [{ name: 'email', label: 'Email', type: 'email', value: email, autocomplete: 'email' }],
    submit: { action: 'send-code', label: 'Send code' },
    problem,
  });

export const codePage = (context: SignInContext, { email = '', problem }: Typed): Page =>
  fieldsPage(context, {
    name: 'code',
    title: 'Enter code',
    text: markup`We sent a code to ${name(email)}`,
    fields: [{ name: 'code', label: 'Code', type: 'text', autocomplete: 'one-time-code' }],
    submit: { action: 'verify', label: 'Next' },
    others: [{ action: 'resend', label: 'Send the code again' }],
    problem,
  });

export const newAccountPage = (
  context: SignInContext,
  { email = '', problem, fields }: Typed & { readonly fields: readonly Field[] },
): Page =>
  fieldsPage(context, {
    name: 'new-account',
    title: 'Add details',
    text: name(email),
    fields,
    submit: { action: 'create', label: 'Create' },
    problem,
  });

export const newPasswordPage = (context: SignInContext, { email = '', problem }: Typed): Page =>
  fieldsPage(context, {
    name: 'new-password',
    title: 'Choose a new password',
    text: name(email),
    fields: [{ name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password' }],
    submit: { action: 'save', label: 'Continue' },
    problem,
  });

export const profilePage = (
  context: SignInContext,
  { email = '', displayName, problem }: Typed & { readonly displayName: string },
): Page =>
  fieldsPage(context, {
    name: 'profile',
    title: 'Update your profile',
    text: name(email),
    fields: [
      { name: 'displayName', label: 'Display name', type: 'text', value: displayName, autocomplete: 'name' },
    ],
    submit: { action: 'save', label: 'Continue' },
    problem,
  });
