/**
 * What B2C refuses, by its own numbers and in its own shape: `error` and `error_description`, and no more. What is
 * refused for a reason that Entra has too comes as Entra's number and is translated. Data: `fixtures/b2c-errors.yaml`.
 */
import { z } from 'zod';
import { fixturePath, readYaml } from '../../fixtures/index.ts';
import { jsonAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { aadTimestamp } from '../errors/error-body.ts';
import type { Refusal } from '../errors/error-data.ts';
import { b2cErrorPage } from '../pages/b2c-error-page.ts';
import { answerApp } from '../sign-in/app-answer.ts';
import type { ReplyAddress } from '../sign-in/authorization-request.ts';
import { pageAnswer } from '../sign-in/page-answer.ts';
import type { WireResponse } from '../wire.ts';

const b2cError = z.strictObject({
  code: z.int(),
  error: z.string(),
  text: z.string(),
  aadsts: z.array(z.int()).default([]).describe('Numbers of Entra that mean the same.'),
  parameter: z.string().optional().describe('Only where the parameter that is missing is this one.'),
});

type B2cError = z.infer<typeof b2cError>;

let book: readonly B2cError[] | undefined;

const errors = (): readonly B2cError[] =>
  (book ??= readYaml(fixturePath('b2c-errors.yaml'), z.array(b2cError)));

export interface B2cRefusal {
  readonly aadb2c: number;
  readonly values?: Readonly<Record<string, string>>;
}

export const refuseB2c = (aadb2c: number, values: Readonly<Record<string, string>> = {}): B2cRefusal => ({
  aadb2c,
  values,
});

export const isB2cRefusal = (value: unknown): value is B2cRefusal =>
  typeof value === 'object' && value !== null && 'aadb2c' in value;

const internalError = 90085;

const dataOf = (refusal: B2cRefusal | Refusal): B2cError => {
  const all = errors();
  const byCode = (code: number) => all.find((one) => one.code === code)!;
  if (isB2cRefusal(refusal)) return byCode(refusal.aadb2c);
  const same = all.filter(({ aadsts }) => aadsts.includes(refusal.refusal));
  const parameter = refusal.values?.['parameter'];
  return (
    same.find((one) => one.parameter !== undefined && one.parameter === parameter) ??
    same.find((one) => one.parameter === undefined) ??
    byCode(internalError)
  );
};

const valuesOf = ({ form, query, tenant, world }: EndpointContext): Record<string, string> => {
  const asked = (name: string) => form.get(name) ?? query.get(name) ?? '';
  const parameters = [
    'client_id',
    'scope',
    'redirect_uri',
    'grant_type',
    'response_type',
    'response_mode',
    'prompt',
  ];
  return {
    ...Object.fromEntries(parameters.map((name) => [name, asked(name)])),
    tenant: tenant.segment,
    now: new Date(world.clock.now()).toISOString(),
  };
};

const sentence = (context: EndpointContext, refusal: B2cRefusal | Refusal): string => {
  const { code, text } = dataOf(refusal);
  const values: Record<string, string> = { ...valuesOf(context), ...refusal.values };
  return `AADB2C${code}: ${text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)}`;
};

/** Lines that end in CRLF, the last one too: as seen in redirects from 2019 to 2023. */
const description = (context: EndpointContext, refusal: B2cRefusal | Refusal): string =>
  [
    sentence(context, refusal),
    `Correlation ID: ${context.correlationId}`,
    `Timestamp: ${aadTimestamp(context.world.clock.now())}`,
    '',
  ].join('\r\n');

/** The body of a token endpoint's error. No status was recorded; 400 is RFC 6749's. */
export const b2cRefusalAnswer = (context: EndpointContext, refusal: B2cRefusal | Refusal): WireResponse => {
  const { code, error } = dataOf(refusal);
  context.setDecision(`refused: AADB2C${code}`);
  return jsonAnswer({ error, error_description: description(context, refusal) }, { status: 400 });
};

export const refuseB2cApp = (
  context: EndpointContext,
  reply: ReplyAddress,
  refusal: B2cRefusal | Refusal,
): WireResponse => {
  const { code, error } = dataOf(refusal);
  context.setDecision(`refused by redirect: AADB2C${code}`);
  return answerApp(reply, [
    ['error', error],
    ['error_description', description(context, refusal)],
    ...(reply.state === undefined ? [] : ([['state', reply.state]] as const)),
  ]);
};

export const b2cErrorPageAnswer = (context: EndpointContext, refusal: B2cRefusal | Refusal): WireResponse => {
  context.setDecision(`refused with a page: AADB2C${dataOf(refusal).code}`);
  const facts = {
    sentence: sentence(context, refusal),
    correlationId: context.correlationId,
    timestamp: aadTimestamp(context.world.clock.now()),
  };
  return pageAnswer(b2cErrorPage(facts), { status: 400 });
};
