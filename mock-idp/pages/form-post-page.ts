/** `response_mode=form_post`: the answer as a form that sends itself to the app (OAuth 2.0 Form Post Response Mode). */
import { page, type Page } from './layout.ts';
import { markup } from './markup.ts';

export const formPostPage = (
  redirectUri: string,
  fields: readonly (readonly [name: string, value: string])[],
): Page =>
  page({
    name: 'form-post',
    title: 'Working...',
    submits: true,
    leadsTo: redirectUri,
    body: markup`<h1>Taking you back to your app</h1>
<form method="post" action="${redirectUri}">
${fields.map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">\n`)}<noscript>
<p>Your browser runs no scripts. Press the button to go on.</p>
<div class="actions"><button class="primary">Continue</button></div>
</noscript>
</form>`,
  });
