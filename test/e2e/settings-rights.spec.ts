import { expect, test, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { asPerson, host, jira, type Site } from '../../demo/client';
import { shortHandoff } from '../../demo/documents';
import { startProduct } from './product';
import { nameIn, openSettings, saveIn } from './settings-page';
import { actAs, appFrame, dayFromNow, emailOf, rest, siteOf, type Who } from './site';

/** Who is named in the settings of a team-managed project, where no scheme can grant anything, and what they can do by it. */

const projectSchema = z.object({ id: z.string(), issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
const viewers: readonly Who[] = ['agent', 'cslead', 'rm'];

/** A team-managed project of `po`, with viewers who may do nothing there yet. */
const startTeam = async (site: Site, key: string) => {
  await host(site, '/host/site', {
    projects: [
      {
        ...{ key, name: `Team ${key}`, style: 'next-gen', issueTypes: ['Bug'] },
        roles: { Members: [emailOf('po')], Viewers: viewers.map(emailOf) },
      },
    ],
  });
  const project = await jira(site, emailOf('admin'), 'GET', `/rest/api/3/project/${key}`, projectSchema);
  const po = await asPerson(site, emailOf('po'));
  const release = { projectId: Number(project.id), driver: po.accountId, releaseDate: dayFromNow(9) };
  const named = { ...release, name: `1.0 of ${key}` };
  const version = await rest(site, 'admin', 'POST', '/rest/api/3/version', named);
  const { id: releaseId } = z.parse(z.object({ id: z.string() }), version);
  const bug = { id: project.issueTypes[0]?.id ?? '', name: 'Bug' };
  const target = { project: { id: project.id, name: `Team ${key}` }, issueType: bug };
  const document = shortHandoff(named.name, target, `chain-${key.toLowerCase()}`);
  await po.call('saveHandoff', { releaseId, expectedRevision: 0, document, note: '', minor: false });
  await po.call('handOver', { releaseId, revision: 1 });
  return { projectId: project.id, release: named.name, path: `/jira/software/projects/${key}` };
};

const panelOf = async (page: Page, path: string, release: string, who: Who) => {
  await actAs(page, who);
  await page.goto(path);
  await page.getByRole('link', { name: 'CS Handoff' }).click();
  const frame = appFrame(page);
  await frame.getByRole('link', { name: release }).click();
  await expect(frame.getByRole('heading', { level: 1, name: release })).toBeVisible();
  await expect(frame.getByRole('heading', { name: 'On record' })).toBeVisible();
  const has = async (name: RegExp) => (await frame.getByRole('button', { name }).count()) > 0;
  return { write: await has(/^Edit$/), sign: await has(/^Sign$/), waive: await has(/^Waive the gate/) };
};

test('people and a role are named in a team-managed project, and each has exactly their right', async ({
  page,
  baseURL,
}) => {
  const { path, release } = await startTeam(siteOf(baseURL), 'TEAMA');
  for (const who of viewers)
    expect([who, await panelOf(page, path, release, who)]).toEqual([who, { write: false, sign: false, waive: false }]);

  await actAs(page, 'admin');
  let frame = await openSettings(page, path);
  const section = (name: string) => frame.getByRole('region', { name });
  const signing = section('Who signs');
  await expect(signing.getByText('Nobody is known to sign')).toBeVisible();
  await nameIn(signing, 'CS Lead of new handoffs', 'Otto', 'Otto Weiss');
  await saveIn(signing);
  await expect(signing.getByText('Otto Weiss can’t read these handoffs')).toBeVisible();
  await nameIn(signing, 'CS Lead of new handoffs', 'Carla', 'Carla Santos');
  await saveIn(signing);
  await expect(signing.getByText(/can’t read these handoffs/)).toHaveCount(0);

  // The role by keyboard alone: chosen, added, and the focus is where the next one would be chosen.
  const role = signing.getByLabel('Also whoever has this role in the project');
  await role.focus();
  await page.keyboard.press('V');
  await expect(role.locator('option:checked')).toHaveText('Viewers');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(role).toBeFocused();
  await expect(signing.getByRole('list', { name: 'Roles that are named' })).toContainText('Viewers');
  await saveIn(signing);

  const writing = section('Who writes handoffs');
  await nameIn(writing, 'Also these people', 'Amir', 'Amir Gal');
  await saveIn(writing);
  const waiving = section('Who waives the gate');
  await nameIn(waiving, 'Also these people may waive', 'Rui', 'Rui Mendes');
  await saveIn(waiving);
  const bugs = section('Where L3 bugs go');
  await bugs.getByLabel('Project').selectOption('Exam Grader');
  await bugs.getByLabel('Issue type').selectOption('Bug');
  await saveIn(bugs);
  const triage = section('Who sets the chain level');
  await nameIn(triage, 'People who triage', 'Bea', 'Bea Novak');
  await nameIn(triage, 'People who triage', 'Rui', 'Rui Mendes');
  await saveIn(triage);
  await expect(triage.getByText('Bea Novak can’t see Exam Grader')).toBeVisible();

  frame = await openSettings(page, path);
  await expect(signing.getByText('Carla Santos')).toBeVisible();
  await expect(signing.getByRole('list', { name: 'Roles that are named' })).toContainText('Viewers');
  await expect(writing.getByText('Amir Gal')).toBeVisible();
  await expect(waiving.getByText('Rui Mendes')).toBeVisible();
  await expect(triage.getByText('Rui Mendes', { exact: true })).toBeVisible();
  await triage.getByRole('button', { name: 'Remove Bea Novak' }).click();
  await saveIn(triage);
  await expect(triage.getByText('Bea Novak can’t see Exam Grader')).toHaveCount(0);

  expect(await panelOf(page, path, release, 'agent')).toEqual({ write: true, sign: true, waive: false });
  expect(await panelOf(page, path, release, 'cslead')).toEqual({ write: false, sign: true, waive: false });
  expect(await panelOf(page, path, release, 'rm')).toEqual({ write: false, sign: true, waive: true });
  await appFrame(page).getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(appFrame(page).getByText('Signed', { exact: true }).first()).toBeVisible();
});

test('a link type and a role that Jira has no more are told where they are named, and mended there', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  const { projectId, path } = await startTeam(site, 'TEAMB');
  const admin = await asPerson(site, emailOf('admin'));
  await admin.call('saveSettings', { projectId, settings: { linkType: 'Escalates', writerRoles: ['999999'] } });
  await actAs(page, 'admin');
  const frame = await openSettings(page, path);

  const bugs = frame.getByRole('region', { name: 'Where L3 bugs go' });
  await expect(bugs.getByText('This site has no link type Escalates')).toBeVisible();
  await expect(bugs.getByText(/Relates is used instead/)).toBeVisible();
  await bugs.getByLabel('Link between bug and ticket').selectOption('Blocks');
  await saveIn(bugs);
  await expect(bugs.getByText('This site has no link type Escalates')).toHaveCount(0);

  const writing = frame.getByRole('region', { name: 'Who writes handoffs' });
  await expect(writing.getByText('A role that is named here is gone')).toBeVisible();
  await writing.getByRole('button', { name: 'Remove A role that is gone' }).click();
  await expect(writing.getByLabel('Also whoever has this role in the project')).toBeFocused();
  await saveIn(writing);
  await expect(writing.getByText('A role that is named here is gone')).toHaveCount(0);
});

test('who goes to Support L3 is named in the support project, and holds on its tickets at once', async ({
  page,
  baseURL,
}) => {
  const { ticket } = await startProduct(siteOf(baseURL), 'RGTL', {});
  await actAs(page, 'admin');
  const frame = await openSettings(page, '/jira/servicedesk/projects/RGTLS');
  const section = frame.getByRole('region', { name: 'Who goes to Support L3' });
  await expect(section.getByText('Nobody is named: everybody who sees the ticket may.')).toBeVisible();
  await section.getByLabel('Also whoever has this role in the project').selectOption({ label: 'Members' });
  await section.getByRole('button', { name: 'Add the role' }).click();
  await expect(section.getByText('Nobody by name: whoever has a role that is named below.')).toBeVisible();
  await section.getByRole('button', { name: 'Remove Members' }).click();
  await expect(section.getByText('Nobody is named: everybody who sees the ticket may.')).toBeVisible();
  await nameIn(section, 'People who go to Support L3', 'Bea', 'Bea Novak');
  await nameIn(section, 'People who go to Support L3', 'Otto', 'Otto Weiss');
  await saveIn(section);
  await expect(section.getByText('Otto Weiss can’t see this project')).toBeVisible();
  await section.getByRole('button', { name: 'Remove Otto Weiss' }).click();
  await saveIn(section);
  await expect(section.getByText(/can’t see this project/)).toHaveCount(0);

  const filesOn = async (who: Who) => {
    await actAs(page, who);
    await page.goto(`/browse/${ticket.key}`);
    const panel = appFrame(page);
    await expect(panel.getByRole('heading', { name: 'Support L3: file a bug' })).toBeVisible();
    return (await panel.getByRole('button', { name: 'File L3 bug' }).count()) > 0;
  };
  expect([await filesOn('agent2'), await filesOn('agent')]).toEqual([true, false]);
});
