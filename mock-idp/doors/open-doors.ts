/** Opens the doors of a mock authority to the outside: listeners, the forward proxy, and the CA they share. */
import { systemClock, type Clock } from '../clock.ts';
import { createCertificateAuthority } from './certificate-authority.ts';
import type { Core } from './door-app.ts';
import { openHttpDoor, openHttpsDoor, type ListenerOptions, type OpenListener } from './listener-door.ts';
import { openProxyDoor, type OpenProxy } from './proxy-door.ts';

export interface DoorOptions {
  readonly https?: ListenerOptions;
  readonly http?: ListenerOptions;
  readonly proxy?: ListenerOptions;
  /** The address to bind. Default 127.0.0.1: nothing but this machine gets in. */
  readonly host?: string;
  /** Judges the validity of certificates and dates refusals. Default: the machine's clock. */
  readonly clock?: Clock;
}

export interface Doors {
  readonly https?: Omit<OpenListener, 'close'>;
  readonly http?: Omit<OpenListener, 'close'>;
  readonly proxy?: Omit<OpenProxy, 'close'>;
  readonly ca: { readonly pem: string; readonly spkiSha256: string };
  /** Stops listening and cuts every open connection at once. */
  close(): Promise<void>;
}

/**
 * Opens the doors that the options name, on free ports unless they say otherwise.
 * @throws {PortInUseError} with no door left open
 */
export const openDoors = async (idp: Core, options: DoorOptions): Promise<Doors> => {
  const { host = '127.0.0.1', clock = systemClock } = options;
  const ca = await createCertificateAuthority(clock);
  const https = options.https && openHttpsDoor(idp, ca, host, options.https);
  const http = options.http && openHttpDoor(idp, host, options.http);
  const proxy = options.proxy && openProxyDoor(idp, ca, host, clock, options.proxy);

  const opening: Promise<OpenListener>[] = [https, http, proxy].filter((door) => door !== undefined);
  const close = async () => {
    const settled = await Promise.allSettled(opening);
    const opened = settled.filter((door) => door.status === 'fulfilled');
    await Promise.all(opened.map((door) => door.value.close()));
  };
  try {
    await Promise.all(opening);
  } catch (failure) {
    await close();
    throw failure;
  }
  return {
    ...(https && { https: await https }),
    ...(http && { http: await http }),
    ...(proxy && { proxy: await proxy }),
    ca,
    close,
  };
};
