import * as z from 'zod/mini';
import { accountIdSchema, daySchema, issueIdSchema, ownIdSchema, projectIdSchema, releaseIdSchema } from './ids';

/**
 * What the next run of the reminders or of the loop has to look at, and from when on. An entry says only where to look: what holds is read there and
 * then, so that an entry too many costs a look and never a wrong reminder.
 */
export const agendaSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('release'), releaseId: releaseIdSchema, projectId: projectIdSchema }),
  /**
   * The releases of a project are to be put on the agenda: those that aren't on it, or (`again`) all of them, since another calendar moves
   * every reminder. `stage`, `startAt` and `since` say how far that has come: in Jira's list, then in the handoffs by release date.
   */
  z.object({
    kind: z.literal('project'),
    projectId: projectIdSchema,
    again: z.boolean(),
    stage: z.enum(['unreleased', 'live', 'draft']),
    startAt: z.int().check(z.nonnegative()),
    since: daySchema,
  }),
  /** Somebody has reminders that Jira hasn't told them of yet. */
  z.object({ kind: z.literal('person'), accountId: accountIdSchema }),
  /** Signals of a handoff aren't counted yet. `again`: looked at once, and an index may have lagged behind then. */
  z.object({ kind: z.literal('signals'), handoffId: ownIdSchema, again: z.boolean() }),
  /** Something may have become of a bug that its tickets weren't told of. `again`: as above. */
  z.object({ kind: z.literal('bug'), bugId: issueIdSchema, again: z.boolean() }),
  /** Something may have become of a release that fixes of bugs are in. `again`: as above. */
  z.object({ kind: z.literal('fix'), releaseId: releaseIdSchema, again: z.boolean() }),
]);
export type Agenda = z.infer<typeof agendaSchema>;
export type AgendaOf<K extends Agenda['kind']> = Extract<Agenda, { kind: K }>;

/** From the beginning on. */
export const surveyOf = (projectId: string, again: boolean): AgendaOf<'project'> => ({
  ...{ kind: 'project', projectId, again, stage: 'unreleased', startAt: 0, since: '1970-01-01' },
});
