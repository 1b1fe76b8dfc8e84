/** The paths of native authentication, below a CIAM tenant. */
import { atCiam } from '../ciam/ciam-context.ts';
import type { EndpointName } from '../endpoint-name.ts';
import type { Route } from '../routes.ts';
import { nativeEndpoint, type NativeCall } from './native-request.ts';
import { challengeReset, continueReset, pollReset, startReset, submitReset } from './native-reset.ts';
import { challenge, initiate, introspect } from './native-sign-in.ts';
import { challengeSignUp, continueSignUp, startSignUp } from './native-sign-up.ts';

const call = (endpoint: EndpointName, path: string, handler: NativeCall): Route => ({
  endpoint,
  side: 'ciam',
  methods: ['POST'],
  path: new RegExp(`^/(?<tenant>[^/]+)/${path.replaceAll('.', '\\.')}$`, 'i'),
  head: 'protocol',
  handler: atCiam(nativeEndpoint(handler)),
});

export const nativeRoutes: readonly Route[] = [
  call('native-initiate', 'oauth2/v2.0/initiate', initiate),
  call('native-challenge', 'oauth2/v2.0/challenge', challenge),
  call('native-introspect', 'oauth2/v2.0/introspect', introspect),
  call('native-signup-start', 'signup/v1.0/start', startSignUp),
  call('native-signup-challenge', 'signup/v1.0/challenge', challengeSignUp),
  call('native-signup-continue', 'signup/v1.0/continue', continueSignUp),
  call('native-reset-start', 'resetpassword/v1.0/start', startReset),
  call('native-reset-challenge', 'resetpassword/v1.0/challenge', challengeReset),
  call('native-reset-continue', 'resetpassword/v1.0/continue', continueReset),
  call('native-reset-submit', 'resetpassword/v1.0/submit', submitReset),
  call('native-reset-poll', 'resetpassword/v1.0/poll_completion', pollReset),
];
