// Calling a number that is keyed in: an action for the bar, the shortcut and the palette.
import { PhoneOutlined } from '@ant-design/icons';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '@/actions/actions';
import { useCallOut } from '@/live/useCallOut';

export function CallOutAction() {
  const { t } = useTranslation('phone');
  const { isPossible, isFree, call } = useCallOut();
  const [number, setNumber] = useState<string | null>(null);
  useActions([
    {
      id: 'phone.callOut',
      label: 'phone:callOut',
      group: 'common:group.call',
      icon: <PhoneOutlined />,
      shortcut: 'alt+c',
      enabled: isPossible && isFree,
      run: () => setNumber(''),
    },
  ]);
  const dial = async () => {
    if (number && (await call({ to_number: number.trim() }))) setNumber(null);
  };
  return (
    <Modal
      open={number !== null}
      title={t('callOut')}
      okText={t('callOut_do')}
      okButtonProps={{ disabled: !number?.trim() }}
      cancelText={t('common:cancel')}
      onOk={dial}
      onCancel={() => setNumber(null)}
      destroyOnHidden
    >
      <Input
        autoFocus
        inputMode="tel"
        maxLength={40}
        aria-label={t('callOut_number')}
        placeholder={t('callOut_number')}
        value={number ?? ''}
        onChange={(event) => setNumber(event.target.value)}
        onPressEnter={dial}
      />
    </Modal>
  );
}
