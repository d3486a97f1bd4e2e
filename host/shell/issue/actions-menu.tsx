import { IconButton } from '@atlaskit/button/new';
import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import MoreIcon from '@atlaskit/icon/core/show-more-horizontal';
import type { InstalledModule } from '../../contracts';
import { AppDialog } from '../site/app-dialog';
import { manifestText } from '../site/session';

interface ActionsMenuProps {
  readonly modules: readonly InstalledModule[];
  readonly extension: (module: InstalledModule) => Readonly<Record<string, unknown>>;
  readonly refresh: () => void;
}

/** The ⋯ menu of an issue: the apps' actions, each in a dialog. */
export function ActionsMenu({ modules, extension, refresh }: ActionsMenuProps) {
  const [open, setOpen] = useState<InstalledModule>();
  const titleOf = (module: InstalledModule) => manifestText(module.manifest.title, module.title);
  return (
    <>
      <DropdownMenu<HTMLButtonElement>
        placement="bottom-end"
        trigger={({ triggerRef, ...props }) => (
          <IconButton {...props} ref={triggerRef} icon={MoreIcon} label="Actions" appearance="subtle" />
        )}
      >
        <DropdownItemGroup>
          {modules.map((module) => (
            <DropdownItem key={module.key} onClick={() => setOpen(module)}>
              {titleOf(module)}
            </DropdownItem>
          ))}
        </DropdownItemGroup>
      </DropdownMenu>
      <ModalTransition>
        {open && (
          <AppDialog
            module={open}
            extension={extension(open)}
            title={titleOf(open)}
            size={open.manifest.viewportSize}
            refresh={refresh}
            onClosed={() => setOpen(undefined)}
          />
        )}
      </ModalTransition>
    </>
  );
}
