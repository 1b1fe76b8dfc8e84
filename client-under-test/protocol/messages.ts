/**
 * The envelope of adapter protocol v1: JSON-RPC 2.0 objects, one a line, in both directions.
 * `batch` is not used. Ids are opaque and unique per sender.
 */
import { z } from 'zod';

const id = z.union([z.int(), z.string()]);

const params = z.record(z.string(), z.unknown()).optional();

export const requestMessage = z
  .object({ jsonrpc: z.literal('2.0'), id, method: z.string(), params })
  .meta({ id: 'RequestMessage' });

export const notificationMessage = z
  .object({ jsonrpc: z.literal('2.0'), id: z.never().optional(), method: z.string(), params })
  .meta({ id: 'NotificationMessage' });

export const resultMessage = z
  .object({ jsonrpc: z.literal('2.0'), id, result: z.unknown() })
  .meta({ id: 'ResultMessage' });

export const errorMessage = z
  .object({
    jsonrpc: z.literal('2.0'),
    id: id.nullable().describe('null: the other side could not read the message at all.'),
    error: z.object({ code: z.int(), message: z.string(), data: z.unknown().optional() }),
  })
  .meta({ id: 'ErrorMessage' });

export const message = z
  .union([requestMessage, resultMessage, errorMessage, notificationMessage])
  .meta({ title: 'A message of adapter protocol, version 1' });

export type Message = z.infer<typeof message>;
export type RequestMessage = z.infer<typeof requestMessage>;
export type NotificationMessage = z.infer<typeof notificationMessage>;
export type ResultMessage = z.infer<typeof resultMessage>;
export type ErrorMessage = z.infer<typeof errorMessage>;

/** The longest line either side may send, in bytes. */
export const maxLineBytes = 8 * 1024 * 1024;
