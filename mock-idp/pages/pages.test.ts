import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parse } from 'node-html-parser';
import { consentPage, scopeInWords } from './consent-page.ts';
import { codePage, emailPage, newAccountPage, newPasswordPage, profilePage } from './customer-pages.ts';
import { deviceCodePage, deviceConfirmPage } from './device-pages.ts';
import { donePage, errorPage, signedOutPage } from './end-pages.ts';
import { formPostPage } from './form-post-page.ts';
import type { Page, PageName } from './layout.ts';
import { markup } from './markup.ts';
import { approvePage, passwordPage, pickerPage, usernamePage } from './sign-in-pages.ts';

const hostile = `"><script>alert('x')</script><img src=x onerror="alert(1)">\`\${7*7}\0\n&amp;`;
const context = {
  target: { action: '/tenant/login', flow: hostile },
  appName: hostile,
  leadsTo: 'msal123://auth',
};

/** Every page, with hostile text in every place that foreign text can reach. */
const pages: Record<PageName, Page> = {
  username: usernamePage(context, { username: hostile, problem: { aadsts: 50126, text: hostile } }),
  password: passwordPage(context, { username: hostile, problem: { aadsts: 50126, text: hostile } }),
  picker: pickerPage(context, { accounts: [{ id: hostile, displayName: hostile, upn: hostile }] }),
  mfa: approvePage(context, { username: hostile }),
  consent: consentPage(context, { username: hostile, scopes: [hostile, `api://${hostile}/read`] }),
  email: emailPage(context, { purpose: 'sign-up', email: hostile, problem: { text: hostile } }),
  code: codePage(context, { email: hostile, problem: { aadsts: 50181, text: hostile } }),
  'new-account': newAccountPage(context, {
    email: hostile,
    fields: [{ name: 'displayName', label: hostile, type: 'text', value: hostile, autocomplete: 'name' }],
  }),
  'new-password': newPasswordPage(context, { email: hostile }),
  profile: profilePage(context, { email: hostile, displayName: hostile }),
  'device-code': deviceCodePage(context.target, {
    userCode: hostile,
    problem: { aadsts: 50126, text: hostile },
  }),
  'device-confirm': deviceConfirmPage(context.target, { appName: hostile, username: hostile }),
  done: donePage({ title: hostile, text: hostile }),
  logout: signedOutPage(),
  'form-post': formPostPage('https://app.test/cb?x=%22', [[hostile, hostile]]),
  error: errorPage({
    aadsts: 50011,
    sentence: hostile,
    advice: hostile,
    traceId: hostile,
    correlationId: hostile,
    timestamp: hostile,
  }),
};
const all = Object.entries(pages) as [PageName, Page][];

describe('the markup template', () => {
  it('escapes text and quoted attributes, and keeps nested markup as it is', () => {
    const inner = markup`<b>${'<&>'}</b>`;
    expect(markup`<a title="${`"'\``}">${[inner, undefined, false, 0]}</a>`.text).toBe(
      '<a title="&quot;&#39;&#96;"><b>&lt;&amp;&gt;</b>0</a>',
    );
  });

  it('takes no look-alike of markup for markup', () => {
    const forged = JSON.parse('{"text":"<script>"}') as string;
    expect(() => markup`${forged}`.text).toThrow();
  });

  it('does not expand placeholders inside inserted text', () => {
    expect(markup`${'${1+1}'}${'$&$1'}`.text).toBe('${1+1}$&amp;$1');
  });
});

describe.each(all)('the %s page', (name, { html, policy }) => {
  const document = parse(html, { comment: true });

  it('says its name in data-page', () => {
    expect(document.querySelector('body')?.getAttribute('data-page')).toBe(name);
  });

  it('lets no foreign text become an element or an attribute', () => {
    expect(document.querySelectorAll('img')).toHaveLength(0);
    expect(html).not.toMatch(/<script>alert/);
    const handlers = document
      .querySelectorAll('*')
      .flatMap((element) => Object.keys(element.attributes))
      .filter((attribute) => attribute.startsWith('on'));
    expect(handlers).toEqual([]);
  });

  it('has a policy that allows its own style and script by hash, and nothing else inline', () => {
    const inline = [...html.matchAll(/<(style|script)>([^]*?)<\/\1>/g)].map(([, tag, text]) => ({
      directive: `${tag}-src`,
      hash: `'sha256-${createHash('sha256').update(text!).digest('base64')}'`,
    }));
    expect(inline.map(({ directive }) => directive)).toEqual(
      name === 'form-post' ? ['style-src', 'script-src'] : ['style-src'],
    );
    for (const { directive, hash } of inline) expect(policy).toContain(`${directive} ${hash}`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('loads nothing from anywhere', () => {
    const references = document
      .querySelectorAll('[src], link[href]')
      .map((element) => element.getAttribute('src') ?? element.getAttribute('href'));
    expect(references).toEqual(['data:,']);
    expect(html).not.toMatch(/url\(|@import/);
  });

  it('has one heading, a language, a title and a label for each field', () => {
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect(document.querySelector('html')?.getAttribute('lang')).toBe('en');
    expect(document.querySelector('title')?.text).not.toBe('');
    for (const input of document.querySelectorAll('input:not([type=hidden]):not([hidden])')) {
      const id = input.getAttribute('id');
      expect(document.querySelectorAll('label').map((label) => label.getAttribute('for'))).toContain(id);
    }
  });
});

const buttonsOf = ({ html }: Page) =>
  parse(html)
    .querySelectorAll('button[name=action]')
    .map((button) => button.getAttribute('value'));

describe('the buttons', () => {
  it.each<[PageName, string[]]>([
    ['username', ['next', 'cancel']],
    ['password', ['signin', 'cancel', 'use-another']],
    ['picker', [`pick:${hostile.replace('\0', '\u{fffd}')}`, 'use-another', 'cancel']],
    ['mfa', ['approve', 'cancel']],
    ['consent', ['accept', 'cancel']],
    ['email', ['send-code', 'cancel']],
    ['code', ['verify', 'cancel', 'resend']],
    ['new-account', ['create', 'cancel']],
    ['new-password', ['save', 'cancel']],
    ['profile', ['save', 'cancel']],
    ['device-code', ['next']],
    ['device-confirm', ['confirm', 'decline']],
  ])('of the %s page carry the agreed values, the one that Enter presses first', (name, values) => {
    expect(buttonsOf(pages[name])).toEqual(values);
  });
});

describe('form-action', () => {
  it('stays with the authority where no app is returned to', () => {
    expect(pages['device-code'].policy).toContain("form-action 'self';");
  });

  it("allows the scheme of the app's redirect URI, since browsers hold it against redirects too", () => {
    expect(pages.password.policy).toContain("form-action 'self' http: https: msal123:;");
    expect(pages['form-post'].policy).toContain("form-action 'self' http: https:;");
  });
});

describe('scopes in words', () => {
  it.each([
    ['openid', 'Sign you in'],
    ['https://graph.microsoft.com/User.Read', 'Sign you in and read your profile'],
    ['api://1234/Orders.Write', 'Orders.Write of api://1234'],
    ['api://1234/.default', 'Everything the app has been set up to ask for'],
    ['Custom', 'Custom'],
  ])('%s is: %s', (scope, words) => {
    expect(scopeInWords(scope)).toBe(words);
  });
});
