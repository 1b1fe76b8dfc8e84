/** `create`: a client application of the SDK under test, for an app of the world. */
import type { CallResult, Params } from '../../../client-under-test/index.ts';
import type { App } from '../../../mock-idp/index.ts';
import type { Step } from '../../scenario/steps.ts';
import { call, present, ScenarioError, type CaseRun } from '../case-run.ts';
import { authorityUrl } from './authority.ts';

type Create = Extract<Step, { create: unknown }>;

const credentialOf = (step: Create, app: App): Params<'client.create'>['credential'] => {
  const kind = step.credential ?? (step.create === 'confidential' ? 'secret' : 'none');
  if (kind === 'none') return undefined;
  if (kind === 'secret') {
    const secret = step.secret ?? app.secret;
    if (secret === undefined) throw new ScenarioError(`app ${app.name} has no secret in this world`);
    return { type: 'secret', secret };
  }
  const { certificate } = app;
  if (certificate?.privateKeyPem === undefined) {
    throw new ScenarioError(`app ${app.name} has no generated certificate in this world`);
  }
  const { certificatePem, privateKeyPem } = certificate;
  return {
    type: 'certificate',
    certificatePem,
    privateKeyPem,
    ...(step.sendX5c === undefined ? {} : { sendX5c: step.sendX5c }),
  };
};

export const create = (step: Create, run: CaseRun): Promise<CallResult<unknown>> => {
  const app = run.world.directory.apps.find(({ name }) => name === (step.app ?? step.as));
  if (app === undefined) throw new ScenarioError(`no app called ${step.app ?? step.as} in this world`);
  const tenant =
    step.tenant === undefined
      ? app.tenant
      : run.world.directory.tenants.find(({ name }) => name === step.tenant);
  if (tenant === undefined) throw new ScenarioError(`no tenant called ${step.tenant} in this world`);
  const host = step.host ?? run.cloud.login.preferredNetwork;
  const redirectUri = step.redirectUri ?? app.redirectUris[0];
  run.clients.set(step.as, { app, host, tenant, redirectUri });
  return call(
    run,
    'client.create',
    present({
      as: step.as,
      kind: step.create,
      clientId: app.clientId,
      authority: authorityUrl(step.authority, { host, tenant }),
      redirectUri,
      credential: credentialOf(step, app),
      capabilities: step.capabilities,
      instanceDiscovery: step.instanceDiscovery,
      knownAuthorities: step.knownAuthorities,
    }) as Params<'client.create'>,
  );
};
