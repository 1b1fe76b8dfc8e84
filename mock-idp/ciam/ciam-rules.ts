/** How customers of a CIAM tenant sign in and up, and how their app is answered: as by Entra. */
import { authenticationIn, type CustomerRules } from '../customers/customer-flow.ts';
import { refuse } from '../errors/error-data.ts';
import { cancelApp } from '../sign-in/app-answer.ts';
import { finishRequest } from '../sign-in/finish.ts';
import { errorPageAnswer } from '../sign-in/page-answer.ts';
import type { CiamTenant } from './ciam-config.ts';

export const ciamRules = ({ signIn, attributes }: CiamTenant): CustomerRules => ({
  signInWith: signIn,
  signUp: true,
  identityProviders: [],
  attributes,
  editsProfile: false,
  problem: (aadsts, text) => ({ aadsts, text }),
  cancel: (context, { purpose }) => cancelApp(context, purpose.reply),
  finish: (context, flow, user) =>
    finishRequest(context, flow.purpose, user, flow.sessionId, authenticationIn(flow)),
  outOfTurn: (context) => errorPageAnswer(context, refuse(165000)),
});
