/** The pages that oidc-provider asks its host to draw, drawn as all pages of the mock are. */
import { parse } from 'node-html-parser';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { deviceCodePage, deviceConfirmPage } from '../pages/device-pages.ts';
import { donePage, errorPage } from '../pages/end-pages.ts';
import type { Page } from '../pages/layout.ts';
import { aadTimestamp } from '../errors/error-body.ts';
import type { World } from '../world.ts';

const show = (ctx: KoaContextWithOIDC, { html, policy }: Page): void => {
  ctx.type = 'html';
  ctx.set('Content-Security-Policy', policy);
  ctx.body = html;
};

/** Where its own form would be sent, and the secret in it: our forms carry it as `flow`. */
const formIn = (ctx: KoaContextWithOIDC, html: string) => {
  const form = parse(html).querySelector('form');
  const secret = form?.querySelector('input[name=xsrf]')?.getAttribute('value') ?? '';
  const action = form?.getAttribute('action') ?? ctx.path;
  return { action: URL.parse(action)?.pathname ?? action, secret };
};

export const askUserCode = (ctx: KoaContextWithOIDC, form: string, _out: unknown, err: unknown): void => {
  const { action, secret } = formIn(ctx, form);
  const problem = err
    ? { aadsts: 70018, text: 'That code did not work. Check it and try again.' }
    : undefined;
  show(ctx, deviceCodePage({ action, flow: secret }, { problem }));
};

export const confirmUserCode = (
  ctx: KoaContextWithOIDC,
  form: string,
  client: { readonly clientName?: string | undefined; readonly clientId: string },
  _device: unknown,
  userCode: string,
): void => {
  const { action, secret } = formIn(ctx, form);
  const target = { action, flow: `${secret} ${userCode}` };
  show(ctx, deviceConfirmPage(target, { appName: client.clientName ?? client.clientId, username: userCode }));
};

export const deviceDone = (ctx: KoaContextWithOIDC): void =>
  show(ctx, donePage({ title: 'You have signed in on your device', text: 'You can close this window.' }));

/** What our device forms say, in the words of oidc-provider. */
export const deviceForm = (body: string): string => {
  const typed = new URLSearchParams(body);
  const [secret = '', userCode = typed.get('user_code') ?? ''] = (typed.get('flow') ?? '').split(' ');
  const form = new URLSearchParams({ xsrf: secret, user_code: userCode });
  if (typed.get('action') === 'confirm') form.set('confirm', 'yes');
  if (typed.get('action') === 'decline') form.set('abort', 'yes');
  return form.toString();
};

/** It has no numbers for its errors: the page shows none of Entra's. */
export const showError =
  (world: World) =>
  (
    ctx: KoaContextWithOIDC,
    out: { readonly error: string; readonly error_description?: string | undefined },
  ): void =>
    show(
      ctx,
      errorPage({
        aadsts: 0,
        sentence: `${out.error}: ${out.error_description ?? ''}`,
        advice: 'Go back to the app and try again, or show this to its developer.',
        traceId: '',
        correlationId: '',
        timestamp: aadTimestamp(world.clock.now()),
      }),
    );
