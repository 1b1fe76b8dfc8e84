/** The control API: who may ask, which operation is meant, and its answer as JSON. Doors carry it under `/_mock`. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { WorldError } from '../worlds/world-error.ts';
import { UnknownErrorCode } from '../errors/error-book.ts';
import type { WireRequest, WireResponse } from '../wire.ts';
import { ControlError } from './control-error.ts';
import { controlPath, openApiDocument } from './open-api.ts';
import { operation, type ControlScope, type Operation } from './operation.ts';
import { operations } from './operations.ts';

export interface Control {
  /** What requests carry as `Authorization: Bearer ...`. */
  readonly token: string;
  /** @param signal aborted when nobody waits for the answer any more */
  handle(request: WireRequest, signal: AbortSignal): Promise<WireResponse>;
}

export interface ControlOptions {
  readonly idp: ControlScope['idp'];
  /** Of the program: the OpenAPI document and HAR files name it. */
  readonly version: string;
  /** Default: one made by chance. */
  readonly token?: string;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

const json = (status: number, body: unknown, headers: WireResponse['headers'] = []): WireResponse => ({
  status,
  headers: [
    ...(body === undefined ? [] : [['Content-Type', 'application/json; charset=utf-8'] as const]),
    ['Cache-Control', 'no-store'],
    ['X-Content-Type-Options', 'nosniff'],
    ...headers,
  ],
  body: body === undefined ? '' : JSON.stringify(body),
});

const segmentsOf = (path: string) => path.split('/').slice(1);

/** The values of `{name}` segments, when the path is the operation's. */
const match = ({ path }: Operation, asked: readonly string[]): Record<string, string> | undefined => {
  const wanted = segmentsOf(path);
  if (wanted.length !== asked.length) return undefined;
  const values: Record<string, string> = {};
  for (const [at, segment] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name !== undefined) values[name] = decodeURIComponent(asked[at]!);
    else if (segment !== asked[at]) return undefined;
  }
  return values;
};

const bodyOf = ({ body }: Operation, request: WireRequest): unknown => {
  if (!body) return undefined;
  try {
    return JSON.parse(request.body);
  } catch (cause) {
    throw new ControlError(400, 'not_json', `The body is not JSON: ${(cause as Error).message}`, { cause });
  }
};

/** What went wrong in the words of whoever noticed. */
const asControlError = (error: unknown): ControlError => {
  if (error instanceof ControlError) return error;
  if (error instanceof WorldError || error instanceof UnknownErrorCode) {
    return new ControlError(409, error.code, error.message, { hint: error.hint, cause: error });
  }
  if (error instanceof URIError)
    return new ControlError(404, 'unknown_path', error.message, { cause: error });
  throw error;
};

export const createControl = ({
  idp,
  version,
  token = randomBytes(24).toString('base64url'),
}: ControlOptions): Control => {
  const describeApi: Operation = operation({
    id: 'describe',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document.',
    answer: z.looseObject({}).meta({ id: 'OpenApi' }),
    run: () => openApiDocument(all, version),
  });
  const all = [...operations, describeApi];
  const expected = digest(token);

  const isAllowed = ({ headers }: WireRequest) => {
    const given = /^bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? '';
    return timingSafeEqual(digest(given), expected);
  };

  const find = ({ method, url }: WireRequest) => {
    const asked = segmentsOf(url.pathname.slice(controlPath.length));
    const atPath = all.flatMap((one) => {
      const path = match(one, asked);
      return path ? [{ one, path }] : [];
    });
    const found = atPath.find(({ one }) => one.method === method);
    if (found) return found;
    if (atPath.length === 0) {
      throw new ControlError(404, 'unknown_path', `The control API has no ${url.pathname}.`, {
        hint: `${controlPath}/openapi.json lists what it has.`,
      });
    }
    const allowed = [...new Set(atPath.map(({ one }) => one.method))].join(', ');
    throw new ControlError(405, 'method_not_allowed', `${url.pathname} takes ${allowed}, not ${method}.`, {
      headers: [['Allow', allowed]],
    });
  };

  const answer = async (request: WireRequest, signal: AbortSignal): Promise<WireResponse> => {
    if (!isAllowed(request)) {
      throw new ControlError(
        401,
        'unauthorized',
        'The control API takes the bearer token it was started with.',
        {
          hint: 'serve prints the token: send it as "Authorization: Bearer ...".',
          headers: [['WWW-Authenticate', 'Bearer realm="mock control"']],
        },
      );
    }
    const { one, path } = find(request);
    const query = Object.fromEntries(request.url.searchParams);
    const result = await one.run({ idp, version, signal }, { path, query, body: bodyOf(one, request) });
    return json(one.status, one.answer ? result : undefined);
  };

  return {
    token,
    handle: async (request, signal) => {
      try {
        return await answer(request, signal);
      } catch (error) {
        const { status, code, message, hint, problems, headers } = asControlError(error);
        const details = { ...(hint !== undefined && { hint }), ...(problems.length > 0 && { problems }) };
        return json(status, { error: { code, message, ...details } }, headers);
      }
    },
  };
};
