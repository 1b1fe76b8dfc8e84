/** Clients that are wrong about Proof Key for Code Exchange (RFC 7636). */
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeForm } from './wire-edits.ts';

/** Changes the URL that the browser is sent to. */
const changeOpenedUrl = (edit: (query: URLSearchParams) => void): Change => ({
  harness: (harness) => ({
    ...harness,
    openUrl: (text) => {
      const url = new URL(text);
      edit(url.searchParams);
      return harness.openUrl(url.href);
    },
  }),
});

/** The verifier of PKCE is made of so many random bytes; nothing else is. */
const verifierBytes = (length: number): Change => ({
  random: (random) => ({ ...random, bytes: () => random.bytes(length) }),
});

/** The verifier of the first sign-in is that of every other. */
const sameVerifier = (): Change => {
  let first: Uint8Array | undefined;
  return { random: (random) => ({ ...random, bytes: (length) => (first ??= random.bytes(length)) }) };
};

/** The challenge is the verifier itself. */
const plainChallenge = (): readonly Change[] => {
  let challenge = '';
  return [
    changeOpenedUrl((query) => {
      challenge = query.get('code_challenge') ?? '';
      query.set('code_challenge_method', 'plain');
    }),
    changeForm('authorization_code', (form) => {
      if (challenge !== '') form.set('code_verifier', challenge);
    }),
  ];
};

export const pkce: readonly BrokenClient[] = [
  broken('uses-no-pkce', 'It signs people in without PKCE.', ['INTER-002', 'INTER-003', 'INTER-011'], () => [
    changeOpenedUrl((query) => {
      query.delete('code_challenge');
      query.delete('code_challenge_method');
    }),
    changeForm('authorization_code', (form) => {
      if (!form.has('client_secret') && !form.has('client_assertion')) form.delete('code_verifier');
    }),
  ]),
  broken('uses-plain-pkce', 'It shows the code verifier as the challenge.', ['INTER-002'], plainChallenge),
  broken('verifier-too-short', 'Its code verifier is 12 characters long.', ['INTER-003'], () =>
    verifierBytes(9),
  ),
  broken(
    'uses-its-verifier-again',
    'It makes one code verifier and uses it for every sign-in.',
    ['INTER-011'],
    sameVerifier,
  ),
];
