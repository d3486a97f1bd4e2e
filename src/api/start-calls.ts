import * as z from 'zod/mini';
import { documentSchema } from '../domain/document';
import { daySchema, releaseIdSchema, revisionSchema } from '../domain/ids';

const release = { releaseId: releaseIdSchema };
const nothing = z.object({});

/** Calls for a handoff that doesn't begin with nothing. They only offer texts: nothing is written before the PO saves. */
export const startCalls = {
  /** The project's newest handoffs of other releases, at most three, and its template; for who may write this one. */
  offerStarts: {
    input: z.object(release),
    output: z.object({
      previous: z.array(
        z.object({
          ...release,
          releaseName: z.string(),
          releaseDate: z.nullable(daySchema),
          document: documentSchema,
        }),
      ),
      template: z.nullable(documentSchema),
    }),
  },
  /** This content becomes what new handoffs of the project may begin with; by an admin of the project. */
  keepAsTemplate: { input: z.object({ ...release, revision: revisionSchema }), output: nothing },
} as const;
