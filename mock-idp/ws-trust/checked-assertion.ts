/**
 * Checks the signature of a SAML assertion and gives what was signed, and nothing else: what stands around the
 * signed element, beside it or twice in the message (signature wrapping) is never looked at.
 */
import { XMLSerializer, type Element } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { saml11Namespace, saml20Namespace, type AssertionKind } from '../adfs/saml-assertion.ts';
import { allElements, elementsOf, parseXml } from './parse-xml.ts';

const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';

export const samlNamespaces = { 'saml1.1': saml11Namespace, 'saml2.0': saml20Namespace } as const;
const idAttributes = { 'saml1.1': 'AssertionID', 'saml2.0': 'ID' } as const;

const isAssertion = ({ namespaceURI, localName }: Element, kind: AssertionKind): boolean =>
  localName === 'Assertion' && namespaceURI === samlNamespaces[kind];

const rootOf = (text: string): Element | undefined => parseXml(text)?.documentElement ?? undefined;

/** The only assertion and the only signature of the document are the root and a child of it; ids are unique. */
const isPlain = (root: Element, kind: AssertionKind): boolean => {
  const all = allElements(root);
  const ids = all.flatMap((one) =>
    ['ID', 'Id', 'id', 'AssertionID'].flatMap((name) => one.getAttribute(name) ?? []),
  );
  const signatures = all.filter((one) => one.localName === 'Signature');
  return (
    isAssertion(root, kind) &&
    all.filter(({ localName }) => localName === 'Assertion').length === 1 &&
    signatures.length === 1 &&
    signatures[0]!.namespaceURI === signatureNamespace &&
    elementsOf(root).includes(signatures[0]!) &&
    new Set(ids).size === ids.length
  );
};

/** The canonical XML that the key signed, if it signed this assertion. The key in the message counts for nothing. */
const signedText = (text: string, root: Element, kind: AssertionKind, certificatePem: string) => {
  const checker = new SignedXml({
    publicCert: certificatePem,
    getCertFromKeyInfo: () => null,
    ...(kind === 'saml1.1' && { idAttribute: 'AssertionID' }), // ID it knows by itself
  });
  const signature = elementsOf(root).find(({ localName }) => localName === 'Signature')!;
  try {
    checker.loadSignature(new XMLSerializer().serializeToString(signature));
    const [reference, ...others] = checker.getReferences();
    const id = root.getAttribute(idAttributes[kind]) ?? '';
    if (id === '' || others.length > 0 || reference?.uri !== `#${id}`) return undefined;
    if (!checker.checkSignature(text)) return undefined;
    const [signed, ...more] = checker.getSignedReferences();
    return more.length === 0 ? signed : undefined;
  } catch {
    return undefined; // the library throws at what it cannot read: that is no signature either
  }
};

/** Whether this could be an assertion of the kind at all, before it is known whose it would be. */
export const readAssertion = (text: string, kind: AssertionKind): Element | undefined => {
  const root = rootOf(text);
  return root && isPlain(root, kind) ? root : undefined;
};

/** The assertion as it was signed with that certificate. */
export const signedAssertion = (
  text: string,
  root: Element,
  kind: AssertionKind,
  certificatePem: string,
): Element | undefined => {
  const signed = signedText(text, root, kind, certificatePem);
  const signedRoot = signed === undefined ? undefined : rootOf(signed);
  return signedRoot && isAssertion(signedRoot, kind) ? signedRoot : undefined;
};
