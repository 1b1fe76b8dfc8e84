/** Puts the mock's CA where other programs can be pointed at, readable by nobody else, and takes it away again. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { javaTrustStore } from '../mock-idp/index.ts';

export interface TrustFiles {
  readonly folder: string;
  /** PEM. */
  readonly caFile: string;
  /** PKCS#12, for Java. */
  readonly trustStore: string;
  readonly remove: () => void;
}

export const writeTrustFiles = (pem: string): TrustFiles => {
  const folder = mkdtempSync(join(tmpdir(), 'entra-conformance-'));
  const caFile = join(folder, 'ca.pem');
  const trustStore = join(folder, 'ca.p12');
  writeFileSync(caFile, pem);
  writeFileSync(trustStore, javaTrustStore(pem));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return {
    folder,
    caFile,
    trustStore,
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
};
