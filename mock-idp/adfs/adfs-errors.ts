/** Errors as AD FS says them: two members, an MSIS number, status 400 whatever is wrong. Data: `fixtures/adfs-errors.yaml`. */
import { z } from 'zod';
import { fixturePath, readYaml } from '../../fixtures/index.ts';
import { jsonAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { Refusal } from '../errors/error-data.ts';
import { answerApp } from '../sign-in/app-answer.ts';
import type { ReplyAddress } from '../sign-in/authorization-request.ts';
import type { WireResponse } from '../wire.ts';

const adfsError = z.strictObject({
  code: z.int(),
  error: z.string(),
  text: z.string(),
  aadsts: z.array(z.int()),
});

type AdfsError = z.infer<typeof adfsError>;

let errors: readonly AdfsError[] | undefined;

/** The last of the file says of everything else that it is malformed. */
const errorOf = ({ refusal }: Refusal): AdfsError => {
  errors ??= readYaml(fixturePath('adfs-errors.yaml'), z.array(adfsError).min(1));
  return errors.find(({ aadsts }) => aadsts.includes(refusal)) ?? errors.at(-1)!;
};

const described = ({ code, text }: AdfsError) => `MSIS${code}: ${text}`;

export const adfsRefusalAnswer = (context: EndpointContext, refusal: Refusal): WireResponse => {
  const error = errorOf(refusal);
  context.setDecision(`refused: MSIS${error.code}`);
  return jsonAnswer({ error: error.error, error_description: described(error) }, { status: 400 });
};

/** The same by the app's redirect URI. */
export const refuseAdfsApp = (
  context: EndpointContext,
  reply: ReplyAddress,
  refusal: Refusal,
): WireResponse => {
  const error = errorOf(refusal);
  context.setDecision(`refused by redirect: MSIS${error.code}`);
  return answerApp(reply, [
    ['error', error.error],
    ['error_description', described(error)],
    ...(reply.state === undefined ? [] : ([['state', reply.state]] as const)),
    ['client-request-id', context.correlationId],
  ]);
};
