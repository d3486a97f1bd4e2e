import type { InstalledModule, Session } from '../contracts';
import type { AddressBar, Place } from './frame-history';
import { isRecord } from './rpc';

/** A function of the app, on the other side of the channel. */
export type Remote = (...args: readonly unknown[]) => Promise<unknown>;

export interface FlagOptions {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly actions: readonly { readonly text: string; readonly onClick: Remote | undefined }[];
  readonly isAutoDismiss: boolean;
}

export interface ModalOptions {
  /** Address of the page it shows; undefined: the opener's own. */
  readonly page: string | undefined;
  readonly size: unknown;
  /** Without it the dialog has no header, and so no button that closes it. */
  readonly title: string | undefined;
  /** What the opener passes on; the modal finds it as `extension.modal`. */
  readonly context: unknown;
  readonly closeOnEscape: boolean;
  readonly closeOnOverlayClick: boolean;
  readonly onClose: Remote | undefined;
}

/** The place of an app page in the address bar. `push` and `replace` move it without telling the app, who asked for it. */
export interface PageAddress extends AddressBar {
  /** Calls back when the address bar moves otherwise: back, forward, a link of the site. */
  readonly onPop: (listener: (place: Place) => void) => () => void;
}

/** What the shell lends to one frame. What a surface doesn't have is absent: `view.close()` on a page then fails as in Jira. */
export interface FramePage {
  readonly session: Session;
  readonly module: InstalledModule;
  /** The module's extension data as of now. */
  extension(): Readonly<Record<string, unknown>>;
  theme(): { readonly theme: string; readonly colorMode: string };
  onThemeChange(listener: () => void): () => void;
  /** POST to the host's server; answers the parsed JSON body. */
  post(path: string, body: unknown): Promise<unknown>;
  /** Path of a page of the app; undefined where the module is no page, or the person may not see its project. */
  modulePath(moduleKey: string, projectKey: string | undefined): Promise<string | undefined>;
  navigate(address: string, how: 'same-tab' | 'new-tab'): void;
  /** Asks before another site opens in a new tab; rejects where the person stays. */
  leaveSite(address: string): Promise<void>;
  showFlag(flag: FlagOptions): void;
  closeFlag(id: string): void;
  openModal(modal: ModalOptions): void;
  createIssue(context: Readonly<Record<string, unknown>>, onClose: Remote | undefined): void;
  openIssue(issueKey: string, onClose: Remote | undefined): void;
  resize(height: number): void;
  readonly close: ((payload: unknown) => void) | undefined;
  readonly refresh: (() => void) | undefined;
  readonly address: (() => PageAddress) | undefined;
  readonly onConfigure: ((callback: Remote) => void) | undefined;
  /** The app asked to be told before it is closed. */
  readonly onClose: ((callback: Remote) => void) | undefined;
}

type Handler = (page: FramePage, data: unknown, subscriptions: (() => void)[]) => unknown;

/** The host's own shortcoming. Clients hide the words of what they catch, so the page around the frame logs it. */
export class NotSimulated extends Error {
  constructor(what: string) {
    super(`${what} is not simulated by the local host`);
  }
}

const fields = (data: unknown): Record<string, unknown> => (isRecord(data) ? data : {});
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const remote = (value: unknown): Remote | undefined => (typeof value === 'function' ? (value as Remote) : undefined);

const topics = new Map<string, Set<Remote>>();

/** Tells every frame on the page of an event: one the app emits, or one of Jira's own such as JIRA_ISSUE_CHANGED. */
export function publish(event: string, payload: unknown, scope: 'app' | 'public' = 'app'): void {
  for (const listener of topics.get(`${scope}:${event}`) ?? []) void listener(payload);
}

const emitter =
  (scope: 'app' | 'public'): Handler =>
  (_page, data) =>
    publish(String(fields(data).event), fields(data).payload, scope);

const subscriber =
  (scope: 'app' | 'public'): Handler =>
  (_page, data, subscriptions) => {
    const listener = remote(fields(data).callback);
    if (!listener) throw new Error('events.on needs a callback');
    const topic = `${scope}:${String(fields(data).event)}`;
    const listeners = topics.get(topic) ?? new Set();
    topics.set(topic, listeners.add(listener));
    const unsubscribe = () => void listeners.delete(listener);
    subscriptions.push(unsubscribe);
    return { unsubscribe };
  };

/** Path on the site of a NavigationLocation (Forge docs: router). Null: no such place, or the person may not see it. */
async function locate(page: FramePage, location: Record<string, unknown>): Promise<string | null> {
  const issueKey = text(location.issueKey);
  if (location.target === 'issue' && issueKey) return `/browse/${encodeURIComponent(issueKey)}`;
  if (location.target !== 'module') {
    throw new NotSimulated(`Navigation target "${String(location.target)}"`);
  }
  const projectKey = text(location.projectKey) ?? text(fields(page.extension().project).key);
  const path = await page.modulePath(String(location.moduleKey), projectKey);
  return path === undefined ? null : path + (text(location.path)?.replace(/^\/?/, '/') ?? '');
}

async function navigate(page: FramePage, data: unknown): Promise<void> {
  const how = fields(data).type === 'new-tab' ? 'new-tab' : 'same-tab';
  const given = text(fields(data).url);
  const path = given ?? (await locate(page, fields(data)));
  if (path === null) throw new Error('There is no such place to navigate to.');
  const { siteUrl } = page.session.site;
  const url = new URL(path, siteUrl);
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) throw new Error(`Not a web address: ${path}`);
  const inside = [new URL(siteUrl).origin, globalThis.location.origin].includes(url.origin);
  if (inside) page.navigate(url.pathname + url.search + url.hash, how);
  else await page.leaveSite(url.href);
}

function context(page: FramePage): unknown {
  const { me, site } = page.session;
  return {
    ...site,
    accountId: me?.accountId,
    extension: page.extension(),
    localId: page.module.localId,
    moduleKey: page.module.key,
    theme: { ...page.theme(), light: 'light', dark: 'dark', spacing: 'spacing', typography: 'typography' },
  };
}

/** Every command of @forge/bridge 7.2 and @forge/jira-bridge 0.40 that the host simulates. `false` is how Jira says "not on this surface". */
export const COMMANDS: Readonly<Record<string, Handler>> = {
  getContext: context,

  async invoke(page, data) {
    const { functionKey, payload, metadata } = fields(data);
    const body = { moduleKey: page.module.key, payload: { functionKey, payload }, extension: page.extension() };
    const answer = fields(await page.post('/host/invoke', body));
    if (answer.ok !== true) throw new Error(text(answer.message) ?? 'The function failed.');
    return metadata === undefined ? answer.body : { body: answer.body, metadata: {} };
  },

  fetchProduct(page, data) {
    const { product, restPath, fetchRequestInit, isMultipartFormData } = fields(data);
    if (product !== 'jira') throw new NotSimulated(`A request to ${String(product)}`);
    const { method = 'GET', headers, body } = fields(fetchRequestInit);
    const init = { method, headers, body };
    const request = { moduleKey: page.module.key, restPath, fetchRequestInit: init, isMultipartFormData };
    return page.post('/host/fetch-product', request);
  },

  showFlag(page, data) {
    const flag = fields(data);
    const actions = Array.isArray(flag.actions) ? flag.actions.map(fields) : [];
    page.showFlag({
      id: String(flag.id),
      type: text(flag.type) ?? text(flag.appearance) ?? 'info',
      title: text(flag.title) ?? '',
      description: text(flag.description),
      actions: actions.map((action) => ({ text: text(action.text) ?? '', onClick: remote(action.onClick) })),
      isAutoDismiss: flag.isAutoDismiss === true,
    });
  },
  closeFlag: (page, data) => page.closeFlag(String(fields(data).id)),

  openModal(page, data) {
    const modal = fields(data);
    const resource = text(modal.resource);
    const { pages } = page.session.app;
    const address = resource !== undefined && Object.hasOwn(pages, resource) ? pages[resource] : undefined;
    if (resource !== undefined && !address) throw new Error(`The manifest has no page "${resource}" for a modal.`);
    if (modal.size === 'resizable') throw new NotSimulated('A modal of size "resizable"');
    page.openModal({
      page: address,
      size: modal.size,
      title: text(modal.title),
      context: modal.context,
      closeOnEscape: modal.closeOnEscape !== false,
      closeOnOverlayClick: modal.closeOnOverlayClick !== false,
      onClose: remote(modal.onClose),
    });
    return true;
  },
  openIssueCreateModal(page, data) {
    const { context: prefilled, onClose } = fields(fields(data).data);
    if (fields(prefilled).requestType !== undefined || fields(prefilled).parentId !== undefined) {
      throw new NotSimulated('requestType or parentId of CreateIssueModal');
    }
    page.createIssue(fields(prefilled), remote(onClose));
    return true;
  },
  openIssueViewModal(page, data) {
    const { context: issue, onClose } = fields(fields(data).data);
    const issueKey = text(fields(issue).issueKey);
    if (!issueKey) return false;
    page.openIssue(issueKey, remote(onClose));
    return true;
  },

  close(page, payload) {
    page.close?.(payload);
    return page.close !== undefined;
  },
  onClose(page, callback) {
    const called = remote(callback);
    if (called) page.onClose?.(called);
    return called !== undefined && page.onClose !== undefined;
  },
  submit: () => false,
  refresh(page) {
    page.refresh?.();
    return page.refresh !== undefined;
  },

  navigate,
  async getUrl(page, location) {
    const path = await locate(page, fields(location));
    return path && new URL(path, page.session.site.siteUrl).href;
  },
  reload: () => globalThis.location.reload(),
  createHistory(page, data, subscriptions) {
    const onPop = remote(fields(data).onPop);
    if (!page.address || !onPop) throw new Error('view.createHistory() works on pages of the app only.');
    const { onPop: follow, ...bar } = page.address();
    subscriptions.push(follow((popped) => void onPop(popped)));
    return bar;
  },
  changeWindowTitle(page, title) {
    if (!page.address) throw new Error('The window title is for pages of the app to change (Forge docs: view).');
    document.title = String(title);
  },

  enableTheming(page, data, subscriptions) {
    const onChange = remote(fields(data).onChange);
    subscriptions.push(page.onThemeChange(() => void onChange?.(page.theme())));
    return page.theme();
  },
  resize: (page, data) => page.resize(Number(fields(data).height)),

  emit: emitter('app'),
  on: subscriber('app'),
  emitPublic: emitter('public'),
  onPublic: subscriber('public'),

  setWorkflowRuleConfigurationCallback(page, data) {
    const callback = remote(fields(fields(data).data).onConfigure);
    if (callback) page.onConfigure?.(callback);
    return callback !== undefined && page.onConfigure !== undefined;
  },
};

/** Their other commands, each refused by its name; test/host/bridge-commands.test.ts holds both lists against the packages. */
export const NOT_SIMULATED: readonly string[] = [
  ...['egressDeleteDomain', 'egressDeleteGroup', 'egressGet', 'egressSet', 'remoteGet', 'remoteSet'].map(
    (name) => `__permission__${name}`,
  ),
  ...['emitFrontendCustomMetric', 'emitReadyEvent', 'fetchRemote', 'fetchUserRecommendations'],
  ...['getCookieConsentPreferences', 'getCustomFieldInternalAPI', 'getFrameDispatch', 'getFrameId'],
  ...['getUiModificationsInternalAPI', 'initFeatureFlags', 'isRovoEnabled', 'open', 'openRovo'],
  ...['publishRealtimeChannel', 'refreshIssueView', 'requestTeamworkGraph', 'subscribeRealtimeChannel'],
  'trackObjectStoreAction',
];
