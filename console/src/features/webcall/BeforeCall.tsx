// The one button, and the name a visitor may give.
import { PhoneFilled } from '@ant-design/icons';
import { Alert, Button, Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CallState } from './callState';
import styles from './webcall.module.css';

const NAME_LENGTH = 60;

interface Props {
  state: CallState;
  name: string;
  onName: (name: string) => void;
  onCall: () => void;
}

export function BeforeCall({ state, name, onName, onCall }: Props) {
  const { t } = useTranslation('webcall');
  const again = state.phase === 'ended' || state.phase === 'failed';
  return (
    <Form layout="vertical" onFinish={onCall}>
      <Flex vertical gap="middle">
        {state.phase === 'ended' && (
          <Alert
            type="success"
            showIcon
            role="status"
            title={t('ended')}
            description={t('ended_help')}
          />
        )}
        {state.fault && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={t(`fault.${state.fault}`)}
            description={t(`fault_help.${state.fault}`)}
          />
        )}
        <Form.Item label={t('name')} htmlFor="visitor-name" extra={t('name_help')}>
          <Input
            id="visitor-name"
            size="large"
            maxLength={NAME_LENGTH}
            autoComplete="name"
            value={name}
            onChange={(event) => onName(event.target.value)}
          />
        </Form.Item>
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          className={styles.call}
          icon={<PhoneFilled />}
        >
          {again ? t('call_again') : t('call')}
        </Button>
        <span className={styles.about}>{t('microphone_note')}</span>
      </Flex>
    </Form>
  );
}
