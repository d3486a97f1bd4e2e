import * as z from 'zod/mini';
import type { HandoffView } from '../../../../src/api/panel-calls';
import {
  documentSchema,
  SECTIONS,
  sectionSchema,
  type HandoffDocument,
  type Section,
} from '../../../../src/domain/document';
import { mergeDocuments } from '../../../../src/domain/merge';

/** A draft may hold what can't be saved yet (too long, a label with a blank ...): only its shape must be a document's. */
const isDocument = (value: unknown): boolean => {
  const parsed = z.safeParse(documentSchema, value);
  return (
    parsed.success || parsed.error.issues.every((issue) => ['too_big', 'invalid_format', 'custom'].includes(issue.code))
  );
};
const draftDocument = z.custom<HandoffDocument>(isDocument);

/** A section that two people changed; `mine` is what was typed here, kept until a save succeeds. */
const conflictSchema = z.object({
  mine: draftDocument,
  theirs: draftDocument,
  by: z.string(),
  at: z.string(),
  sections: z.array(sectionSchema),
  /** The choice for each section, once made. */
  chosen: z.partialRecord(sectionSchema, z.enum(['mine', 'theirs'])),
});
export type Conflict = z.infer<typeof conflictSchema>;

export const editorDraftSchema = z.object({
  document: draftDocument,
  /** The content that typing began from, and its revision: what a save expects to find. */
  base: draftDocument,
  baseRevision: z.int(),
  note: z.string(),
  minor: z.boolean(),
  conflict: z.nullable(conflictSchema),
});
export type EditorDraft = z.infer<typeof editorDraftSchema>;

export const startDraft = (view: HandoffView): EditorDraft => ({
  document: view.document,
  base: view.document,
  baseRevision: view.head?.revision ?? 0,
  note: '',
  minor: false,
  conflict: null,
});

/** The draft on top of the revision that came in between; where both changed a section, a person has to choose. */
export const rebase = (
  draft: EditorDraft,
  theirs: { document: HandoffDocument; base: HandoffDocument; revision: number; by: string; at: string },
): EditorDraft => {
  const { document, conflicts } = mergeDocuments(theirs.base, draft.document, theirs.document);
  return {
    ...draft,
    document,
    base: theirs.document,
    baseRevision: theirs.revision,
    conflict: {
      mine: draft.document,
      theirs: theirs.document,
      by: theirs.by,
      at: theirs.at,
      sections: [...conflicts],
      chosen: {},
    },
  };
};

/** After a save: on from what was saved, with what was typed while it was under way. */
export const afterSave = (draft: EditorDraft, saved: HandoffDocument, revision: number): EditorDraft => ({
  document: draft.document,
  base: saved,
  baseRevision: revision,
  note: '',
  minor: false,
  conflict: null,
});

export const choose = (draft: EditorDraft, section: Section, side: 'mine' | 'theirs'): EditorDraft => {
  const { conflict } = draft;
  if (conflict === null) return draft;
  return {
    ...draft,
    document: { ...draft.document, [section]: conflict[side][section] },
    conflict: { ...conflict, chosen: { ...conflict.chosen, [section]: side } },
  };
};

export const undecided = ({ conflict }: EditorDraft): Section[] =>
  conflict === null
    ? []
    : SECTIONS.filter((section) => conflict.sections.includes(section) && conflict.chosen[section] === undefined);
