import * as z from 'zod/mini';
import { defaultGateRule } from '../src/domain/gate';
import { asPerson, host, jira, type Site } from './client';
import { writeHandoffs } from './handoffs';
import { SITE } from './site';

const ADMIN = 'admin@example.test';
const projectSchema = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  issueTypes: z.array(z.object({ id: z.string(), name: z.string() })),
});
const createdSchema = z.object({ id: z.string(), key: z.string() });

const paragraph = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

/** What customers wrote: one has its answer in the handoff, one meets a limitation, one is a bug. */
const TICKETS = [
  {
    summary: 'How do I turn the new shortcut off?',
    text: 'Since today there is a hint about the key N when I grade. I would rather not have it. How do I turn it off?',
  },
  {
    summary: 'The next-exam shortcut is missing for me',
    text: 'My colleague grades with a shortcut now. I work in Hebrew and on my tablet. I do not have it. Why?',
  },
  {
    summary: 'N opened an exam that I had graded already',
    text: 'I graded exam 14, pressed N, and exam 12 opened again although it has a grade. This happened three times this morning.',
  },
  { summary: 'Where do I find the rubrics?', text: 'I read that there are rubrics now, but I cannot find them.' },
];

const workflowsSchema = z.array(
  z.object({ id: z.string(), transitions: z.array(z.object({ id: z.string(), name: z.string() })) }),
);

/** The gate stands on the transition "Release" of the Release type's workflow. */
const addGate = async (site: Site): Promise<void> => {
  const workflows = await jira(site, ADMIN, 'GET', '/rest/host/1/project/EXAM/workflows', workflowsSchema);
  for (const workflow of workflows)
    for (const transition of workflow.transitions.filter(({ name }) => name === 'Release'))
      await jira(
        site,
        ADMIN,
        'POST',
        `/rest/host/1/workflow/${workflow.id}/transition/${transition.id}/rule`,
        z.unknown(),
        {
          moduleKey: 'handoff-is-ready',
          configuration: JSON.stringify(defaultGateRule),
        },
      );
};

/** Fills an empty site: people and projects, then releases with their handoffs, tickets and release tickets. */
export const seed = async (site: Site): Promise<void> => {
  await host(site, '/host/site', SITE);
  await addGate(site);
  const project = (key: string) => jira(site, ADMIN, 'GET', `/rest/api/3/project/${key}`, projectSchema);
  const [exam, support] = await Promise.all([project('EXAM'), project('SUP')]);
  const bug = exam.issueTypes.find(({ name }) => name === 'Bug');
  if (bug === undefined) throw new Error('the demo site has no issue type Bug');

  const [po, csLead, agent, admin] = await Promise.all([
    asPerson(site, 'po@example.test'),
    asPerson(site, 'cslead@example.test'),
    asPerson(site, 'agent@example.test'),
    asPerson(site, ADMIN),
  ]);
  await admin.call('saveSettings', {
    projectId: exam.id,
    settings: { supportProjects: [support.id], dueDays: 7, csDays: 2, csLead: csLead.accountId, authorsMaySign: false },
  });
  const cast = { site, po, csLead, agent, supportId: support.id, now: Date.now() };
  const releases = await writeHandoffs(cast, exam, bug);
  await host(site, '/host/fire', { what: 'loop-is-due' }); // so that the signals are counted

  const create = (fields: Record<string, unknown>) =>
    jira(site, ADMIN, 'POST', '/rest/api/3/issue', createdSchema, { fields });
  for (const name of ['2.4 Grading shortcut', '2.5 Offline drafts'])
    await create({
      project: { key: 'EXAM' },
      issuetype: { name: 'Release' },
      summary: `Release ${name}`,
      fixVersions: [{ id: releases.get(name) }],
      reporter: { accountId: 'demo-rm' },
    });
  await create({
    project: { key: 'EXAM' },
    issuetype: { name: 'Story' },
    summary: 'The shortcut N opens the next exam without a grade',
    fixVersions: [{ id: releases.get('2.4 Grading shortcut') }],
    reporter: { accountId: po.accountId },
  });
  for (const { summary, text } of TICKETS)
    await create({
      project: { key: 'SUP' },
      issuetype: { name: 'Support request' },
      summary,
      description: paragraph(text),
      reporter: { accountId: 'demo-customer' },
    });
};
