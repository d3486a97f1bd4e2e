import { expect, test } from '@playwright/test';
import { actAs, castOf, createRelease, documentFor, openPanel, rest, siteOf } from './site';

/** What happens to a release in Jira reaches its handoff by Jira's events, a little late. */
const written = async (baseURL: string | undefined, name: string) => {
  const cast = await castOf(siteOf(baseURL));
  const releaseId = await createRelease(cast, name);
  const document = documentFor(cast, releaseId, name);
  await cast.po.call('saveHandoff', { releaseId, expectedRevision: 0, document, note: '', minor: false });
  const put = (body: unknown) => rest(cast.site, 'admin', 'PUT', `/rest/api/3/version/${releaseId}`, body);
  return { cast, releaseId, put };
};

test('released in Jira with its gate closed: the panel says who and what was missing, until it is taken back', async ({
  page,
  baseURL,
}) => {
  const name = `7.1 Anyway ${Date.now()}`;
  const { put } = await written(baseURL, name);
  await actAs(page, 'po');
  const panel = await openPanel(page, name);
  /** Jira tells apps of it in its own time. */
  const eventually = (look: () => Promise<void>) =>
    expect(async () => {
      await page.reload();
      await expect(panel.getByRole('heading', { level: 1 })).toBeVisible();
      await look();
    }).toPass();
  const banner = panel.getByRole('status').filter({ hasText: 'Released with the gate closed' });

  await put({ released: true });
  await eventually(() => expect(banner).toBeVisible({ timeout: 1_000 }));
  await expect(banner).toContainText('Ada Berg released it in Jira');
  await expect(banner).toContainText('Not handed over to CS yet — PO Pia Olsen');
  await put({ released: false });
  await eventually(() => expect(banner).toHaveCount(0, { timeout: 1_000 }));

  await put({ name: `${name} renamed` });
  await eventually(() => expect(panel.getByText(`is now "${name} renamed"`)).toBeVisible({ timeout: 1_000 }));
  await expect(panel.getByRole('heading', { level: 1, name: `${name} renamed` })).toBeVisible();
});
