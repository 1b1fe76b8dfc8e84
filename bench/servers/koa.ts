/** A Koa server that reads the form and signs: no authority knows less. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Koa from 'koa';
import { announce } from '../serving.ts';
import { formTarget } from '../target.ts';
import { tokenAnswer } from './signing.ts';

const app = new Koa();
app.use(async (ctx) => {
  const form = new URLSearchParams(await text(ctx.req));
  if (form.get('grant_type') !== 'client_credentials') return ctx.throw(400);
  ctx.type = 'application/json';
  ctx.set('Cache-Control', 'no-store');
  ctx.body = await tokenAnswer();
});

const callback = app.callback();
const server = createServer((req, res) => void callback(req, res)).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  announce(formTarget(`http://127.0.0.1:${port}/token`, { grant_type: 'client_credentials' }));
});
