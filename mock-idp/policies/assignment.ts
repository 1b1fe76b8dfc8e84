/** Apps that only those may use who are assigned to them. The names are those of `assignedTo` in the config. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { GrantedScopes } from '../state.ts';
import type { App, User } from '../world.ts';

const apiOf = ({ world }: EndpointContext, { resource }: GrantedScopes): App | undefined =>
  world.directory.apps.find(({ clientId }) => clientId === resource.appId);

/** The app that asks, and the API where that is an app of the world, may both be kept to some users. */
export const userAssignmentRefusal = (
  context: EndpointContext,
  user: User,
  app: App,
  granted: GrantedScopes,
): Refusal | undefined => {
  const closed = [app, apiOf(context, granted)].find(
    (one) => one?.assignedTo !== undefined && !one.assignedTo.includes(user.name),
  );
  return (
    closed && refuse(50105, { app_name: closed.displayName, client_id: closed.clientId, user: user.upn })
  );
};

/** An API may want the apps that call it for themselves to be assigned to a role. */
export const appAssignmentRefusal = (
  context: EndpointContext,
  app: App,
  granted: GrantedScopes,
): Refusal | undefined => {
  const api = apiOf(context, granted);
  if (api?.assignedTo === undefined || api === app || api.assignedTo.includes(app.name)) return undefined;
  return refuse(501051, {
    client_id: app.clientId,
    app_name: app.displayName,
    resource: api.clientId,
    resource_name: api.displayName,
  });
};
