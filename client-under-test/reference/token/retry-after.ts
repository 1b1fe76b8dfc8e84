/** The `Retry-After` header (RFC 9110 section 10.2.3): seconds or an HTTP date. */

/** Milliseconds from `now` to wait, never negative; undefined without a header that can be read. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
