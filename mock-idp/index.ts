/**
 * The mock authority's public face: HTTP, OAuth and Entra; nothing of suites or reports.
 * @module
 */
export { endpointName, type EndpointName } from './endpoint-name.ts';
export { faultRule, type FaultRule } from './faults/fault-rule.ts';
export { unsupportedBy, type UnsupportedEffect } from './faults/unsupported-by.ts';
export { worldConfig, type WorldConfig, type WorldConfigInput } from './config/world-config.ts';
export { systemClock, type Clock } from './clock.ts';
export { seededRandom, type Random } from './random.ts';
export type { Exchange } from './ledger/exchange.ts';
export type {
  App,
  Canaries,
  Directory,
  FaultPlan,
  Ledger,
  PublishedKey,
  SigningKeys,
  Tenant,
  User,
  World,
  WorldClock,
} from './world.ts';
export type { ManagedIdentities, ManagedIdentity } from './managed-identity/managed-identity.ts';
export type { MachineDoor, ManagedIdentitySource } from './managed-identity/environment.ts';
export { createMockIdp, type MockIdpOptions } from './create-mock-idp.ts';
export { WorldError, type WorldErrorCode } from './worlds/world-error.ts';
export { UnknownErrorCode } from './errors/error-book.ts';
export { errorFile } from './errors/error-data.ts';
export type { MockIdp, Via, WorldOptions } from './mock-idp.ts';
export type { DoorName, TransportFault, WireRequest, WireResponse } from './wire.ts';
export { cloudFile, type Cloud } from './clouds/cloud.ts';
export { readClouds, type Clouds } from './clouds/clouds.ts';
export { createControl, type Control, type ControlOptions } from './control/control-api.ts';
export { harOf, type Har, type HarOptions } from './ledger/har.ts';
export { redactedExchange } from './ledger/redact.ts';
export { findExchanges, waitForExchange, type ExchangeFilter, type WaitOptions } from './ledger/select.ts';
export { openDoors, type DoorOptions, type Doors } from './doors/open-doors.ts';
export { javaTrustStore } from './doors/java-trust-store.ts';
export { PortInUseError, type ListenerName } from './doors/listen.ts';
export type { ProxySlot, Refusal } from './doors/proxy-slots.ts';
export type { ListenerOptions } from './doors/listener-door.ts';
export { routes, type Route } from './routes.ts';
