// A number that can be called by one click, for people who take calls.
import { PhoneOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCallOut } from './useCallOut';

export function CallNumber({ number }: { number: string }) {
  const { t } = useTranslation('common');
  const { isPossible, isFree, call } = useCallOut();
  if (!isPossible || !number) return null;
  const label = t('call_number', { number });
  return (
    <Tooltip title={label}>
      <Button
        type="text"
        size="small"
        icon={<PhoneOutlined />}
        aria-label={label}
        disabled={!isFree}
        onClick={() => call({ to_number: number })}
      />
    </Tooltip>
  );
}
