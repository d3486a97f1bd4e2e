import { useEffect, useRef, useState } from 'react';
import type { FramePage, PageAddress, Remote } from '../../bridge/commands';
import { ALLOW, frameName, SANDBOX, serveFrame } from '../../bridge/parent';
import type { InstalledModule } from '../../contracts';
import { adminPath, appPath } from './app-paths';
import { getProject } from './jira';
import { Problem } from './messages';
import { closeFlag, openOverlay, showFlag } from './overlays';
import { request, RestError } from './rest';
import { navigate } from './router';
import { type ActiveSession, useSession } from './session';
import styles from './site.module.css';
import { frameTheme, onThemeChange } from './theme';

interface AppFrameProps {
  readonly module: InstalledModule;
  readonly entry?: keyof InstalledModule['entries'];
  /** Address of a page of the app instead of the module's own. */
  readonly page?: string | undefined;
  readonly extension: Readonly<Record<string, unknown>>;
  /** Accessible name of the frame. */
  readonly title: string;
  /** `content`: as high as what the app shows. Else any CSS height. */
  readonly height: string;
  /** What the surface can do; what is left out answers "not on this surface". */
  readonly close?: (payload: unknown) => void;
  readonly refresh?: () => void;
  readonly address?: () => PageAddress;
  readonly onConfigure?: (callback: Remote) => void;
  readonly onClose?: (callback: Remote) => void;
}

/** The app's page in its iframe, on the app's own origin, with the bridge behind it. */
export function AppFrame(props: AppFrameProps) {
  const { module, entry = 'main', title, height } = props;
  const session = useSession();
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef(props);
  const [contentHeight, setContentHeight] = useState(0);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(
    () => (frame.current ? serveFrame(frame.current, framePage(session, module, latest, setContentHeight)) : undefined),
    [session, module, entry],
  );

  const page = props.page ?? module.entries[entry];
  if (!page) return <Problem error={new Error(`The manifest has no ${entry} page for ${module.title}.`)} />;
  const src = new URL(page, session.appOrigin).href;
  return (
    <iframe
      key={src}
      ref={frame}
      className={styles.frame}
      src={src}
      name={frameName()}
      title={title}
      sandbox={SANDBOX}
      allow={ALLOW}
      style={{ height: height === 'content' ? contentHeight : height }}
    />
  );
}

/** Where a page of the app is, by its module's key. */
async function modulePath(session: ActiveSession, key: string, projectKey: string | undefined) {
  const module = session.app.modules.find((one) => one.key === key);
  if (module?.type === 'jira:globalPage') return appPath(session, module.type);
  if (module?.type === 'jira:adminPage') return adminPath(session, module);
  if (!projectKey || (module?.type !== 'jira:projectPage' && module?.type !== 'jira:projectSettingsPage'))
    return undefined;
  return getProject(projectKey).then(
    (project) => appPath(session, module.type, project),
    (error: unknown) => {
      if (error instanceof RestError && error.status === 404) return undefined;
      throw error;
    },
  );
}

function framePage(
  session: ActiveSession,
  module: InstalledModule,
  latest: { readonly current: AppFrameProps },
  resize: (height: number) => void,
): FramePage {
  const extension = () => ({ ...latest.current.extension, location: location.href });
  return {
    session,
    module,
    extension,
    theme: frameTheme,
    onThemeChange,
    post: (path, body) => request('POST', path, body),
    modulePath: (key, projectKey) => modulePath(session, key, projectKey),
    navigate: (path, how) => (how === 'new-tab' ? void window.open(path, '_blank', 'noopener') : navigate(path)),
    leaveSite: (address) =>
      new Promise((leave, stay) => {
        const answer = (goes: boolean) => (goes ? leave() : stay(new Error(`The person did not go to ${address}.`)));
        openOverlay({ kind: 'leaving', address, answer });
      }),
    showFlag,
    closeFlag,
    openModal: (modal) =>
      openOverlay({
        kind: 'app',
        module,
        extension: { ...latest.current.extension, modal: modal.context },
        modal,
        refresh: latest.current.refresh,
      }),
    createIssue: (context, onClose) => openOverlay({ kind: 'create', context, onClose }),
    openIssue: (issueKey, onClose) => openOverlay({ kind: 'issue', issueKey, onClose }),
    resize,
    get close() {
      return latest.current.close;
    },
    get refresh() {
      return latest.current.refresh;
    },
    get address() {
      return latest.current.address;
    },
    get onConfigure() {
      return latest.current.onConfigure;
    },
    get onClose() {
      return latest.current.onClose;
    },
  };
}
