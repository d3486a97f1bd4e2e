import { expect, test, type Page } from '@playwright/test';
import { actAs, appFrame, castOf, createIssue, handedOver, openPanel, siteOf, type Who } from './site';

/** People of the support project who may not browse the product: they read there, and a CS Lead among them signs there. */

const inSupport = async (page: Page, who: Who, release: string) => {
  await actAs(page, who);
  return openPanel(page, release, 'SUP');
};

test('the PO names a CS Lead of the support project, and nobody who could not read the handoff', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Named ${Date.now()}`;
  await handedOver(cast, name, 3);
  await actAs(page, 'po');
  const frame = await openPanel(page, name);

  const choose = async (part: string, person: string) => {
    await frame.getByLabel('New CS Lead', { exact: true }).fill(part);
    await frame.getByRole('button', { name: person }).click();
  };
  await frame.getByRole('button', { name: 'Change CS Lead' }).click();
  await choose('Otto', 'Otto Weiss');
  await expect(frame.getByText('They couldn’t read this handoff')).toBeVisible();
  await expect(frame.getByText(/grant them the permission “Browse projects”/)).toBeVisible();
  await choose('Bea', 'Bea Novak');
  await expect(frame.getByText('They couldn’t read this handoff')).toHaveCount(0);
  await expect(frame.locator('dl').getByText('Bea Novak')).toBeVisible();
});

test('a CS Lead who reads in the support project only asks, refuses and signs there', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Signed from outside ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  const csLead = 'demo-agent2';

  let frame = await inSupport(page, 'agent2', name);
  await expect(frame.getByText('Only the CS Lead signs or refuses.')).toContainText('Sign off CS handoffs');
  await expect(frame.getByText(/What CS asked is read in the product project/)).toBeVisible();
  await expect(frame.getByText(/questions asked before release/)).toHaveCount(0); // it isn't told how many there are
  await expect(frame.getByRole('heading', { name: 'On record' })).toHaveCount(0);

  await cast.po.call('setPeople', { releaseId, po: cast.po.accountId, csLead });
  frame = await inSupport(page, 'agent2', name);
  await frame.getByRole('button', { name: 'Record one held elsewhere' }).click();
  await frame.getByLabel('When').fill('2026-01-05T10:00');
  await frame.getByRole('button', { name: 'Add a question that was asked' }).click();
  await frame.getByLabel('Question asked 1').fill('Does it work on trains?');
  await frame.getByRole('button', { name: 'Record walkthrough' }).click();
  await expect(frame.getByLabel('Question asked 1')).toHaveCount(0);
  await expect(frame.getByText('Does it work on trains?')).toBeVisible();
  await frame.getByLabel('Reason for refusing').fill('Say whether it works on trains.');
  await frame.getByRole('button', { name: 'Refuse' }).click();
  await expect(frame.getByText('Refused', { exact: true }).first()).toBeVisible();
  const opened = { releaseId, throughProjectId: null, today: '2026-01-01' };
  const { document } = await cast.po.call('openHandoff', opened);
  await cast.po.call('saveHandoff', {
    ...{ releaseId, expectedRevision: 1, note: '', minor: false },
    document: { ...document, whatsNew: 'It works on trains.' },
  });
  await page.reload();
  const signOff = frame.getByRole('region', { name: 'Sign-off' });
  await expect(signOff.getByText('What changed since revision 1, which was refused')).toBeVisible();
  await expect(signOff.getByRole('insertion').last()).toContainText('trains');
  await signOff.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(frame.getByText('Signed', { exact: true }).first()).toBeVisible();
  await expect(frame.getByRole('button', { name: /Edit|Waive|Answer|Change/ })).toHaveCount(0);

  const { head } = await cast.po.call('openHandoff', opened);
  expect(head?.signOff).toMatchObject({ kind: 'signed', by: csLead, revision: 2 });
});

test('why the CS Lead refused it stays with the product project; that they did is told', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Refused inside ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  await cast.po.call('setPeople', { releaseId, po: cast.po.accountId, csLead: cast.csLead.accountId });
  await cast.csLead.call('refuseHandoff', { releaseId, revision: 1, reason: 'As EXAM-1 says' });
  const frame = await inSupport(page, 'agent2', name);
  await expect(frame.getByText('CS Lead refused it', { exact: true })).toBeVisible();
  await expect(frame.getByText(/The reason is read in the product project/)).toBeVisible();
  await expect(frame.getByText('As EXAM-1 says')).toHaveCount(0);
});

test('on the ticket they find the handoff, and their way to file is said before anything is typed', async ({
  page,
  baseURL,
}) => {
  const ticket = await createIssue(siteOf(baseURL), {
    project: { key: 'SUP' },
    issuetype: { name: 'Support request' },
    summary: 'A ticket for who may not browse the product',
  });
  await actAs(page, 'agent2');
  await page.goto(`/browse/${ticket.key}`);
  const panel = appFrame(page);
  await panel.getByRole('searchbox').fill('turn this off');
  await expect(panel.getByRole('region', { name: 'Found in 2.4 Grading shortcut' })).toBeVisible();
  await panel.getByRole('searchbox').fill('');
  await panel.getByRole('button', { name: 'File L3 bug' }).click();
  const form = page.getByRole('dialog', { name: 'File L3 bug' }).frameLocator('iframe');
  await expect(form.getByText(/Create issues/)).toBeVisible();
  await expect(form.getByRole('button', { name: 'Copy the text' })).toBeVisible();
  await expect(form.getByRole('button', { name: 'File bug' })).toHaveCount(0);
});
