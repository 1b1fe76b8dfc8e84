/** Entra's errors as data: number, OAuth error, status and text. Files: `fixtures/errors/<code>.yaml`. */
import { z } from 'zod';

export const errorFile = z
  .strictObject({
    $schema: z.string().optional(),
    code: z.int(),
    oauth: z
      .strictObject({
        v2: z.string(),
        v1: z.string().optional(),
        discovery: z.string().optional(),
        deviceCode: z.string().optional(),
      })
      .describe(
        'The `error`; the others where discovery, v1 or the device code grant say otherwise than v2.',
      ),
    status: z.int().min(400).max(599),
    suberror: z.string().optional(),
    text: z.string().describe('What follows `AADSTSn: `; {names} are filled in.'),
    errorUri: z.boolean().default(true).describe('Whether the body has error_uri.'),
    source: z.string().optional().describe('Where text and status were seen.'),
  })
  .meta({ id: 'ErrorFile', title: 'AADSTS error, version 1' });

export type ErrorData = z.infer<typeof errorFile>;

/** Why a request is refused: an AADSTS number, what fills its text, and extra members of its body. */
export interface Refusal {
  readonly refusal: number;
  readonly values?: Readonly<Record<string, string>>;
  /** Instead of the one in the error's data. */
  readonly suberror?: string;
  /** What a client has to send as `claims` when it tries again with the user. */
  readonly claims?: string;
  /** Instead of the `error` in the error's data: native authentication has its own. */
  readonly error?: string;
}

export const refuse = (
  refusal: number,
  values: Readonly<Record<string, string>> = {},
  extra: Pick<Refusal, 'suberror' | 'claims' | 'error'> = {},
): Refusal => ({ refusal, values, ...extra });

export const isRefusal = <T>(value: T | Refusal): value is Refusal =>
  typeof value === 'object' && value !== null && 'refusal' in value;
