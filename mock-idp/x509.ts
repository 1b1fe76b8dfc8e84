/**
 * Loads `@peculiar/x509`, when first needed: it takes longer to load than the rest of the mock together.
 *
 * The library's injector (tsyringe) refuses to load where `Reflect` knows no decorator metadata, although it
 * then finds none. It is lent the two lookups it asks for while it loads, and no longer: a program that
 * embeds the mock may bring the real `reflect-metadata`, before or after.
 */
import type * as x509 from '@peculiar/x509';

export type X509 = typeof x509;

const lookups = ['getMetadata', 'getOwnMetadata'] as const;

const load = async (): Promise<X509> => {
  const lent = lookups.filter((name) => !(name in Reflect));
  for (const name of lent) Object.assign(Reflect, { [name]: () => undefined });
  try {
    return await import('@peculiar/x509');
  } finally {
    for (const name of lent) Reflect.deleteProperty(Reflect, name);
  }
};

let loading: Promise<X509> | undefined;

export const loadX509 = (): Promise<X509> => (loading ??= load());
