// The settings of the centre: sections at the left, the chosen one beside.
import { Menu } from 'antd';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import { useSession } from '@/frame/session';
import { SECTIONS, sectionsFor } from './sections';
import styles from './settings.module.css';

export default function SettingsPage() {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const { permissions } = useSession();
  const { '*': path = '' } = useParams();
  const open = sectionsFor(permissions);
  const section = open.find(({ id }) => id === path);
  const first = open[0];
  if (!section && first) return <Navigate to={`/settings/${first.id}`} replace />;
  const groups = [...new Set(SECTIONS.map(({ group }) => group))];
  return (
    <div className={styles.layout}>
      <Menu
        className={styles.sections}
        aria-label={t('menu')}
        selectedKeys={section ? [section.id] : []}
        onClick={({ key }) => navigate(`/settings/${key}`)}
        items={groups
          .map((group) => ({
            key: group,
            type: 'group' as const,
            label: t(`group.${group}`),
            children: open
              .filter((one) => one.group === group)
              .map(({ id }) => ({ key: id, label: t(`section.${id}`) })),
          }))
          .filter(({ children }) => children.length > 0)}
      />
      <div>{section?.page()}</div>
    </div>
  );
}
