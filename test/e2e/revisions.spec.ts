import { expect, test, type FrameLocator } from '@playwright/test';
import { expectAccessible } from './axe';
import { actAs, castOf, expectNoSideways, handedOver, openPanel, siteOf, type Cast } from './site';

/** What a handoff said before: compared, brought back, and shown to who signs. */

/** A next revision in which one section differs. */
const save = async (cast: Cast, releaseId: string, expectedRevision: number, whatsNew: string) => {
  const { document } = await cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
  const next = { ...document, whatsNew };
  await cast.po.call('saveHandoff', { releaseId, expectedRevision, document: next, note: 'A reason', minor: false });
};

const edit = async (frame: FrameLocator, text: string, minor: boolean) => {
  await frame.getByRole('button', { name: 'Edit' }).click();
  await frame.getByLabel("What's new", { exact: true }).fill(text);
  if (minor) await frame.getByLabel(/Minor edit/).check();
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(frame.getByText(/KiB used/)).toBeVisible();
  await frame.getByRole('button', { name: 'Back to reading' }).click();
  await expect(frame.getByRole('article', { name: 'Handoff' }).getByText(text)).toBeVisible();
};

test('any two revisions are compared word by word, by keyboard, and one is restored; a draft stays', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Revisions ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  await save(cast, releaseId, 1, 'The grade is lost. ציון אבד');
  await save(cast, releaseId, 2, 'The grade is kept. ציון נשמר');
  await actAs(page, 'po');
  const frame = await openPanel(page, name);

  // Typed and not saved: nothing below may lose it.
  await frame.getByRole('button', { name: 'Edit' }).click();
  await frame.getByLabel('What to watch').fill('Typed and not saved');
  await frame.getByRole('button', { name: 'Back to reading' }).click();

  const compare = frame.getByRole('form', { name: 'Compare revisions' });
  await expect(compare.getByLabel('From', { exact: true })).toHaveValue('2');
  await expect(compare.getByLabel('To', { exact: true })).toHaveValue('3');
  await compare.getByLabel('To', { exact: true }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const compared = frame.getByRole('region', { name: 'From revision 2 to revision 3' });
  await expect(compared.getByRole('heading', { name: 'From revision 2 to revision 3' })).toBeFocused();
  const changed = compared.getByRole('region', { name: "Changed: What's new" });
  await expect(changed.getByRole('deletion')).toHaveText(['lost', 'אבד']);
  await expect(changed.getByRole('insertion')).toHaveText(['kept', 'נשמר']);
  await expect(compared.getByRole('region', { name: /^Changed:/ })).toHaveCount(1);

  await compare.getByLabel('From', { exact: true }).selectOption('3');
  await compare.getByRole('button', { name: 'Compare' }).click();
  await expect(frame.getByText('Nothing differs between revision 3 and revision 3.')).toBeVisible();

  await frame.getByRole('button', { name: 'Restore revision 2' }).click();
  await frame.getByRole('button', { name: 'No', exact: true }).click();
  await expect(frame.getByRole('button', { name: 'Restore revision 2' })).toBeFocused();
  await frame.getByRole('button', { name: 'Restore revision 2' }).click();
  await frame.getByRole('button', { name: 'Yes, restore it' }).click();
  await expect(frame.getByText('Revision 4, the current one')).toBeVisible();
  await expect(frame.getByRole('article', { name: 'Handoff' }).getByText('The grade is lost.')).toBeVisible();
  await expect(frame.getByText('Restored revision 2').first()).toBeVisible();

  await page.reload();
  await frame.getByRole('button', { name: 'Edit' }).click();
  await expect(frame.getByLabel('What to watch')).toHaveValue('Typed and not saved');
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(frame.getByText(/so both texts are together in the form now/)).toBeVisible();
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(frame.locator('header').getByText('Revision 5')).toBeVisible();
  await expect(frame.getByLabel("What's new", { exact: true })).toHaveValue('The grade is lost. ציון אבד');
  await expect(frame.getByLabel('What to watch')).toHaveValue('Typed and not saved');
});

test('who restores while another saves is told, and nothing is restored', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Restored too late ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  await save(cast, releaseId, 1, 'Second');
  await actAs(page, 'po');
  const frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Restore revision 1' }).click();
  await save(cast, releaseId, 2, 'Third');
  await frame.getByRole('button', { name: 'Yes, restore it' }).click();
  await expect(frame.getByText('Nothing was restored')).toBeVisible();
  await expect(frame.getByText('Revision 3, the current one')).toBeVisible();
});

test('after signing, a minor edit leaves the sign-off and a material one asks for it again, with what changed', async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Signed then edited ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  await cast.csLead.call('signHandoff', { releaseId, revision: 1 });

  await actAs(page, 'po');
  let frame = await openPanel(page, name);
  await edit(frame, 'Teachers grade faster', true);
  const signOff = frame.getByRole('region', { name: 'Sign-off' });
  await expect(signOff.getByText(/^Signed: revision 1/)).toBeVisible();
  await expect(signOff.getByText('Minor edits since. The sign-off stands:')).toBeVisible();
  await expect(signOff.getByText(/Revision 2, said to be minor by/)).toBeVisible();
  await signOff.getByRole('button', { name: 'Show what changed since revision 1' }).click();
  await expect(signOff.getByRole('insertion').first()).toBeVisible();

  await edit(frame, 'Teachers grade at night', false);
  await expect(frame.getByText('Changed since signing', { exact: true }).first()).toBeVisible();
  await expect(signOff.getByText(/^Signed before the last change: revision 1/)).toBeVisible();

  await actAs(page, 'cslead');
  frame = await openPanel(page, name);
  const asked = frame.getByRole('region', { name: 'Sign-off' });
  await expect(asked.getByText('What changed since revision 1, which was signed')).toBeVisible();
  await expect(asked.getByRole('insertion').first()).toBeVisible(); // without a press
  await asked.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(asked.getByText(/^Signed: revision 3/)).toBeVisible();
  await expect(frame.getByText('Signed', { exact: true }).first()).toBeVisible();

  const { history } = await cast.po.call('openHandoff', { releaseId, throughProjectId: null, today: '2026-01-01' });
  const past = history.map(({ what, revision, by }) => [what, revision, by]);
  expect(past).toContainEqual(['saved-minor', 2, cast.po.accountId]);
});

test('what changed can be read by all, in both themes, and at 320 px', async ({ page, baseURL }) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `Read by all ${Date.now()}`;
  const releaseId = await handedOver(cast, name, 3);
  await cast.csLead.call('confirmReading', { releaseId, throughProjectId: null, revision: 1 });
  await cast.csLead.call('signHandoff', { releaseId, revision: 1 });
  await save(cast, releaseId, 1, `An address https://example.com/${'x'.repeat(300)}`);
  await actAs(page, 'cslead');
  let frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Show what changed since revision 1' }).click(); // what was read
  await expect(frame.getByRole('insertion')).not.toHaveCount(0);
  await frame.getByRole('button', { name: 'Show who has read it' }).click();
  await expect(frame.getByText(/of the support team have read revision 2/)).toBeVisible();
  await expectAccessible(page);

  await actAs(page, 'admin');
  await page.setViewportSize({ width: 320, height: 640 });
  frame = await openPanel(page, name);
  await frame.getByRole('button', { name: 'Compare' }).click();
  await expect(frame.getByRole('insertion')).not.toHaveCount(0);
  await frame.getByRole('button', { name: 'Restore revision 1' }).click();
  await frame.getByRole('button', { name: 'Show who has read it' }).click();
  await expect(frame.getByText(/of the support team have read revision 2/)).toBeVisible();
  await expectNoSideways(frame);
  await expectAccessible(page);
});
