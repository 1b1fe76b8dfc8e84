/**
 * A listener can be asked by an address of its own (`https://127.0.0.1:8443`) instead of a cloud's host name. It
 * then plays a whole cloud at that one address, and its documents and tokens name the address: a program that
 * follows them stays with the mock, and one that compares the issuer finds what it asked.
 */
import type { Cloud } from './cloud.ts';

export const cloudAt = (cloud: Cloud, { host, origin }: URL): Cloud => ({
  ...cloud,
  issuerHost: host,
  stsHost: host,
  graph: host,
  graphInCommonDocument: host,
  deviceLogin: `${origin}/devicelogin`,
});
