/** Steps on the token cache of a client: its accounts, and the cache as unified-schema JSON. */
import type { CallResult } from '../../../client-under-test/index.ts';
import type { Step } from '../../scenario/steps.ts';
import { call, clientNamed, ScenarioError, type CaseRun } from '../case-run.ts';

type Of<K extends string> = Extract<Step, Record<K, unknown>>;

export const listAccounts = async (step: Of<'accounts'>, run: CaseRun): Promise<CallResult<unknown>> => {
  clientNamed(run, step.accounts);
  const listed = await call(run, 'account.list', { client: step.accounts });
  return listed.outcome === 'ok'
    ? { outcome: 'ok', value: { ...listed.value, count: listed.value.accounts.length } }
    : listed;
};

export const removeAccount = (step: Of<'remove-account'>, run: CaseRun): Promise<CallResult<unknown>> =>
  call(run, 'account.remove', { client: step['remove-account'], homeAccountId: step.account });

/** The sections of the unified schema, each as a list of its entries with their keys. */
const entriesOf = (text: string): unknown => {
  const sections = JSON.parse(text) as Record<string, Record<string, object>>;
  return Object.fromEntries(
    Object.entries(sections).map(([section, entries]) => [
      section,
      Object.entries(entries).map(([key, entry]) => ({ key, ...entry })),
    ]),
  );
};

export const exportCache = async (step: Of<'export-cache'>, run: CaseRun): Promise<CallResult<unknown>> => {
  const exported = await call(run, 'cache.export', { client: step['export-cache'] });
  if (exported.outcome !== 'ok') return exported;
  const { cache } = exported.value;
  try {
    return { outcome: 'ok', value: { text: cache, entries: entriesOf(cache) } };
  } catch (cause) {
    const message = `the exported cache is not unified-schema JSON: ${(cause as Error).message}`;
    return { outcome: 'error', error: { kind: 'unknown', sdkType: 'cache', message } };
  }
};

export const importCache = (step: Of<'import-cache'>, run: CaseRun): Promise<CallResult<unknown>> => {
  const cache = step.from ?? (step.cache === undefined ? undefined : JSON.stringify(step.cache));
  if (cache === undefined) throw new ScenarioError('import-cache needs from or cache');
  return call(run, 'cache.import', { client: step['import-cache'], cache });
};
