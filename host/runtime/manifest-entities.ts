import { KEY_INDEX } from '../kvs/schema';
import { limit } from '../limits';
import { duplicates } from './duplicates';
import type { DeclaredEntity, Manifest } from './manifest-shape';

/** storage-reference/entities-manifest, "Limitations". Forge's schema has the rules for names of entities and attributes. */
const INDEX_NAME = /^(?!\.)(?!.*\.\.)[a-zA-Z0-9:\-_.]+(?<!\.)$/;

function* entityProblems({ name, attributes, indexes }: DeclaredEntity): Generator<string> {
  const names = Object.keys(attributes);
  if (names.length > limit('manifest.attributes'))
    yield `entity "${name}" has more than ${limit('manifest.attributes')} attributes`;
  for (const attribute of names)
    if (attribute.length > limit('manifest.attributeNameLength'))
      yield `attribute "${attribute}" of entity "${name}" has a name of more than ${limit('manifest.attributeNameLength')} characters`;
  if (indexes.length > limit('manifest.indexes'))
    yield `entity "${name}" has more than ${limit('manifest.indexes')} indexes`;
  for (const duplicate of duplicates(indexes.map((index) => index.name)))
    yield `entity "${name}" has two indexes "${duplicate}"`;
  for (const index of indexes) yield* indexProblems(index, name, attributes);
}

function* indexProblems(
  { name, partition, range }: DeclaredEntity['indexes'][number],
  entity: string,
  attributes: DeclaredEntity['attributes'],
): Generator<string> {
  const which = `index "${name}" of entity "${entity}"`;
  const [shortest, longest] = [limit('manifest.indexNameMinLength'), limit('manifest.indexNameLength')];
  if (name === KEY_INDEX) yield `${which} has the name of the automatic index`;
  if (!INDEX_NAME.test(name) || name.length < shortest || name.length > longest)
    yield `${which} needs a name of ${shortest} to ${longest} letters, digits, ":", "-", "_" and "."`;
  if (range.length !== 1) yield `${which} needs exactly one attribute as its range`;
  for (const attribute of [...partition, ...range]) {
    const type = Object.hasOwn(attributes, attribute) ? attributes[attribute]?.type : undefined;
    if (!type) yield `${which} names the attribute "${attribute}", which is not declared`;
    if (type === 'any') yield `${which} can't be on "${attribute}", which is of type any`;
  }
}

/** What Forge has against app.storage.entities beyond its schema. */
export function* storageProblems({ app: { storage } }: Manifest): Generator<string> {
  const { entities } = storage;
  if (entities.length > limit('manifest.entities'))
    yield `the app has more than ${limit('manifest.entities')} entities`;
  for (const name of duplicates(entities.map((entity) => entity.name))) yield `there are two entities "${name}"`;
  for (const entity of entities) yield* entityProblems(entity);
}
