import { expect, test, type Frame, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { host } from '../../demo/client';
import { actAs, openPanel, rest, siteOf } from './site';

/** Jira's own create dialog, as CreateIssueModal of @forge/jira-bridge opens it from a frame of the app. */

const seed = {
  customFields: [
    { name: 'Team', type: 'select', options: ['Grading', 'Upload'] },
    { name: 'Steps', type: 'textarea' },
    { name: 'Customers', type: 'number' },
  ],
  projects: [
    {
      ...{ key: 'FORM', name: 'Forms', roles: { Members: ['po@example.test'] } },
      issueTypes: [
        {
          name: 'Bug',
          screen: ['summary', 'description', 'labels', 'Team', 'Steps', 'Customers'],
          required: ['summary', 'Team'],
        },
      ],
    },
  ],
};
const projectSchema = z.object({ id: z.string(), issueTypes: z.array(z.object({ id: z.string() })) });
const issueSchema = z.looseObject({ fields: z.record(z.string(), z.unknown()) });

/** Opens the dialog from the app's frame; `closed` resolves to what its onClose was given. */
const openFrom = async (frame: Frame, context: Record<string, unknown>) => {
  const closed = await frame.evaluateHandle((prefilled) => {
    type Bridge = { callBridge(command: string, data: unknown): Promise<unknown> };
    const { __bridge } = globalThis as unknown as { __bridge: Bridge };
    return {
      payload: new Promise((onClose) => {
        void __bridge.callBridge('openIssueCreateModal', { data: { context: prefilled, onClose } });
      }),
    };
  }, context);
  return () => closed.evaluate(({ payload }) => payload);
};

const appFrameOf = (page: Page): Frame => {
  const frame = page.frames().find((one) => one.url().startsWith('http://127.0.0.1:'));
  if (!frame) throw new Error('There is no frame of the app.');
  return frame;
};

test('pre-filled, with what its screen requires; the app hears what was created, or nothing', async ({
  page,
  baseURL,
}) => {
  const site = siteOf(baseURL);
  await host(site, '/host/site', seed);
  const project = z.parse(projectSchema, await rest(site, 'po', 'GET', '/rest/api/3/project/FORM'));
  await actAs(page, 'po');
  await openPanel(page, '2.4');
  const frame = appFrameOf(page);
  const context = {
    ...{ projectId: project.id, issueTypeId: project.issueTypes[0]?.id, summary: 'It breaks', labels: ['a', 'b'] },
    description: {
      type: 'doc',
      version: 1,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Seen.' }] }],
    },
  };

  const cancelled = await openFrom(frame, context);
  const dialog = page.getByRole('dialog', { name: 'Create issue' });
  await expect(dialog.getByLabel('Summary')).toHaveValue('It breaks');
  await expect(dialog.getByLabel('Description')).toHaveValue('Seen.');
  await expect(dialog.getByLabel('Labels')).toHaveValue('a b');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await cancelled()).toEqual({ payload: [] });

  const created = await openFrom(frame, context);
  await dialog.getByLabel('Customers').fill('12');
  await dialog.getByLabel('Steps').fill('First.');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Team').fill('Upl');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toHaveCount(0);
  const { payload } = z.parse(z.object({ payload: z.array(z.object({ issueId: z.string() })) }), await created());
  expect(payload).toHaveLength(1);
  const issue = z.parse(issueSchema, await rest(site, 'po', 'GET', `/rest/api/3/issue/${payload[0]?.issueId ?? ''}`));
  expect(issue.fields).toMatchObject({ summary: 'It breaks', labels: ['a', 'b'], description: context.description });
  expect(Object.values(issue.fields)).toEqual(
    expect.arrayContaining([12, expect.objectContaining({ value: 'Upload' })]),
  );
});
