/** The pages where the code that a device shows is typed in, and the device's app is let in or not. */
import {
  actions,
  button,
  fieldState,
  form,
  name,
  problemBox,
  type FormTarget,
  type Problem,
} from './form.ts';
import { page, type Page } from './layout.ts';
import { markup } from './markup.ts';

export const deviceCodePage = (
  target: FormTarget,
  { userCode = '', problem }: { userCode?: string; problem?: Problem | undefined },
): Page =>
  page({
    name: 'device-code',
    aadsts: problem?.aadsts,
    title: 'Enter code',
    body: markup`<h1>Enter code</h1>
<p class="soft">Type the code that your app or device shows.</p>
${problemBox(problem)}
${form(
  target,
  markup`<label for="user_code">Code</label>
<input id="user_code" name="user_code" class="code" type="text" value="${userCode}" placeholder="A1B2C3D4E" required
 autofocus maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false"${fieldState(problem)}>
${actions(button('next', 'Next', 'primary'))}`,
)}`,
  });

export const deviceConfirmPage = (
  target: FormTarget,
  { appName, username }: { appName: string; username: string },
): Page =>
  page({
    name: 'device-confirm',
    title: `Are you trying to sign in to ${appName}?`,
    body: markup`<h1>Are you trying to sign in to ${name(appName)}?</h1>
<p class="who">${name(username)}</p>
<p>Continue only if you started this yourself, on a device of yours. Whoever has that device will be signed in as
you.</p>
${form(target, actions(button('confirm', 'Continue', 'primary'), button('decline', 'Cancel')))}`,
  });
