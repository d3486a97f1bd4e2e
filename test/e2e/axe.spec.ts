import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { actAs, appFrame, castOf, createIssue, handedOver, openPanel, siteOf, type Who } from './site';

/** Every surface of the app, in both themes, against axe's rules of WCAG 2.2 A and AA. Frames are looked into. */

const CUSTOMER = { accountId: 'demo-customer' };

type Surface = { readonly who: Who; readonly open: (page: Page, baseURL: string | undefined) => Promise<void> };

const ticket = async (page: Page, baseURL: string | undefined) => {
  const fields = { project: { key: 'SUP' }, issuetype: { name: 'Support request' }, summary: 'N opened a graded exam' };
  const { key } = await createIssue(siteOf(baseURL), { ...fields, reporter: CUSTOMER });
  await page.goto(`/browse/${key}`);
  await expect(appFrame(page).getByLabel('Search this handoff')).toBeVisible();
};

const SURFACES: Readonly<Record<string, Surface>> = {
  'the list of releases': {
    who: 'po',
    open: async (page) => {
      await page.goto('/jira/software/c/projects/EXAM');
      await page.getByRole('link', { name: 'CS Handoff' }).click();
      await expect(appFrame(page).getByRole('link', { name: /2\.5/ })).toBeVisible();
    },
  },
  'the panel': {
    who: 'po',
    open: async (page) => {
      await openPanel(page, '2.4');
    },
  },
  'the editor': {
    who: 'po',
    open: async (page) => {
      const frame = await openPanel(page, '2.5');
      await frame
        .getByRole('button', { name: /^(Edit|Write)/ })
        .first()
        .click();
      await expect(frame.getByLabel("What's new", { exact: true })).toBeVisible();
    },
  },
  'signing and the walkthrough': {
    who: 'cslead',
    open: async (page, baseURL) => {
      const name = `9.${Date.now() % 100_000} to sign`;
      await handedOver(await castOf(siteOf(baseURL)), name, 3);
      await openPanel(page, name);
    },
  },
  'a support project': {
    who: 'agent2',
    open: async (page) => {
      await page.goto('/jira/servicedesk/projects/SUP');
      await page.getByRole('link', { name: 'CS Handoff' }).click();
      await expect(appFrame(page).getByRole('link', { name: /2\.4/ })).toBeVisible();
    },
  },
  'the ticket': { who: 'agent', open: ticket },
  'the form of an L3 bug': {
    who: 'agent',
    open: async (page, baseURL) => {
      await ticket(page, baseURL);
      await page.getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('menuitem', { name: 'File L3 bug' }).click();
      const form = appFrame(page, 'File L3 bug');
      await form.getByRole('button', { name: 'File bug' }).click(); // with its problems told
    },
  },
  'the settings of a project': {
    who: 'admin',
    open: async (page) => {
      await page.goto('/jira/software/c/projects/EXAM');
      await page.getByRole('link', { name: 'Handoff settings' }).click();
      await expect(appFrame(page, 'Handoff settings').getByRole('heading', { level: 1 })).toBeVisible();
    },
  },
  'the way in and out': {
    who: 'admin',
    open: async (page) => {
      await page.goto('/jira/settings/apps');
      await page.getByRole('link', { name: 'Get started with CS Handoff' }).click();
      await expect(appFrame(page, 'Get started with CS Handoff').getByRole('heading', { level: 1 })).toBeVisible();
      await expect(
        appFrame(page, 'Get started with CS Handoff')
          .getByText(/Release/)
          .first(),
      ).toBeVisible();
    },
  },
  'a waiver and its form': {
    who: 'rm',
    open: async (page, baseURL) => {
      const name = `9.${Date.now() % 100_000} to waive`;
      await handedOver(await castOf(siteOf(baseURL)), name, 3);
      const frame = await openPanel(page, name);
      await frame.getByRole('button', { name: /^Waive the gate/ }).click();
      await frame.getByRole('textbox', { name: 'Why it may pass without' }).fill('It must go out');
      await frame.getByRole('button', { name: 'Waive the gate', exact: true }).click();
      await frame.getByRole('button', { name: /^Change the waiver/ }).click();
      await frame.getByRole('button', { name: 'Waive the gate', exact: true }).click(); // with its problem told
    },
  },
  'the rule of the gate': {
    who: 'admin',
    open: async (page) => {
      await page.goto('/jira/software/c/projects/EXAM/workflows');
      await page.getByRole('button', { name: /^Edit/ }).first().click();
      await expect(appFrame(page, 'CS handoff is ready').getByRole('radio').first()).toBeVisible();
    },
  },
};

/** What axe has against the page, by rule and place. */
const problems = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, target, failureSummary })),
  );
};

for (const theme of ['light', 'dark'])
  for (const [name, { who, open }] of Object.entries(SURFACES))
    test(`${name}, ${theme}`, async ({ page, baseURL }) => {
      await actAs(page, who);
      await page.goto('/');
      if (theme === 'dark') await page.getByRole('button', { name: /dark theme/ }).click();
      await open(page, baseURL);
      expect(await problems(page)).toEqual([]);
    });
