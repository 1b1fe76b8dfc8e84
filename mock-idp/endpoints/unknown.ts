/** What stands where nothing does: 404 on paths no authority has, the answer to CORS preflights, refused hosts. */
import { htmlAnswer } from './answers.ts';
import type { EndpointHandler } from './endpoint.ts';

export const unknownPath: EndpointHandler = (context) => {
  context.setDecision('no such path');
  return htmlAnswer('<!DOCTYPE html><title>404</title><h1>404 - Not found</h1>', { status: 404 });
};

/** https://fetch.spec.whatwg.org/#http-cors-protocol: what may be sent from another origin. */
export const preflight: EndpointHandler = (context) => {
  context.setDecision('answered a preflight');
  const asked = context.request.headers['access-control-request-headers'];
  return {
    status: 200,
    headers: [
      ...(asked === undefined ? [] : ([['Access-Control-Allow-Headers', asked]] as const)),
      ['Access-Control-Max-Age', '86400'],
    ],
    body: '',
  };
};
