/** An example of what a JSON Schema describes, to begin with. */

const DEEPEST = 5;

/** @param url where a field is to have a URL */
export function example(schema, url) {
  return of(schema, { ...schema, url }, 0);
}

function of(schema, root, depth) {
  if (typeof schema !== 'object' || depth > DEEPEST) {
    return {};
  }
  if (schema.$ref?.startsWith('#/')) {
    const target = schema.$ref.slice(2).split('/').reduce((part, key) => part?.[key], root);
    return of(target ?? {}, root, depth + 1);
  }
  if (schema.default !== undefined) {
    return schema.default;
  }
  if (schema.const !== undefined) {
    return schema.const;
  }
  if (schema.enum !== undefined) {
    return schema.enum[0];
  }
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice !== undefined) {
    return of(choice.find((one) => one.type !== 'null') ?? choice[0], root, depth + 1);
  }
  const parts = schema.allOf?.map((part) => of(part, root, depth + 1));
  switch ([schema.type].flat().find((type) => type !== 'null')) {
    case 'string':
      return text(schema, root.url);
    case 'integer':
    case 'number':
      return schema.minimum ?? (schema.exclusiveMinimum === undefined ? 0 : schema.exclusiveMinimum + 1);
    case 'boolean':
      return false;
    case 'array':
      return (schema.minItems ?? 0) > 0 ? [of(schema.items ?? {}, root, depth + 1)] : [];
    default:
      return Object.assign({}, ...parts ?? [], ...required(schema).map(
        ([name, property]) => ({ [name]: of(property, root, depth + 1) })));
  }
}

/** Those that must be there; all if none must. */
function required({ properties = {}, required: names = [] }) {
  const all = Object.entries(properties);
  return names.length === 0 ? all : all.filter(([name]) => names.includes(name));
}

function text({ format, minLength = 0 }, url) {
  switch (format) {
    case 'uri':
      return url;
    case 'date-time':
      return new Date().toISOString();
    case 'date':
      return new Date().toISOString().slice(0, 10);
    case 'uuid':
      return crypto.randomUUID();
    default:
      return 'text'.padEnd(minLength, '.');
  }
}
