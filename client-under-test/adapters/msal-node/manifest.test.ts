import { readFileSync } from 'node:fs';
import { version } from '@azure/msal-node';
import { expect, test } from 'vitest';
import { adapterManifest } from '../../protocol/index.ts';

test('adapter.json is a manifest and names the version of msal-node that is installed', () => {
  const text = readFileSync(new URL('adapter.json', import.meta.url), 'utf8');
  const manifest = adapterManifest.parse(JSON.parse(text));
  expect(manifest.sdk).toEqual({ package: 'npm:@azure/msal-node', version });
});
