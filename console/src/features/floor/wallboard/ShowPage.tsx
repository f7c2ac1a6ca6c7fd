// A composed wallboard on the screen of somebody who is logged in.
import { FullscreenOutlined } from '@ant-design/icons';
import { Empty } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useActions } from '@/actions/actions';
import { ProblemAlert } from '@/components/ProblemAlert';
import { Board } from './Board';
import { FullScreenButton } from './FullScreenButton';
import { useTrends, useWallboards } from './requests';
import { toggleFullScreen, useWakeLock } from './screenTools';
import styles from './show.module.css';

export default function ShowPage() {
  const { t } = useTranslation('wallboards');
  const { id = '' } = useParams();
  const boards = useWallboards();
  const board = boards.data?.find((one) => one.id === id);
  const trends = useTrends(id, board?.tiles.some(({ kind }) => kind === 'trend') ?? false);
  useWakeLock();
  useActions([
    {
      id: 'wallboard.fullscreen',
      label: 'wallboards:full_screen',
      group: 'common:group.console',
      icon: <FullscreenOutlined />,
      shortcut: 'alt+f',
      run: toggleFullScreen,
    },
  ]);
  if (!board)
    return (
      <div className={styles.gone}>
        <ProblemAlert error={boards.error} retry={boards.refetch} />
        {boards.data && (
          <Empty description={t('gone')}>
            <Link to="/wallboards">{t('title')}</Link>
          </Empty>
        )}
      </div>
    );
  return (
    <>
      <Board board={board} trends={trends} />
      <FullScreenButton />
    </>
  );
}
