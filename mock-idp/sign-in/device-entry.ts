/** The typed code of a device: shown the page for it, found by it, and followed by the sign-in. */
import { resolveTenant } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { deviceCodePage } from '../pages/device-pages.ts';
import type { Problem } from '../pages/form.ts';
import type { BrowserSession, DeviceCode } from '../state.ts';
import type { WireResponse } from '../wire.ts';
import { endFlow, startDeviceEntry, startSignIn, type DeviceEntry } from './flow.ts';
import { askPicker } from './next-page.ts';
import { pageAnswer } from './page-answer.ts';

const askUserCode = (
  context: EndpointContext,
  { id, action }: DeviceEntry,
  typed: { readonly userCode?: string; readonly problem?: Problem } = {},
): WireResponse => {
  context.setDecision(`showed the device-code page${typed.problem ? `: AADSTS${typed.problem.aadsts}` : ''}`);
  return pageAnswer(deviceCodePage({ action, flow: id }, typed));
};

export const openDeviceEntry = (context: EndpointContext, session: BrowserSession): WireResponse =>
  askUserCode(context, startDeviceEntry(context, session, context.request.url.pathname));

/**
 * A code came in a form of another time, browser or world: the page could be shown before it was known which world
 * it is for. Nothing is done with the code; it stands in a new form.
 */
export const reopenDeviceEntry = (
  context: EndpointContext,
  session: BrowserSession,
  userCode: string,
): WireResponse =>
  askUserCode(context, startDeviceEntry(context, session, context.request.url.pathname), {
    userCode,
    problem: { aadsts: 165000, text: 'This page was old. Check the code and press Next again.' },
  });

/** People type what they see: in lower case, in groups, with dashes. */
const asShown = (typed: string) => typed.toUpperCase().replace(/[\s.-]/g, '');

const codeProblem = (code: DeviceCode | undefined, now: number): Problem | undefined => {
  if (code?.state.kind !== 'pending') {
    return { aadsts: 70018, text: 'That code did not work. Check the code and try again.' };
  }
  return now < code.expiresAt
    ? undefined
    : { aadsts: 70020, text: 'That code has expired. Have your app or device show a new one.' };
};

export const takeUserCode = (
  context: EndpointContext,
  session: BrowserSession,
  entry: DeviceEntry,
): WireResponse => {
  const { state, world, form } = context;
  const typed = form.get('user_code') ?? '';
  const code = state.userCodes.get(asShown(typed));
  const problem = codeProblem(code, world.clock.now());
  if (!code || problem) {
    return askUserCode(context, entry, { userCode: typed, ...(problem && { problem }) });
  }
  endFlow(context, entry);
  const { app, granted, tenantSegment } = code;
  const tenant = resolveTenant(world.directory, app.tenant.cloud, tenantSegment);
  const purpose = { kind: 'device', code, app, granted, tenant } as const;
  return askPicker(context, session, startSignIn(context, session, { purpose, action: entry.action }));
};
