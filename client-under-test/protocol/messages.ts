/**
 * The envelope of adapter protocol v1: JSON-RPC 2.0 objects, one a line, in both directions.
 * `batch` is not used. Ids are opaque and unique per sender.
 */
import { z } from 'zod';

const id = z.union([z.int(), z.string()]);

export const requestMessage = z.object({
  jsonrpc: z.literal('2.0'),
  id,
  method: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
});

export const notificationMessage = z.object({
  jsonrpc: z.literal('2.0'),
  method: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
});

export const resultMessage = z.object({ jsonrpc: z.literal('2.0'), id, result: z.unknown() });

export const errorMessage = z.object({
  jsonrpc: z.literal('2.0'),
  id: id.nullable(),
  error: z.object({ code: z.int(), message: z.string(), data: z.unknown().optional() }),
});

export const message = z.union([requestMessage, resultMessage, errorMessage, notificationMessage]);

export type Message = z.infer<typeof message>;
export type RequestMessage = z.infer<typeof requestMessage>;
export type NotificationMessage = z.infer<typeof notificationMessage>;
export type ResultMessage = z.infer<typeof resultMessage>;
export type ErrorMessage = z.infer<typeof errorMessage>;

/** The longest line either side may send, in bytes. */
export const maxLineBytes = 8 * 1024 * 1024;
