// The frame around every page: menu at the left, call bar on top.
import { Layout } from 'antd';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { AlarmBar } from '@/features/alarms/AlarmBar';
import { CaptureBar } from '@/features/capture/CaptureBar';
import { useMay, useSession } from '@/frame/session';
import { CallBar } from './CallBar';
import { DemoBanner } from './DemoBanner';
import { ErrorBoundary } from './ErrorBoundary';
import { MainMenu } from './MainMenu';
import styles from './Shell.module.css';

export function Shell() {
  const { t } = useTranslation('app');
  const { pathname } = useLocation();
  const mayWatch = useMay('floor.view');
  const session = useSession();
  const isAgent = session.agent_id !== null && session.permissions.includes('desk.use');
  return (
    <Layout className={styles.shell}>
      <a className={styles.skip} href="#page">
        {t('skip')}
      </a>
      <Layout.Sider className={styles.menu} width={96} theme="light">
        <MainMenu />
      </Layout.Sider>
      <Layout>
        <CallBar />
        {mayWatch && <AlarmBar />}
        {isAgent && <CaptureBar />}
        <DemoBanner />
        <Layout.Content id="page" className={styles.page} tabIndex={-1}>
          <ErrorBoundary resetBy={pathname}>
            <Outlet />
          </ErrorBoundary>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
