/**
 * `index.html`: the report as one file that asks the network for nothing. Records hold what a client under
 * test sent, so every value is escaped and the policy lets only this page's own style and script act.
 */
import { createHash } from 'node:crypto';
import { clientName, headlineOf } from '../headline.ts';
import type { KnownRequirements } from '../known-requirements.ts';
import type { Run } from '../read-run.ts';
import type { Summary } from '../summarise.ts';
import { casesSection } from './cases-section.ts';
import { failuresSection } from './failures-section.ts';
import { iconSheet } from './marks.ts';
import { markup, trusted, type Markup } from './markup.ts';
import { notVerifiedSection } from './not-verified-section.ts';
import { overviewSection } from './overview-section.ts';
import { pageOf } from './page.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { requirementsSection } from './requirements-section.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = [
  "default-src 'none'",
  `style-src ${hash(pageStyle)}`,
  `script-src ${hash(pageScript)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const contents = (sections: readonly (readonly [id: string, title: string, section: Markup])[]): Markup =>
  markup`<nav aria-label="Contents"><ul>${sections
    .filter(([, , section]) => section.html !== '')
    .map(([id, title]) => markup`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;

/** The text of `index.html`. */
export const indexHtml = (run: Run, summary: Summary, known: KnownRequirements): string => {
  const page = pageOf(run, summary, known);
  const sections = [
    ['failures', 'What did not hold', failuresSection(page)],
    ['not-verified', 'Not verified', notVerifiedSection(page)],
    ['requirements', 'Requirements', requirementsSection(page)],
    ['cases', 'Cases', casesSection(page)],
  ] as const;
  return markup`<!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="description" content="${headlineOf(run, summary).verdict}">
    <title>${clientName(run)}: conformance report</title>
    <link rel="icon" href="data:,">
    <style>${trusted(pageStyle)}</style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the results</a>
    ${iconSheet}
    <main id="main">
    ${overviewSection(page)}
    ${contents(sections)}
    ${sections.map(([, , section]) => section)}
    </main>
    <footer>Written by entra-conformance ${run.header.suite.version} from run ${run.header.run}. The authority was a mock. Secrets and tokens are shown by their names.</footer>
    <script>${trusted(pageScript)}</script>
    </body>
    </html>
    `.html;
};
