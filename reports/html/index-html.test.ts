import { createHash } from 'node:crypto';
import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../run-record.ts';
import type { Run } from '../read-run.ts';
import type { KnownRequirements } from '../known-requirements.ts';
import { summarise } from '../summarise.ts';
import { aCase, aFailure, aRequirement, aRun, aWireLine, hostile, known } from '../sample-run.ts';
import { greenRun, realisticRequirements, realisticRun } from '../realistic-run.ts';
import { indexHtml } from './index-html.ts';

const render = (run: Run, requirements: KnownRequirements = realisticRequirements) => {
  const html = indexHtml(run, summarise(run), requirements);
  const root = parse(html, { blockTextElements: { script: true, style: true } });
  const text = (selector: string) =>
    root.querySelectorAll(selector).map((e) => e.textContent.replace(/\s+/g, ' ').trim());
  return { html, root, text };
};

describe('index.html', () => {
  it('says what was tested, the verdict in a sentence, and the denominator', () => {
    const { text } = render(realisticRun());
    expect(text('h1')).toEqual(['@azure/msal-node 7.2.1']);
    expect(text('.headline .verdict')[0]).toBe(
      '@azure/msal-node 7.2.1 fails 5 of 45 executed cases, from 2 causes.',
    );
    expect(text('.headline')[0]).toContain('7 of 14 requirements verified; 5 not met and 2 not measured.');
    const facts = text('.facts')[0];
    for (const fact of [
      'JavaScript',
      'Node.js 24.21.0',
      'core',
      '42',
      '4 March 2030',
      'entra-conformance run --client',
    ]) {
      expect(facts).toContain(fact);
    }
  });

  it('gives every requirement its level, sentence, source and standing', () => {
    const { root } = render(realisticRun());
    const row = root.querySelector('#r-CACHE-012')!;
    expect(row.textContent).toContain('MUST');
    expect(row.textContent).toContain('five minutes or less to live');
    expect(row.querySelector('.source a')!.getAttribute('href')).toMatch(/^https:\/\/learn\.microsoft\.com/);
    expect(row.querySelector('.standing')!.textContent.trim()).toBe('failed');
    expect(root.querySelectorAll('.req')).toHaveLength(14);
  });

  it('puts one card for each cause at the top, the replay command on it', () => {
    const { text } = render(realisticRun());
    expect(text('.card')).toHaveLength(5);
    expect(text('.card')[0]).toContain('4 cases');
    expect(text('.card .command')[0]).toMatch(/^entra-conformance replay /);
  });

  it('shows the wire of a case that failed, and says when the failing step sent nothing', () => {
    const { text } = render(realisticRun());
    const evidence = text('.evidence').find((t) => t.includes('Step 4, acquire client-credentials'))!;
    for (const part of [
      'POST login.microsoftonline.com',
      'client_credentials',
      'fault: status 429',
      'User.Read.All',
      'token found in cache',
      'Step 4, which failed, sent nothing.',
    ]) {
      expect(evidence).toContain(part);
    }
  });

  it('lists what was not verified and why', () => {
    const [section] = render(realisticRun()).text('#not-verified');
    expect(section).toContain('7 of 14 requirements verified');
    expect(section).toContain('DEVICE-004');
    expect(section).toContain('the clock mode none'.slice(4));
    expect(section).toContain('known failure: in the baseline');
  });

  it('counts requirements of the suite that no case of the plan checks', () => {
    const run = aRun([aCase()]);
    const two = known(aRequirement(), aRequirement({ id: 'CACHE-002' }));
    expect(render(run, two).text('#not-verified')[0]).toContain(
      '1 further requirement of the suite has no case',
    );
  });

  it('leaves out the sections a green run does not need', () => {
    const run = greenRun();
    const checked = new Set(run.cases.flatMap((c) => c.requirements.map((r) => r.id)));
    const { root, text } = render(run, new Map([...realisticRequirements].filter(([id]) => checked.has(id))));
    expect(root.querySelector('#failures')).toBeNull();
    expect(root.querySelector('#not-verified')).toBeNull();
    expect(text('.headline.good .verdict')[0]).toContain('conforms');
    expect(text('nav a')).toEqual(['Requirements', 'Cases']);
  });

  it('never calls a run without cases, or one that broke off, good', () => {
    expect(render(aRun([])).text('.headline.bad .verdict')[0]).toContain('Nothing was verified');
    const { header, cases } = aRun([aCase()], { planned: 3 });
    const { text } = render({ header, cases, problems: [{ line: 3, message: 'cut off' }] });
    expect(text('.headline.bad .verdict')[0]).toBe('The run broke off after 1 of 3 planned cases.');
    expect(text('#not-verified')[0]).toContain('line 3: cut off');
  });

  it('points every link inside the page at something that is there', () => {
    const { root } = render(realisticRun());
    const ids = new Set(root.querySelectorAll('[id]').map((e) => e.id));
    const targets = root.querySelectorAll('a[href^="#"], use').map((e) => e.getAttribute('href')!.slice(1));
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
    expect(ids.size).toBe(root.querySelectorAll('[id]').length);
  });
});

describe('a hostile record', () => {
  const evil = (text: string, index: number): CaseRecord =>
    aCase({
      id: `${text}/${index}`,
      title: text,
      scenario: text,
      verdict: 'fail',
      reason: `why ${text}`,
      requirements: [{ id: text, level: 'MUST' }],
      failures: [
        aFailure({
          message: text,
          stepText: text,
          path: text,
          requirements: [text],
          expected: text,
          actual: { [text]: text },
          fingerprint: text,
        }),
      ],
      wire: [
        aWireLine({
          method: text,
          url: text,
          decision: text,
          fault: text,
          endpoint: text,
          at: text,
          form: { [text]: text },
          requestHeaders: { [text]: text },
          responseBody: text,
          tokens: [{ name: text, header: text, claims: { [text]: text } }],
        }),
      ],
      log: [text],
      replay: text,
    });
  const run = aRun(hostile.map(evil), {
    command: hostile.join(' '),
    client: {
      id: hostile[0],
      sdk: { name: hostile[0], version: hostile[1], language: hostile[2], runtime: hostile[4] },
    },
  });
  const { html, root } = render(
    run,
    known(
      aRequirement({
        id: hostile[0],
        says: hostile[1],
        source: { title: hostile[2], url: 'javascript:alert(1)' },
      }),
    ),
  );

  it('adds no element, no handler and no address to the page', () => {
    expect(root.querySelectorAll('script')).toHaveLength(1);
    expect(root.querySelectorAll('img, evil, iframe, object, base')).toEqual([]);
    const attributes = root.querySelectorAll('*').flatMap((e) => Object.entries(e.attributes));
    expect(attributes.filter(([name]) => name.startsWith('on') || name === 'style')).toEqual([]);
    const addresses = attributes
      .filter(([name]) => name === 'href' || name === 'src')
      .map(([, value]) => value);
    expect(addresses.filter((value) => !/^(#|https?:|data:,$)/.test(value))).toEqual([]);
  });

  it('leaves no control character and no mark of direction in the page', () => {
    expect(html).not.toMatch(/[^\P{Cc}\n\t]|\p{Bidi_Control}|\p{Cs}/u);
    expect(html).toContain('\\u202egnp.exe');
  });
});

describe('the policy of the page', () => {
  it('lets exactly the page’s own script and style act, and nothing be fetched', () => {
    const { root } = render(realisticRun());
    const policy = root.querySelector('meta[http-equiv]')!.getAttribute('content')!;
    for (const [tag, directive] of [
      ['script', 'script-src'],
      ['style', 'style-src'],
    ] as const) {
      const digest = createHash('sha256').update(root.querySelector(tag)!.rawText).digest('base64');
      expect(policy).toContain(`${directive} 'sha256-${digest}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });
});

describe('a huge run', () => {
  const many = (over: (index: number) => Partial<CaseRecord>): Run =>
    aRun(
      Array.from({ length: 5_000 }, (_, index) =>
        aCase({
          id: `area-${index % 20}/scenario-${index % 250}[cloud=public,authority=tenant-id,variant=${index}]`,
          requirements: [
            { id: `AREA-${String(index % 120).padStart(3, '0')}`, level: 'MUST' },
            { id: `AREA-${String((index + 7) % 120).padStart(3, '0')}`, level: 'SHOULD' },
          ],
          ...over(index),
        }),
      ),
    );

  it('of 5,000 green cases stays under 5 MB', () => {
    expect(Buffer.byteLength(indexHtml(...withSummary(many(() => ({}))), known()))).toBeLessThan(5_000_000);
  });

  it('of 5,000 failing cases stays under 5 MB, whole evidence for every cause among it', () => {
    const body = JSON.stringify({ filler: 'x'.repeat(20_000) });
    const run = many((index) => ({
      verdict: 'fail',
      failures: [aFailure({ fingerprint: `cause ${index % 40}`, message: `cause ${index % 40}` })],
      wire: Array.from({ length: 10 }, () => aWireLine({ responseBody: body })),
    }));
    const html = indexHtml(...withSummary(run), known());
    expect(Buffer.byteLength(html)).toBeLessThan(5_000_000);
    expect(html.split('On the wire').length - 1).toBeGreaterThanOrEqual(40);
    expect(html).toContain('The page is full');
  });
});

const withSummary = (run: Run) => [run, summarise(run)] as const;
