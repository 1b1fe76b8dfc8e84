/** The look of all pages, and the one script. Both are fixed, so that their hashes can stand in a policy. */
import { createHash } from 'node:crypto';
import { markup, type Markup } from './markup.ts';

export const style = markup`
:root { color-scheme: light dark;
  --page: #eef1f6; --card: #ffffff; --ink: #1c2230; --soft: #586174; --line: #8b94a7; --faint: #d9dee8;
  --accent: #2456c4; --accent-ink: #ffffff; --bad: #b3261e; --bad-back: #fdf0ef; --hover: #f3f6fc; }
@media (prefers-color-scheme: dark) { :root {
  --page: #12151c; --card: #1c212c; --ink: #e9ecf3; --soft: #a8b1c4; --line: #78839a; --faint: #343c4d;
  --accent: #8fb1ff; --accent-ink: #0c1a3a; --bad: #ffb3ac; --bad-back: #3a2023; --hover: #262d3b; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column; align-items: center;
  justify-content: center; gap: 1rem; padding: 1rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
main { width: 100%; max-width: 27.5rem; padding: 2.25rem 2.5rem 2.5rem; background: var(--card); border-radius: .75rem;
  box-shadow: 0 1px 2px rgb(20 30 60 / .08), 0 8px 28px rgb(20 30 60 / .1); overflow-wrap: anywhere; }
footer { max-width: 27.5rem; color: var(--soft); font-size: .8125rem; text-align: center; }
.brand { display: flex; align-items: center; gap: .6rem; margin: 0 0 1.25rem; color: var(--soft); font-size: .9375rem; }
.brand::before { content: ""; width: .8rem; height: .8rem; flex: none; border: .2rem solid var(--accent);
  border-radius: .3rem; transform: rotate(45deg); }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; font-weight: 600; }
p { margin: 0 0 1rem; }
.soft { color: var(--soft); }
.who { display: inline-block; margin: .25rem 0 1rem; padding: .15rem .75rem; border: 1px solid var(--faint);
  border-radius: 1rem; font-size: .9375rem; }
small { white-space: nowrap; opacity: .85; }
.problem { margin: 0 0 1rem; padding: .75rem 1rem; border-left: .25rem solid var(--bad); border-radius: .25rem;
  background: var(--bad-back); color: var(--bad); font-size: .9375rem; }
form { margin: 0; }
label { display: block; margin: 0 0 .3rem; font-weight: 600; font-size: .9375rem; }
input { width: 100%; margin: 0 0 1.25rem; padding: .6rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem; }
input.code { font-size: 1.375rem; letter-spacing: .18em; text-align: center; text-transform: uppercase; }
input.code::placeholder { color: var(--soft); opacity: .55; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; }
button { flex: 1 1 9rem; white-space: nowrap; min-height: 2.75rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  border: 1px solid var(--line); border-radius: .4rem; background: transparent; color: var(--ink); }
button:hover { background: var(--hover); }
button.primary { border-color: var(--accent); background: var(--accent); color: var(--accent-ink); }
button.primary:hover { filter: brightness(1.08); }
button.link { flex: none; min-height: 0; padding: .25rem 0; border: 0; font-weight: 400; color: var(--accent);
  text-decoration: underline; text-underline-offset: .2em; }
button.link:hover { background: none; text-decoration-thickness: 2px; }
.after { margin: 1rem 0 0; }
.accounts { display: grid; gap: .5rem; margin: 0 0 1.25rem; padding: 0; list-style: none; }
.accounts button { display: block; width: 100%; white-space: normal; padding: .65rem 1rem; border-color: var(--faint); text-align: left; }
.accounts span { display: block; font-weight: 400; font-size: .9375rem; color: var(--soft); }
.scopes { margin: 0 0 1.25rem; padding: 0; list-style: none; border-top: 1px solid var(--faint); }
.scopes li { padding: .6rem 0; border-bottom: 1px solid var(--faint); }
code { display: block; color: var(--soft); font: .8125rem/1.5 ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 1.25rem 0 0; padding-top: 1rem;
  border-top: 1px solid var(--faint); font-size: .8125rem; }
dt { color: var(--soft); }
dd { margin: 0; font-family: ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (max-width: 30rem) { body { padding: 0; gap: 0; justify-content: flex-start; background: var(--card); }
  main { padding: 1.5rem 1.25rem; border-radius: 0; box-shadow: none; } footer { padding: 0 1.25rem 1.5rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media (forced-colors: active) { main, button.primary { border: 1px solid; } }
`;

/** Sends the page's only form at once. */
export const submitAtOnce = markup`document.forms[0].submit();`;

/** The source expression that allows exactly this inline text (CSP level 3, section 2.3.1). */
export const hashSource = ({ text }: Markup): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
