/** Why an adapter did not start, as findings: the steps before the one that failed hold. */
import type { AdapterStartCode, AdapterStartError, AdapterSession } from '../../client-under-test/index.ts';
import type { Finding } from './finding.ts';

const steps = [
  ['build', 'the build commands succeed'],
  ['program', 'the program is found'],
  ['start', 'the process starts and stays'],
  ['initialize', 'initialize is answered as the protocol says'],
] as const;

type Step = (typeof steps)[number][0];

const failedStep: Record<AdapterStartCode, Step> = {
  build_failed: 'build',
  program_not_found: 'program',
  folder_not_found: 'program',
  not_startable: 'start',
  ended_at_start: 'start',
  initialize_timeout: 'initialize',
  initialize_failed: 'initialize',
  protocol_violation: 'initialize',
};

const upTo = (failed?: Step): Finding[] => {
  const end = steps.findIndex(([id]) => id === failed);
  return steps.slice(0, end === -1 ? undefined : end).map(([id, says]) => ({ id, says, ok: true }));
};

export const startFailed = (error: AdapterStartError): Finding[] => {
  const failed = failedStep[error.code];
  const lastLines = error.stderr.slice(-3).join(' | ');
  return [
    ...upTo(failed),
    {
      id: failed,
      says: steps.find(([id]) => id === failed)![1],
      ok: false,
      detail: `${error.message}${lastLines === '' ? '' : ` Its last lines on standard error: ${lastLines}`}`,
      ...(error.hint === undefined ? {} : { todo: error.hint }),
    },
  ];
};

/** What a started adapter says of itself. */
export const started = ({ info }: AdapterSession): Finding[] => {
  const { sdk, adapter, features } = info;
  const entries = Object.entries(features);
  const count = (level: string) => entries.filter(([, support]) => support.level === level).length;
  const silent = entries.filter(([, { level, note }]) => level === 'partial' && note === undefined);
  return [
    ...upTo().slice(0, -1),
    {
      ...upTo().at(-1)!,
      detail: `${adapter.name} ${adapter.version} for ${sdk.name} ${sdk.version}, ${sdk.language}, ${sdk.runtime}`,
    },
    {
      id: 'features',
      says: 'at least one feature is declared, and partial ones say what is missing',
      ok: count('full') + count('partial') > 0 && silent.length === 0,
      detail: `${count('full')} full, ${count('partial')} partial, ${count('none')} none${silent.length === 0 ? '' : `; without a note: ${silent.map(([id]) => id).join(', ')}`}`,
      todo: 'A feature that is not declared is taken for "none", and its cases are not run; "partial" needs a note.',
    },
  ];
};
