/** Clients that say too much in their log. */
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { isTokenRequest } from './wire-edits.ts';

/** Logs what passes through the network. */
const logExchanges = (
  text: (sent: string, answered: string, status: number) => string | undefined,
): Change => {
  let log: (text: string) => void = () => undefined;
  return {
    operations: (inner, { harness }) => {
      log = (line) => harness.log({ level: 'debug', text: line });
      return inner;
    },
    network: (send) => async (request) => {
      const answer = await send(request);
      const line = isTokenRequest(request)
        ? text(decodeURIComponent((request.body ?? '').replaceAll('+', ' ')), answer.body, answer.status)
        : undefined;
      if (line !== undefined) log(line);
      return answer;
    },
  };
};

export const logging: readonly BrokenClient[] = [
  broken('logs-the-secret', 'It logs the secret it is created with.', ['LOG-001', 'LOG-002'], () => ({
    operations: (inner, { harness }) => ({
      ...inner,
      'client.create': (params) => {
        harness.log({ level: 'debug', text: `creating ${JSON.stringify(params)}` });
        return inner['client.create'](params);
      },
    }),
  })),
  broken('logs-tokens', 'It logs what the token endpoint answers.', ['LOG-001'], () =>
    logExchanges((_, answered, status) => (status === 200 ? answered : undefined)),
  ),
  broken(
    'logs-refused-requests',
    'It logs what it sent when the token endpoint refuses it.',
    ['LOG-002'],
    () => logExchanges((sent, _, status) => (status === 200 ? undefined : sent)),
  ),
];
