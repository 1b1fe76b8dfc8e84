/** The pages where nothing more is asked: it is done, the user is signed out, something is wrong. */
import { page, type Page } from './layout.ts';
import { markup } from './markup.ts';
import { name } from './form.ts';

export const donePage = ({ title, text }: { title: string; text: string }): Page =>
  page({ name: 'done', title, body: markup`<h1>${name(title)}</h1>\n<p role="status">${text}</p>` });

export const signedOutPage = (): Page =>
  page({
    name: 'logout',
    title: 'You signed out of your account',
    body: markup`<h1>You signed out of your account</h1>
<p role="status">You can close this window.</p>`,
  });

export interface ErrorFacts {
  readonly aadsts: number;
  /** The sentence, without the code and without the ids that follow it on the wire. */
  readonly sentence: string;
  /** What the person, or the developer behind them, can do. */
  readonly advice: string;
  readonly traceId: string;
  readonly correlationId: string;
  /** `yyyy-MM-dd HH:mm:ssZ` */
  readonly timestamp: string;
}

export const errorPage = (facts: ErrorFacts): Page =>
  page({
    name: 'error',
    title: 'Sorry, but we are having trouble signing you in',
    aadsts: facts.aadsts,
    body: markup`<h1>Sorry, but we are having trouble signing you in</h1>
<p class="problem" role="alert">AADSTS${facts.aadsts}: ${name(facts.sentence)}</p>
<p>${name(facts.advice)}</p>
<dl>
<dt>Error code</dt><dd>AADSTS${facts.aadsts}</dd>
<dt>Trace ID</dt><dd>${facts.traceId}</dd>
<dt>Correlation ID</dt><dd>${name(facts.correlationId)}</dd>
<dt>Timestamp</dt><dd>${facts.timestamp}</dd>
</dl>`,
  });
