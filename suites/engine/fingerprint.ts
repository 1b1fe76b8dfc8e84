/** Tells whether two failures have one cause: the same requirements, place and values once ids are taken out. */
import { createHash } from 'node:crypto';
import type { Mismatch } from '../matching/match.ts';

const anonymous = (value: unknown): string =>
  (JSON.stringify(value) ?? 'nothing')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<guid>')
    .replaceAll(/eyJ[\w-]+\.[\w-]*\.[\w-]*/g, '<jwt>')
    .replaceAll(/[\w-]{30,}/g, '<text>')
    .replaceAll(/\d{3,}/g, '<number>');

export const fingerprint = (mismatch: Mismatch, requirements: readonly string[]): string =>
  createHash('sha256')
    .update(
      [...requirements, mismatch.path, anonymous(mismatch.expected), anonymous(mismatch.actual)].join('\n'),
    )
    .digest('hex')
    .slice(0, 12);
