/** What an assertion says, read from the element that was signed. */
import type { Element } from '@xmldom/xmldom';
import type { AssertionKind } from '../adfs/saml-assertion.ts';
import { samlNamespaces } from './checked-assertion.ts';
import { along, elementsOf, onlyChild, textOf } from './parse-xml.ts';

export interface AssertionContent {
  readonly issuer: string;
  readonly audience: string;
  /** The immutable id of the user. */
  readonly subject: string;
  readonly bearer: boolean;
  /** Unix milliseconds; NaN when missing. */
  readonly notBefore: number;
  readonly notOnOrAfter: number;
}

export const issuerOfAssertion = (root: Element, kind: AssertionKind): string =>
  kind === 'saml1.1'
    ? (root.getAttribute('Issuer') ?? '')
    : (textOf(onlyChild(root, samlNamespaces[kind], 'Issuer')) ?? '');

const shape = {
  'saml1.1': {
    statement: ['AttributeStatement', 'Subject'],
    name: 'NameIdentifier',
    restriction: 'AudienceRestrictionCondition',
  },
  'saml2.0': { statement: ['Subject'], name: 'NameID', restriction: 'AudienceRestriction' },
} as const;

const isBearer = (subject: Element | undefined, kind: AssertionKind): boolean => {
  const namespace = samlNamespaces[kind];
  const confirmation = onlyChild(subject, namespace, 'SubjectConfirmation');
  if (kind === 'saml2.0') {
    return confirmation?.getAttribute('Method') === 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
  }
  const method = textOf(onlyChild(confirmation, namespace, 'ConfirmationMethod'));
  return method === 'urn:oasis:names:tc:SAML:1.0:cm:bearer';
};

export const contentOf = (root: Element, kind: AssertionKind): AssertionContent => {
  const namespace = samlNamespaces[kind];
  const conditions = onlyChild(root, namespace, 'Conditions');
  const subject = along(root, namespace, ...shape[kind].statement);
  const time = (name: string) => Date.parse(conditions?.getAttribute(name) ?? '');
  // A condition that is not understood makes the whole assertion mean nothing (SAML 2.0 core, section 2.5.1.1).
  const understood = conditions && elementsOf(conditions).length === 1;
  return {
    issuer: issuerOfAssertion(root, kind),
    audience: understood
      ? (textOf(along(conditions, namespace, shape[kind].restriction, 'Audience')) ?? '')
      : '',
    subject: textOf(onlyChild(subject, namespace, shape[kind].name)) ?? '',
    bearer: isBearer(subject, kind),
    notBefore: time('NotBefore'),
    notOnOrAfter: time('NotOnOrAfter'),
  };
};
