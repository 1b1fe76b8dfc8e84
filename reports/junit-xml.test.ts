import { describe, expect, it } from 'vitest';
import type { Run } from './read-run.ts';
import { summarise } from './summarise.ts';
import { junitXml } from './junit-xml.ts';
import { aCase, aFailure, aRequirement, aRun, hostile, known } from './sample-run.ts';

const xmlOf = (run: Run) => junitXml(run, summarise(run), known(aRequirement()));
const element = (verdict: Parameters<typeof aCase>[0] & object) => {
  const xml = xmlOf(aRun([aCase({ id: 'a/other' }), aCase(verdict)]));
  return /<testcase name="cache\/silent-hit".*?<\/testcase>/s.exec(xml)![0];
};

describe('junit.xml', () => {
  it.each([
    ['fail', '<failure message="m" type="fail">'],
    ['timeout', '<failure message="m" type="timeout">'],
    ['crash', '<failure message="m" type="crash">'],
    ['unexpected_pass', '<failure message="m" type="unexpected_pass">'],
    ['adapter_error', '<error message="m" type="adapter_error">'],
    ['harness_error', '<error message="m" type="harness_error">'],
    ['not_run', '<skipped message="not_run: m"/>'],
    ['not_applicable', '<skipped message="not_applicable: m"/>'],
    ['not_implemented', '<skipped message="not_implemented: m"/>'],
    ['expected_fail', '<skipped message="expected_fail: m"/>'],
    ['warn', '<system-out>warn: m'],
    ['info', '<system-out>info: m'],
  ] as const)('writes %s as %s', (verdict, expected) => {
    expect(element({ verdict, reason: 'm' })).toContain(expected);
  });

  it('gives a passing case its properties and no outcome', () => {
    const xml = element({ blame: 'sdk' });
    expect(xml).toContain('<property name="requirement" value="CACHE-001"/>');
    expect(xml).toContain('<property name="level" value="MUST"/>');
    expect(xml).toContain('<property name="blame" value="sdk"/>');
    expect(xml).toContain('<property name="replay" value="entra-conformance replay');
    expect(xml).not.toMatch(/<(failure|error|skipped|system-out)/);
  });

  it('makes a warning a failure in a strict run', () => {
    const run = aRun([aCase({ verdict: 'warn', reason: 'm' })], { strict: true });
    expect(xmlOf(run)).toContain('<failure message="m" type="warn">');
  });

  it('tells in a failure the sentence, expected and actual, and how to see it again', () => {
    const xml = element({ verdict: 'fail', failures: [aFailure()] });
    expect(xml).toContain('CACHE-001 MUST  A token in the cache that is still valid');
    expect(xml).toContain('step 4, acquire client-credentials: expected source network, got cache');
    expect(xml).toContain('expected: &quot;network&quot;\nactual: &quot;cache&quot;');
  });

  it('adds its totals up', () => {
    const run = aRun([
      aCase({ id: 'a/1', verdict: 'fail' }),
      aCase({ id: 'b/1', verdict: 'adapter_error' }),
      aCase({ id: 'b/2', verdict: 'not_applicable' }),
      aCase({ id: 'b/3' }),
    ]);
    const xml = xmlOf(run);
    expect(xml).toMatch(/<testsuites [^>]*tests="4" failures="1" errors="1" skipped="1" time="20.400"/);
    expect(xml).toMatch(/<testsuite name="msal-node.b" tests="3" failures="0" errors="1" skipped="1"/);
  });

  it.each([
    ['without cases', aRun([])],
    ['that was interrupted', aRun([aCase()], {}, { interrupted: true })],
    ['with planned cases that never ran', aRun([aCase()], { planned: 2 })],
    ['whose record is damaged', { ...aRun([aCase()]), problems: [{ line: 2, message: 'not JSON' }] }],
    ['where a case was not reached', aRun([aCase(), aCase({ id: 'a/2', verdict: 'not_run' })])],
  ])('does not look green for a run %s', (_what, run) => {
    expect(xmlOf(run)).toMatch(/errors="1"[^]*name="every planned case ran"[^]*type="incomplete_run"/);
  });

  it('escapes what a record holds and writes out what XML forbids', () => {
    const run = aRun(
      hostile.map((text, i) =>
        aCase({
          id: `${text}/${i}`,
          verdict: 'fail',
          reason: text,
          log: [text],
          failures: [aFailure({ message: `${text}\n` })],
        }),
      ),
    );
    const xml = xmlOf(run);
    expect(xml).not.toMatch(/<(script|img|evil)/);
    expect(xml).not.toContain(']]>');
    expect(xml).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}/u);
    expect(xml).toContain('\\u001b[2J\\u0000');
    expect(xml).toMatch(/message="[^"\n]*&#10;"/);
  });
});
