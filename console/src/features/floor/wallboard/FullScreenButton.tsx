// Out of sight until somebody reaches for it, by the mouse or by Tab.
import { FullscreenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { toggleFullScreen } from './screenTools';
import styles from './show.module.css';

export function FullScreenButton() {
  const { t } = useTranslation('wallboards');
  return (
    <div className={styles.tools}>
      <Button icon={<FullscreenOutlined />} onClick={toggleFullScreen}>
        {t('full_screen')}
      </Button>
    </div>
  );
}
