import { expect, test, type FrameLocator } from '@playwright/test';
import type { HandoffDocument } from '../../src/domain/document';
import { actAs, appFrame, castOf, createIssue, createRelease, documentFor, openPanel, siteOf } from './site';

/** People write in any direction: every text that somebody wrote takes its own, whatever the words of the app around it. */

const id = (): string => crypto.randomUUID();

/** Every text of a handoff in Hebrew or Arabic, each with a number of its own; and those texts. */
const inHebrewAndArabic = (usual: HandoffDocument) => {
  const texts: string[] = [];
  const text = (): string => {
    const words = texts.length % 2 === 0 ? `עברית ${texts.length}` : `عربي ${texts.length}`;
    texts.push(`${words}.`);
    return `${words}.`;
  };
  const document: HandoffDocument = {
    ...usual,
    whatsNew: text(),
    happyPath: [{ id: id(), action: text(), result: text() }],
    limitations: { items: [{ id: id(), limit: text(), whom: text(), workaround: text() }], noneBecause: '' },
    likelyQuestions: [1, 2, 3].map(() => ({ id: id(), question: text(), answer: text(), internalNote: text() })),
    escalation: {
      ...usual.escalation,
      ...{ lookUp: text(), reproduce: text() },
      bug: { means: text(), tell: text() },
      featureRequest: { means: text(), tell: text() },
      workingAsIntended: { means: text(), tell: text() },
    },
    dashboard: { ...usual.dashboard, watch: text() },
  };
  return { document, texts };
};

/** Texts of those wanted that are not shown, and those that stand in an element of another direction. */
const misdirected = (frame: FrameLocator, wanted: readonly string[]) =>
  frame.locator('body').evaluate((body, texts) => {
    const shown = new Map(texts.map((text) => [text, [] as string[]]));
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      for (const text of texts)
        if (element !== null && node.textContent?.includes(text) === true)
          shown.get(text)?.push(getComputedStyle(element).direction);
    }
    return [...shown].filter(([, directions]) => directions.length === 0 || directions.includes('ltr'));
  }, wanted);

test('texts in Hebrew and Arabic run from right to left on the panel and on the ticket', async ({ page, baseURL }) => {
  const site = siteOf(baseURL);
  const cast = await castOf(site);
  const name = `מהדורה ${Date.now()}`;
  const releaseId = await createRelease(cast, name, 1); // the ticket offers those that come soonest
  const { document, texts } = inHebrewAndArabic(documentFor(cast, releaseId, name));
  const [note, asked, refused, waived] = ['הערה לגרסה', 'سؤال من الدعم؟', 'סיבה לסירוב', 'سبب الاستثناء'] as const;
  await cast.po.call('saveHandoff', { releaseId, expectedRevision: 0, document, note, minor: false });
  await cast.po.call('handOver', { releaseId, revision: 1 });
  await cast.csLead.call('recordWalkthrough', {
    ...{ releaseId, revision: 1, at: new Date(Date.now() - 60_000).toISOString(), people: [cast.po.accountId] },
    questions: [{ id: id(), text: asked }],
  });
  await cast.csLead.call('refuseHandoff', { releaseId, revision: 1, reason: refused });
  const ofStep = ['معيار الخروج', 'סיבה להמשך', 'نتيجة', 'מה שלמדנו'] as const;
  const [exitCriteria, reason, result, learned] = ofStep;
  const step = { id: id(), audience: 'pilot', who: 'פיילוט', percent: 0, plannedFor: null, exitCriteria } as const;
  await cast.po.call('saveSteps', { releaseId, steps: [{ ...step, flag: { key: '', url: '' } }] });
  await cast.po.call('enterStep', { releaseId, stepId: step.id });
  await cast.po.call('endStep', {
    ...{ releaseId, stepId: step.id, decision: 'advance', reason, result, learned, revision: null },
  });

  await actAs(page, 'rm');
  const panel = await openPanel(page, name);
  await panel.getByRole('button', { name: /^Waive the gate/ }).click();
  await panel.getByRole('textbox', { name: 'Why it may pass without' }).fill(waived);
  await panel.getByRole('button', { name: 'Waive the gate', exact: true }).click();
  await expect(panel.getByRole('blockquote').getByText(waived)).toBeVisible();
  await expect(panel.getByRole('listitem').filter({ hasText: note }).first()).toBeVisible();
  // Within a sentence of the app a reason is quoted in the sentence's direction; where it stands by itself it has its own.
  expect(await misdirected(panel, [...texts, name, note, asked])).toEqual([]);
  for (const reason of [refused, waived])
    await expect(panel.getByRole('blockquote').getByText(reason)).toHaveCSS('direction', 'rtl');

  const rollout = panel.getByRole('region', { name: 'Rollout' });
  for (const text of ofStep) await expect(rollout.getByText(text, { exact: true })).toHaveCSS('direction', 'rtl');

  const fields = { project: { key: 'SUP' }, issuetype: { name: 'Support request' }, summary: 'שאלה' };
  const { key } = await createIssue(site, { ...fields, reporter: { accountId: 'demo-customer' } });
  await actAs(page, 'agent');
  await page.goto(`/browse/${key}`);
  const ticket = appFrame(page);
  await ticket.getByRole('button', { name: /^Other handoffs/ }).click();
  await ticket.getByRole('button', { name: `Choose ${name}` }).click();
  await expect(ticket.getByRole('heading', { level: 1, name })).toBeVisible();
  expect(await misdirected(ticket, [...texts, name])).toEqual([]);
});
