/** Reads the sign-in pages the way a person does: which page it is, and what its form would send. */
import { parse } from 'node-html-parser';

export interface Page {
  /** `data-page` of the body: username, password, picker, consent, mfa, form-post, error ... */
  readonly name: string;
  /** AADSTS number of an error page. */
  readonly aadsts?: string;
  readonly form?: {
    readonly method: string;
    readonly action: string;
    readonly fields: Readonly<Record<string, string>>;
    /** Values of the buttons named `action`. */
    readonly actions: readonly string[];
  };
}

export const readPage = (html: string): Page => {
  const root = parse(html);
  const body = root.querySelector('body');
  const form = root.querySelector('form');
  const aadsts = body?.getAttribute('data-aadsts');
  return {
    name: body?.getAttribute('data-page') ?? 'unknown',
    ...(aadsts === undefined ? {} : { aadsts }),
    ...(form === null
      ? {}
      : {
          form: {
            method: (form.getAttribute('method') ?? 'get').toUpperCase(),
            action: form.getAttribute('action') ?? '',
            fields: Object.fromEntries(
              form
                .querySelectorAll('input')
                .filter((input) => input.hasAttribute('name'))
                .map((input) => [input.getAttribute('name')!, input.getAttribute('value') ?? '']),
            ),
            actions: form
              .querySelectorAll('button')
              .filter((button) => button.getAttribute('name') === 'action')
              .map((button) => button.getAttribute('value') ?? ''),
          },
        }),
  };
};
