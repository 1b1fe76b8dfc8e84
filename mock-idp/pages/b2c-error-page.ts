/** The page of B2C that says what was wrong with a request it cannot send back to the app. */
import { name } from './form.ts';
import { page, type Page } from './layout.ts';
import { markup } from './markup.ts';

export interface B2cErrorFacts {
  /** With B2C's number in front. */
  readonly sentence: string;
  readonly correlationId: string;
  /** `yyyy-MM-dd HH:mm:ssZ` */
  readonly timestamp: string;
}

export const b2cErrorPage = ({ sentence, correlationId, timestamp }: B2cErrorFacts): Page =>
  page({
    name: 'error',
    title: 'Sorry, but we are having trouble signing you in',
    body: markup`<h1>Sorry, but we are having trouble signing you in</h1>
<p class="problem" role="alert">${name(sentence)}</p>
<p>Go back to the app and try again, or show this to its developer.</p>
<dl>
<dt>Correlation ID</dt><dd>${name(correlationId)}</dd>
<dt>Timestamp</dt><dd>${timestamp}</dd>
</dl>`,
  });
