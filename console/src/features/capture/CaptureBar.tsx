// Asks once for the screen, below the call bar: it is in nobody's way and holds no call up.
import { DesktopOutlined } from '@ant-design/icons';
import { Alert, Button, Flex } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '@/components/ActionButton';
import { useStore } from '@/frame/store';
import { capture, lookElsewhere, putOff } from './captureControl';
import { useCaptureRules, useSeenBy } from './useCaptureRules';

export function CaptureBar() {
  const { t } = useTranslation('capture');
  const rules = useCaptureRules();
  const { sharing } = useStore(capture);
  const roles = useSeenBy();
  const [isRead, setRead] = useState(false);
  useEffect(() => void lookElsewhere(), []);
  if (!rules?.is_wanted) return null;
  if (sharing === 'unsupported')
    return isRead ? null : (
      <Alert
        banner
        type="warning"
        title={t('unsupported')}
        closable={{ onClose: () => setRead(true) }}
      />
    );
  if (sharing !== 'none' && sharing !== 'ended') return null;
  return (
    <Alert
      banner
      type={sharing === 'none' ? 'info' : 'warning'}
      icon={<DesktopOutlined />}
      title={t(sharing === 'none' ? 'ask' : 'again', { roles })}
      action={
        <Flex gap="small">
          <ActionButton action="capture.share" type="primary" />
          <Button onClick={putOff}>{t('later')}</Button>
        </Flex>
      }
    />
  );
}
