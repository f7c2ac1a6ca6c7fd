// The narrow menu at the left: what this person's role may use, by the work.
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { shortcutText } from '@/actions/shortcut';
import { mayAny, useSession } from '@/frame/session';
import { FEATURES } from './features';
import styles from './MainMenu.module.css';

export function MainMenu() {
  const { t } = useTranslation('app');
  const session = useSession();
  const entries = FEATURES.flatMap((feature) => feature.menu)
    .filter((entry) => mayAny(session, entry.permissions))
    .filter((entry) => entry.path !== '/desk' || session.agent_id !== null)
    .sort((a, b) => a.order - b.order);
  return (
    <nav className={styles.menu} aria-label={t('menu')}>
      <img className={styles.mark} src="/mark.svg" alt="Callfloor" width={36} height={36} />
      {entries.map((entry) => (
        <NavLink
          key={entry.path}
          to={entry.path}
          className={({ isActive }) =>
            isActive ? `${styles.entry} ${styles.active}` : styles.entry
          }
          title={entry.shortcut ? shortcutText(entry.shortcut) : undefined}
        >
          <span className={styles.icon}>{entry.icon}</span>
          <span className={styles.label}>{t(entry.label)}</span>
        </NavLink>
      ))}
    </nav>
  );
}
