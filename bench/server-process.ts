/** Runs one server of `servers/` in a process of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { FromServer, Target, Usage } from './target.ts';

export const serverNames = ['ours', 'koa', 'floor', 'oauth2-mock-server', 'oidc-provider'] as const;
export type ServerName = (typeof serverNames)[number];

export interface ServerProcess {
  readonly target: Target;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export const startServer = async (
  name: ServerName,
  parameters: readonly string[] = [],
): Promise<ServerProcess> => {
  const child = fork(new URL(`servers/${name}.ts`, import.meta.url), parameters, {
    execArgv: ['--expose-gc', ...process.execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const next = async <K extends FromServer['kind']>(kind: K) => {
    const gone = ended.then(() => {
      throw new Error(`The server ${name} ended before it said ${kind}.`);
    });
    const [message] = (await Promise.race([once(child, 'message'), gone])) as [FromServer];
    if (message.kind !== kind) throw new Error(`The server ${name} said ${message.kind} instead of ${kind}.`);
    return message as Extract<FromServer, { kind: K }>;
  };
  const { target } = await next('ready');
  return {
    target,
    usage: async () => {
      child.send('usage');
      return (await next('usage')).usage;
    },
    stop: async () => {
      child.kill();
      await ended;
    },
  };
};
