/** Node alone: signs for whatever is asked. Nothing that signs can be faster. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { announce } from '../serving.ts';
import { formTarget } from '../target.ts';
import { tokenAnswer } from './signing.ts';

const server = createServer((req, res) => {
  req.resume();
  void tokenAnswer().then((body) => res.setHeader('Content-Type', 'application/json').end(body));
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  announce(formTarget(`http://127.0.0.1:${port}/token`, { grant_type: 'client_credentials' }));
});
