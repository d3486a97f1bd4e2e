import Button, { LinkButton } from '@atlaskit/button/new';
import AutoDismissFlag from '@atlaskit/flag/auto-dismiss-flag';
import Flag from '@atlaskit/flag/flag';
import { FlagGroup } from '@atlaskit/flag/flag-group';
import ErrorIcon from '@atlaskit/icon/core/status-error';
import InformationIcon from '@atlaskit/icon/core/status-information';
import SuccessIcon from '@atlaskit/icon/core/status-success';
import WarningIcon from '@atlaskit/icon/core/status-warning';
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle, ModalTransition } from '@atlaskit/modal-dialog';
import type { ReactNode } from 'react';
import { CreateDialog } from '../issue/create-dialog';
import { IssueView } from '../issue/issue-view';
import { AppDialog } from './app-dialog';
import { closeFlag, closeOverlay, type Overlay, useLayers } from './overlays';
import styles from './site.module.css';

/** Atlaskit's bold flags hide their text until opened; Jira shows apps' flags plain, with an icon of their kind. */
const ICONS: Readonly<Record<string, ReactNode>> = {
  info: <InformationIcon label="Info" color="var(--ds-icon-information)" />,
  success: <SuccessIcon label="Success" color="var(--ds-icon-success)" />,
  warning: <WarningIcon label="Warning" color="var(--ds-icon-warning)" />,
  error: <ErrorIcon label="Error" color="var(--ds-icon-danger)" />,
};

/** Dialogs and flags that the app's frames ask for. */
export function Layers() {
  const { overlays, flags } = useLayers();
  return (
    <>
      <ModalTransition>
        {overlays.map((overlay, place) => (
          <OverlayDialog key={place} overlay={overlay} />
        ))}
      </ModalTransition>
      <FlagGroup label="Messages" onDismissed={(id) => closeFlag(String(id))}>
        {flags.map(({ id, type, title, description, actions, isAutoDismiss }) => {
          const Kind = isAutoDismiss ? AutoDismissFlag : Flag;
          return (
            <Kind
              key={id}
              id={id}
              icon={ICONS[type] ?? ICONS.info}
              title={<span dir="auto">{title}</span>}
              description={description && <span dir="auto">{description}</span>}
              actions={actions.map(({ text, onClick }) => ({ content: text, onClick: () => void onClick?.() }))}
            />
          );
        })}
      </FlagGroup>
    </>
  );
}

function OverlayDialog({ overlay }: { readonly overlay: Overlay }) {
  const close = () => closeOverlay(overlay);
  if (overlay.kind === 'app') {
    const { module, extension, modal, refresh } = overlay;
    const onClosed = (payload?: unknown) => {
      close();
      void modal.onClose?.(payload);
    };
    return <AppDialog {...modal} {...{ module, extension, refresh, onClosed }} />;
  }
  if (overlay.kind === 'create') {
    const onClosed = (payload: readonly { readonly issueId: string }[]) => {
      close();
      void overlay.onClose?.({ payload });
    };
    return <CreateDialog context={overlay.context} onClosed={onClosed} />;
  }
  if (overlay.kind === 'issue') {
    const onClose = () => {
      close();
      void overlay.onClose?.();
    };
    return (
      <ModalDialog width="x-large" onClose={onClose} label={overlay.issueKey}>
        <ModalHeader hasCloseButton />
        <ModalBody>
          <IssueView issueKey={overlay.issueKey} />
        </ModalBody>
      </ModalDialog>
    );
  }
  const onAnswer = (goes: boolean) => {
    close();
    overlay.answer(goes);
  };
  return <LeavingDialog address={overlay.address} onAnswer={onAnswer} />;
}

interface LeavingDialogProps {
  readonly address: string;
  readonly onAnswer: (goes: boolean) => void;
}

function LeavingDialog({ address, onAnswer }: LeavingDialogProps) {
  const stay = () => onAnswer(false);
  return (
    <ModalDialog width="small" onClose={stay}>
      <ModalHeader>
        <ModalTitle>You are leaving the site</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>The app opens a page of another site:</p>
        <p className={styles.address}>{address}</p>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={stay}>
          Stay here
        </Button>
        <LinkButton
          appearance="primary"
          href={address}
          rel="noopener noreferrer"
          target="_blank"
          onClick={() => onAnswer(true)}
        >
          Continue
        </LinkButton>
      </ModalFooter>
    </ModalDialog>
  );
}
