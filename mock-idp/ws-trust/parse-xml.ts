/**
 * Reads XML that strangers sent. Document types are refused before anything is parsed: with them go entities, the
 * bombs made of them and the files and addresses they name (CWE-611, CWE-776). Size, number and depth are bounded.
 */
import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';

const mostCharacters = 256 * 1024;
const mostTags = 4000;
const deepest = 64;

const isElement = (node: Node): node is Element => node.nodeType === 1;

/** Direct children that are elements. */
export const elementsOf = (parent: Node): readonly Element[] => [...parent.childNodes].filter(isElement);

const tooDeep = (node: Node, level = 0): boolean =>
  level > deepest || elementsOf(node).some((child) => tooDeep(child, level + 1));

/** The document; nothing when it is not well-formed, or is one that no honest client sends. */
export const parseXml = (text: string): Document | undefined => {
  if (text.length > mostCharacters || text.split('<').length > mostTags) return undefined;
  if (/<!(?!--)|<\?(?!xml\s)/i.test(text)) return undefined;
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        throw new Error(`${level}: ${message}`);
      },
    });
    const document = parser.parseFromString(text, 'text/xml');
    return tooDeep(document) ? undefined : document;
  } catch {
    return undefined;
  }
};

/** The child of that name, if there is exactly one. */
export const onlyChild = (parent: Node | undefined, namespace: string, name: string): Element | undefined => {
  if (!parent) return undefined;
  const found = elementsOf(parent).filter((one) => one.namespaceURI === namespace && one.localName === name);
  return found.length === 1 ? found[0] : undefined;
};

/** The element at the end of a path of only children of one namespace. */
export const along = (
  from: Node | undefined,
  namespace: string,
  ...names: readonly string[]
): Element | undefined => {
  let at: Node | undefined = from;
  for (const name of names) at = onlyChild(at, namespace, name);
  return at && isElement(at) ? at : undefined;
};

/** Text of an element that has nothing but text in it: a comment in between would hide half of it. */
export const textOf = (element: Element | undefined): string | undefined => {
  if (!element) return undefined;
  const nodes = [...element.childNodes];
  return nodes.every((node) => node.nodeType === 3) ? (element.textContent ?? '').trim() : undefined;
};

/** Every element below, the given one first. */
export const allElements = (root: Element): readonly Element[] => [
  root,
  ...elementsOf(root).flatMap(allElements),
];
