import ModalDialog, { ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { useRef } from 'react';
import type { Remote } from '../../bridge/commands';
import type { InstalledModule } from '../../contracts';
import { AppFrame } from './app-frame';
import styles from './site.module.css';

interface Size {
  readonly width: number | string;
  /** Height of the frame; it never makes the dialog higher than the window. */
  readonly height: string;
}

/** Forge docs: apis-reference/ui-api-bridge/modal. */
const SIZES: Readonly<Record<string, Size>> = {
  small: { width: 400, height: 'max(20vh, 320px)' },
  medium: { width: 600, height: 'max(40vh, 520px)' },
  large: { width: 800, height: 'max(70vh, 720px)' },
  xlarge: { width: 968, height: '90vh' },
  max: { width: '100%', height: '100vh' },
  fullscreen: { width: '100%', height: '100vh' },
};

function sizeOf(size: unknown): Size {
  const medium = { width: 600, height: 'max(40vh, 520px)' };
  if (typeof size === 'string') return SIZES[size] ?? medium;
  const { width, height } = (size ?? {}) as { width?: string; height?: string };
  return { width: width ?? medium.width, height: height ?? medium.height };
}

interface AppDialogProps {
  readonly module: InstalledModule;
  readonly extension: Readonly<Record<string, unknown>>;
  /** Address of a page of the app instead of the module's own. */
  readonly page?: string | undefined;
  /** Undefined: no header. */
  readonly title: string | undefined;
  readonly size: unknown;
  readonly closeOnEscape?: boolean;
  readonly closeOnOverlayClick?: boolean;
  readonly refresh: (() => void) | undefined;
  readonly onClosed: (payload?: unknown) => void;
}

/** A page of the app in a dialog: an issue action, or a modal the app opens itself. */
export function AppDialog({ module, extension, page, title, size, refresh, onClosed, ...closing }: AppDialogProps) {
  const { closeOnEscape = true, closeOnOverlayClick = true } = closing;
  const beforeClose = useRef<Remote>();
  const { width, height } = sizeOf(size);
  const close = (payload?: unknown) => {
    void beforeClose.current?.();
    onClosed(payload);
  };
  return (
    <ModalDialog
      width={width}
      onClose={(event) => {
        if (event.type !== 'keydown' || closeOnEscape) close();
      }}
      shouldCloseOnOverlayClick={closeOnOverlayClick}
      {...(title === undefined && { label: module.title })}
    >
      {title !== undefined && (
        <ModalHeader hasCloseButton>
          <ModalTitle>{title}</ModalTitle>
        </ModalHeader>
      )}
      <div className={styles.dialogFrame}>
        <AppFrame
          module={module}
          extension={extension}
          page={page}
          title={title ?? module.title}
          height={`min(${height}, calc(100vh - 200px))`}
          close={close}
          onClose={(callback) => {
            beforeClose.current = callback;
          }}
          {...(refresh && { refresh })}
        />
      </div>
    </ModalDialog>
  );
}
