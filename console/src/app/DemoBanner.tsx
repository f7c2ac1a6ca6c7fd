// Says on every page of a demo centre that it is one.
import { ExperimentOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/frame/session';
import styles from './DemoBanner.module.css';

export function DemoBanner() {
  const { t } = useTranslation('common');
  const { is_demo } = useSession().tenant;
  if (!is_demo) return null;
  return (
    <div className={styles.banner} role="note">
      <ExperimentOutlined /> {t('demoBanner')}
    </div>
  );
}
