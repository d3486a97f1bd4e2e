/** What manifest.yml declares under app.storage.entities; nothing else exists. */
export type AttributeType = 'string' | 'integer' | 'float' | 'boolean' | 'any';

interface EntityIndex {
  readonly partition: readonly string[];
  /** The one attribute results are ordered by; the key itself for the automatic index `by-key`. */
  readonly range: string;
}

export interface EntityDeclaration {
  readonly attributes: Readonly<Record<string, AttributeType>>;
  readonly indexes: Readonly<Record<string, EntityIndex>>;
}

export type EntityDeclarations = Readonly<Record<string, EntityDeclaration>>;

/** Name of the index every entity has (storage-reference/entities-manifest, "Key index"). */
export const KEY_INDEX = 'by-key';
