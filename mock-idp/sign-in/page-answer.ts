/** Pages as answers: the headers that guard them, and the error page of a refusal. */
import { htmlAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { aadTimestamp, errorSentence } from '../errors/error-body.ts';
import type { Refusal } from '../errors/error-data.ts';
import { errorPage } from '../pages/end-pages.ts';
import type { Page } from '../pages/layout.ts';
import type { WireResponse } from '../wire.ts';

export const pageAnswer = ({ html, policy }: Page, { status = 200 } = {}): WireResponse =>
  htmlAnswer(html, {
    status,
    headers: [
      ['Content-Security-Policy', policy],
      ['X-Frame-Options', 'DENY'],
    ],
  });

const advice: Readonly<Record<number, string>> = {
  50011: 'Register this redirect URI with the app, or have the app send one that is registered.',
  50020: 'Sign in with an account of this organization, or ask for the app to be opened to others.',
  50194: 'Use the address of the tenant, or make the app multi-tenant.',
  50105: 'Ask your administrator to assign you to this app.',
  53000: 'Use a device that your organization knows, or ask your administrator.',
  53003: 'Your organization does not allow this. Ask your administrator.',
  65004: 'Go back to the app and start again when you want to allow it.',
  70018: 'The code has been used or has expired. Have your app or device show a new one.',
  90094: 'Have an administrator sign in to the app and allow what it asks for.',
  500200: 'Sign in with a work or school account, or have the personal account invited.',
  5000224: 'Use another tenant: this one is blocked.',
  5000225: 'Have an administrator reactivate the tenant.',
  9002331: 'Use /consumers, or open the app to work and school accounts.',
  9002332: 'Open the app to personal accounts, or use another address than /consumers.',
  9002346: 'Use /consumers, or open the app to work and school accounts.',
  90038: 'Use the login host of the cloud that the tenant is in.',
  90002: 'Check the tenant in the address: its id or one of its domains.',
  165000: 'Go back to the app and sign in again. This page was old, or belongs to another browser.',
  700016: 'Check the client id, and that the app is in the directory it is asked for in.',
};

export const errorPageAnswer = (context: EndpointContext, refusal: Refusal): WireResponse => {
  context.setDecision(`refused with a page: AADSTS${refusal.refusal}`);
  return pageAnswer(
    errorPage({
      aadsts: refusal.refusal,
      sentence: errorSentence(context, refusal),
      advice: advice[refusal.refusal] ?? 'Go back to the app and try again, or show this to its developer.',
      traceId: context.traceId,
      correlationId: context.correlationId,
      timestamp: aadTimestamp(context.world.clock.now()),
    }),
    { status: 400 },
  );
};
