import * as z from 'zod/mini';
import { sessionSchema } from '../domain/head';
import {
  accountIdSchema,
  momentSchema,
  ownIdSchema,
  projectIdSchema,
  releaseIdSchema,
  revisionSchema,
} from '../domain/ids';
import { answerSchema, askedSchema, questionSchema, questionTextSchema } from '../domain/question';

const release = { releaseId: releaseIdSchema };
const session = { ...release, sessionId: ownIdSchema };
const people = z.array(accountIdSchema).check(z.minLength(1), z.maxLength(30));
const nothing = z.object({});

/** So many questions fit into one transaction with the head. */
export const MOST_AT_ONCE = 15;

const newsSchema = z.object({
  facts: z.int(),
  revision: revisionSchema,
  session: z.nullable(sessionSchema),
  openQuestions: z.int(),
  questions: z.array(questionSchema),
  /** The questions still lack what was just written: ask again with the facts of before. */
  behind: z.boolean(),
});
export type News = z.infer<typeof newsSchema>;

/** One line of the list of open questions. */
const openQuestionRowSchema = z.object({
  question: z.pick(questionSchema, { id: true, text: true, place: true, askedBy: true, askedAt: true }),
  ...release,
  releaseName: z.string(),
  /** Who owes the answer: whom somebody named, else the PO. */
  owner: z.nullable(accountIdSchema),
});
export type OpenQuestionRow = z.infer<typeof openQuestionRowSchema>;

/** The walkthrough, and what CS asks at it and later. */
export const walkthroughCalls = {
  /** Takes the place of what was planned before, unless that has begun. */
  planWalkthrough: { input: z.object({ ...session, at: momentSchema, people }), output: nothing },
  /** Without a record of it: one that was planned, or that was begun by mistake. Its questions stay. */
  callOffWalkthrough: { input: z.object(session), output: nothing },
  /** Begins what is planned, or a new one of this id. One that is under way is joined. */
  startWalkthrough: { input: z.object(session), output: nothing },
  /** Whoever ends it first records it. */
  endWalkthrough: {
    input: z.object({ ...session, people, minutes: z.nullable(z.int().check(z.minimum(1), z.maximum(24 * 60))) }),
    output: nothing,
  },
  /** A walkthrough that was held elsewhere, with the questions asked in it; `questions[].id` makes a repeated call harmless. */
  recordWalkthrough: {
    input: z.object({
      ...release,
      at: momentSchema,
      people,
      revision: revisionSchema,
      questions: z.array(z.object({ id: ownIdSchema, text: questionTextSchema })).check(z.maxLength(MOST_AT_ONCE)),
    }),
    output: nothing,
  },
  /** What others asked meanwhile; null: nothing is new since `facts`. `throughProjectId` as in openHandoff. */
  followWalkthrough: {
    input: z.object({ ...release, throughProjectId: projectIdSchema, facts: z.int() }),
    output: z.object({ news: z.nullable(newsSchema) }),
  },
  askQuestions: {
    input: z.object({
      ...release,
      questions: z.array(askedSchema).check(z.minLength(1), z.maxLength(MOST_AT_ONCE)),
    }),
    output: nothing,
  },
  /** `answer.revision`: one of those since the question was asked. */
  answerQuestion: {
    input: z.object({ ...release, questionId: ownIdSchema, answer: answerSchema }),
    output: nothing,
  },
  /** Who owes the answer; null: the PO. */
  assignQuestion: {
    input: z.object({ ...release, questionId: ownIdSchema, owner: z.nullable(accountIdSchema) }),
    output: nothing,
  },
  /**
   * 100 open questions of a project's handoffs, the oldest first. In a support project with the first of them those of the live handoffs
   * mapped to it that the person may sign.
   */
  listOpenQuestions: {
    input: z.object({ projectId: projectIdSchema, cursor: z.nullable(z.string().check(z.maxLength(2_000))) }),
    output: z.object({ rows: z.array(openQuestionRowSchema), cursor: z.nullable(z.string()) }),
  },
} as const;
