/** Fills `{name.member}` in scenario values. A text that is one template keeps the type of the value. */

/** A template names something that is not there: the fixture is wrong, or an earlier step kept nothing. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly code = 'unknown_template';
}

export type Names = Readonly<Record<string, unknown>>;

const template = /\{([A-Za-z][\w-]*(?:[.:][\w-]+)*)\}/g;

const lookUp = (path: string, names: Names): unknown => {
  const whole = names[path];
  if (whole !== undefined) return whole;
  let value: unknown = names;
  for (const member of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Names)[member] : undefined;
    if (value === undefined) {
      throw new TemplateError(`{${path}} names nothing; known here: ${Object.keys(names).sort().join(', ')}`);
    }
  }
  return value;
};

const text = (value: unknown, path: string): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new TemplateError(`{${path}} is not a text and cannot stand inside one`);
};

/**
 * The value with every template in it filled, at any depth.
 * @throws {TemplateError} when a template names nothing
 */
export const expand = <T>(value: T, names: Names): T => {
  if (typeof value === 'string') {
    const whole = /^\{([A-Za-z][\w-]*(?:[.:][\w-]+)*)\}$/.exec(value);
    if (whole) return lookUp(whole[1]!, names) as T;
    return value.replace(template, (_, path: string) => text(lookUp(path, names), path)) as T;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => expand(item, names)) as T;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner, names)])) as T;
  }
  return value;
};
