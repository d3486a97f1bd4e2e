import { SECTIONS, sameContent, type HandoffDocument, type Section } from './document';

type Merge = {
  /** Everything that could be merged; conflicting sections hold mine, so that nothing typed is lost. */
  readonly document: HandoffDocument;
  /** Sections that both changed, differently: a person decides. */
  readonly conflicts: readonly Section[];
};

/** Three-way merge by section: who alone changed a section wins it; where both did, a person decides. */
export const mergeDocuments = (base: HandoffDocument, mine: HandoffDocument, theirs: HandoffDocument): Merge => {
  const conflicts: Section[] = [];
  let document = { ...mine };
  for (const section of SECTIONS) {
    if (sameContent(mine[section], theirs[section])) continue;
    if (sameContent(mine[section], base[section])) document = { ...document, [section]: theirs[section] };
    else if (!sameContent(theirs[section], base[section])) conflicts.push(section);
  }
  return { document, conflicts };
};
