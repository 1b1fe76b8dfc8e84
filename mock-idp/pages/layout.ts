/** What all pages share: the document around a page's content, and the headers that go with it. */
import { markup, type Content, type Markup } from './markup.ts';
import { hashSource, style, submitAtOnce } from './style.ts';

/** The names in `<body data-page>`: a contract with whoever drives the pages. */
export type PageName =
  | 'username'
  | 'password'
  | 'picker'
  | 'consent'
  | 'mfa'
  | 'device-code'
  | 'device-confirm'
  | 'done'
  | 'error'
  | 'form-post'
  | 'logout'
  // of customers' tenants
  | 'email'
  | 'code'
  | 'new-account'
  | 'new-password'
  | 'profile';

/** A page ready to be sent. */
export interface Page {
  readonly html: string;
  /** Value of `Content-Security-Policy`. */
  readonly policy: string;
}

export interface PageParts {
  readonly name: PageName;
  readonly title: string;
  /** Shown above the heading: whose sign-in this is. */
  readonly brand?: string | undefined;
  readonly body: Markup;
  /** Number of the AADSTS error that the page tells of. */
  readonly aadsts?: number | undefined;
  /** Whether the page sends its form by itself. */
  readonly submits?: boolean;
  /** Where submitting the page's form may lead besides this authority: the app's redirect URI. */
  readonly leadsTo?: string | undefined;
}

/**
 * Chromium holds `form-action` against every redirect after a form is sent, those of the app included, and nobody
 * can know these. Hence schemes and not origins: the form's own address is in the markup and cannot be changed.
 */
const formAction = (leadsTo: string | undefined): string => {
  if (leadsTo === undefined) return "'self'";
  const scheme = new URL(leadsTo).protocol;
  return ["'self'", ...new Set(['http:', 'https:', scheme])].join(' ');
};

const policy = ({ submits = false, leadsTo }: PageParts): string =>
  [
    "default-src 'none'",
    'img-src data:',
    `style-src ${hashSource(style)}`,
    ...(submits ? [`script-src ${hashSource(submitAtOnce)}`] : []),
    `form-action ${formAction(leadsTo)}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export const page = (parts: PageParts): Page => {
  const { name, title, brand = 'Mock sign-in', body, aadsts, submits = false } = parts;
  const script: Content = submits && markup`<script>${submitAtOnce}</script>`;
  const error: Content = aadsts !== undefined && markup` data-aadsts="${aadsts}"`;
  const document = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
<body data-page="${name}"${error}>
<main>
<p class="brand"><bdi>${brand}</bdi></p>
${body}
</main>
<footer>A mock authority for tests. Real passwords do not belong here.</footer>
${script}</body>
</html>
`;
  return { html: document.text, policy: policy(parts) };
};
