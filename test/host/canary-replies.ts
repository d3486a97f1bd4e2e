import { OTHER_ROUTES, ROUTES, type Route } from '../../host/jira/routes';
import { calls, functionOf, type CallName } from '../../src/api/calls';
import { aDocument, aForm, anId } from '../fixtures/builders';
import { ACCOUNTS, emailOf, type CanarySite } from './canary-site';

/** Everything that a person can ask of the site, and every byte of what came back. */

/** Values of a path's parameter; `{id}` by what stands before it. */
const valuesOf = (site: CanarySite, path: string, parameter: string): readonly string[] => {
  const before = path.split(`/{${parameter}}`)[0]?.split('/').at(-1) ?? '';
  const known: Readonly<Record<string, readonly string[]>> = {
    projectIdOrKey: site.projects,
    issueIdOrKey: site.issues,
    propertyKey: ['note', 'cs-handoff-escalation'],
    versionId: site.releases,
    moveIssuesTo: site.releases.slice(0, 1),
    issueTypeId: ['10001', '10002', '10003', '10004', '10005'],
    id: { version: site.releases, comment: site.comments, role: ['10001', '10002', '10003'] }[before] ?? ['1'],
  };
  return known[parameter] ?? ['1'];
};

/** A template's paths, one for each choice of its parameters. */
const pathsOf = (site: CanarySite, template: string): readonly string[] => {
  const [, parameter] = /\{(\w+)\}/.exec(template) ?? [];
  if (parameter === undefined) return [template];
  return valuesOf(site, template, parameter).flatMap((value) =>
    pathsOf(site, template.replace(`{${parameter}}`, encodeURIComponent(value))),
  );
};

const JQL = ['project = EXAM', 'project = SUP', 'labels is not EMPTY', 'created > "2020-01-01"', 'summary ~ "cnry*"'];
const everybody = ACCOUNTS.map((accountId) => `accountId=${accountId}`).join('&');

/** Queries of the templates that need one, or that show more with one. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/rest/api/3/user': ACCOUNTS.map((accountId) => `accountId=${accountId}`),
  '/rest/api/3/user/bulk': [everybody],
  '/rest/api/3/user/search': ['query=cnry'],
  '/rest/api/3/user/assignable/search': ['query=cnry&project=EXAM', 'query=cnry&project=SUP'],
  '/rest/api/3/search/jql': JQL.map((jql) => `jql=${encodeURIComponent(jql)}&fields=*all&properties=note`),
  '/rest/api/3/issue/{issueIdOrKey}': ['fields=*all&properties=*all&expand=renderedFields', 'fields=summary'],
  '/rest/api/3/issue/{issueIdOrKey}/transitions': ['expand=transitions.fields'],
  '/rest/api/3/version/{id}': ['expand=driver,approvers,issuesstatus'],
  '/rest/api/3/mypermissions': ['permissions=BROWSE_PROJECTS&projectKey=EXAM'],
};

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

const asksOf = (site: CanarySite, { method, path }: Route): readonly Ask[] =>
  pathsOf(site, path).flatMap((one) =>
    (QUERIES[path] ?? ['']).map((query) => ({
      method,
      path: query === '' ? one : `${one}?${query}`,
      ...(method !== 'GET' && { body: {} }),
    })),
  );

const TABLE = [...ROUTES, ...OTHER_ROUTES];
const reads = (site: CanarySite): readonly Ask[] => [
  ...TABLE.filter(({ method }) => method === 'GET').flatMap((route) => asksOf(site, route)),
  ...JQL.map((jql) => ({ method: 'POST', path: '/rest/api/3/search/jql', body: { jql, fields: ['*all'] } })),
];
const writes = (site: CanarySite): readonly Ask[] =>
  TABLE.filter(({ method }) => method !== 'GET').flatMap((route) => asksOf(site, route));

type Inputs = Readonly<Record<CallName, readonly unknown[]>>;

/** What a screen, or somebody in its place, may send. */
function inputsOf(site: CanarySite): Inputs {
  const today = '2026-11-25';
  const { projectIds, releases, issues, handoffId, questionIds } = site;
  const ofReleases = (more: object) => releases.map((releaseId) => ({ releaseId, ...more }));
  const onIssues = (more: (projectId: string) => readonly object[]) =>
    issues.flatMap((issueId) =>
      projectIds.flatMap((projectId) => more(projectId).map((rest) => ({ issueId, projectId, ...rest }))),
    );
  const escalating = (more: object) =>
    onIssues(() => releases.map((releaseId) => ({ releaseId, escalationId: anId(), handoffId, ...more })));
  return {
    listReleases: projectIds.flatMap((projectId) =>
      ['unreleased', 'released', 'archived'].map((status) => ({ projectId, status, startAt: 0, today })),
    ),
    openHandoff: [null, ...projectIds].flatMap((throughProjectId) => ofReleases({ throughProjectId, today })),
    checkSetUp: ['any', ...projectIds].map((projectId) => ({ projectId })),
    findHandoffs: onIssues(() => [{}]),
    prepareEscalation: onIssues(() => [null, ...releases].map((releaseId) => ({ releaseId }))),
    saveHandoff: ofReleases({ expectedRevision: 0, document: aDocument(), note: '', minor: true }),
    handOver: ofReleases({ revision: 1 }),
    recordWalkthrough: ofReleases({ at: `${today}T00:00:00.000Z`, people: ['po'], revision: 1, questions: [] }),
    answerQuestion: questionIds.flatMap((questionId) =>
      ofReleases({ questionId, answer: { kind: 'gap', reference: 'EXAM-1' } }),
    ),
    signHandoff: ofReleases({ revision: 1 }),
    refuseHandoff: ofReleases({ revision: 1, reason: 'No' }),
    waiveGate: ofReleases({ reason: 'Urgent', expiresAt: new Date(Date.now() + 10 * 86_400_000).toISOString() }),
    endWaiver: ofReleases({}),
    setPeople: ofReleases({ po: null, csLead: null }),
    setRollout: ofReleases({ percent: 5 }),
    closeHandoff: ofReleases({}),
    showOnRelease: ofReleases({ panelUrl: 'http://localhost/' }),
    settleMerge: ofReleases({ handoffId, keep: 'that', revision: 1 }),
    listEnded: projectIds.map((projectId) => ({ projectId })),
    restoreHandoff: releases.map((releaseId) => ({ releaseId, toReleaseId: releaseId })),
    readSettings: projectIds.map((projectId) => ({ projectId })),
    preflight: projectIds.map((projectId) => ({ projectId })),
    saveSettings: projectIds.map((projectId) => ({
      projectId,
      settings: { supportProjects: [], dueDays: 7, csDays: 2, csLead: null, authorsMaySign: false },
    })),
    fileBug: escalating({ form: aForm(), panelUrl: null }),
    recordFiledBug: issues.slice(-1).flatMap((bugId) => escalating({ bugId, panelUrl: null })),
    prepareForFiler: escalating({ form: aForm() }),
    withdrawPrepared: issues.map((issueId) => ({ issueId, escalationId: anId() })),
  };
}

const READING: readonly CallName[] = [
  'listReleases',
  'openHandoff',
  'findHandoffs',
  'prepareEscalation',
  'listEnded',
  'readSettings',
  'preflight',
  'checkSetUp',
];

const HOUR = 3_600_000;

export interface Door {
  readonly siteUrl: string;
  readonly modulesOf: (functionKey: string) => readonly string[];
}

/** Jira's limits forget within the hour. */
async function anHourLater({ siteUrl }: Door): Promise<void> {
  const { now } = (await (await fetch(`${siteUrl}/host/clock`)).json()) as { now: string };
  const later = new Date(Date.parse(now) + HOUR).toISOString();
  await fetch(`${siteUrl}/host/clock`, { method: 'POST', body: JSON.stringify({ now: later }) });
}

/** One person at the site's front door; `anonymous` has no account. `hear` is told of every reply, headers included. */
export async function openDoor(door: Door, who: string, hear: (text: string, asked: string) => void) {
  const { siteUrl, modulesOf } = door;
  const [anyModule] = modulesOf('panel');
  const known = ACCOUNTS.includes(who);
  const session = await fetch(`${siteUrl}/host/session`, {
    method: 'POST',
    body: JSON.stringify({ accountId: known ? who : null }),
  });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const authorization = `Basic ${Buffer.from(`${emailOf(who)}:any`).toString('base64')}`;

  const ask = async ({ method, path, body }: Ask, headers: Record<string, string>): Promise<void> => {
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(siteUrl + path, init);
    const text = await response.text();
    const asked = `${method} ${path} ${JSON.stringify(body ?? '')}`;
    if (response.status === 500) throw new Error(`${asked}: ${text}`);
    hear(`${JSON.stringify([...response.headers])} ${text}`, asked);
    if (response.status !== 429 && !text.startsWith('{"body":"{\\"errorMessages\\":[\\"Rate limit')) return;
    await anHourLater(door);
    await ask({ method, path, body }, headers);
  };
  const rest = async (asks: readonly Ask[]) => {
    for (const one of asks) {
      await ask(one, { 'x-host-session': '1', cookie });
      if (known) await ask(one, { authorization });
      const { method, path: restPath, body } = one;
      const fetchRequestInit = { method, headers: [], ...(body !== undefined && { body: JSON.stringify(body) }) };
      await ask(
        { method: 'POST', path: '/host/fetch-product', body: { moduleKey: anyModule, restPath, fetchRequestInit } },
        { cookie },
      );
    }
  };
  /** A screen's calls; what it claims of its place is as wrong as it likes. */
  const invoke = async (site: CanarySite, names: readonly CallName[]) => {
    const inputs = inputsOf(site);
    const [project, issue] = [{ id: site.projectIds[0], key: 'EXAM' }, { id: site.issues[0] }];
    for (const functionKey of names) {
      const modules = modulesOf(functionOf(functionKey));
      for (const [place, payload] of [...inputs[functionKey], undefined].entries())
        await ask(
          {
            ...{ method: 'POST', path: '/host/invoke' },
            body: {
              ...{ moduleKey: modules[place % modules.length], payload: { functionKey, payload } },
              extension: { accountId: 'po', accountType: 'licensed', project, issue },
            },
          },
          { cookie },
        );
    }
  };
  return {
    reads: async (site: CanarySite) => {
      await rest(reads(site));
      await invoke(site, READING);
    },
    /** For who may not write: all of it is refused, with a sentence. */
    writes: async (site: CanarySite) => {
      await rest(writes(site));
      await invoke(
        site,
        (Object.keys(calls) as CallName[]).filter((name) => !READING.includes(name)),
      );
    },
  };
}
