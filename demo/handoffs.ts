import * as z from 'zod/mini';
import { proposeChainLabel } from '../src/domain/chain-label';
import type { HandoffDocument } from '../src/domain/document';
import { host, jira, type AsPerson, type Site } from './client';
import { rollOut } from './rollout';
import { ticketsCome } from './signals';
import { gradingShortcut, shortHandoff, type Target } from './documents';

const DAY = 86_400_000;
const day = (now: number, days: number): string => new Date(now + days * DAY).toISOString().slice(0, 10);

/** Where a release's handoff has got to; each step is told by `write` below. */
type Stage = 'draft' | 'with-cs' | 'refused' | 'signed' | 'changed' | 'rolling' | 'done' | 'none';

type Plan = {
  readonly name: string;
  /** Days from today to the release date; null = unscheduled. */
  readonly inDays: number | null;
  readonly stage: Stage;
  /** Days ago that it was handed over. */
  readonly handedOverAgo?: number;
  readonly state?: 'released' | 'archived';
};

/** A release in every state of the product's table. */
const RELEASES: readonly Plan[] = [
  { name: '2.1 Question bank', inDays: -40, stage: 'done', handedOverAgo: 50, state: 'released' },
  { name: '2.2 Rubrics', inDays: -4, stage: 'rolling', handedOverAgo: 13, state: 'released' },
  { name: '2.4 Grading shortcut', inDays: 3, stage: 'signed', handedOverAgo: 6 },
  { name: '2.5 Offline drafts', inDays: 5, stage: 'with-cs', handedOverAgo: 3 },
  { name: '2.6 Parent letters', inDays: 9, stage: 'refused', handedOverAgo: 2 },
  { name: '2.7 Class statistics', inDays: 8, stage: 'changed', handedOverAgo: 4 },
  { name: '2.8 Plagiarism check', inDays: 12, stage: 'draft' },
  { name: '2.9 Bulk import', inDays: 4, stage: 'draft' },
  { name: '3.0 New editor', inDays: null, stage: 'none' },
  { name: '3.1 עברית 🎓', inDays: 60, stage: 'none' },
];

type Cast = {
  readonly site: Site;
  readonly po: AsPerson;
  readonly csLead: AsPerson;
  readonly agent: AsPerson;
  readonly supportId: string;
  readonly now: number;
};

const moveClock = (site: Site, at: number | null): Promise<Response> =>
  host(site, '/host/clock', { now: at === null ? null : new Date(at).toISOString() });

const versionSchema = z.object({ id: z.string() });

const createRelease = async (cast: Cast, projectId: string, plan: Plan): Promise<string> => {
  const { id } = await jira(cast.site, 'admin@example.test', 'POST', '/rest/api/3/version', versionSchema, {
    name: plan.name,
    projectId: Number(projectId),
    driver: cast.po.accountId,
    ...(plan.inDays === null ? {} : { releaseDate: day(cast.now, plan.inDays) }),
  });
  return id;
};

const write = async (cast: Cast, releaseId: string, plan: Plan, document: HandoffDocument): Promise<void> => {
  const { site, po, csLead, now } = cast;
  const handedOver = now - (plan.handedOverAgo ?? 1) * DAY;
  await moveClock(site, handedOver - DAY);
  const half = { ...document, likelyQuestions: [], dashboard: { url: '', watch: '' } };
  const first = plan.stage === 'draft' ? half : document;
  const saved = { releaseId, expectedRevision: 0, document: first, note: 'First text', minor: false };
  const { handoffId } = (await po.call('saveHandoff', saved)).head;
  if (plan.stage === 'draft') return;

  await moveClock(site, handedOver);
  await po.call('handOver', { releaseId, revision: 1 });
  await moveClock(site, handedOver + DAY / 2);
  const questionId = crypto.randomUUID();
  await csLead.call('recordWalkthrough', {
    releaseId,
    at: new Date(handedOver + DAY / 4).toISOString(),
    people: [po.accountId, csLead.accountId],
    revision: 1,
    questions: [{ id: questionId, text: 'What does a teacher see who has two browser windows open?' }],
  });
  if (plan.stage === 'with-cs') return; // the question stays open

  await po.call('answerQuestion', { releaseId, questionId, answer: { kind: 'answered', section: 'likelyQuestions' } });
  await moveClock(site, handedOver + DAY);
  if (plan.stage === 'refused') {
    const reason = 'The answer on prices is not what the contract says. Please check it with sales.';
    await csLead.call('refuseHandoff', { releaseId, revision: 1, reason });
    return;
  }
  await csLead.call('signHandoff', { releaseId, revision: 1 });
  if (plan.stage === 'changed') {
    await moveClock(site, handedOver + 2 * DAY);
    const changed = { ...document, whatsNew: `${document.whatsNew} It now also covers evening courses.` };
    await po.call('saveHandoff', {
      releaseId,
      expectedRevision: 1,
      document: changed,
      note: 'Evening courses',
      minor: false,
    });
  }
  if (plan.stage === 'rolling' || plan.stage === 'done') {
    const release = now + (plan.inDays ?? 0) * DAY;
    const desk = { ...cast, releaseId, handoffId, document, about: plan.name.slice(4) };
    await rollOut(site, po, releaseId, release, plan.stage === 'done' ? 100 : 5, async (from, to) => {
      const asked = await ticketsCome(desk, release, from, Math.min(to, -(plan.inDays ?? 0)));
      const answer = { kind: 'answered', section: 'likelyQuestions' } as const;
      // What was asked of the newest release is open still.
      if (plan.stage === 'done')
        for (const id of asked) await po.call('answerQuestion', { releaseId, questionId: id, answer });
    });
  }
  if (plan.stage === 'done') await po.call('closeHandoff', { releaseId });
};

/** Writes the demo's handoffs as its people would have, at the times they would have. Returns release ids by name. */
export const writeHandoffs = async (
  cast: Cast,
  project: { id: string; key: string; name: string },
  bugType: { id: string; name: string },
): Promise<ReadonlyMap<string, string>> => {
  const target: Target = { project: { id: project.id, name: project.name }, issueType: bugType };
  const ids = new Map<string, string>();
  try {
    for (const plan of RELEASES) {
      const releaseId = await createRelease(cast, project.id, plan);
      ids.set(plan.name, releaseId);
      const label = proposeChainLabel(project.key, plan.name, releaseId);
      const about = plan.name.slice(4);
      const document =
        about === 'Grading shortcut' ? gradingShortcut(target, label) : shortHandoff(about, target, label);
      if (plan.stage !== 'none') await write(cast, releaseId, plan, document);
      if (plan.state === 'released')
        await jira(cast.site, 'admin@example.test', 'PUT', `/rest/api/3/version/${releaseId}`, z.unknown(), {
          released: true,
        });
    }
  } finally {
    await moveClock(cast.site, null);
  }
  return ids;
};
