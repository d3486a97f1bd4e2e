import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { isRecord } from '../is-record';

/** The parts of Forge's schema that are looked into; ajv knows the rest. */
interface ForgeSchema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly definitions: Readonly<Record<string, object>> & {
    readonly ModuleSchema: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

const CHOICES = ['oneOf', 'anyOf', 'if'];

let read: ForgeSchema | undefined;

/** The package's schema, read when a first manifest is looked at. */
function forgeSchema(): ForgeSchema {
  const file = createRequire(import.meta.url).resolve('@forge/manifest/schema.json');
  read ??= JSON.parse(readFileSync(file, 'utf8')) as ForgeSchema;
  return read;
}

const compiled = new Map<string, ValidateFunction>();

const pick = (from: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));

/** Forge's own schema for a manifest with these sections and module types only: all of it takes seconds to compile, these a tenth of one. */
function validatorFor(sections: readonly string[], moduleTypes: readonly string[]): ValidateFunction {
  const id = JSON.stringify([[...sections].sort(), [...moduleTypes].sort()]);
  const known = compiled.get(id);
  if (known) return known;
  const forge = forgeSchema();
  const { properties, definitions } = forge;
  const ModuleSchema = {
    ...definitions.ModuleSchema,
    properties: pick(definitions.ModuleSchema.properties, moduleTypes),
  };
  // As the package's SchemaValidator sets it up.
  const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false });
  addFormats(ajv);
  const schema = {
    ...forge,
    properties: pick(properties, sections),
    definitions: { ...definitions, ModuleSchema },
  };
  const validate = ajv.compile(schema);
  compiled.set(id, validate);
  return validate;
}

const place = ({ instancePath }: ErrorObject) =>
  instancePath
    .slice(1)
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.') || 'the manifest';

const sentence = (error: ErrorObject) => {
  const params = error.params as Readonly<Record<string, unknown>>;
  const named = params.additionalProperty ?? params.allowedValues ?? params.missingProperty;
  return `${place(error)} ${error.message ?? error.keyword}${named === undefined ? '' : ` (${JSON.stringify(named)})`}`;
};

/**
 * What Forge's schema (package @forge/manifest) has against `manifest`, a sentence each. Where none of several forms fits, what is said is about the form
 * that fitted furthest.
 */
export function schemaProblems(manifest: unknown): readonly string[] {
  if (!isRecord(manifest)) return ['the manifest is empty or no mapping'];
  const moduleTypes = Object.keys(isRecord(manifest.modules) ? manifest.modules : {});
  const validate = validatorFor(Object.keys(manifest), moduleTypes);
  const unknown = moduleTypes.filter((type) => !Object.hasOwn(forgeSchema().definitions.ModuleSchema.properties, type));
  if (unknown.length > 0) return unknown.map((type) => `there is no type of module "${type}"`);
  if (validate(manifest)) return [];
  // A choice that failed is told by what its forms missed; the forms that fitted least are told least.
  const told = (validate.errors ?? []).filter(({ keyword }) => !CHOICES.includes(keyword));
  const deepest = told.filter(({ instancePath }) =>
    told.every((other) => !other.instancePath.startsWith(`${instancePath}/`)),
  );
  return [...new Set((deepest.length > 0 ? deepest : (validate.errors ?? [])).map(sentence))];
}
