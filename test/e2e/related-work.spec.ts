import { expect, test } from '@playwright/test';
import { actAs, castOf, createRelease, documentFor, openPanel, siteOf } from './site';

test("the handoff has one line on its release's page in Jira, which leads to the panel and says how it stands", async ({
  page,
  baseURL,
}) => {
  const cast = await castOf(siteOf(baseURL));
  const name = `8.1 Related ${Date.now()}`;
  const releaseId = await createRelease(cast, name);
  const document = documentFor(cast, releaseId, name);
  await cast.po.call('saveHandoff', { releaseId, expectedRevision: 0, document, note: '', minor: false });
  const onRelease = async (title: string) => {
    await expect(async () => {
      await openPanel(page, name); // who leaves before the panel asked for the line leaves it to the next one
      await page.goto(`/projects/EXAM/versions/${releaseId}`);
      await expect(page.getByRole('link', { name: title })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(page.getByRole('link', { name: /^CS Handoff: / })).toHaveCount(1);
  };
  await actAs(page, 'po');
  await onRelease('CS Handoff: Draft');
  await cast.po.call('handOver', { releaseId, revision: 1 });
  await onRelease('CS Handoff: With CS');
  await page.getByRole('link', { name: 'CS Handoff: With CS' }).click();
  await expect(page).toHaveURL(new RegExp(`/release/${releaseId}$`));
});
