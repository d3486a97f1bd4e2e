import Avatar from '@atlaskit/avatar';
import { IconButton } from '@atlaskit/button/new';
import DropdownMenu, { DropdownItemRadio, DropdownItemRadioGroup } from '@atlaskit/dropdown-menu';
import ThemeIcon from '@atlaskit/icon/core/theme';
import { useCallback } from 'react';
import { visible } from './display-conditions';
import { isAdmin } from './jira';
import { roleOf } from './people';
import { sentencesOfError, useLoad } from './rest';
import { appPath } from './app-paths';
import { actAs, manifestText, modulesOf, useSession } from './session';
import styles from './site.module.css';
import personStyles from './person.module.css';
import bar from './top-bar.module.css';
import { setColorMode, useColorMode } from './theme';

export function TopBar() {
  const session = useSession();
  const { me, people } = session;
  const [pages] = useLoad(
    useCallback(() => visible(modulesOf(session, 'jira:globalPage')), [session]),
    '',
  );
  const [admin] = useLoad(isAdmin, '');
  const mode = useColorMode();
  const other = mode === 'light' ? 'dark' : 'light';
  return (
    <header className={bar.topBar}>
      <a href="/" className={bar.product}>
        <span aria-hidden className={bar.mark} />
        Jira
        <span className={bar.where}>on this computer</span>
      </a>
      <nav aria-label="Site" className={bar.siteLinks}>
        <a href="/">Projects</a>
        {pages.status === 'failed' && <span role="alert">{sentencesOfError(pages.error)}</span>}
        {pages.status === 'ready' &&
          pages.value.map(({ key, title, manifest }) => (
            <a key={key} href={appPath(session, 'jira:globalPage')}>
              {manifestText(manifest.title, title)}
            </a>
          ))}
        {admin.status === 'ready' && admin.value && <a href="/jira/settings/apps">Apps</a>}
      </nav>
      <div className={bar.topRight}>
        <IconButton
          appearance="subtle"
          icon={ThemeIcon}
          label={`Switch to ${other} theme`}
          onClick={() => setColorMode(other)}
        />
        <DropdownMenu<HTMLButtonElement>
          placement="bottom-end"
          trigger={({ triggerRef, onClick, ...aria }) => (
            <button
              aria-haspopup={aria['aria-haspopup']}
              aria-expanded={aria['aria-expanded']}
              onClick={onClick}
              ref={triggerRef}
              type="button"
              className={personStyles.person}
              aria-label={`Switch person: ${me.displayName}`}
            >
              <Avatar size="small" name={me.displayName} />
              <span className={personStyles.personText}>
                <span dir="auto">{me.displayName}</span>
                <span className={styles.role}>{roleOf(me)}</span>
              </span>
            </button>
          )}
        >
          <DropdownItemRadioGroup id="people" title="Look at the site as">
            {people.map((person) => (
              <DropdownItemRadio
                key={person.accountId}
                id={person.accountId}
                isSelected={person.accountId === me.accountId}
                description={roleOf(person)}
                onClick={() => void actAs(person)}
              >
                {person.displayName}
              </DropdownItemRadio>
            ))}
          </DropdownItemRadioGroup>
        </DropdownMenu>
      </div>
    </header>
  );
}
