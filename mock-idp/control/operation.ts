/** The shape of one operation of the control API: data that routing and the OpenAPI document are both made from. */
import { z } from 'zod';
import { explainIssues } from '../../fixtures/index.ts';
import type { MockIdp } from '../mock-idp.ts';
import { ControlError } from './control-error.ts';

/** What every operation works on. */
export interface ControlScope {
  readonly idp: Pick<MockIdp, 'createWorld' | 'dropWorld' | 'worlds' | 'unattributed'>;
  /** Of the program, for files that name their maker. */
  readonly version: string;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export interface RawInput {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Operation {
  /** operationId of the OpenAPI document. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/_mock`; `{world}` stands for one segment. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Absent: the answer has no body. */
  readonly answer?: z.ZodType;
  /** Of success. */
  readonly status: number;
  /** @throws {ControlError} */
  run(scope: ControlScope, input: RawInput): Promise<unknown>;
}

type Spec<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> = Omit<
  Operation,
  'query' | 'body' | 'answer' | 'status' | 'run'
> & {
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: A;
  readonly status?: number;
  readonly run: (
    scope: ControlScope,
    input: { readonly path: RawInput['path']; readonly query: z.output<Q>; readonly body: z.output<B> },
  ) => Promise<z.input<A>> | z.input<A>;
};

const read = <T extends z.ZodType>(where: 'query' | 'body', schema: T, value: unknown): z.output<T> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = explainIssues(result.error.issues).map(
    ({ path, message }) => `${[where, ...path].map(String).join('.')}: ${message}`,
  );
  throw new ControlError(400, 'invalid_request', problems.join('; '), { problems });
};

const none = z.strictObject({});

/** An operation whose `run` is handed what its schemas make of the request. */
export const operation = <
  Q extends z.ZodObject = typeof none,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodUndefined,
>({
  query,
  body,
  answer,
  status = answer ? 200 : 204,
  run,
  ...rest
}: Spec<Q, B, A>): Operation => ({
  ...rest,
  status,
  ...(query && { query }),
  ...(body && { body }),
  ...(answer && { answer }),
  run: async (scope, raw) =>
    run(scope, {
      path: raw.path,
      query: read('query', query ?? none, raw.query) as z.output<Q>,
      body: (body && read('body', body, raw.body)) as z.output<B>,
    }),
});
