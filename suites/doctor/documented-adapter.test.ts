import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';

/** Stands for the SDK: what the adapter uses of it, over Python's own HTTP client. */
const sdk = `
import json, urllib.error, urllib.parse, urllib.request

__version__ = "0"

class ConfidentialClientApplication:
    def __init__(self, client_id, authority, client_credential):
        self.authority = authority
        self.form = {"client_id": client_id, "client_secret": client_credential, "grant_type": "client_credentials"}

    def acquire_token_for_client(self, scopes, claims_challenge=None):
        form = urllib.parse.urlencode({**self.form, "scope": " ".join(scopes)}).encode()
        try:
            with urllib.request.urlopen(self.authority + "/oauth2/v2.0/token", form) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error)
`;

const hasPython = spawnSync('python3', ['--version']).status === 0;

/** The first block of a language after the heading. */
const block = (heading: string, language: string): string => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'adapter-protocol.md'), 'utf8');
  const after = text.slice(text.indexOf(`\n## ${heading}\n`));
  return new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(after)![1]!;
};

it.skipIf(!hasPython)(
  'the adapter in the documentation passes every examination',
  { timeout: 30_000 },
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'documented-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    writeFileSync(join(dir, 'adapter.json'), block('A complete adapter', 'json'));
    writeFileSync(join(dir, 'adapter.py'), block('A complete adapter', 'python'));
    writeFileSync(join(dir, 'msal.py'), sdk);

    const findings: Finding[] = [];
    for await (const finding of examine(dir, { deadlineMs: 20_000 })) findings.push(finding);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.map(({ id }) => id)).toContain('trust');
  },
);
