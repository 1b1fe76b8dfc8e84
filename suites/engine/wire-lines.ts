/** The exchanges of a case as a report shows them: secrets by name, tokens decoded. */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Exchange, World } from '../../mock-idp/index.ts';
import type { WireLine } from '../../reports/index.ts';

const shownHeaders = /^(content-type|client-request-id|x-client|x-ms-lib|x-anchormailbox|retry-after|origin)/;
const longestBody = 4_000;

const plain = (value: object) =>
  JSON.parse(JSON.stringify(value)) as NonNullable<WireLine['tokens']>[0]['claims'];

/** JWTs in an answer, by the member that holds them. */
const tokensOf = (body: string): NonNullable<WireLine['tokens']> => {
  try {
    const members = Object.entries(JSON.parse(body) as Record<string, unknown>);
    return members.flatMap(([name, value]) => {
      if (typeof value !== 'string' || !/^eyJ[\w-]+\.eyJ[\w-]+\./.test(value)) return [];
      return [{ name, header: plain(decodeProtectedHeader(value)), claims: plain(decodeJwt(value)) }];
    });
  } catch {
    return [];
  }
};

export const wireLine = (exchange: Exchange, step: number | undefined, world: World): WireLine => {
  const { request, response, form, fault } = exchange;
  const redact = (text: string) => world.canaries.redact(text);
  const cut = response.transport?.kind === 'reset';
  const tokens = cut ? [] : tokensOf(response.body);
  const headers = Object.entries(request.headers).filter(([name]) => shownHeaders.test(name));
  return {
    ...(step === undefined ? {} : { step }),
    at: new Date(exchange.at).toISOString(),
    endpoint: exchange.endpoint,
    method: request.method,
    url: redact(request.url.href),
    ...(headers.length === 0
      ? {}
      : { requestHeaders: Object.fromEntries(headers.map(([name, value]) => [name, redact(value)])) }),
    ...(Object.keys(form).length === 0
      ? {}
      : { form: Object.fromEntries(Object.entries(form).map(([name, value]) => [name, redact(value)])) }),
    ...(cut ? {} : { status: response.status, responseBody: redact(response.body).slice(0, longestBody) }),
    decision: redact(exchange.decision),
    ...(fault === undefined ? {} : { fault }),
    ...(tokens.length === 0 ? {} : { tokens }),
  };
};
