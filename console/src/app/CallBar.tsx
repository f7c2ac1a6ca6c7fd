// The bar on top of every page: my state, my call, my phone, the live line, search and me.
import { SearchOutlined } from '@ant-design/icons';
import { Flex, Layout } from 'antd';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '@/components/ActionButton';
import { CaptureSign } from '@/features/capture/CaptureSign';
import { BarCall } from '@/features/phone/BarCall';
import { PhoneBadge } from '@/features/phone/PhoneBadge';
import { LIVE_PERMISSIONS, mayAny, useSession } from '@/frame/session';
import { BulletinNotice } from './BulletinNotice';
import styles from './CallBar.module.css';
import { LiveDot } from './LiveDot';
import { OwnState } from './OwnState';
import { PersonMenu } from './PersonMenu';

export function CallBar() {
  const { t } = useTranslation('app');
  const session = useSession();
  const isAgent = session.agent_id !== null && session.permissions.includes('desk.use');
  return (
    <Layout.Header className={styles.bar} role="region" aria-label={t('bar')}>
      {isAgent ? <OwnState /> : <strong className={styles.centre}>{session.tenant.name}</strong>}
      <div className={styles.call}>{isAgent ? <BarCall /> : null}</div>
      {isAgent ? <CaptureSign /> : null}
      <Flex align="center" gap="small">
        {isAgent ? <BulletinNotice /> : null}
        {isAgent ? <PhoneBadge /> : null}
        {mayAny(session, LIVE_PERMISSIONS) ? <LiveDot /> : null}
        <ActionButton action="console.palette" type="text" icon={<SearchOutlined />} iconOnly />
        <PersonMenu />
      </Flex>
    </Layout.Header>
  );
}
