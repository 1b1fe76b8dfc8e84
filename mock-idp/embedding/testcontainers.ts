/**
 * The mock authority in a container, for testcontainers: for programs that are no JavaScript, or run in containers
 * themselves. The image is built from the Dockerfile of the repository.
 * @module
 */
import { AbstractStartedContainer, GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import type { WorldConfigInput } from '../config/world-config.ts';

const ports = { https: 8443, http: 8080, proxy: 8444 };
const worldFile = '/tmp/world.json';

const serve = [
  ...['serve', '--json', '--host', '0.0.0.0', '--port', String(ports.https)],
  ...['--http-port', String(ports.http), '--proxy-port', String(ports.proxy)],
];

/** A tenant of the container's world. */
export interface ServedTenant {
  readonly name: string;
  readonly id: string;
  readonly domains: readonly string[];
  readonly users: readonly { readonly name: string; readonly upn: string; readonly password: string }[];
  readonly apps: readonly {
    readonly name: string;
    readonly kind: 'public' | 'confidential';
    readonly clientId: string;
    readonly secret?: string;
  }[];
}

/** What `serve --json` prints when it is up; its addresses are those inside the container. */
interface Ready {
  readonly event: string;
  readonly caFile: string;
  readonly tenants: readonly ServedTenant[];
}

/** The container has printed it: that is what its start waits for. */
const readyEvent = async (container: StartedTestContainer): Promise<Ready> => {
  const logs = await container.logs();
  let text = '';
  for await (const chunk of logs.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    const line = /^.*?(\{"event":"ready".*\})\s*\n/m.exec(text)?.[1];
    if (line !== undefined) {
      logs.destroy();
      return JSON.parse(line) as Ready;
    }
  }
  throw new Error(`the container ended before it was ready: ${text}`);
};

export class StartedEntraContainer extends AbstractStartedContainer {
  /** Certificate, in PEM, of the CA behind `httpsUrl` and behind every host reached through `proxyUrl`. */
  readonly ca: string;
  readonly tenants: readonly ServedTenant[];

  constructor(started: StartedTestContainer, ca: string, tenants: readonly ServedTenant[]) {
    super(started);
    this.ca = ca;
    this.tenants = tenants;
  }

  #urlOf(scheme: string, port: number): string {
    return `${scheme}://${this.getHost()}:${this.getMappedPort(port)}`;
  }

  /** Its certificate is good for names and loopback; where the engine's host is another bare address, use the proxy. */
  get httpsUrl(): string {
    return this.#urlOf('https', ports.https);
  }

  get httpUrl(): string {
    return this.#urlOf('http', ports.http);
  }

  /** As `HTTPS_PROXY`, it answers for login.microsoftonline.com and every other host of the clouds. */
  get proxyUrl(): string {
    return this.#urlOf('http', ports.proxy);
  }
}

/**
 * @example
 * await using entra = await new EntraContainer().withWorld({ tenants: { ... } }).start();
 * const authority = `${entra.httpUrl}/${entra.tenants[0].id}`;
 */
export class EntraContainer extends GenericContainer {
  constructor(image = 'entra-conformance') {
    super(image);
    this.withExposedPorts(ports.https, ports.http, ports.proxy)
      .withCommand(serve)
      .withWaitStrategy(Wait.forLogMessage(/"event":"ready"/));
  }

  /** The world to serve instead of one tenant with two users and two apps. Its ids and secrets never change. */
  withWorld(config: WorldConfigInput): this {
    return this.withCopyContentToContainer([
      { content: JSON.stringify(config), target: worldFile, mode: 0o444 },
    ]).withCommand([...serve, '--config', worldFile]);
  }

  override async start(): Promise<StartedEntraContainer> {
    const started = await super.start();
    const { caFile, tenants } = await readyEvent(started);
    const { output } = await started.exec(['cat', caFile]);
    return new StartedEntraContainer(started, output, tenants);
  }
}
