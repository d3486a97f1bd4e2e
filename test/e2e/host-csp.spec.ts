import { expect, test, type Frame, type Page } from '@playwright/test';
import { actAs, appFrame, openPanel } from './site';

/** The production Content-Security-Policy on the app's own origin: what it stops, and that our own pages stay within it. */

const APP = 'http://127.0.0.1:';

const frameOf = async (page: Page): Promise<Frame> => {
  await expect.poll(() => page.frames().filter((frame) => frame.url().startsWith(APP)).length).toBeGreaterThan(0);
  const frame = page.frames().find((one) => one.url().startsWith(APP));
  if (!frame) throw new Error('There is no frame of the app.');
  return frame;
};

test.describe('a frame of the app', () => {
  let frame: Frame;
  test.beforeEach(async ({ page }) => {
    await actAs(page, 'po');
    await page.goto('/jira/software/c/projects/EXAM');
    await page.getByRole('link', { name: 'CS Handoff' }).click();
    await expect(appFrame(page).getByRole('link', { name: /2\.\d/ }).first()).toBeVisible();
    frame = await frameOf(page);
  });

  /** The directive that `attempt`, run in the frame, violates. */
  const violated = (attempt: string): Promise<string> =>
    frame.evaluate(
      (code) =>
        new Promise<string>((done) => {
          document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), {
            once: true,
          });
          setTimeout(() => done('nothing'), 2_000);
          const attempts: Record<string, () => unknown> = {
            'inline script': () => {
              const script = document.createElement('script');
              script.textContent = 'document.title = "inline"';
              document.head.append(script);
            },
            // Later, for what a browser's tools run themselves may evaluate.
            eval: () => setTimeout(() => void (0, eval)('1'), 0),
            'foreign fetch': () => fetch('https://example.com/').catch(() => undefined),
            'foreign image': () => {
              const image = new Image();
              image.src = 'https://example.com/x.png';
              document.body.append(image);
            },
            'foreign frame': () => {
              const inner = document.createElement('iframe');
              inner.src = 'https://example.com/';
              document.body.append(inner);
            },
          };
          attempts[code]?.();
        }),
      attempt,
    );

  for (const [attempt, directive] of [
    ['inline script', 'script-src-elem'],
    ['eval', 'script-src'],
    ['foreign fetch', 'connect-src'],
    ['foreign image', 'img-src'],
    ['foreign frame', 'frame-src'],
  ] as const)
    test(`is stopped at: ${attempt}`, async () => {
      expect(await violated(attempt)).toBe(directive);
    });

  test("reaches neither the site's page nor its session", async ({ baseURL }) => {
    const reached = await frame.evaluate(async (site) => {
      const page = (() => {
        try {
          return window.parent.document.title;
        } catch (error) {
          return error instanceof Error ? error.name : '';
        }
      })();
      const session = await fetch(`${site}/rest/api/3/myself`, { credentials: 'include' }).then(
        ({ status }) => status,
        () => 'refused',
      );
      return { page, session, cookie: document.cookie };
    }, baseURL ?? '');
    expect(reached).toEqual({ page: 'SecurityError', session: 'refused', cookie: '' });
  });
});

test('no page of ours is stopped by the policy', async ({ page }) => {
  const stopped: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) stopped.push(message.text());
  });
  await actAs(page, 'admin');
  const panel = await openPanel(page, '2.4');
  await expect(panel.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('/browse/SUP-1');
  await expect(appFrame(page).getByRole('heading').first()).toBeVisible();
  await page.goto('/jira/software/c/projects/EXAM/workflows');
  await page
    .getByRole('button', { name: /Add rule/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: /^CS handoff is ready/ }).click();
  await expect(appFrame(page, 'CS handoff is ready').getByRole('radio').first()).toBeVisible();
  expect(stopped).toEqual([]);
});
